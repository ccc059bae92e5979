"""What a worker does: trains one run, from where it was left where it was begun before."""

from __future__ import annotations

import json
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

import numpy as np
from distributed import Event, get_client, get_worker

from vae_playground.config import WRITTEN
from vae_playground.errors import PlaygroundError, words
from vae_playground.history import HISTORY
from vae_playground.images import Images
from vae_playground.sweep.plan import Run
from vae_playground.sweep.shelf import Shelf
from vae_playground.tensors import pack, unpack

if TYPE_CHECKING:
    from vae_playground.engine import Session

# A worker looks up from training about so often, to tell how far it is and to hear that nobody wants the run any more.
PART_S = 0.25
# Of each run, so many images' codes are brought along to be drawn.
MOST_CODES = 2000


class Progress(TypedDict):
    """How far a run is, at the end of an epoch."""

    #: Its row in the frame, and its name.
    run: int
    name: str
    epoch: int
    epochs: int
    #: Training losses over the epoch, and of the test images at its end: nats per image, NaN where there are none.
    train_reconstruction: float
    train_kl: float
    test_reconstruction: float
    test_kl: float
    #: The address of the worker.
    worker: str


class Order(NamedTuple):
    """All that a worker needs beside the images."""

    run: Run
    #: Under which its checkpoints lie.
    key: str
    shelf: Shelf
    #: Under which progress is told.
    topic: str
    #: Set when nobody waits for it any more.
    stop: str
    #: Seconds from one checkpoint to the next, at least.
    keep_every: float


class Outcome(NamedTuple):
    """What came of a run."""

    index: int
    #: Rows of `HISTORY`.
    history: list[list[float]]
    train: dict[str, float] | None
    test: dict[str, float] | None
    active_units: int | None
    seconds: float
    #: How often another worker went on with it.
    resumed: int
    #: Complete, as the engine has them.
    options: dict[str, Any]
    step: int
    checkpoint: bytes
    #: Posteriors of `rows`, `(rows, latent)` each.
    rows: np.ndarray
    mean: np.ndarray
    log_variance: np.ndarray
    #: Why there is nothing of it; empty where all is well.
    problem: str = ""


class Stopped(Exception):
    """Nobody waits for this run any more."""


def failed(run: Run, problem: str) -> Outcome:
    """Of a run of which nothing came."""
    none = np.zeros((0, 1), np.float32)
    return Outcome(run.index, [], None, None, None, 0.0, 0, run.options, 0, b"", np.zeros(0, np.uint32), none, none, problem)


def train_run(images: Images, test_rows: np.ndarray, order: Order) -> Outcome:
    """Trains one run on this worker's share of a machine, which is one thread a task."""
    stop = Event(order.stop, client=get_client())
    try:
        return _train(images, test_rows, order, stop)
    except Stopped:
        raise
    except Exception as error:
        # The other runs go on.
        return failed(order.run, words(error))
    finally:
        # What was laid there since the sweep has ended.
        if stop.is_set():
            order.shelf.close(order.key, get_client())


def _train(images: Images, test_rows: np.ndarray, order: Order, stop: Event) -> Outcome:
    from vae_playground.engine import Session, check_savable

    run, shelf, worker = order.run, order.shelf, get_worker()
    session = Session(images.fractions(), options=run.options, test_rows=test_rows, threads=1)
    check_savable(session.setup)
    history, seconds, resumed = _go_on(session, shelf.read(order.key))
    steps, kept = 1, perf_counter()
    while session.epoch < run.epochs:
        if stop.is_set():
            raise Stopped
        began = perf_counter()
        took = session.train_steps(steps)["steps"]
        now = perf_counter()
        seconds += now - began
        steps = max(1, round(PART_S * took / (now - began)))
        if session.epoch % 1 == 0:
            history.append(session.history.iloc[-1].tolist())
            if now - kept >= order.keep_every or session.epoch >= run.epochs:
                about = {"left": json.dumps([history, seconds, resumed])}
                shelf.write(order.key, pack(about, {"checkpoint": np.frombuffer(session.save(), np.uint8)}))
                kept = now
            epoch, *losses = history[-1]
            told = dict(zip(HISTORY[1:], losses, strict=True))
            place = {"run": run.index, "name": run.name, "epoch": int(epoch), "epochs": run.epochs}
            worker.log_event(order.topic, {**place, **told, "worker": worker.address})

    train, test = session.evaluate(test=False), session.evaluate()
    if not all(np.isfinite(list(losses.values())).all() for losses in (train, test) if losses):
        raise PlaygroundError("The loss is no longer a finite number.")
    measured = test_rows if len(test_rows) else np.arange(images.shape[0])
    means = session.embed(measured).mean
    rows = np.unique(np.linspace(0, images.shape[0] - 1, MOST_CODES).astype(np.uint32))
    codes = session.embed(rows)
    return Outcome(
        run.index,
        history,
        train,
        test,
        int(np.count_nonzero(means.var(axis=0) > WRITTEN["activeVariance"])),
        seconds,
        resumed,
        session.options,
        session.step,
        session.save(),
        rows,
        *codes,
    )


def _go_on(session: Session, left: bytes) -> tuple[list[list[float]], float, int]:
    """History, seconds and how often a run was resumed; it begins where there is nothing, or a file that is cut off."""
    try:
        about, arrays = unpack(left)
        history, seconds, resumed = json.loads(about["left"])
        session.load(arrays["checkpoint"].tobytes())
    except (ValueError, KeyError):
        return [], 0.0, 0
    return history, seconds, resumed + 1
