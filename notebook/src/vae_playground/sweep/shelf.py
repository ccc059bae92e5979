"""Where runs lay their checkpoints, for another worker to go on from."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from time import time
from typing import Protocol
from uuid import uuid4

from distributed import Client, Variable, get_client

# What is not whole so long after was left by one who was ended while writing.
LEFT_S = 600
# A checkpoint of a sweep that has ended is nowhere, and would be waited for for ever.
PATIENCE_S = 60


def write_whole(path: Path, file: bytes) -> None:
    """Under a name of its own until it is whole, and on the disk."""
    part = path.with_name(f"{path.name}.{uuid4().hex}.part")
    try:
        with part.open("wb") as opened:
            opened.write(file)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


class Shelf(Protocol):
    """Holds the latest file of each run, by its key. The one who sweeps opens and closes it; workers read and write."""

    def open(self, key: str, client: Client) -> None: ...

    def read(self, key: str) -> bytes: ...

    def write(self, key: str, file: bytes) -> None: ...

    def close(self, key: str, client: Client) -> None: ...


class Folder:
    """A directory that all workers share. What is in it stays: the same sweep goes on from it another day."""

    def __init__(self, path: Path):
        self.path = path

    def _file(self, key: str) -> Path:
        return self.path / f"{key}.run"

    def open(self, key: str, client: Client) -> None:
        self.path.mkdir(parents=True, exist_ok=True)

    def read(self, key: str) -> bytes:
        for part in self.path.glob(f"{key}.*.part"):
            # Another worker may have just renamed it.
            with suppress(OSError):
                if time() - part.stat().st_mtime > LEFT_S:
                    part.unlink()
        try:
            return self._file(key).read_bytes()
        except FileNotFoundError:
            return b""

    def write(self, key: str, file: bytes) -> None:
        write_whole(self._file(key), file)

    def close(self, key: str, client: Client) -> None:
        """It stays."""


class OnScheduler:
    """The memory of the cluster's scheduler, which outlives its workers: one file of each run that is under way."""

    def __init__(self, name: str):
        self.name = name

    def _variable(self, key: str, client: Client) -> Variable:
        return Variable(f"{self.name}-{key}", client=client)

    def open(self, key: str, client: Client) -> None:
        # One that was never set would be waited for.
        self._variable(key, client).set(b"")

    def read(self, key: str) -> bytes:
        return self._variable(key, get_client()).get(timeout=PATIENCE_S)

    def write(self, key: str, file: bytes) -> None:
        self._variable(key, get_client()).set(file)

    def close(self, key: str, client: Client) -> None:
        self._variable(key, client).delete()
