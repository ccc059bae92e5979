"""Where Python runs, and who can look at it."""

from __future__ import annotations

import asyncio
import sys


def in_marimo() -> bool:
    marimo = sys.modules.get("marimo")
    return marimo is not None and marimo.running_in_notebook()


def is_headless() -> bool:
    """Whether this cell was sent by a program rather than by a person's page: `jupyter execute`, papermill, nbconvert.

    They tell the kernel that nobody is there to be asked for input.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return False
    content = kernel.get_parent().get("content", {})
    return content.get("allow_stdin", True) is False


def running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
