"""Arrays and what is said of them in one safetensors file, as the page writes and reads them too (www/data/safetensors.ts)."""

from __future__ import annotations

import json
from math import prod

import numpy as np

DTYPES = {"F32": np.dtype("<f4"), "U32": np.dtype("<u4"), "U8": np.dtype("u1")}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


def pack(metadata: dict[str, str], arrays: dict[str, np.ndarray]) -> bytes:
    """The file's bytes: a header's length and the header, then the arrays, one after another."""
    header: dict[str, object] = {"__metadata__": metadata}
    at, parts = 0, []
    # The widest numbers first, so that all of them are aligned.
    for name, array in sorted(arrays.items(), key=lambda entry: -entry[1].dtype.itemsize):
        part = np.ascontiguousarray(array).tobytes()
        header[name] = {
            "dtype": NAMES[array.dtype.newbyteorder("<")],
            "shape": array.shape,
            "data_offsets": [at, at + len(part)],
        }
        at += len(part)
        parts.append(part)
    written = json.dumps(header, ensure_ascii=False).encode()
    written += b" " * (-len(written) % 8)
    return b"".join([len(written).to_bytes(8, "little"), written, *parts])


def unpack(file: bytes) -> tuple[dict[str, str], dict[str, np.ndarray]]:
    """What `pack` was given. Raises `ValueError` where it is cut off, or no such file."""
    length = int.from_bytes(file[:8], "little")
    if not 8 < 8 + length <= len(file):
        raise ValueError("it is cut off, or no safetensors file")
    header = json.loads(file[8 : 8 + length])
    metadata, arrays = header.pop("__metadata__", {}), {}
    for name, entry in header.items():
        dtype, shape, (start, end) = DTYPES[entry["dtype"]], entry["shape"], entry["data_offsets"]
        if end > len(file) - 8 - length or end - start != prod(shape) * dtype.itemsize:
            raise ValueError(f"{name} is cut off")
        arrays[name] = np.frombuffer(file, dtype, prod(shape), 8 + length + start).reshape(shape)
    return metadata, arrays
