"""A widget's model in the kernel itself: trained on a thread of its own, whether or not a page is open."""

from __future__ import annotations

import atexit
import traceback
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from statistics import NormalDist
from threading import Thread, current_thread
from time import perf_counter
from typing import Any, Protocol

import numpy as np

from vae_playground.engine import EngineError, Progress, Session
from vae_playground.errors import PlaygroundError
from vae_playground.images import Images

# Training looks up so often, for what else is to be done.
PART_S = 0.2
# Traversals' even places end there, in the prior's standard deviations: www/walks/places.ts.
EXTENT = 3

# What is running when the interpreter ends.
_open: weakref.WeakSet[Kernel] = weakref.WeakSet()


class Owner(Protocol):
    """Who is told of the model, on the kernel's thread."""

    def trained(self, rows: list[list[float]]) -> None:
        """Epochs have ended: rows of `HISTORY`."""

    def began(self) -> None:
        """Training goes on."""

    def ended(self) -> None:
        """Training rests."""

    def configured(self, options: dict[str, Any]) -> None:
        """The settings that are in force."""

    def changed(self, latents: np.ndarray, weights: bytes, rows: list[list[float]]) -> None:
        """The model as it is at rest, with its history."""

    def failed(self, message: str) -> None:
        """What was asked of it could not be done."""


class Kernel:
    """The engine, its thread, and what waits for its turn between two steps."""

    #: Calls that are answered here; the others are worked out in the page.
    METHODS = ("train", "encode", "decode", "sample", "traverse")

    def __init__(self, owner: Owner, images: Images, test_rows: np.ndarray, options: dict[str, Any]):
        self._owner = owner
        self._images = images
        self._session = Session(images.fractions(), options=options, test_rows=test_rows)
        self._rows: list[list[float]] = []
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        #: Epoch at which training stops; None while nothing is trained.
        self.target: float | None = None
        #: Calls that end when training does, by their number.
        self._waiting: dict[int, Callable[[str], None]] = {}
        self._steps = 1
        #: What a page that follows is to be told: since when, and its question.
        self._since: list[Progress] = []
        self._follower: tuple[int, Callable[[dict, list], None]] | None = None
        self._not_before = 0.0
        self._thread = Thread(target=self._run, name="vae-playground", daemon=True)
        self._thread.start()
        _open.add(self)

    # What is asked of it, from any thread.

    def ask(self, question: Callable[[Session], Any]) -> Future:
        """Asks the model between two steps."""
        answer: Future = Future()

        def job():
            try:
                answer.set_result(question(self._session))
            except Exception as error:
                answer.set_exception(error)

        self._jobs.put(job)
        return answer

    def answer(self, message: dict, buffers: list, reply: Callable[[dict, list], None]) -> None:
        """Answers a call as a page would: in the same messages, with the same bytes."""
        number, method, args = message["id"], message["method"], message["args"]

        def fail(text: str) -> None:
            reply({"kind": "failure", "id": number, "message": text}, [])

        def job():
            try:
                if method == "train":
                    self._begin(self._session.epoch + args["epochs"])
                    # A fraction of an epoch that was trained before does not count.
                    self._waiting[number] = lambda problem: fail(problem) if problem else reply({"kind": "result", "id": number}, [])
                    return
                about, arrays = getattr(self, f"_{method}")(args, [np.frombuffer(buffer, "<f4") for buffer in buffers])
                reply({"kind": "result", "id": number, **about}, [array.tobytes() for array in arrays])
            except PlaygroundError as error:
                fail(str(error))

        self._jobs.put(job)

    def cancel(self, number: int) -> None:
        """Nobody waits for a call any more: training that it asked for ends."""

        def job():
            if self._waiting.pop(number, None):
                self._end("")

        self._jobs.put(job)

    def train_to(self, target: float) -> None:
        """Trains until an epoch, unless it trains already."""
        self._jobs.put(lambda: self.target is None and self._begin(target))

    def pause(self) -> None:
        self._jobs.put(lambda: self.target is not None and self._end(""))

    def load(self, weights: bytes) -> None:
        """Another model, trained so far."""
        self._jobs.put(lambda: self._replace(lambda session: session.load(weights)))

    def configure(self, options: dict[str, Any]) -> None:
        """Other settings: those of training hold from the next step on, others start anew."""

        def job():
            now = self._session.options
            if any(options[part] != now[part] for part in ("model", "seed")):
                self._replace(lambda session: session.reset(options))
            elif options["training"] != now["training"]:
                try:
                    self._session.set_training(options["training"])
                except EngineError as error:
                    self._owner.failed(str(error))
                self._owner.configured(self._session.options)

        self._jobs.put(job)

    def follow(self, step: int, tell: Callable[[dict, list], None]) -> None:
        """Tells a page of the model as soon as it has gone beyond a step, or rests."""

        def job():
            self._follower = (step, tell)
            self._tell_follower()

        self._jobs.put(job)

    @property
    def here(self) -> bool:
        """Whether this is its thread, which can't wait for itself."""
        return current_thread() is self._thread

    def greet(self, tell: Callable[[dict, bytes], None]) -> None:
        """Tells a page that is opened of the model as it is."""

        def job():
            session = self._session
            about = {"step": session.step, "epoch": session.epoch, "rows": _told(self._rows)}
            tell(about, session.save() if session.step else b"")

        self._jobs.put(job)

    def close(self) -> None:
        self._jobs.put(None)
        if not self.here:
            self._thread.join()

    # Its thread.

    def _run(self) -> None:
        while True:
            try:
                job = self._jobs.get(block=self.target is None)
            except Empty:
                job = self._train_part
            if job is None:
                return
            try:
                job()
            except Exception:
                # Of one who observes: what they do wrong is told, and ends nothing.
                traceback.print_exc()

    def _begin(self, target: float) -> None:
        # Of a new start, which is gone back to where its losses are no numbers any more.
        self._session.keep()
        self.target = target
        self._since = []
        self._owner.began()

    def _train_part(self) -> None:
        session = self._session
        began = perf_counter()
        try:
            trained = session.train_steps(self._steps)
        except EngineError as error:
            return self._end(str(error))
        self._steps = max(1, round(PART_S * trained["steps"] / (perf_counter() - began)))
        self._since.append(trained)
        if session.epoch % 1 == 0:
            self._rows.append(session.history.iloc[-1].tolist())
            self._owner.trained(self._rows[-1:])
        if self.target is not None and session.epoch >= self.target - 1e-9:
            self._end("")
        else:
            self._tell_follower()

    def _end(self, problem: str) -> None:
        """Training rests; `problem` is why, where it did not come to its end."""
        self.target = None
        if problem:
            self._session.go_back()
            self._owner.failed(problem)
        self._rest()
        self._owner.ended()
        self._tell_follower()
        waiting, self._waiting = self._waiting, {}
        for done in waiting.values():
            done(problem)

    def _rest(self) -> None:
        session = self._session
        self._rows = [row for row in self._rows if row[0] <= session.epoch]
        self._owner.configured(session.options)
        self._owner.changed(session.embed().mean, session.save(), list(self._rows))

    def _replace(self, replace: Callable[[Session], None]) -> None:
        """Puts another model in the place of the one that is there, which stays where that fails."""
        if self.target is not None:
            self._end("")
        try:
            replace(self._session)
        except PlaygroundError as error:
            self._owner.failed(str(error))
        self._rest()

    def _tell_follower(self) -> None:
        resting = self.target is None
        if self._follower is None or not (resting or perf_counter() >= self._not_before):
            return
        step, tell = self._follower
        if self._session.step <= step and not resting:
            return
        self._follower = None
        began = perf_counter()
        weights = self._session.save()
        tell({"rests": resting, **self._progress()}, [weights])
        # Training has nine tenths of the time.
        now = perf_counter()
        self._not_before = now + 9 * (now - began)

    def _progress(self) -> dict[str, Any]:
        """All parts since a page was told last, as one."""
        parts, self._since = self._since, []
        steps = sum(part["steps"] for part in parts)
        losses = ("reconstruction", "kl", "loss")
        train = {name: sum(part["steps"] * part["train"][name] for part in parts) / steps for name in losses} if parts else None
        tests = [part["test"] for part in parts if part["test"]]
        return {
            "steps": steps,
            "step": self._session.step,
            "epoch": self._session.epoch,
            "imagesPerSecond": parts[-1]["imagesPerSecond"] if parts else 0,
            "train": train,
            # Of the latest epoch that has ended.
            "test": tests[-1] if tests and self._session.epoch % 1 == 0 else None,
        }

    # Calls, as www/hosts/notebook/calls.ts answers them.

    def _encode(self, _args: dict, arrays: list) -> tuple[dict, list]:
        images = arrays[0].reshape(-1, *self._images.shape[1:])
        return {"latent": self._session.latent}, list(self._session.encode(images))

    def _decode(self, _args: dict, arrays: list) -> tuple[dict, list]:
        return {}, [self._session.decode(arrays[0].reshape(-1, self._session.latent))]

    def _sample(self, args: dict, _arrays: list) -> tuple[dict, list]:
        return {}, [self._session.sample(args["count"])]

    def _traverse(self, args: dict, arrays: list) -> tuple[dict, list]:
        count = args["steps"]
        if count == 1:
            places = np.zeros(1)
        elif args["spacing"] == "even":
            places = np.linspace(-EXTENT, EXTENT, count)
        else:
            places = np.array([NormalDist().inv_cdf((i + 0.5) / count) for i in range(count)])
        z = np.tile(arrays[0], (len(args["dimensions"]), count, 1))
        for row, dimension in zip(z, args["dimensions"], strict=True):
            row[:, dimension] = places
        return {"places": places.tolist()}, [self._session.decode(z.reshape(-1, self._session.latent))]


def _told(rows: list[list[float]]) -> list[list[float | None]]:
    """Rows of `HISTORY` as messages have them."""
    return [[None if np.isnan(value) else value for value in row] for row in rows]


@atexit.register
def _close_all() -> None:
    # A thread that is in the engine while the interpreter goes could not come back.
    for kernel in list(_open):
        kernel.close()
