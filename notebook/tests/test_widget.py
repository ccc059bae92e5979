import asyncio
import io

import numpy as np
import pytest

import vae_playground.calls
from vae_playground import PlaygroundError, VaePlayground


class Page:
    """What a page would say, said by the test; `heard` is what it was sent."""

    def __init__(self, widget):
        self.widget = widget
        self.heard = []
        self.sent = 0
        widget.send = self.listen
        widget._calls._send = self.listen

    def listen(self, message, buffers=()):
        self.heard.append((message, list(buffers)))

    def open(self, front="page"):
        self.front = front
        self.widget._receive(self.widget, {"kind": "here"}, [])
        self.widget._receive(self.widget, {"kind": "hello", "front": front}, [])
        self.say({"kind": "ready"})

    def say(self, message, *arrays, size=10**9):
        whole = b"".join(bytes(array) for array in arrays)
        slices = [whole[at : at + size] for at in range(0, len(whole), size)] or [b""]
        self.sent += 1
        about = {"kind": "part", "front": self.front, "id": self.sent, "parts": len(slices)}
        about["lengths"] = [len(bytes(array)) for array in arrays]
        # The last first: threads may overtake each other.
        for part, content in reversed(list(enumerate(slices))):
            first = {"message": message} if part == 0 else {}
            self.widget._receive(self.widget, {**about, "part": part, **first}, [content])

    def of(self, kind):
        return [(message, buffers) for message, buffers in self.heard if message["kind"] == kind]


@pytest.fixture
def widget():
    images = np.arange(20 * 9, dtype=np.uint8).reshape(20, 3, 3)
    return VaePlayground(images, list("ab" * 10), engine="page")


@pytest.fixture
def page(widget):
    return Page(widget)


def rows(*epochs):
    return [[epoch, 2.0, 1.0, 2.0, None] for epoch in epochs]


def test_a_page_is_sent_the_images_once_it_says_hello(widget, page):
    page.open()
    [(message, buffers)] = page.of("data")
    assert message["about"]["shape"] == (20, 3, 3, 1)
    assert message["about"]["classNames"] == ["a", "b"]
    assert buffers[0] == np.arange(20 * 9, dtype=np.uint8).tobytes()
    assert len(np.frombuffer(buffers[1], "<u4")) == 4
    assert np.frombuffer(buffers[2], "<u4").tolist() == [0, 1] * 10


def test_nothing_in_bulk_is_saved(widget, page):
    page.open()
    page.say({"kind": "rest", "latent": 2}, np.zeros(40, np.float32), b"weights" * 10_000)
    assert sum(len(str(value)) for value in widget.get_state().values()) < 10_000


def test_an_asset_is_sent_by_its_name_alone(widget, page):
    for name in ("../widget.py", "none", "playground.js.gz"):
        widget._receive(widget, {"kind": "asset", "name": name}, [])
    [(message, [content])] = page.of("asset")
    assert message["name"] == "playground.js.gz"
    assert content[:2] == b"\x1f\x8b"


def test_large_messages_come_in_parts(widget, page):
    page.open()
    latents = np.arange(40, dtype=np.float32)
    page.say({"kind": "rest", "latent": 2}, latents, b"weights", size=50)
    assert np.array_equal(widget.latents, latents.reshape(20, 2))
    assert widget.weights == b"weights"


def test_history_goes_on_and_begins_anew(widget, page):
    page.open()
    page.say({"kind": "progress", "run": 1, "rows": rows(0, 1)})
    page.say({"kind": "progress", "run": 1, "rows": rows(2, 3)})
    assert widget.history.epoch.tolist() == [0, 1, 2, 3]
    assert widget.history.test_kl.isna().all()
    page.say({"kind": "progress", "run": 2, "rows": rows(0)})
    page.say({"kind": "progress", "run": 1, "rows": rows(4)})
    assert widget.history.epoch.tolist() == [0]
    page.say({"kind": "progress", "run": 2, "rows": rows(1, 2)})
    page.open("another")
    before = widget.history
    page.say({"kind": "progress", "run": 1, "rows": [[2, 9.0, 9.0, 9.0, 9.0], *rows(3)]})
    assert widget.history.epoch.tolist() == [0, 1, 2, 3]
    assert widget.history[:3].equals(before)


def test_what_the_page_says_is_not_said_back(widget, page):
    page.open()
    told = []
    widget.observe(lambda change: told.append(change["name"]), ["training", "z", "selection", "config"])
    page.say({"kind": "training", "value": True})
    page.say({"kind": "z", "value": [1.0, 2.0]})
    page.say({"kind": "selection"}, np.array([1, 2], "<u4").tobytes())
    page.say({"kind": "config", "value": {**widget.config, "seed": 7}})
    assert told == ["training", "z", "selection", "config"]
    assert not any(page.of(kind) for kind in told)
    widget.selection = [3]
    widget.z = []
    widget.training = False
    assert [message["kind"] for message, _ in page.heard[-3:]] == ["selection", "z", "training"]


def test_another_page_takes_over(widget, page):
    page.open("first")
    page.open("second")
    page.front = "first"
    page.say({"kind": "training", "value": True})
    assert not widget.training
    assert [message["front"] for message, _ in page.of("data")] == ["first", "second"]


def test_calls_wait_for_a_page_and_are_answered(widget, page):
    call = widget.decode([[0, 1]])
    assert not page.of("call")
    assert page.of("wake")
    page.open()
    [(message, [buffer])] = page.of("call")
    assert np.frombuffer(buffer, "<f4").tolist() == [0, 1]
    with pytest.raises(PlaygroundError, match="not done yet"):
        call.result()
    page.say({"kind": "result", "id": message["id"]}, np.full(9, 0.5, np.float32))
    assert call.result().shape == (1, 3, 3)


def test_a_mixture_is_arrays_and_how_well_it_fits(widget, page):
    page.open()
    full, diagonal = widget.mixture(2, restarts=3, seed=7), widget.mixture(3, covariance="diagonal")
    [(first, _), (second, _)] = page.of("call")
    assert first["args"] == {"components": 2, "covariance": "full", "restarts": 3, "seed": 7}
    assert "restarts" not in second["args"]
    about = {"dimensions": 2, "logLikelihood": -2.5, "testLogLikelihood": None, "bic": 90.0, "converged": True}
    said = {"kind": "result", "id": first["id"], "covariance": "full", **about}
    page.say(said, np.array([0.25, 0.75]), np.arange(4.0), np.arange(8.0), np.arange(8.0, 16.0))
    weights, means, covariances, aggregate, log_likelihood, test, bic, converged = full.result()
    assert weights.tolist() == [0.25, 0.75]
    assert means.tolist() == [[0, 1], [2, 3]]
    assert covariances.tolist() == [[[0, 1], [2, 3]], [[4, 5], [6, 7]]]
    assert aggregate.tolist() == [[[8, 9], [10, 11]], [[12, 13], [14, 15]]]
    assert (log_likelihood, test, bic, converged) == (-2.5, None, 90.0, True)
    said = {"kind": "result", "id": second["id"], "covariance": "diagonal", **about}
    page.say(said, np.ones(3) / 3, np.arange(6.0), np.arange(6.0), np.arange(6.0))
    assert diagonal.result().covariances.tolist() == [[0, 1], [2, 3], [4, 5]]


def test_classes_come_by_their_names(widget, page):
    page.open()
    tests, given = widget.classify(k=3), widget.classify(np.zeros((2, 3, 3)), method="logistic", c=10)
    [(first, none), (second, [pixels])] = page.of("call")
    assert first["args"] == {"method": {"kind": "neighbours", "k": 3}}
    assert none == []
    assert second["args"] == {"method": {"kind": "logistic", "c": 10.0}}
    assert np.frombuffer(pixels, "<f4").shape == (18,)
    page.say({"kind": "result", "id": first["id"]}, np.array([1, 0, 1, 1], "<i4"), np.ones(4, "<f4"))
    labels, confidence, rows = tests.result()
    assert labels.tolist() == ["b", "a", "b", "b"]
    assert confidence.tolist() == [1, 1, 1, 1]
    assert rows.tolist() == widget._test_rows.tolist()
    page.say({"kind": "result", "id": second["id"]}, np.array([0, 1], "<i4"), np.ones(2, "<f4"))
    assert given.result().rows is None


def test_a_traversal_has_an_axis_of_dimensions_and_one_of_steps(widget, page):
    page.open()
    whole, one = widget.traverse([0.5, -1], steps=4), widget.traverse([[0.5, -1]], 1, steps=2, spacing="shares")
    [(first, [z]), (second, _)] = page.of("call")
    assert first["args"] == {"dimensions": [0, 1], "steps": 4, "spacing": "even"}
    assert np.frombuffer(z, "<f4").tolist() == [0.5, -1]
    assert second["args"] == {"dimensions": [1], "steps": 2, "spacing": "shares"}
    page.say({"kind": "result", "id": first["id"], "places": [-3, -1, 1, 3]}, np.arange(72, dtype=np.float32))
    places, images = whole.result()
    assert places.tolist() == [-3, -1, 1, 3]
    assert images.shape == (2, 4, 3, 3)
    assert images[1, 0, 0, 0] == 36
    page.say({"kind": "result", "id": second["id"], "places": [-1, 1]}, np.zeros(18, np.float32))
    assert one.result().images.shape == (1, 2, 3, 3)


def test_a_failure_and_a_new_page_end_a_call(widget, page):
    page.open()
    failed, lost = widget.sample(2), widget.train(3)
    page.say({"kind": "failure", "id": page.of("call")[0][0]["id"], "message": "The engine stopped."})
    with pytest.raises(PlaygroundError, match="The engine stopped."):
        failed.result()
    page.open("another")
    with pytest.raises(PlaygroundError, match="loaded anew"):
        asyncio.run(_await(lost))


async def _await(call):
    return await call


def test_awaiting_without_a_page_is_an_error(widget, page, monkeypatch):
    monkeypatch.setattr(vae_playground.calls, "PATIENCE_S", 0.01)
    with pytest.raises(PlaygroundError, match="No browser answers"):
        asyncio.run(_await(widget.train(1)))
    page.open()
    assert not page.of("call")


def test_a_page_that_goes_away_ends_a_call(widget, page, monkeypatch):
    monkeypatch.setattr(vae_playground.calls, "PATIENCE_S", 0.4)
    monkeypatch.setattr(vae_playground.calls, "PULSE_S", 0.1)
    page.open()
    answered = 0

    def listen(message, buffers=()):
        nonlocal answered
        page.listen(message, buffers)
        if message["kind"] == "ping":
            # A page that shows the widget without its model is no sign of the one that it lives in.
            widget._receive(widget, {"kind": "here"}, [])
            answered += 1
            if answered <= 6:
                page.say({"kind": "alive"})

    widget._calls._send = listen
    call = widget.train(5)
    with pytest.raises(PlaygroundError, match="no sign of life for 0.4 seconds"):
        asyncio.run(_await(call))
    # Six answers, and the four pings of its patience.
    assert answered == 10
    assert page.of("cancel")[0][0]["id"] == page.of("call")[0][0]["id"]


def test_a_page_that_answers_is_waited_for(widget, page, monkeypatch):
    monkeypatch.setattr(vae_playground.calls, "PATIENCE_S", 0.2)
    monkeypatch.setattr(vae_playground.calls, "PULSE_S", 0.1)
    page.open()
    pings = 0

    def listen(message, buffers=()):
        nonlocal pings
        page.listen(message, buffers)
        pings += message["kind"] == "ping"
        if pings < 6:
            page.say({"kind": "alive"})
        else:
            page.say({"kind": "result", "id": page.of("call")[0][0]["id"]})

    widget._calls._send = listen
    asyncio.run(_await(widget.train(5)))
    assert pings == 6


def test_a_widget_that_is_closed_answers_so(widget, page):
    page.open()
    call = widget.train(5)
    widget.close()
    with pytest.raises(PlaygroundError, match="The widget was closed."):
        asyncio.run(_await(call))
    with pytest.raises(PlaygroundError, match="The widget was closed."):
        widget.sample(1)


def test_an_interrupted_cell_ends_its_call(widget, page):
    page.open()

    async def interrupt():
        task = asyncio.ensure_future(_await(widget.train(5)))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(interrupt())
    assert page.of("cancel")[0][0]["id"] == page.of("call")[0][0]["id"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda w: w.train(0), "from 1 to 100,000"),
        (lambda w: w.train(1.5), "whole number"),
        (lambda w: w.sample(-1), "whole number"),
        (lambda w: w.sample(10**9), "36.0 GB"),
        (lambda w: w.decode([[1, 2, 3]]), r"shape \(n, 2\)"),
        (lambda w: w.decode([[np.nan, 0]]), "NaN"),
        (lambda w: w.decode("z"), "numbers"),
        (lambda w: w.encode(np.zeros((2, 4, 4))), "4 × 4 × 1; this model takes 3 × 3 × 1"),
        (lambda w: w.mixture(0), "number of components must be a whole number from 1"),
        (lambda w: w.mixture(covariance="spherical"), "one of full, diagonal"),
        (lambda w: w.mixture(seed=-1), "whole number from 0"),
        (lambda w: w.classify(method="forest"), "one of neighbours, logistic"),
        (lambda w: w.classify(k=1.5), "number of neighbours"),
        (lambda w: w.classify(method="logistic", c=0), "above 0"),
        (lambda w: w.classify(np.zeros((2, 4, 4))), "4 × 4 × 1; this model takes 3 × 3 × 1"),
        (lambda w: VaePlayground(np.zeros((3, 8, 8))).classify(), "no labels"),
        (lambda w: VaePlayground(np.zeros((3, 8, 8)), [1, 2, 3], test_fraction=0).classify(), "no test images"),
        (lambda w: w.traverse([[0, 0], [1, 1]]), "one latent vector, not 2"),
        (lambda w: w.traverse([0, 0], 2), "from 0 to 1"),
        (lambda w: w.traverse([0, 0], steps=0), "number of steps"),
        (lambda w: w.traverse([0, 0], spacing="log"), "one of even, shares"),
        (lambda w: setattr(w, "z", [1.0]), "2 finite numbers"),
        (lambda w: setattr(w, "selection", [20]), "from 0 to 19"),
        (lambda w: setattr(w, "selection", [0.5]), "rows of the images"),
        (lambda w: setattr(w, "weights", b"text"), "safetensors"),
        (lambda w: setattr(w, "config", {"modle": {}}), "has no 'modle'"),
        (lambda w: setattr(w, "config", {"device": "tpu"}), "one of auto, cpu, webgpu"),
        (lambda w: setattr(w, "config", {"model": {"latent": 0}}), "1 to 128"),
        (lambda w: setattr(w, "config", {"training": {"beta": float("nan")}}), "neither number"),
        (lambda w: VaePlayground(np.zeros((3, 8, 8)), latent=2.5), "1 to 128"),
        (lambda w: VaePlayground(np.zeros((3, 8, 8)), test_fraction=1), "0 to 0.9"),
    ],
)
def test_refuses(widget, call, said):
    with pytest.raises(PlaygroundError, match=said):
        call(widget)


def test_config_keeps_the_parts_that_are_left_out(widget):
    widget.config = {"model": {"latent": 3}}
    widget.config = {"training": {"beta": 4}}
    assert widget.config["model"]["latent"] == 3
    # All that is in force, as the engine completes it.
    assert widget.config["training"] == {
        "batchSize": 64,
        "learningRate": 1e-3,
        "beta": 4,
        "optimizer": {"kind": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
        "objective": {"kind": "elbo"},
        "betaSchedule": {"kind": "constant"},
        "rateSchedule": {"kind": "constant", "warmup": 0},
        "clipNorm": None,
    }


def test_files_give_their_labels_and_their_name(tmp_path):
    path = tmp_path / "digits.npz"
    np.savez(path, images=np.zeros((4, 3, 3)), labels=np.array([1, 0, 1, 0]))
    page = Page(VaePlayground(path))
    page.open()
    assert page.of("data")[0][0]["about"]["name"] == "digits.npz"
    assert page.of("data")[0][0]["about"]["classNames"] == ["0", "1"]
    with pytest.raises(PlaygroundError, match="no array of images"):
        buffer = io.BytesIO()
        np.savez(buffer, a=np.zeros(3))
        path.write_bytes(buffer.getvalue())
        VaePlayground(path)


def test_test_images_are_a_share_of_each_class_or_the_files_own(tmp_path):
    images, labels = np.zeros((20, 2, 2)), np.repeat([0, 1], [15, 5])
    rows = VaePlayground(images, labels)._test_rows
    assert np.bincount(labels[rows]).tolist() == [3, 1]
    np.savez(tmp_path / "own.npz", x_train=images, x_test=images[:6])
    assert VaePlayground(tmp_path / "own.npz")._test_rows.tolist() == list(range(20, 26))
    assert len(VaePlayground(tmp_path / "own.npz", test_fraction=0.5)._test_rows) == 13


def test_a_widget_speaks_a_language_that_there_is():
    images = np.zeros((4, 3, 3), np.uint8)
    assert VaePlayground(images)._lang == ""
    assert VaePlayground(images, lang="zh")._lang == "zh"
    with pytest.raises(PlaygroundError, match="lang must be one of en, zh, not 'de'"):
        VaePlayground(images, lang="de")
