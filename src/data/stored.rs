use std::fmt;
use std::rc::Rc;

use crate::error::{Error, Result};

/// Reads images that are not in memory, a byte a value.
pub trait Reader {
    /// The images of some rows, one after another, into `bytes`, which has room for just these.
    ///
    /// # Errors
    /// Why they can't be read, for a person.
    fn read(&self, rows: &[u32], bytes: &mut [u8]) -> std::result::Result<(), String>;
}

/// Images where they are stored. Clones share their reader.
#[derive(Clone)]
pub(super) struct Stored(Rc<dyn Reader>);

impl fmt::Debug for Stored {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Stored")
    }
}

impl Stored {
    pub fn new(reader: impl Reader + 'static) -> Self {
        Self(Rc::new(reader))
    }

    /// # Errors
    /// [`Error::Unreadable`]
    pub fn read(&self, rows: &[u32], bytes: &mut [u8]) -> Result<()> {
        self.0.read(rows, bytes).map_err(|reason| Error::Unreadable { reason })
    }
}

/// The pixels of bytes: each is its byte over 255.
pub(crate) fn pixels(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.iter().map(|&byte| f32::from(byte) / 255.0)
}
