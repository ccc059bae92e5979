"""Writes the files of `fixtures/`, with the tools that people make such files with.

    pip install numpy scikit-learn pillow && python crates/images/tests/make_fixtures.py

The value of a pixel is 50 * image + 10 * row + 3 * column, so that `fixtures.rs` knows it. The digits are
scikit-learn's.
"""

import gzip
import io
import struct
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

OUT = Path(__file__).parent / "fixtures"
OUT.mkdir(exist_ok=True)

image, row, column = np.mgrid[0:3, 0:4, 0:5]
ramp = 50 * image + 10 * row + 3 * column

# NPY: types, orders, endianness, axes.
np.save(OUT / "u1.npy", ramp.astype("u1"))
np.save(OUT / "i2_big_endian.npy", ramp.astype(">i2"))
np.save(OUT / "i8_fortran.npy", np.asfortranarray(ramp.astype("<i8")))
np.save(OUT / "u2_16_bits.npy", (257 * ramp).astype("<u2"))
np.save(OUT / "f4.npy", (ramp / 255).astype("<f4"))
np.save(OUT / "f8_big_endian_fortran.npy", np.asfortranarray(ramp.astype(">f8")))
np.save(OUT / "bool.npy", ramp % 2 == 1)
colours = np.stack([ramp, ramp + 1, ramp + 2], axis=-1).astype("u1")
np.save(OUT / "channels_last.npy", colours)
np.save(OUT / "channels_first.npy", np.ascontiguousarray(np.moveaxis(colours, -1, 1)))

# Digits: NPZ stored and compressed, IDX packed with gzip, CSV.
digits = load_digits()
count = 60
data, target = digits.data[:count], digits.target[:count]
np.savez(OUT / "digits.npz", data=data.astype("f4"), target=target)
np.savez_compressed(OUT / "digits_compressed.npz", x_train=digits.images[:count], y_train=target,
                    x_test=digits.images[count:count + 5], y_test=digits.target[count:count + 5])


def idx(array):
    header = struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    return gzip.compress(header + array.astype("u1").tobytes(), 9, mtime=0)


(OUT / "digits-images-idx3-ubyte.gz").write_bytes(idx(digits.images[:count] * 15))
(OUT / "digits-labels-idx1-ubyte.gz").write_bytes(idx(target))
table = np.column_stack([target, data]).astype(int)
header = ",".join(["label"] + [f"pixel{i}" for i in range(64)])
np.savetxt(OUT / "digits.csv", table[:20], fmt="%d", delimiter=",", header=header, comments="")

# Pictures in a zip archive.


def picture(array, kind, **options):
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, kind, **options)
    return buffer.getvalue()


y, x = np.mgrid[0:16, 0:16]
smooth = np.stack([8 * x + 60, 8 * y + 40, 4 * x + 4 * y + 20], axis=-1).astype("u1")
alpha = np.dstack([smooth, np.where(x < 8, 255, 0).astype("u1")])
exif = Image.Exif()
exif[0x0112] = 6  # turned by a quarter
turned = picture(alpha, "WEBP", lossless=True, exif=exif)
(OUT / "turned.webp").write_bytes(turned)
frames = [Image.fromarray(frame) for frame in (smooth, smooth[::-1].copy())]
frames[0].save(OUT / "animated.webp", save_all=True, append_images=frames[1:], quality=80)
palette = Image.fromarray(smooth).quantize(8)
palette.save(OUT / "palette.png", transparency=0, icc_profile=b"no profile", dpi=(72, 72))
entries = {
    "set/grey/1.png": picture(smooth[..., 0], "PNG"),
    "set/grey/2_16_bits.png": picture((257 * smooth[..., 0].astype("u2")), "PNG"),
    "set/colour/1.png": picture(smooth, "PNG"),
    "set/colour/2.jpg": picture(smooth, "JPEG", quality=95, subsampling=0),
    "set/colour/3.jpeg": picture(smooth, "JPEG", quality=95, progressive=True),
    "set/colour/4_turned.jpg": picture(smooth, "JPEG", quality=95, subsampling=0, exif=exif),
    "set/colour/5.webp": picture(smooth, "WEBP", lossless=True),
    "set/colour/6_lossy.webp": picture(smooth, "WEBP", quality=95),
    "set/transparent/1.png": picture(alpha, "PNG"),
    "set/.DS_Store": b"no picture",
    "__MACOSX/set/grey/._1.png": b"no picture",
    "set/readme.txt": b"no picture",
}
with zipfile.ZipFile(OUT / "pictures.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for name, content in entries.items():
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)

# A zip as Chinese Windows packs it: names in GBK, which nothing says. Python writes UTF-8, so the names are put in
# afterwards, of the same length: a cat's folder and a dog's.
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w") as archive:
    for name in ("c~/1.png", "d~/1.png"):
        archive.writestr(zipfile.ZipInfo(name), (OUT / "palette.png").read_bytes())
names = {b"c~/1.png": "猫/1.png".encode("gbk"), b"d~/1.png": "狗/1.png".encode("gbk")}
content = buffer.getvalue()
for name, other in names.items():
    content = content.replace(name, other)
(OUT / "gbk_names.zip").write_bytes(content)
