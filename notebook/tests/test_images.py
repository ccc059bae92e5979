import gzip

import numpy as np
import pandas as pd
import pytest

from vae_playground import PlaygroundError
from vae_playground.images import check_images, check_labels, read_path


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
        (np.full((2, 3, 3), 16.0), r"run from 16 to 16. Divide them by 16\."),
        (np.full((2, 3, 3), -0.5), "Shift and scale"),
        (np.full((2, 3, 3), 256), "0 to 255; these run from 256 to 256"),
        (np.full((2, 3, 3), -1), "0 to 255"),
        (np.broadcast_to(np.float64(0), (10**6, 50, 50)), r"would take 10\.0 GB"),
    ],
)
def test_refuses(images, said):
    with pytest.raises(PlaygroundError, match=said):
        check_images(images)


def test_takes_every_kind_of_number():
    values = np.arange(18).reshape(2, 3, 3)
    for array in (values, values.astype(np.uint8), values.astype(np.int64)[..., None]):
        assert np.array_equal(check_images(array).pixels[..., 0], values)
    assert check_images(values.astype(bool)).pixels.max() == 255
    floats = check_images((values / 17).astype(np.float64))
    assert floats.pixels.dtype == np.float32
    assert np.allclose(floats.pixels[..., 0], values / 17)
    assert check_images(values.tolist()).shape == (2, 3, 3, 1)


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
        assert np.array_equal(read_path(tmp_path / name)[0], values)
    assert read_path(str(tmp_path / "a.npz"))[1].tolist() == [1, 0]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.npy", None, "There is no file"),
        ("a.npy", b"no array", "could not be read"),
        ("a.npz", b"no archive", "could not be read"),
        ("a.png", b"", "none of the files"),
        ("a.idx", b"\0\0\x08\x03\0\0\0\x01", "cut off|could not be read"),
        ("a.idx", b"text", "no IDX file"),
    ],
)
def test_refuses_files(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(PlaygroundError, match=said):
        read_path(tmp_path / name)
