"""Calls to the model in the browser, which answers when it has."""

from __future__ import annotations

import asyncio
import itertools
import sys
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

import numpy as np

from vae_playground.errors import PlaygroundError
from vae_playground.host import in_marimo

if TYPE_CHECKING:
    from vae_playground.kernel import Kernel

# A page that is open answers within moments, also while it trains and while its tab is not seen; one whose tab sleeps may
# take longer.
PATIENCE_S = 20
# While a cell waits, its page is asked for a sign of life this often.
PULSE_S = 4


NO_PAGE = (
    "No browser answers. The model lives in the page that shows the widget: open this notebook in a browser, let a cell "
    "end with the widget, and call again."
)
CLOSED = "The widget was closed."
GONE = (
    "The page that the model lives in has given no sign of life for {seconds} seconds. It may be closed, or its computer "
    "asleep. Open the notebook again, let a cell end with the widget, and call again: it goes on from the latest weights."
)


class Posterior(NamedTuple):
    """What the encoder says of images: a normal distribution in latent space for each, `(count, latent)`."""

    mean: np.ndarray
    log_variance: np.ndarray


class Mixture(NamedTuple):
    """Gaussians fitted to the training images' codes, which are the means of their posteriors.

    Log-likelihoods are means over images, in nats.
    """

    #: `(components,)`, which add up to 1.
    weights: np.ndarray
    #: `(components, latent)`
    means: np.ndarray
    #: `(components, latent, latent)`, or of diagonal ones `(components, latent)`.
    covariances: np.ndarray
    #: Of the posteriors, not of their means alone: wider, and what new codes are to be drawn with.
    aggregate_covariances: np.ndarray
    log_likelihood: float
    #: Of the test images; `None` where there are none.
    test_log_likelihood: float | None
    #: Bayesian information criterion: of mixtures of the same images, the lowest is the one to take.
    bic: float
    converged: bool


class Classified(NamedTuple):
    """What a classifier of codes says of images."""

    #: The class of each, as it is called.
    labels: np.ndarray
    #: How sure it is of that, from 0 to 1.
    confidence: np.ndarray
    #: Their rows among the widget's images, or `None` where the images were given.
    rows: np.ndarray | None


class Traversal(NamedTuple):
    """What each latent dimension does around a latent vector."""

    #: The values at which a dimension was decoded, `(steps,)`.
    places: np.ndarray
    #: `(dimensions, steps, height, width)`, and channels where the images have them.
    images: np.ndarray


def why_not_to_wait() -> str | None:
    """Why an answer can't come while a cell runs, where that is so."""
    later = "Leave out “await”, and ask for .result() in a later cell."
    if in_marimo():
        return f"marimo takes the browser's answers only between cells. {later}"
    ipykernel = sys.modules.get("ipykernel")
    if ipykernel is not None and ipykernel.version_info[0] < 7:
        version = ipykernel.__version__
        return f"ipykernel {version} takes the browser's answers only between cells; 7 and later do at once. {later}"
    return None


class Call:
    """An answer to come: `await` it, or ask for its `result()` in a later cell."""

    def __init__(self, message: dict, buffers: list, calls: Calls):
        self.message = message
        self.buffers = buffers
        self.sent = False
        #: Whether the kernel itself answers, rather than the page.
        self.here = False
        self.future: Future = Future()
        self._calls = calls

    def done(self) -> bool:
        return self.future.done()

    def result(self) -> Any:
        """The answer, where it has come; what the kernel itself answers is waited for."""
        if self.here and not self._calls.kernel.here:
            try:
                return self.future.result()
            except KeyboardInterrupt:
                self._calls.cancel(self)
                raise
        if not self.done():
            raise PlaygroundError(f"{self.message['method']} is not done yet. Ask again in a later cell.")
        return self.future.result()

    def __await__(self):
        return self._wait().__await__()

    async def _wait(self) -> Any:
        if not (self.done() or self.here or self._calls.undecided) and (why := why_not_to_wait()):
            raise PlaygroundError(why)
        answer = asyncio.wrap_future(self.future)
        calls, silent = self._calls, 0.0
        try:
            # Counted in turns of this loop: while the kernel itself was busy, it could hear no one.
            while silent < PATIENCE_S:
                signs = calls.signs
                calls.ask_for_life()
                await asyncio.wait({answer}, timeout=PULSE_S)
                if answer.done():
                    return await answer
                silent = silent + PULSE_S if calls.signs == signs and not self.here else 0.0
        except asyncio.CancelledError:
            # The cell was interrupted.
            calls.cancel(self)
            raise
        calls.cancel(self)
        raise PlaygroundError(GONE.format(seconds=PATIENCE_S) if calls.signs else NO_PAGE)

    def __repr__(self) -> str:
        return f"<{self.message['method']}: {'done' if self.done() else 'under way'}>"


class Calls:
    """All calls that have no answer yet."""

    def __init__(self, send: Callable[[dict, list], None]):
        self._send = send
        self._ids = itertools.count(1)
        self._pending: dict[int, Call] = {}
        self._read: dict[int, Callable[[dict, list], Any]] = {}
        #: Signs of life of the page: of any that shows the widget, and once the model lives in one, of that alone.
        self.signs = 0
        #: Whether a page is ready for calls.
        self.ready = False
        #: What answers calls in the kernel, where the model lives there; and whether that is still to be seen.
        self.kernel: Kernel | None = None
        self.undecided = False
        self.closed = False

    def make(self, method: str, args: dict, buffers: list, read: Callable[[dict, list], Any]) -> Call:
        """Sends a call, or keeps it until a page is ready. `read` makes the answer of a message."""
        if self.closed:
            raise PlaygroundError(CLOSED)
        message = {"kind": "call", "id": next(self._ids), "method": method, "args": args}
        call = Call(message, buffers, self)
        self._pending[message["id"]] = call
        self._read[message["id"]] = read
        if self.ready or self._answers(call):
            self._dispatch(call)
        else:
            self._send({"kind": "wake"}, [])
        return call

    def ask_for_life(self) -> None:
        self._send({"kind": "ping"}, [])

    def begin(self) -> None:
        """A page is ready; it knows nothing of what another one was asked."""
        of_page = [call for call in self._pending.values() if not call.here]
        for call in of_page:
            if call.sent:
                self._fail(call, "The page was loaded anew before the answer came. Call again.")
        self.ready = True
        for call in of_page:
            if not call.sent:
                self._dispatch(call)

    def adopt(self, kernel: Kernel) -> None:
        """The model lives in the kernel from now on, and answers what no page has answered so far."""
        self.kernel = kernel
        for call in list(self._pending.values()):
            if not call.sent and self._answers(call):
                self._dispatch(call)

    def close(self) -> None:
        """Nobody will answer any more."""
        self.closed = True
        for call in list(self._pending.values()):
            self._fail(call, CLOSED)

    def fail_unsent(self, text: str) -> None:
        """There is none to send them to."""
        for call in list(self._pending.values()):
            if not call.sent:
                self._fail(call, text)

    def _answers(self, call: Call) -> bool:
        """Whether the kernel itself does."""
        return self.kernel is not None and call.message["method"] in self.kernel.METHODS

    def answer(self, message: dict, buffers: list) -> None:
        call = self._pending.get(message["id"])
        if call is None:
            return
        if message["kind"] == "failure":
            return self._fail(call, message["message"])
        answer = self._read[message["id"]](message, buffers)
        self._forget(call)
        call.future.set_result(answer)

    def cancel(self, call: Call) -> None:
        if call.here:
            self.kernel.cancel(call.message["id"])
        elif call.sent and not call.done():
            self._send({"kind": "cancel", "id": call.message["id"]}, [])
        self._forget(call)

    def _dispatch(self, call: Call) -> None:
        call.sent = True
        call.here = self._answers(call)
        if call.here:
            self.kernel.answer(call.message, call.buffers, self.answer)
        else:
            self._send(call.message, call.buffers)

    def _fail(self, call: Call, text: str) -> None:
        self._forget(call)
        if not call.future.cancelled():
            call.future.set_exception(PlaygroundError(text))

    def _forget(self, call: Call) -> None:
        self._pending.pop(call.message["id"], None)
        self._read.pop(call.message["id"], None)
