//! Image sets: loaders, generated sets, splits.

mod archive;
mod array;
mod entry_name;
pub mod error;
pub mod generated;
mod gzip;
mod idx;
mod images;
mod label_file;
mod labels;
mod limits;
mod load;
mod pictures;
mod prepare;
mod raw;
mod receipt;
pub mod scenes;
mod split;
mod table;
mod text;

pub use error::{Error, Place, Result};
pub use images::{Images, Pixels, Shape};
pub use label_file::load_labels;
pub use labels::Labels;
pub use limits::Limits;
pub use load::load;
#[cfg(not(target_family = "wasm"))]
pub use pictures::load_folder;
pub use pictures::{Entries, load_entries};
pub use prepare::{Channels, Fit, MAX_SIDE, Preparation};
pub use raw::{RAW_START, RawImages, raw_images};
pub use receipt::{ColumnChoice, LabelColumn, OwnSplit, Part, Receipt, Skipped, SkippedFile};
pub use split::split;

#[cfg(target_family = "wasm")]
pub mod bindings;
