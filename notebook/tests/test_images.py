import base64
import gzip
import json
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from vae_playground import PlaygroundError
from vae_playground import files
from vae_playground.files import read_path
from vae_playground.images import check_images, check_labels, check_vectors, pixels_like
from vae_playground.split import split


@pytest.mark.parametrize(
    ("images", "said"),
    [
        (np.zeros((10, 64)), r"shape \(10, 64\).*reshape\(-1, height, width\)"),
        (np.zeros((2, 2, 2, 2, 2)), r"axes \(N, H, W\)"),
        (np.zeros((0, 8, 8)), "no images"),
        (np.zeros((3, 0, 8)), "no images"),
        (np.zeros((3, 8, 8, 4)), "1 or 3 channels as their last axis; these have 4"),
        (np.array([["a"]]), "type <U1"),
        ([[[1, 2]], [[3]]], "one array"),
        (np.full((2, 3, 3), 1j), "complex"),
        (np.array([[[0.5, np.nan]], [[0.1, 0.2]]]), "1 values are NaN or infinite, the first in image 0"),
        (np.arange(18.0).reshape(2, 3, 3) - 1, r"0 to 255 or .*run from -1 to 16.*\(images - -1\) / 17"),
        (np.full((2, 3, 3), 65_536), "0 to 65,535; these run from 65536 to 65536"),
        (np.full((2, 3, 3), -1), "0 to 255"),
        (np.broadcast_to(np.float64(0), (10**6, 50, 50)), r"would take 10\.0 GB"),
    ],
)
def test_refuses(images, said):
    with pytest.raises(PlaygroundError, match=said):
        check_images(images)


def test_images_like_others_are_refused_alike():
    with pytest.raises(PlaygroundError, match="one array"):
        check_images([[[1, 2]], [[3]]], check_images(np.zeros((1, 2, 2))))


def test_takes_every_kind_of_number():
    values = np.arange(18).reshape(2, 3, 3)
    for array in (values, values.astype(np.uint8), values.astype(np.int64)[..., None]):
        assert np.array_equal(check_images(array).pixels[..., 0], values)
    assert check_images(values.astype(bool)).pixels.max() == 255
    floats = check_images((values / 17).astype(np.float64))
    assert floats.pixels.dtype == np.float32
    assert np.allclose(floats.pixels[..., 0], values / 17)
    assert check_images(values.tolist()).shape == (2, 3, 3, 1)


def test_the_largest_value_tells_what_is_white():
    digits = np.arange(17).reshape(1, 1, 17)
    assert check_images(digits).pixels[0, 0, [0, 8, 16], 0].tolist() == [0, 128, 255]
    assert np.allclose(check_images(digits * 1.0).pixels[0, 0, :, 0], np.arange(17) / 16)
    assert check_images(np.array([[[0, 257, 65_535]]])).pixels.ravel().tolist() == [0, 1, 255]
    # What is asked of the model later is taken by the scale of what it learned, if it is of the same kind.
    known = check_images(digits * 1.0)
    assert check_images(np.full((1, 1, 17), 4.0), known).pixels.max() == 0.25
    assert check_images(np.full((1, 1, 17), 51, np.uint8), known).pixels.max() == 51
    with pytest.raises(PlaygroundError, match="0 to 16; these run from 17 to 17"):
        check_images(np.full((1, 1, 17), 17.0), known)


def test_a_mask_is_black_and_white_beside_bytes_too():
    mask = np.array([[[False, True]]])
    for like in (np.full((1, 1, 2), 255, np.uint8), np.ones((1, 1, 2)), mask):
        assert pixels_like(mask, check_images(like)).ravel().tolist() == [0, 1]


def test_numbers_that_lie_anywhere_in_memory_are_moved():
    apart = np.frombuffer(bytes(1) + np.linspace(0, 1, 8, dtype="<f4").tobytes(), "<f4", offset=1)
    assert not apart.flags.aligned
    for taken in (check_images(apart.reshape(2, 2, 2), copy=False).pixels, check_vectors(apart.reshape(4, 2), 2)):
        assert taken.flags.aligned
        assert (taken.ravel() == apart).all()


def test_answers_have_the_axes_that_were_given():
    flat = np.zeros(2 * 9, np.float32)
    assert check_images(np.zeros((4, 3, 3))).like(flat).shape == (2, 3, 3)
    assert check_images(np.zeros((4, 3, 3, 1))).like(flat).shape == (2, 3, 3, 1)


def test_labels_of_any_type():
    for labels in (["b", "a", "b"], np.array(["b", "a", "b"]), pd.Series(["b", "a", "b"], index=[7, 8, 9], dtype="category")):
        codes, names = check_labels(labels, 3)
        assert codes.tolist() == [1, 0, 1]
        assert names == ["a", "b"]
    assert check_labels(np.array([3, 1]), 2)[1] == ["1", "3"]
    codes, names = check_labels(["10", "9", "10"], 3)
    assert (codes.tolist(), names) == ([1, 0, 1], ["9", "10"])


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([1, 2], "2 labels for 3 images"),
        ([1, None, 2], "1 labels are missing"),
        (np.zeros((3, 2)), r"shape \(3, 2\)"),
    ],
)
def test_refuses_labels(labels, said):
    with pytest.raises(PlaygroundError, match=said):
        check_labels(labels, 3)


def test_reads_files(tmp_path):
    values = np.arange(18, dtype=np.uint8).reshape(2, 3, 3)
    np.save(tmp_path / "a.npy", values)
    np.savez(tmp_path / "a.npz", y=np.array([1, 0]), x=values)
    header = bytes([0, 0, 8, 3]) + np.array(values.shape, ">u4").tobytes()
    (tmp_path / "a-idx3-ubyte").write_bytes(header + values.tobytes())
    (tmp_path / "a.idx.gz").write_bytes(gzip.compress(header + values.tobytes()))
    for name in ("a.npy", "a.npz", "a-idx3-ubyte", "a.idx.gz"):
        assert np.array_equal(read_path(tmp_path / name).images, values)
    assert read_path(str(tmp_path / "a.npz")).labels.tolist() == [1, 0]


def npy(descr: str, shape: str, values: bytes = b"") -> bytes:
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}}}\n".encode()
    return b"\x93NUMPY\1\0" + len(header).to_bytes(2, "little") + header + values


def npz(path, **arrays: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in arrays.items():
            archive.writestr(f"{name}.npy", content)


def test_reads_no_more_than_the_limit(tmp_path, monkeypatch):
    (tmp_path / "header.npy").write_bytes(npy("|u1", "(1000000, 1000, 1000)"))
    with pytest.raises(PlaygroundError, match=r"header.npy would take 4,000.0 GB"):
        read_path(tmp_path / "header.npy")
    npz(tmp_path / "header.npz", x=npy("|u1", "(1000000, 1000, 1000)"))
    with pytest.raises(PlaygroundError, match="header.npz would take"):
        read_path(tmp_path / "header.npz")
    npz(tmp_path / "texts.npz", x=npy("|u1", "(1, 1, 1)", b"1"), y=npy("<U200000000", "(1,)"))
    with pytest.raises(PlaygroundError, match="texts.npz/y.npy holds more than 512 MiB"):
        read_path(tmp_path / "texts.npz")
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(bytes(1001)))
    with pytest.raises(PlaygroundError, match="bomb.gz holds more than"):
        read_path(tmp_path / "bomb.gz")


CASES = json.loads((Path(__file__).parents[2] / "tests/fixtures/image_cases.json").read_text())


@pytest.mark.parametrize("case", CASES["files"], ids=lambda case: case["name"])
def test_reads_as_the_page_does(case, tmp_path):
    path = tmp_path / "a.npz"
    path.write_bytes(base64.b64decode(case["npz"]))
    if case["refused"]:
        with pytest.raises(PlaygroundError):
            check_images(read_path(path).images)
        return
    found = read_path(path)
    images = check_images(found.images)
    assert list(images.shape) == case["shape"]
    values = images.pixels.astype(np.float64) / (255 if images.pixels.dtype == np.uint8 else 1)
    assert np.allclose(values.ravel(), case["pixels"], atol=1e-6)
    assert found.tests == case["tests"]
    if case["labels"] is None:
        assert found.labels is None
    else:
        codes, names = check_labels(found.labels, images.shape[0])
        assert [names[code] for code in codes] == case["labels"]
        assert names == case["classes"]


@pytest.mark.parametrize("case", CASES["splits"], ids=lambda case: case["name"])
def test_splits_as_the_page_does(case):
    labels = None if case["labels"] is None else np.array(case["labels"])
    assert split(case["count"], case["fraction"], case["seed"], labels).tolist() == case["rows"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.npy", None, "There is no file"),
        ("a.npy", b"no array", "none of the files"),
        ("a.npz", b"no archive", "none of the files"),
        ("a.npy", b"\x93NUMPY\1\0", "could not be read"),
        ("a.npy", npy("<f4", "(1, 2, 2)", bytes(15)), "promises 16 bytes, 15 follow"),
        ("a.npy", npy("|O", "(1, 2, 2)", bytes(32)), "Python objects"),
        ("a.npz", b"PK\3\4", "could not be read"),
        ("a.idx.gz", gzip.compress(b"\0\0\x08\x03" + bytes(100))[:-9], "could not be read"),
        ("a.png", b"", "none of the files"),
        ("a.idx", b"\0\0\x08\x03\0\0\0\x01", "cut off|could not be read"),
        ("a.idx", b"\0\0\x0d\x03", "no IDX file"),
    ],
)
def test_refuses_files(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(PlaygroundError, match=said):
        read_path(tmp_path / name)
