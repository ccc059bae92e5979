//! Picture files: PNG, JPEG and WebP, in a zip archive, a folder, or handed in one by one.

mod classes;
mod entries;
#[cfg(not(target_family = "wasm"))]
mod folder;
mod picture;
mod png;
mod webp;

pub(crate) use entries::{ZipEntries, load_picture};
pub(crate) use picture::{is_picture, other_picture};

pub use entries::{Entries, load_entries};
#[cfg(not(target_family = "wasm"))]
pub use folder::load_folder;
