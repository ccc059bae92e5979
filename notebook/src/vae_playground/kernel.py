"""A widget's model in the kernel itself: trained on a thread of its own, whether or not a page is open."""

from __future__ import annotations

import atexit
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from statistics import NormalDist
from threading import Lock, Thread, current_thread
from time import perf_counter
from typing import Any, Protocol

import numpy as np

from vae_playground.calls import CLOSED
from vae_playground.engine import Progress, Session, check_savable
from vae_playground.errors import PlaygroundError, attempt, words
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
        check_savable(self._session.setup)
        self._rows: list[list[float]] = []
        self._jobs: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        #: Whether nothing more is taken, and who looks at that just now.
        self.closed = False
        self._door = Lock()
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

    def _put(self, job: Callable[[], object]) -> bool:
        """Has something done in its turn; whether it will be."""
        with self._door:
            if not self.closed:
                self._jobs.put(job)
            return not self.closed

    def ask(self, question: Callable[[Session], Any]) -> Future:
        """Asks the model between two steps."""
        answer: Future = Future()

        def job():
            try:
                answer.set_result(question(self._session))
            except Exception as error:
                answer.set_exception(error)

        if not self._put(job):
            answer.set_exception(PlaygroundError(CLOSED))
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
            except Exception as error:
                fail(words(error))

        if not self._put(job):
            fail(CLOSED)

    def cancel(self, number: int) -> None:
        """Nobody waits for a call any more: training that it asked for ends."""

        def job():
            if self._waiting.pop(number, None):
                self._end("")

        self._put(job)

    def train_to(self, target: float) -> None:
        """Trains until an epoch, unless it trains already."""
        self._put(lambda: self.target is None and self._begin(target))

    def pause(self) -> None:
        self._put(lambda: self.target is not None and self._end(""))

    def load(self, weights: bytes) -> None:
        """Another model, trained so far."""
        self._put(lambda: self._replace(lambda session: session.load(weights)))

    def configure(self, options: dict[str, Any]) -> None:
        """Other settings: those of training hold from the next step on, others start anew."""

        def job():
            now = self._session.options
            if any(options[part] != now[part] for part in ("model", "seed")):
                self._replace(lambda session: session.reset(options))
            elif options["training"] != now["training"]:
                set_training = self._session.set_training
                problem = self._change(lambda: set_training(options["training"]), lambda: set_training(now["training"]))
                attempt(self._owner.configured, self._session.options)
                if problem:
                    attempt(self._owner.failed, problem)

        self._put(job)

    def follow(self, step: int, tell: Callable[[dict, list], None]) -> None:
        """Tells a page of the model as soon as it has gone beyond a step, or rests."""

        def job():
            self._follower = (step, tell)
            self._tell_follower()

        self._put(job)

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

        self._put(job)

    def close(self) -> None:
        """Ends training and frees the model. What was asked before is still answered, but for training."""
        with self._door:
            if not self.closed:
                self.closed = True
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
                break
            attempt(job)
        for done in self._waiting.values():
            attempt(done, CLOSED)
        del self._session, self._images

    def _begin(self, target: float) -> None:
        # Of a new start, which is gone back to where its losses are no numbers any more.
        self._session.keep()
        self.target = target
        self._since = []
        attempt(self._owner.began)

    def _train_part(self) -> None:
        session = self._session
        began = perf_counter()
        try:
            trained = session.train_steps(self._steps)
        except Exception as error:
            return self._end(words(error))
        self._steps = max(1, round(PART_S * trained["steps"] / (perf_counter() - began)))
        self._since.append(trained)
        if session.epoch % 1 == 0:
            self._rows.append(session.history.iloc[-1].tolist())
            attempt(self._owner.trained, self._rows[-1:])
        if self.target is not None and session.epoch >= self.target - 1e-9:
            self._end("")
        else:
            self._tell_follower()

    def _end(self, problem: str) -> None:
        """Training rests; `problem` is why, where it did not come to its end."""
        self.target = None
        if problem:
            attempt(self._session.go_back)
        problem = self._rest(problem)
        attempt(self._owner.ended)
        attempt(self._tell_follower)
        waiting, self._waiting = self._waiting, {}
        for done in waiting.values():
            attempt(done, problem)

    def _rest(self, problem: str) -> str:
        """Tells of the model as it is at rest, and of what went wrong, here too; returns that."""
        session = self._session
        self._rows = [row for row in self._rows if row[0] <= session.epoch]
        try:
            latents, weights = session.embed().mean, session.save()
        except Exception as error:
            problem = problem or words(error)
        else:
            attempt(self._owner.configured, session.options)
            attempt(self._owner.changed, latents, weights, list(self._rows))
        if problem:
            attempt(self._owner.failed, problem)
        return problem

    def _replace(self, replace: Callable[[Session], None]) -> None:
        """Puts another model in the place of the one that is there, which stays where that fails."""
        if self.target is not None:
            self._end("")
        session, before = self._session, b""

        def change() -> None:
            nonlocal before
            before = session.save()
            replace(session)

        self._rest(self._change(change, lambda: session.load(before)))

    def _change(self, change: Callable[[], None], change_back: Callable[[], None]) -> str:
        """Changes the model, unless it could not be saved then; returns why it is as it was."""
        try:
            change()
            try:
                check_savable(self._session.setup)
            except PlaygroundError:
                change_back()
                raise
        except Exception as error:
            return words(error)
        return ""

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
