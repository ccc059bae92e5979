"""Trains a model for each of many settings and seeds, on the workers of a Dask cluster: `sweep`.

`pip install "vae-playground[engine,sweep]"` brings what it needs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from uuid import uuid4

try:
    from distributed import CancelledError, Client, Event, Future, KilledWorker, LocalCluster
except ImportError as error:
    raise ImportError("Dask is not installed here. Install it beside this package: pip install 'vae-playground[sweep]'.") from error

from vae_playground.errors import PlaygroundError, words
from vae_playground.sweep.plan import Data, Run, check_runs, plan_runs, read_data
from vae_playground.sweep.result import Sweep
from vae_playground.sweep.shelf import Folder, OnScheduler
from vae_playground.sweep.work import Order, Outcome, Progress, failed, train_run

__all__ = ["Progress", "Sweep", "sweep"]

# The images are sent again where all workers that had them are lost, as one that is alone may be.
MOST_TIMES_SENT = 5


def sweep(
    data: Any,
    grid: dict[str, Any],
    client: Client | None = None,
    *,
    seeds: Any = (0,),
    epochs: int = 20,
    model: dict[str, Any] | None = None,
    training: dict[str, Any] | None = None,
    test_fraction: float | None = None,
    on_progress: Callable[[Progress], object] | None = None,
    directory: str | Path | None = None,
    keep_every: float = 10,
) -> Sweep:
    """Trains a model for each combination of settings and each seed, and returns what came of each.

    data: images as the widget takes them; `(images, labels)`; or the path of a file.
    grid: values of settings, by the names of the options: `{"model.latent": [2, 8], "training.beta": [0.5, 1, 4]}`.
    client: of a Dask cluster, whose workers have this package and its engine; a local one for the time of the sweep unless told.
    seeds: each combination is trained with each of them. The images that are held out are the same in all runs.
    model, training: settings that all runs share.
    on_progress: told at the end of each epoch of each run, in the thread that called; what it raises ends the sweep.
    directory: where runs lay their checkpoints, a folder that the workers share. The same sweep goes on from there later. Unless
        told, they lie in the memory of the scheduler while the sweep goes on.
    keep_every: seconds from one checkpoint of a run to the next, at least; they are taken at the ends of epochs.

    The images are sent to the workers once. A run whose worker is lost goes on from its latest checkpoint on another one, with
    the same numbers as if nothing had happened. Ctrl-C ends the sweep and its runs.
    """
    if isinstance(keep_every, bool) or not isinstance(keep_every, (int, float)) or not keep_every >= 0:
        raise PlaygroundError(f"keep_every must be a number of seconds, not {keep_every!r}.")
    runs = plan_runs(grid, seeds, epochs, {"model": model or {}, "training": training or {}})
    if client is not None and (not isinstance(client, Client) or client.asynchronous):
        raise PlaygroundError("The client must be a dask.distributed Client that is not asynchronous, or None.")
    images = read_data(data, test_fraction)
    check_runs(runs, images)
    name = f"vae-sweep-{uuid4().hex}"
    shelf = OnScheduler(name) if directory is None else Folder(Path(directory).expanduser().resolve())
    orders = _orders(runs, images, shelf, name, float(keep_every))
    with _local(len(runs)) if client is None else _given(client) as client:
        outcomes = _collect(client, images, orders, on_progress)
    return Sweep(images, runs, outcomes)


def _orders(runs: list[Run], data: Data, shelf: Folder | OnScheduler, name: str, keep_every: float) -> list[Order]:
    """Runs with the names of their checkpoints, which tell images and settings apart."""
    pixels = sha256(data.images.pixels.tobytes() + data.test_rows.tobytes() + str(data.images.shape).encode()).hexdigest()

    def key(run: Run) -> str:
        return sha256(json.dumps([pixels, run.options, run.epochs], sort_keys=True).encode()).hexdigest()[:32]

    return [Order(run, key(run), shelf, f"{name}-progress", f"{name}-stop", keep_every) for run in runs]


@contextmanager
def _local(runs: int):
    """Processes on this machine, one a core."""
    count = max(1, min(os.cpu_count() or 1, runs))
    with LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client


@contextmanager
def _given(client: Client):
    yield client


def _collect(client: Client, data: Data, orders: list[Order], on_progress: Callable | None) -> list[Outcome]:
    """Has all runs trained, and hands on what they tell on the way. Whatever ends it early ends them too."""
    told: SimpleQueue = SimpleQueue()
    topic, stop = orders[0].topic, Event(orders[0].stop, client=client)
    client.subscribe_topic(topic, lambda event: told.put(event[1]))
    outcomes: dict[int, Outcome] = {}
    futures: dict[Future, Order] = {}
    sent = 0
    try:
        for order in orders:
            order.shelf.open(order.key, client)
        while len(outcomes) < len(orders):
            if not futures:
                if sent == MOST_TIMES_SENT:
                    raise PlaygroundError(f"All workers that had the images were lost, {sent} times. Look into their logs.")
                sent += 1
                left = [order for order in orders if order.run.index not in outcomes]
                futures = _submit(client, data, left, told.put)
            said = told.get()
            if isinstance(said, dict):
                if on_progress is not None:
                    on_progress(said)
                continue
            order = futures.pop(said)
            outcome = _outcome(said, order.run)
            if outcome is not None:
                outcomes[order.run.index] = outcome
                order.shelf.close(order.key, client)
        return [outcomes[order.run.index] for order in orders]
    finally:
        client.unsubscribe_topic(topic)
        if futures:
            stop.set()
            client.cancel(list(futures))
        for order in orders:
            if order.run.index not in outcomes:
                order.shelf.close(order.key, client)


def _submit(client: Client, data: Data, orders: list[Order], done: Callable[[Future], None]) -> dict[Future, Order]:
    images, test_rows = client.scatter([data.images, data.test_rows], broadcast=True, hash=False)
    futures = {client.submit(train_run, images, test_rows, order, pure=False): order for order in orders}
    for future in futures:
        future.add_done_callback(done)
    return futures


def _outcome(future: Future, run: Run) -> Outcome | None:
    """None where the images were lost with all workers that had them."""
    try:
        return future.result()
    except CancelledError:
        return None
    except KilledWorker as error:
        return failed(run, f"Its workers were lost again and again: {error}")
    except Exception as error:
        return failed(run, words(error))
