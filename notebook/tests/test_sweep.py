import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep, time

import numpy as np
import pytest
from distributed import Client, LocalCluster

import vae_playground.sweep
from vae_playground import PlaygroundError
from vae_playground.engine import Session
from vae_playground.sweep import sweep
from vae_playground.sweep.shelf import Folder
from vae_playground.sweep.work import train_run
from vae_playground.tensors import pack, unpack

MODEL = {"encoder": [24], "decoder": [24]}
GRID = {"model.latent": [2, 3], "training.beta": [0.1, 0.5, 1.0, 4.0]}
EPOCHS = 10


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, 240)
    images = np.clip(rng.random((3, 8, 8))[labels] + rng.normal(0, 0.1, (240, 8, 8)), 0, 1)
    return images.astype(np.float32), labels


@pytest.fixture(scope="module")
def client():
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client


@pytest.fixture(scope="module")
def alone():
    """A worker in this process, which tests may reach into."""
    with Client(processes=False, n_workers=1, threads_per_worker=1, dashboard_address=":0") as client:
        yield client


@pytest.fixture(scope="module")
def small(data, client):
    """A sweep that nothing happens to."""
    return sweep(data, {"training.beta": [0.5, 2.0]}, client, epochs=2, model=MODEL)


def assert_same_model(one, other):
    """Whatever the order in which they were written."""
    (metadata, arrays), (others, other_arrays) = unpack(one), unpack(other)
    assert metadata == others
    assert arrays.keys() == other_arrays.keys()
    assert all((array == other_arrays[name]).all() for name, array in arrays.items())


def unbroken(data, settings, epochs, test_rows):
    options = {
        "model": {**MODEL, "latent": settings["model.latent"]},
        "training": {"beta": settings["training.beta"]},
        "seed": settings["seed"],
    }
    session = Session(data[0], options=options, test_rows=test_rows, threads=1)
    session.train(epochs)
    return session


def test_a_sweep_with_a_worker_killed_in_the_middle_ends_complete_with_the_numbers_of_unbroken_runs(data, client, monkeypatch):
    scattered, told, killed = [], [], []
    scatter = client.scatter

    def counted(*args, **kwargs):
        scattered.append(args)
        return scatter(*args, **kwargs)

    monkeypatch.setattr(client, "scatter", counted)
    pids = client.run(os.getpid)

    def progress(now):
        told.append(now)
        # In the middle of the sweep, and of a run.
        if not killed and now["run"] >= 8 and 3 <= now["epoch"] < EPOCHS:
            killed.append(now)
            os.kill(pids[now["worker"]], signal.SIGKILL)

    found = sweep(data, GRID, client, seeds=(0, 1, 2), epochs=EPOCHS, model=MODEL, on_progress=progress, keep_every=0)
    assert len(killed) == 1
    frame = found.frame
    assert len(frame) == 24
    assert (frame.problem == "").all()
    assert frame.groupby(["model.latent", "training.beta"]).seed.apply(list).tolist() == [[0, 1, 2]] * 8
    # It went on where it was left, rather than from its beginning.
    assert frame.resumed.sum() >= 1
    assert frame.resumed[killed[0]["run"]] == 1
    broken = [now["epoch"] for now in told if now["run"] == killed[0]["run"]]
    assert broken == sorted(set(broken))
    assert len(scattered) == 1

    test_rows = found._data.test_rows
    for run in {0, 23, *frame.index[frame.resumed > 0]}:
        session = unbroken(data, frame.loc[run], EPOCHS, test_rows)
        assert_same_model(found.checkpoint(run), session.save())
        assert frame.test_kl[run] == session.evaluate()["kl"]
        assert frame.train_reconstruction[run] == session.evaluate(test=False)["reconstruction"]
        assert found.history(run).epoch.tolist() == list(range(1, EPOCHS + 1))
        np.testing.assert_allclose(found.history(run), session.history, rtol=1e-6)
        assert frame.active_units[run] == session.statistics()["activeUnits"]


def test_progress_is_told_by_epoch(small, data, client):
    told = []
    sweep(data, {"training.beta": [0.5, 2.0]}, client, epochs=3, model=MODEL, on_progress=told.append)
    runs = [(0, "beta 0.5"), (1, "beta 2")]
    assert [[now["epoch"] for now in told if (now["run"], now["name"]) == run] for run in runs] == [[1, 2, 3]] * 2
    assert all(now["epochs"] == 3 and now["test_kl"] > 0 for now in told)


def test_the_same_sweep_goes_on_from_its_directory(data, client, tmp_path):
    def stop(now):
        if now["run"] == 1 and now["epoch"] == 3:
            raise KeyboardInterrupt

    asked = {"grid": {"training.beta": [0.5, 2.0]}, "client": client, "epochs": 40, "model": MODEL, "keep_every": 0}
    with pytest.raises(KeyboardInterrupt):
        sweep(data, **asked, directory=tmp_path, on_progress=stop)
    found = sweep(data, **asked, directory=tmp_path)
    assert (found.frame.resumed == 1).all()
    assert found.frame.drop(columns=["seconds", "resumed"]).equals(
        sweep(data, **asked).frame.drop(columns=["seconds", "resumed"])
    )
    assert not list(tmp_path.glob("*.part"))


def on_scheduler(client):
    return client.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.extensions["variables"].variables))


def test_a_sweep_that_ends_early_leaves_nothing_on_the_scheduler(data, client):
    def stop(now):
        assert on_scheduler(client)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(data, {"training.beta": [1, 2, 3, 4]}, client, epochs=100_000, model=MODEL, keep_every=0, on_progress=stop)
    deadline = time() + 30
    while on_scheduler(client) and time() < deadline:
        sleep(0.1)
    # Nor does one who still trained lay anything there.
    sleep(1)
    assert on_scheduler(client) == []


def test_the_images_are_sent_again_where_the_only_worker_that_had_them_is_lost(data, monkeypatch):
    sent, killed = [], []

    def kill(now):
        if now["epoch"] == 3 and not killed:
            killed.append(now["worker"])
            os.kill(pids[now["worker"]], signal.SIGKILL)

    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as cluster, Client(cluster) as client:
        pids, scatter = client.run(os.getpid), client.scatter
        monkeypatch.setattr(client, "scatter", lambda *args, **how: sent.append(args) or scatter(*args, **how))
        found = sweep(data, {"training.beta": [1.0]}, client, epochs=200, model=MODEL, keep_every=0, on_progress=kill)
    assert (len(killed), len(sent)) == (1, 2)
    assert found.frame[["resumed", "problem"]].to_numpy().tolist() == [[1, ""]]
    session = unbroken(data, {"model.latent": 2, "training.beta": 1.0, "seed": 0}, 200, found._data.test_rows)
    assert_same_model(found.checkpoint(0), session.save())


def test_what_goes_wrong_with_one_run_is_its_problem(data, alone, monkeypatch, tmp_path):
    write, written = Folder.write, []
    asked = {"grid": {"training.beta": [0.5, 2.0]}, "client": alone, "epochs": 2, "model": MODEL, "directory": tmp_path}

    def full(folder, key, file):
        if written:
            raise OSError("No space left on device")
        written.append(key)
        write(folder, key, file)

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "write", full)
        found = sweep(data, **asked)
    assert sorted(found.frame.problem) == ["", "OSError: No space left on device"]
    # The other one begins anew the next time.
    assert (sweep(data, **asked).frame.problem == "").all()


def test_a_task_that_fails_is_its_runs_problem(data, alone, monkeypatch):
    def fails(images, test_rows, order):
        if order.run.index == 1:
            raise MemoryError
        return train_run(images, test_rows, order)

    monkeypatch.setattr(vae_playground.sweep, "train_run", fails)
    found = sweep(data, {"training.beta": [0.5, 2.0]}, alone, epochs=1, model=MODEL)
    assert found.frame.problem.tolist() == ["", "MemoryError"]


def test_losses_that_are_no_numbers_are_a_problem(data, alone, monkeypatch, tmp_path):
    evaluate = Session.evaluate

    def infinite(session, test=True):
        losses = evaluate(session, test)
        return {**losses, "kl": np.inf} if session.options["training"]["beta"] == 2 else losses

    monkeypatch.setattr(Session, "evaluate", infinite)
    found = sweep(data, {"training.beta": [0.5, 2.0]}, alone, epochs=1, model=MODEL)
    assert found.frame.problem.tolist() == ["", "The loss is no longer a finite number."]
    assert "0.checkpoint" in unpack(found.save(tmp_path / "some").read_bytes())[1]


def test_a_checkpoint_that_is_cut_off_is_none(data, alone, tmp_path):
    asked = {"grid": {"training.beta": [0.5, 2.0]}, "client": alone, "epochs": 2, "model": MODEL, "directory": tmp_path}
    whole = sweep(data, **asked).frame
    first, second = sorted(tmp_path.glob("*.run"))
    first.write_bytes(first.read_bytes()[:-100])
    second.write_bytes(bytes(1000))
    again = sweep(data, **asked).frame
    assert (again.resumed == 0).all()
    assert again.drop(columns="seconds").equals(whole.drop(columns="seconds"))


def test_what_was_not_written_whole_goes(tmp_path, monkeypatch):
    folder, part, other = Folder(tmp_path), tmp_path / "key.run.1.part", tmp_path / "other.run.1.part"
    part.write_bytes(b"some")
    other.write_bytes(b"some")
    folder.read("key")
    # Another worker may be writing it now.
    assert part.exists()
    os.utime(part, (0, 0))
    os.utime(other, (0, 0))
    folder.read("key")
    assert list(tmp_path.iterdir()) == [other]

    def no_space(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "replace", no_space)
    with pytest.raises(OSError, match="No space"):
        folder.write("key", b"new")
    assert list(tmp_path.iterdir()) == [other]


def test_runs_compare_the_images_of_a_batch(data, alone):
    assert sweep(data, {"model.latent": [2]}, alone, epochs=1, model={**MODEL, "norm": "batch"}).frame.problem[0] == ""


def test_a_run_that_diverges_is_a_row_that_says_so(data, client):
    found = sweep(data, {"training.learningRate": [1e-3, 1.0]}, client, epochs=30, model={**MODEL, "likelihood": {"kind": "learnedGaussian"}},
                  training={"optimizer": {"kind": "sgd", "momentum": 0.0}})
    assert found.frame.problem[0] == ""
    assert found.frame.problem[1] != ""
    assert np.isnan(found.frame.test_kl[1])
    with pytest.raises(PlaygroundError, match="no model of run 1"):
        found.checkpoint(1)


def test_images_without_tests_or_labels_are_trained_on_whole(data, client):
    found = sweep(data[0], {"model.latent": [1]}, client, epochs=1, model=MODEL, test_fraction=0)
    assert np.isnan(found.frame.test_kl[0])
    assert found.frame.train_kl[0] > 0


def test_without_a_client_a_cluster_comes_and_goes(data):
    program = f"""
import numpy as np
from vae_playground.sweep import sweep

if __name__ == "__main__":
    images = np.random.default_rng(0).random((60, 8, 8))
    found = sweep(images, {{"training.beta": [1, 2]}}, epochs=2, model={MODEL})
    print(len(found.frame), found.frame.problem.tolist())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=600, check=False)
    assert done.stdout.strip() == "2 ['', '']", done.stderr


def test_the_file_of_a_sweep_has_all_that_a_page_needs(small, data, tmp_path):
    path = small.save(tmp_path / "mine")
    assert path.name == "mine.sweep.safetensors"
    metadata, arrays = unpack(path.read_bytes())
    assert metadata["format"] == "vae-playground-sweep"
    assert arrays["images"].shape == (240, 8, 8, 1)
    assert arrays["labels"].tolist() == data[1].tolist()
    assert arrays["1.checkpoint"].tobytes() == small.checkpoint(1)
    assert arrays["0.mean"].shape == (len(arrays["rows"]), 2)
    safetensors = pytest.importorskip("safetensors.numpy")
    assert safetensors.load(path.read_bytes()).keys() == arrays.keys()
    with pytest.raises(PlaygroundError, match="whole number from 0 to 1"):
        small.save(path, runs=[2])


def test_a_plot_has_a_point_a_run(small):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    axes = small.plot()
    assert [tuple(line.get_xydata()[0]) for line in axes.lines] == list(
        zip(small.frame.test_kl, small.frame.test_reconstruction)
    )
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["beta 0.5", "beta 2.0"]


def test_a_packed_file_that_is_cut_off_is_told():
    arrays = {"a": np.arange(5, dtype=np.uint8), "b": np.ones((2, 3), np.float32)}
    packed = pack({"x": "y"}, arrays)
    metadata, again = unpack(packed)
    assert metadata == {"x": "y"}
    assert all((again[name] == array).all() for name, array in arrays.items())
    for end in (0, 7, 40, len(packed) - 1):
        with pytest.raises(ValueError, match="cut off"):
            unpack(packed[:end])


BETA = {"training.beta": [1]}
# It could be trained, but not opened again.
LARGE = {"model": {"decoder": [2048] * 2}, "training": {"batchSize": 2048, "objective": {"kind": "iwae", "samples": 27}}}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"grid": {}}, "grid is empty"),
        ({"grid": [1]}, "dictionary of settings"),
        ({"grid": {"training.betta": [1]}}, "Did you mean 'training.beta'"),
        ({"grid": {"beta": [1]}}, "Did you mean 'training.beta'"),
        ({"grid": {"x": [1]}}, "which is no setting. There are model.activation, "),
        ({"grid": {"seed": [1]}}, "seeds="),
        ({"grid": {"training.beta": []}}, "has no values"),
        ({"grid": {"training.beta": 1}}, "must be a list of values"),
        ({"grid": {"training.beta": [1, 1]}}, "has 1 twice"),
        ({"grid": {"training.beta": [-1]}}, "The run with .*Beta is -1"),
        ({"grid": {"training.beta": [1, "x"]}}, "The run with beta x"),
        ({"grid": {"model.latent": [2.5, 3]}}, "The run with latent 2.5"),
        ({"grid": {"training.beta": range(10_001)}}, "make 10,001 runs"),
        ({"grid": BETA, "seeds": 3}, "seeds must be a list"),
        ({"grid": BETA, "seeds": [-1]}, "A seed must be a whole number"),
        ({"grid": BETA, "epochs": 0}, "Epochs must be a whole number"),
        ({"grid": BETA, "model": {"hidden": 3}}, "hidden"),
        ({"grid": BETA, "test_fraction": 1}, "test fraction"),
        ({"grid": BETA, "client": "localhost"}, "Client"),
        ({"grid": BETA, "data": np.zeros((3, 64))}, r"axes \(N, H, W\)"),
        ({"grid": BETA, "data": (np.zeros((3, 8, 8)), [1])}, "1 labels for 3 images"),
        ({"grid": BETA, "data": (np.zeros((3, 8, 8)),)}, "not 1 things"),
        ({"grid": BETA, "keep_every": -1}, "keep_every"),
        ({"grid": {"model.encoder": [[2048] * 2]}, "data": np.zeros((3, 28, 28)), **LARGE}, "could not be saved"),
    ],
)
def test_refuses(asked, said, monkeypatch):
    # Before any cluster is asked.
    monkeypatch.setattr(vae_playground.sweep, "LocalCluster", None)
    with pytest.raises(PlaygroundError, match=said):
        sweep(**{"data": np.zeros((3, 8, 8)), **asked})


def test_the_example_runs_where_nobody_looks(tmp_path):
    example = Path(__file__).parents[1] / "examples/sweep.ipynb"
    (tmp_path / example.name).write_bytes(example.read_bytes())
    jupyter = Path(sys.executable).parent / "jupyter"
    command = [jupyter, "execute", "--inplace", example.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "digits.sweep.safetensors").exists()
    assert "image/png" in (tmp_path / example.name).read_text()
