"""What goes wrong, in words for the person at the notebook."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any


class PlaygroundError(ValueError):
    """Input that can't be used, or something that the browser could not do; the text says what to do."""

    def _render_traceback_(self):
        # IPython shows this in place of a stack, which would say nothing more.
        return [f"{type(self).__name__}: {self}"]


class EngineError(PlaygroundError):
    """What the engine refuses, or could not do."""

    def __init__(self, text: str, failure: dict[str, Any] | None = None):
        """`failure` as in JavaScript: a code, and the values of the sentence."""
        super().__init__(text)
        #: Which failure it is, such as "outOfRange" or "diverged"; None of a fault of the engine's own.
        self.code: str | None = failure and failure["code"]
        #: What the sentence says of it, by name.
        self.values: dict[str, Any] = (failure or {}).get("values") or {}

    def __reduce__(self):
        failure = self.code and {"code": self.code, "values": self.values}
        return type(self), (str(self), failure)


def words(error: Exception) -> str:
    """What went wrong, also where nobody has foreseen it."""
    return str(error) if isinstance(error, PlaygroundError) else f"{type(error).__name__}: {error}".removesuffix(": ")


def attempt(tell: Callable[..., object], *args: Any) -> None:
    """Tells one who observes. What they do wrong is printed, and ends nothing."""
    try:
        tell(*args)
    except Exception:
        traceback.print_exc()
