"""The widget whose model lives in the kernel."""

import asyncio
import base64
import gc
import io
import json
import subprocess
import sys
import weakref
from pathlib import Path
from threading import Event, current_thread

import numpy as np
import pytest
from test_sweep import assert_same_model
from test_widget import Page

import vae_playground.calls
import vae_playground.widget
from vae_playground import PlaygroundError, VaePlayground
from vae_playground.engine import Session

EXAMPLES = Path(__file__).parents[1] / "examples"
MODEL = {"encoder": [16], "decoder": [16]}


def images():
    rng = np.random.default_rng(0)
    return rng.integers(0, 256, (60, 4, 4), dtype=np.uint8)


def made(**how):
    return VaePlayground(images(), list("ab" * 30), engine="kernel", model=MODEL, **how)


@pytest.fixture
def widget():
    widget = made()
    yield widget
    widget.close()


@pytest.fixture
def page(widget):
    return Page(widget)


def test_trains_without_a_page_with_the_numbers_of_the_engine(widget):
    call = widget.train(3)
    history = call.result()
    assert history.epoch.tolist() == [1, 2, 3]
    assert not widget.training
    options = {part: widget.config[part] for part in ("model", "training", "seed")}
    session = Session(images(), options=options, test_rows=widget._test_rows)
    session.train(3)
    assert_same_model(widget.weights, session.save())
    assert (widget.latents == session.embed().mean).all()
    assert history.test_kl.iloc[-1] == session.evaluate()["kl"]
    assert widget.train(2).result().epoch.tolist() == [1, 2, 3, 4, 5]


def test_answers_calls_as_the_page_does(widget):
    widget.train(2).result()
    decoded = widget.decode([[0, 0], [1, -1]]).result()
    assert decoded.shape == (2, 4, 4)
    posterior = widget.encode(images()[:3]).result()
    assert np.allclose(posterior.mean, widget.latents[:3], atol=1e-5)
    assert widget.sample(5).result().shape == (5, 4, 4)
    walk = widget.traverse([1.0, -1.0], steps=7).result()
    assert walk.places.tolist() == [-3, -2, -1, 0, 1, 2, 3]
    assert walk.images.shape == (2, 7, 4, 4)
    assert np.allclose(walk.images[1, 3], widget.decode([[1, 0]]).result()[0], atol=1e-6)
    shares = widget.traverse([1.0, -1.0], 0, steps=3, spacing="shares").result()
    assert np.allclose(shares.places, [-0.967422, 0, 0.967422], atol=1e-5)


def test_pauses_goes_on_and_takes_calls_meanwhile(widget):
    trained = Event()
    widget.observe(lambda change: trained.set(), "history")
    widget.training = True
    assert trained.wait(30)
    assert widget.training
    assert widget.decode([[0, 0]]).result().shape == (1, 4, 4)
    rested = Event()
    widget.observe(lambda change: change["new"] or rested.set(), "training")
    widget.training = False
    assert rested.wait(30)
    epoch = widget.history.epoch.max()
    assert widget.train(1).result().epoch.max() >= epoch + 1


def test_one_who_observes_may_end_training(widget):
    def stop(change):
        assert current_thread().name == "vae-playground"
        if len(change["new"]) >= 3:
            widget.training = False

    widget.observe(stop, "history")
    assert widget.train(100_000).result().epoch.max() < 1000


def test_one_who_observes_the_page_may_wait_for_the_model_while_it_trains(widget, page):
    page.open()
    epochs = Event()
    widget.observe(lambda _: epochs.set(), "history")
    decoded = []

    def show(change):
        epochs.clear()
        # Training goes on meanwhile, and is told.
        if epochs.wait(10):
            decoded.append(widget.decode([change["new"]]).result())

    widget.observe(show, "z")
    widget.training = True
    assert epochs.wait(30)
    page.say({"kind": "z", "value": [1.0, 2.0]})
    assert [image.shape for image in decoded] == [(1, 4, 4)]


def wrong(*_):
    raise RuntimeError("It went wrong.")


def answer(call):
    return call.future.result(timeout=60)


@pytest.mark.parametrize("name", ["history", "latents", "weights", "training", "problem"])
def test_one_who_observes_wrongly_ends_nothing(widget, name, capsys):
    widget.set_trait("problem", "Something before.")
    widget.observe(wrong, name)
    assert answer(widget.train(5)).epoch.tolist() == [1, 2, 3, 4, 5]
    assert not widget.training
    assert widget.latents.shape == (60, 2)
    assert_same_model(widget.weights, widget._kernel.ask(Session.save).result())
    assert "It went wrong." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["save", "embed", "train_steps"])
def test_training_that_the_engine_fails_ends_with_an_error(widget, monkeypatch, name):
    with monkeypatch.context() as patch:
        patch.setattr(Session, name, wrong)
        patch.setattr(Session, "go_back", wrong)
        with pytest.raises(PlaygroundError, match="RuntimeError: It went wrong."):
            answer(widget.train(2))
        assert not widget.training
        assert "It went wrong." in widget.problem
    assert answer(widget.train(1)).epoch.iloc[-1] >= 1


def test_a_call_that_fails_is_answered(widget, monkeypatch):
    monkeypatch.setattr(Session, "decode", wrong)
    with pytest.raises(PlaygroundError, match="RuntimeError: It went wrong."):
        answer(widget.decode([[0, 0]]))
    monkeypatch.setattr(Session, "sample", lambda *_: np.zeros(1, np.float32))
    with pytest.raises(PlaygroundError, match="ValueError"):
        answer(widget.sample(2))


def test_what_is_closed_answers_so_and_keeps_no_model():
    widget = made()
    answer(widget.train(1))
    weights = widget.weights
    call, queued = widget.train(100_000), widget.decode([[0, 0]])
    kernel, model = widget._kernel, weakref.ref(widget._kernel._session)
    widget.close()
    assert answer(queued).shape == (1, 4, 4)
    with pytest.raises(PlaygroundError, match="The widget was closed."):
        answer(call)
    with pytest.raises(PlaygroundError, match="The widget was closed."):
        widget.decode([[0, 0]])
    with pytest.raises(PlaygroundError, match="The widget was closed."):
        kernel.ask(Session.save).result(timeout=60)
    assert widget._picture() is None
    assert not widget.training
    assert widget.weights == weights
    assert not kernel._thread.is_alive()
    gc.collect()
    assert model() is None
    widget.close()


def test_what_is_closed_before_it_lives_anywhere_stays_so():
    widget = auto()
    widget.close()
    with pytest.raises(PlaygroundError, match="The widget was closed."):
        widget.train(1)
    assert widget._kernel is None


# It could be trained, but not opened again: its file and its batches together are too large.
LARGE = {"encoder": [2048, 2048], "decoder": [2048, 2048]}
LARGE_BATCHES = {"batchSize": 2048, "objective": {"kind": "iwae", "samples": 27}}


def test_a_model_that_could_not_be_saved_is_refused_and_changes_nothing():
    blank = np.zeros((4, 28, 28))
    with pytest.raises(PlaygroundError, match="could not be saved"):
        VaePlayground(blank, engine="kernel", model=LARGE, training=LARGE_BATCHES)
    widget = VaePlayground(blank, engine="kernel", model={"encoder": [16], "decoder": [16]}, training=LARGE_BATCHES)
    answer(widget.train(1))
    before, weights = widget.config, widget.weights
    widget.config = {"model": LARGE}
    answer(widget.decode([[0, 0]]))
    assert "could not be saved" in widget.problem
    assert widget.config == before
    assert_same_model(widget.weights, weights)
    assert answer(widget.train(1)).epoch.tolist() == [1, 2]
    widget.config = {"model": LARGE, "training": {}}
    answer(widget.decode([[0, 0]]))
    widget.config = {"training": LARGE_BATCHES}
    answer(widget.decode([[0, 0]]))
    assert "could not be saved" in widget.problem
    assert widget.config["training"]["batchSize"] != 2048
    widget.close()


def test_settings_hold_from_the_next_step_on_or_start_anew(widget):
    widget.train(2).result()
    widget.config = {"training": {"beta": 4}}
    assert widget.train(1).result().epoch.tolist() == [1, 2, 3]
    assert widget._kernel.ask(lambda session: session.options["training"]["beta"]).result() == 4
    widget.config = {"model": {**MODEL, "latent": 3}}
    assert widget.decode([[0, 0, 0]]).result().shape == (1, 4, 4)
    assert widget.history.empty
    assert widget.latents.shape == (60, 3)


def test_what_the_engine_refuses_is_told_and_changes_nothing(widget):
    widget.train(1).result()
    before = widget.config
    widget.config = {"training": {"beta": -1}}
    widget.decode([[0, 0]]).result()
    assert "Beta is -1" in widget.problem
    assert widget.config == before
    widget.weights = (8).to_bytes(8, "little") + b'{"a": 1}'
    widget.decode([[0, 0]]).result()
    assert "checkpoint" in widget.problem
    assert widget.train(1).result().epoch.tolist() == [1, 2]
    assert widget.problem == ""


def test_goes_on_from_weights(widget):
    widget.train(2).result()
    weights, latents = widget.weights, widget.latents
    widget.train(2).result()
    widget.weights = weights
    widget.decode([[0, 0]]).result()
    assert (widget.latents == latents).all()
    assert widget.history.epoch.tolist() == [1, 2]


def test_an_interrupted_cell_ends_training(widget):
    async def interrupt():
        begun = asyncio.Event()
        loop = asyncio.get_running_loop()
        widget.observe(lambda change: loop.call_soon_threadsafe(begun.set), "history")

        async def wait():
            await widget.train(100_000)

        task = asyncio.ensure_future(wait())
        await begun.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        while widget.training:
            await asyncio.sleep(0.01)

    asyncio.run(interrupt())
    assert 0 < widget.history.epoch.max() < 100_000


def test_a_page_that_comes_later_is_shown_the_model_and_follows_it(widget, page):
    widget.train(2).result()
    page.open()
    widget._kernel.ask(lambda _: None).result()
    [(message, buffers)] = page.of("data")
    assert_same_model(buffers[-1], widget.weights)
    about = message["about"]["kernel"]
    assert (about["step"], about["epoch"]) == (2, 2)
    assert [row[0] for row in about["rows"]] == [1, 2]

    page.say({"kind": "train", "target": 5})
    page.say({"kind": "next", "step": 2})
    widget._kernel.ask(lambda _: None).result()
    answered = 0
    while True:
        told = page.of("model")
        if len(told) == answered:
            continue
        answered += 1
        last, [weights] = told[-1]
        if last["rests"]:
            break
        page.say({"kind": "next", "step": last["step"]})
    assert (last["step"], last["epoch"], last["front"]) == (5, 5, "page")
    assert_same_model(weights, widget.weights)
    assert last["test"]["kl"] == widget.history.test_kl.iloc[-1]
    # It has the model by following, and is not sent it once more.
    assert not page.of("weights")


def test_what_a_page_does_to_the_model_is_done_here(widget, page):
    widget.train(3).result()
    page.open()
    earlier = Session(images(), options={part: widget.config[part] for part in ("model", "training", "seed")}, test_rows=widget._test_rows)
    earlier.train(1)
    page.say({"kind": "rest", "latent": 2}, earlier.embed().mean, earlier.save())
    page.say({"kind": "progress", "run": 1, "rows": [[9, 1.0, 1.0, 1.0, 1.0]]})
    widget.decode([[0, 0]]).result()
    assert widget.history.epoch.tolist() == [1]
    assert (widget.latents == earlier.embed().mean).all()
    page.say({"kind": "config", "value": {**widget.config, "seed": 7}})
    widget.decode([[0, 0]]).result()
    assert widget._kernel.ask(lambda session: session.options["seed"]).result() == 7
    assert widget.history.empty


def test_mixtures_and_classes_are_worked_out_in_the_page(widget, page, monkeypatch):
    monkeypatch.setattr(vae_playground.calls, "PATIENCE_S", 0.01)

    async def wait():
        await widget.mixture(2)

    with pytest.raises(PlaygroundError, match="No browser answers"):
        asyncio.run(wait())
    page.open()
    widget.classify()
    assert page.of("call")[0][0]["method"] == "classify"


def auto():
    return VaePlayground(images(), engine="auto", model=MODEL)


def test_auto_is_the_kernel_where_no_page_comes(monkeypatch):
    monkeypatch.setattr(vae_playground.widget, "LISTEN_S", 0.01)
    widget = auto()

    async def train():
        return await widget.train(2)

    assert asyncio.run(train()).epoch.tolist() == [1, 2]
    widget.close()
    # A script has no page to wait for.
    widget = auto()
    assert widget.train(1).result().epoch.tolist() == [1]
    widget.close()


def test_auto_says_why_the_kernel_can_not_train(monkeypatch):
    monkeypatch.setattr(vae_playground.widget, "LISTEN_S", 0.01)
    monkeypatch.setattr(vae_playground.calls, "PATIENCE_S", 5)
    widget = VaePlayground(images(), engine="auto", training={"beta": -1})

    async def train():
        await widget.train(2)

    with pytest.raises(PlaygroundError, match="Beta is -1"):
        asyncio.run(train())
    assert "Beta is -1" in widget.problem
    assert widget.config["device"] == "auto"

    async def begin():
        widget.training = True
        await widget._listening

    asyncio.run(begin())
    assert not widget.training


def test_auto_is_the_page_where_one_says_that_it_is_there(monkeypatch):
    widget = auto()
    page = Page(widget)

    async def train():
        call = widget.train(2)
        await asyncio.sleep(0)
        page.open()
        await asyncio.sleep(2 * vae_playground.widget.LISTEN_S)
        return call

    call = asyncio.run(train())
    assert widget._kernel is None
    assert page.of("call")[0][0]["method"] == "train"
    assert not call.done()


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"engine": "gpu"}, "engine must be one of auto, page, kernel"),
        ({"device": "webgpu"}, "trains on its CPU"),
        ({"training": {"beta": -1}}, "Beta is -1"),
        ({"latent": 0}, "1 to 128"),
    ],
)
def test_refuses(how, said):
    with pytest.raises(PlaygroundError, match=said):
        VaePlayground(images(), **{"engine": "kernel", **how})


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda w: w.train(0), "from 1 to 100,000"),
        (lambda w: w.decode([[1, 2, 3]]), r"shape \(n, 2\)"),
        (lambda w: w.encode(np.zeros((2, 5, 5))), "5 × 5 × 1; this model takes 4 × 4 × 1"),
        (lambda w: w.sample(-1), "whole number"),
        (lambda w: setattr(w, "weights", b"text"), "safetensors"),
    ],
)
def test_refuses_calls_as_with_a_page(widget, call, said):
    with pytest.raises(PlaygroundError, match=said):
        call(widget)


def picture(png: str):
    from matplotlib.image import imread

    return imread(io.BytesIO(base64.b64decode(png)))


def test_a_trained_model_has_a_picture_beside_the_widget(widget):
    pytest.importorskip("matplotlib")
    assert "image/png" not in widget._repr_mimebundle_()[0]
    widget.train(2).result()
    data, _ = widget._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    pixels = picture(data["image/png"])[..., :3]
    assert pixels.shape[1] > pixels.shape[0] > 300
    # The map's points are of two colours, on white.
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) > 100
    assert (pixels == 1).all(axis=-1).mean() > 0.3


def run(*command, cwd):
    jupyter = Path(sys.executable).parent / "jupyter"
    return subprocess.run([jupyter, *command], cwd=cwd, capture_output=True, text=True, timeout=600, check=False)


def notebook(path, *sources):
    cells = [
        {"cell_type": "code", "id": f"cell-{i}", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
        for i, source in enumerate(sources)
    ]
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.write_text(json.dumps({"cells": cells, "metadata": {"kernelspec": kernelspec}, "nbformat": 4, "nbformat_minor": 5}))


def test_a_notebook_that_nobody_looks_at_trains_and_keeps_a_picture(tmp_path):
    pytest.importorskip("matplotlib")
    notebook(
        tmp_path / "some.ipynb",
        "import numpy as np\nfrom vae_playground import VaePlayground\n"
        "images = np.random.default_rng(0).random((300, 8, 8))\nw = VaePlayground(images, [0, 1, 2] * 100)\nw",
        "history = await w.train(3)\nprint(history.epoch.max(), w.latents.shape, len(w.weights) > 1000)\nw",
        "try:\n    await w.decode([[1, 2, 3]])\nexcept Exception as error:\n    print(type(error).__name__, error)",
    )
    done = run("execute", "--inplace", "some.ipynb", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    cells = json.loads((tmp_path / "some.ipynb").read_text())["cells"]
    printed, shown = cells[1]["outputs"]
    assert "".join(printed["text"]).split("\n")[0] == "3.0 (300, 2) True"
    pixels = picture("".join(shown["data"]["image/png"]))
    assert pixels[..., :3].std() > 0.1
    assert "PlaygroundError Latent vectors must have the shape (n, 2)" in "".join(cells[2]["outputs"][0]["text"])
    done = run("nbconvert", "--to", "html", "some.ipynb", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    png = "".join(shown["data"]["image/png"]).replace("\n", "")
    assert png[:2000] in (tmp_path / "some.html").read_text().replace("\n", "")


def test_a_page_that_nobody_opens_ends_with_a_plain_error(tmp_path):
    notebook(
        tmp_path / "page.ipynb",
        "import numpy as np\nimport vae_playground.calls\nfrom vae_playground import VaePlayground\n"
        "vae_playground.calls.PATIENCE_S = vae_playground.calls.PULSE_S = 0.1\n"
        "w = VaePlayground(np.zeros((9, 4, 4)), engine='page')\nw",
        "await w.train(1)",
    )
    done = run("execute", "--allow-errors", "--inplace", "page.ipynb", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    [failed] = json.loads((tmp_path / "page.ipynb").read_text())["cells"][1]["outputs"]
    assert "No browser answers" in failed["evalue"]
