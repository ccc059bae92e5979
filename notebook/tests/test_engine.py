import copy
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
from sklearn.datasets import load_digits

from vae_playground import PlaygroundError
from vae_playground.engine import EngineError, Session

ROOT = Path(__file__).parents[2]
DIGITS = load_digits()
IMAGES = (DIGITS.images / 16).astype(np.float32)
SMALL = {"model": {"encoder": [32], "decoder": [32], "latent": 2}, "training": {"batchSize": 32}, "seed": 11}


@pytest.fixture
def session():
    return Session(IMAGES[:100], DIGITS.target[:100], SMALL)


def content(file):
    """Of a checkpoint, whose texts come in any order."""
    end = 8 + int.from_bytes(file[:8], "little")
    return json.loads(file[8:end]), file[end:]


# The same numbers.


def test_gives_the_answers_that_every_device_gives():
    known = json.loads((ROOT / "www/self-check/known.json").read_text())
    hidden, rate = [known["hidden"]], known["learningRate"]
    model = {"encoder": hidden, "decoder": hidden, "latent": known["latent"]}
    training = {"batchSize": known["batchSize"], "learningRate": rate, "beta": 1}
    options = {"model": model, "training": training, "seed": known["seed"]}
    session = Session(IMAGES[: known["images"]], options=options, test_rows=[])
    evaluated = session.evaluate(test=False)
    assert np.allclose([evaluated["reconstruction"], evaluated["kl"]], known["evaluated"], rtol=1e-4)
    steps = [session.train_steps(1)["train"] for _ in known["losses"]]
    found = [[losses["reconstruction"], losses["kl"]] for losses in steps]
    # Other machines' SIMD widths sum in other orders, as tests/small_run.rs says.
    assert np.abs(np.subtract(found, known["losses"])).sum(axis=1).max() < known["tolerance"]["cpu"]


@pytest.mark.skipif("VAE_PLAYGROUND_TRAINER" not in os.environ, reason="names the native trainer, which build.sh builds")
@pytest.mark.parametrize(
    "model",
    [
        {"encoder": [200], "decoder": [200], "latent": 3},
        {"encoder": [32], "decoder": [32], "latent": 2, "channels": [4], "norm": "group", "activation": "gelu"},
    ],
    ids=["flat program", "burn's operations"],
)
def test_trains_as_the_native_trainer_bit_for_bit(tmp_path, model):
    images = np.random.default_rng(5).integers(0, 256, (500, 28, 28), dtype=np.uint8)
    np.savez(tmp_path / "images.npz", x_train=images[:400], x_test=images[400:])
    settings = {"model": model, "training": {"batchSize": 64}, "seed": 7}
    (tmp_path / "run.json").write_text(json.dumps({**settings, "epochs": 2}))

    def natively(*arguments):
        files = ["--config", "run.json", "--data", "images.npz", "--out", "native.safetensors"]
        command = [os.environ["VAE_PLAYGROUND_TRAINER"], *files, *arguments]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        return (tmp_path / "native.safetensors").read_bytes()

    session = Session(images, options=settings, test_rows=np.arange(400, 500))
    session.train(2)
    ours, theirs = session.save(), natively()
    assert content(ours) == content(theirs)
    # Each goes on from the other's file.
    (tmp_path / "python.safetensors").write_bytes(ours)
    again = Session(images, test_rows=np.arange(400, 500))
    again.load(theirs)
    assert (again.step, again.epoch) == (14, 2)
    again.train(1)
    assert content(again.save()) == content(natively("--resume", "python.safetensors", "--epochs", "3"))


@pytest.mark.parametrize("name", ["dense", "batch", "group"])
def test_opens_files_of_earlier_versions(name):
    folder = ROOT / "tests/fixtures/checkpoints"
    expected = json.loads((folder / "expected.json").read_text())[name]
    session = Session(IMAGES[:6], test_rows=[5])
    session.load((folder / f"{name}.safetensors").read_bytes())
    assert (session.step, session.epoch) == (7, 7)
    found = session.embed([0, 5])
    decoded = session.decode([[0.5, -1], [-2, 0.25]])
    for values, given in [(found.mean, "mean"), (found.log_variance, "logVariance"), (decoded, "images")]:
        assert np.allclose(values.ravel(), expected[given], atol=1e-6, rtol=0)
    session.train(1)
    assert session.epoch == 8


def test_goes_on_from_its_file_with_the_same_numbers(session):
    session.train(2)
    file = session.save()
    rest = session.train(3).tail(3)
    other = Session(IMAGES[:100], test_rows=session.test_rows)
    other.load(file)
    assert other.options == session.options
    assert (other.train(3).to_numpy() == rest.to_numpy()).all()
    assert content(other.save()) == content(session.save())


def test_takes_weights_to_other_images(session):
    session.train(2)
    other = Session(IMAGES[100:150], test_rows=[])
    other.load(session.save(), weights_only=True)
    assert other.step == 0
    assert (other.encode(IMAGES[:3]).mean == session.embed([0, 1, 2]).mean).all()


def test_threads_change_no_number():
    images = np.random.default_rng(3).random((256, 28, 28), dtype=np.float32)
    options = {"model": {"encoder": [400], "decoder": [400], "latent": 20}, "training": {"batchSize": 128}}
    files = []
    for threads in (1, 2, 3, None):
        session = Session(images, options=options, test_rows=[], threads=threads)
        session.train(2)
        files.append(content(session.save()))
    assert files[1:] == files[:-1]


# Training.


def test_tells_of_training(session):
    told = []
    history = session.train(3, told.append)
    assert [progress["epoch"] for progress in told if progress["test"]] == [1, 2, 3]
    assert sum(progress["steps"] for progress in told) == told[-1]["step"] == 3 * session.setup["stepsPerEpoch"]
    assert history["epoch"].tolist() == [1, 2, 3]
    assert history["train_reconstruction"].is_monotonic_decreasing
    last = told[-1]["test"]
    assert [last["reconstruction"], last["kl"]] == history[["test_reconstruction", "test_kl"]].iloc[-1].tolist()
    assert last == session.evaluate()
    session.train(1)
    assert len(session.history) == 4


def test_a_row_of_history_is_the_mean_over_an_epochs_images(session):
    parts = [session.train_steps(1) for _ in range(session.setup["stepsPerEpoch"])]
    whole = Session(IMAGES[:100], DIGITS.target[:100], SMALL)
    epoch = whole.train_steps(1000)
    assert epoch["steps"] == len(parts)
    found = session.history.iloc[0]
    assert np.isclose(found["train_reconstruction"], epoch["train"]["reconstruction"], rtol=1e-6)
    assert np.isclose(found["train_kl"], epoch["train"]["kl"], rtol=1e-5)


def test_without_test_images_there_is_no_test_loss():
    session = Session(IMAGES[:64], options=SMALL, test_rows=[])
    assert session.train(1)[["test_reconstruction", "test_kl"]].isna().all(axis=None)
    assert session.evaluate() is None
    assert session.evaluate(test=False)["loss"] > 0


def test_other_threads_run_while_it_trains():
    images = np.random.default_rng(3).random((2_000, 28, 28), dtype=np.float32)
    model = {"encoder": [400], "decoder": [400], "latent": 20}
    session = Session(images, options={"model": model}, test_rows=[], threads=1)
    ends = []

    def work():
        ends.append(perf_counter())
        session.train_steps(1_000)
        ends.append(perf_counter())

    thread = threading.Thread(target=work)
    thread.start()
    seen = []
    while thread.is_alive():
        seen.append(perf_counter())
    began, ended = ends
    third = (ended - began) / 3
    assert any(began + third < moment < ended - third for moment in seen)


def test_an_interrupt_ends_training_between_two_steps(session):
    inside = threading.Event()

    def interrupt():
        inside.wait()
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        session.train(100_000, lambda _: inside.set())
    assert 0 < session.step < 100_000 * session.setup["stepsPerEpoch"]
    # The model is the one of this step, and goes on.
    other = Session(IMAGES[:100], DIGITS.target[:100], SMALL)
    while other.step < session.step:
        other.train_steps(session.step - other.step)
    assert content(other.save()) == content(session.save())
    assert other.epoch == session.epoch
    session.train(1)


def test_an_interrupted_evaluation_leaves_the_epochs_row(session, monkeypatch):
    whole = Session(IMAGES[:100], DIGITS.target[:100], SMALL)
    whole.train(3)
    session.train(1)

    def interrupted():
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(session, "evaluate", interrupted)
        with pytest.raises(KeyboardInterrupt):
            session.train(5)
    session.train(1)
    trained, expected = session.history, whole.history
    assert trained["epoch"].tolist() == [1, 2, 3]
    assert np.allclose(trained["train_kl"], expected["train_kl"], rtol=1e-5)
    assert trained["test_kl"].isna().tolist() == [False, True, False]


def test_goes_back_to_an_epoch_whose_evaluation_was_interrupted(session, monkeypatch):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(session, "evaluate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        session.train(1)
    at_the_end = content(session.save())
    session.train_steps(1)
    assert session.go_back()
    assert content(session.save()) == at_the_end
    assert session.history["epoch"].tolist() == [1]


def test_what_has_diverged_goes_back(session):
    session.train(2)
    before = session.save()
    session.set_training({"learningRate": 1.0, "optimizer": {"kind": "sgd"}})
    with pytest.raises(EngineError, match="no longer a finite number") as raised:
        session.train(200)
    assert raised.value.code == "diverged"
    assert session.go_back()
    assert np.isfinite(session.evaluate()["loss"])
    assert session.history["epoch"].max() == session.epoch
    session.load(before)
    assert session.train(1)["epoch"].tolist() == [3]


def test_settings_stay_where_they_are_left_out(session):
    assert session.options["model"]["encoder"] == [32]
    session.set_training({"beta": 4, "learningRate": np.float32(0.25)})
    assert session.options["training"]["beta"] == 4
    assert session.options["training"]["learningRate"] == 0.25
    assert session.options["training"]["batchSize"] == 32
    session.train(1)
    session.reset({"model": {"latent": 5}})
    assert (session.step, session.latent, len(session.history)) == (0, 5, 0)
    assert session.options["model"]["encoder"] == [32]
    assert session.options["training"]["beta"] == 4


# Asking the model.


def test_asks_the_model(session):
    session.train(1)
    everything = session.embed()
    assert everything.mean.shape == everything.log_variance.shape == (100, 2)
    assert (session.embed([7, 3]).mean == everything.mean[[7, 3]]).all()
    assert np.allclose(session.encode(IMAGES[[7, 3]]).mean, everything.mean[[7, 3]], atol=1e-6)
    assert (session.reconstruct([7]) == session.decode(everything.mean[7])).all()
    assert session.decode([[0, 0], [1, -1]]).shape == (2, 8, 8)
    assert session.sample(5).shape == (5, 8, 8)
    assert (session.sample(5) != session.sample(5)).any()
    assert (session.sample(5, seed=1) == session.sample(5, seed=1)).all()
    found = session.statistics(samples=8)
    assert found["images"] == len(session.test_rows)
    assert len(found["klPerDimension"]) == 2
    assert found["importanceWeightedBound"] <= found["negativeElbo"]


def test_images_of_channels_and_of_bytes():
    images = np.random.default_rng(1).integers(0, 256, (12, 4, 6, 3), dtype=np.uint8)
    session = Session(images, options=SMALL, test_rows=[0])
    assert session.decode([0, 0]).shape == (1, 4, 6, 3)
    same = session.encode((images / 255).astype(np.float32))
    assert (session.encode(images).mean == same.mean).all()
    assert (session.embed().mean == same.mean).all()


def test_arrays_cross_without_more_copies_than_said(session):
    images = np.random.default_rng(1).random((5, 8, 8), dtype=np.float32)
    sent = []
    engine = session._engine

    class Spy:
        def encode(self, args, pixels):
            sent.append(pixels)
            return engine.encode(args, pixels)

        def decode(self, args, z):
            sent.append(engine.decode(args, z))
            return sent[-1]

    session._engine = Spy()
    session.encode(images)
    assert sent[0].__array_interface__["data"] == images.__array_interface__["data"]
    decoded = session.decode([[0, 0]])
    assert decoded.__array_interface__["data"] == sent[1].__array_interface__["data"]
    # The engine's own memory, which this keeps.
    assert not sent[1].flags.owndata and not isinstance(sent[1].base, np.ndarray)


def test_the_test_images_are_those_of_the_widget(session):
    from vae_playground import VaePlayground

    widget = VaePlayground(IMAGES[:100], DIGITS.target[:100], seed=11)
    assert (session.test_rows == widget._test_rows).all()


# What can't be.


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"model": {"latent": 0}}, r"latent dimensions is 0; it must be a whole number between 1 and 128"),
        ({"model": {"latent": -1}}, r"latent dimensions is -1; it must be a whole number between 1 and 128"),
        ({"training": {"batchSize": 2.5}}, r"batch size is 2.5; it must be a whole number between 1 and 4096"),
        ({"training": {"learningRate": 0}}, "above 0 and at most 1"),
        ({"training": {"beta": "much"}}, "training.beta can't be used: invalid type"),
        ({"model": {"width": 3}}, "model.width can't be used: unknown field `width`"),
        ({"depth": 3}, "unknown field `depth`"),
        ({"model": {"activation": "sine"}}, "unknown variant `sine`"),
        ({"training": {"beta": float("nan")}}, "Options hold what is neither"),
        ({"model": {"latent": object()}}, "Options hold what is neither"),
        ([1], "Options are a dictionary"),
        ({"model": {"encoder": [100_000]}}, "whole numbers between 1 and"),
    ],
)
def test_refuses_options(options, said):
    with pytest.raises(PlaygroundError, match=said):
        Session(IMAGES[:10], options=options)


@pytest.mark.parametrize(
    ("images", "said"),
    [
        (IMAGES[:10].reshape(10, 64), r"shape \(10, 64\).*reshape\(-1, height, width\)"),
        (np.full((2, 3, 3), np.nan), "18 values are NaN or infinite"),
        (np.full((2, 3, 3), -0.5), "0 to 1 or 0 to 16"),
        (np.array([["a"]]), "type <U1"),
        (np.zeros((0, 3, 3)), "no images"),
        (np.broadcast_to(np.uint8(0), (10**6, 50, 50)), r"would take 10\.0 GB in the engine; at most 1\.1 GB fit"),
    ],
)
def test_refuses_images(images, said):
    with pytest.raises(PlaygroundError, match=said):
        Session(images)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda session: session.embed([100]), "from 0 to 99"),
        (lambda session: session.embed([-1]), "from 0 to 99"),
        (lambda session: session.embed([0.5]), "from 0 to 99"),
        (lambda session: session.reconstruct([[1], [1, 2]]), "from 0 to 99"),
        (lambda session: session.encode(IMAGES[:1, :4]), "The images are 4 × 8 × 1; this model takes 8 × 8 × 1"),
        (lambda session: session.decode([1, 2, 3]), r"shape \(n, 2\); these have \(3,\)"),
        (lambda session: session.decode([[np.inf, 0]]), "NaN or infinite"),
        (lambda session: session.sample(0), "from 1 to 65,536, not 0"),
        (lambda session: session.sample(2, seed=-1), "The seed must be"),
        (lambda session: session.train(0), "Epochs must be a whole number from 1"),
        (lambda session: session.train_steps(1.5), "Steps must be a whole number"),
        (lambda session: session.statistics(samples=0), "Samples must be"),
        (lambda session: session.load("file"), "A checkpoint is bytes"),
        (lambda session: session.load(b"nothing"), "The checkpoint can't be used"),
        (lambda session: session.set_training({"batchSize": 0}), "batch size is 0"),
        (lambda session: session.reset({"model": {"latent": 1000}}), "latent dimensions is 1000"),
    ],
)
def test_refuses_and_stays_as_it_was(session, ask, said):
    session.train_steps(2)
    before = content(session.save())
    with pytest.raises(PlaygroundError, match=said):
        ask(session)
    assert content(session.save()) == before


@pytest.mark.parametrize(
    ("rows", "said"),
    [([100], "from 0 to 99"), ([1, 1], "Test row 1 is named twice"), (range(100), "Every image is a test image")],
)
def test_refuses_test_rows(rows, said):
    with pytest.raises(PlaygroundError, match=said):
        Session(IMAGES[:100], test_rows=rows)


def test_refuses_a_file_of_other_images(session):
    other = Session(IMAGES[1:101], test_rows=session.test_rows)
    with pytest.raises(EngineError, match="trained on other images") as raised:
        other.load(session.save())
    assert raised.value.code == "differentImages"
    assert raised.value.values["images"] == 100
    again = pickle.loads(pickle.dumps(raised.value))
    assert (str(again), again.code, again.values) == (str(raised.value), raised.value.code, raised.value.values)


def test_too_much_memory_is_told_before_it_is_taken():
    with pytest.raises(EngineError, match="memory that training takes") as raised:
        Session(np.zeros((4, 512, 512), np.float32), options={"model": {"encoder": [4096], "decoder": [4096]}})
    assert raised.value.code == "tooLarge"


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_opens_a_session_of_its_own(session):
    session.train(1)
    file = session.save()
    child = os.fork()
    if child == 0:
        right = False
        try:
            try:
                session.train(1)
            except EngineError as error:
                right = "forked" in str(error)
            own = Session(IMAGES[:100], test_rows=session.test_rows)
            own.load(file)
            own.train(1)
            right = right and own.epoch == 2
        finally:
            os._exit(0 if right else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    session.train(1)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickle.dumps])
def test_is_not_copied(session, copied):
    with pytest.raises(PlaygroundError, match="not copied or pickled"):
        copied(session)


def test_says_where_the_engine_is_missing():
    program = "import sys; sys.modules['vae_playground_engine'] = None; import vae_playground.engine"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "The engine is not installed here" in done.stderr
    assert "pip install 'vae-playground[engine]'" in done.stderr
