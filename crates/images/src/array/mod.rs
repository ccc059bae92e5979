//! Arrays of numbers: NumPy's NPY and NPZ files.

mod header;
mod layout;
mod npy;
mod npz;
mod scale;

pub(crate) use header::{Header, MAX_START};
pub(crate) use layout::{Layout, row_size};
pub(crate) use npy::{images as npy_images, is_npy, labels as npy_labels};
pub(crate) use npz::images as npz_images;
pub(crate) use scale::{Extent, SCALES_IN_WORDS, Scale};
