use std::borrow::Cow;

use js_sys::{JsString, Uint8Array};

use crate::error::{Error, Result};
use crate::limits::checked_bytes;
use crate::pictures::Entries;

/// Files that stay in JavaScript's memory until they are read.
pub struct JsEntries {
    names: Vec<String>,
    buffers: Vec<Uint8Array>,
}

impl JsEntries {
    /// # Errors
    /// Where there isn't one buffer for each name.
    pub fn new(names: Vec<JsString>, buffers: Vec<Uint8Array>) -> Result<Self> {
        if names.len() != buffers.len() {
            let allowed = format!("{}, the number of names", names.len());
            return Err(Error::option("The number of buffers", buffers.len(), allowed));
        }
        Ok(Self { names: names.into_iter().map(String::from).collect(), buffers })
    }
}

impl Entries for JsEntries {
    fn paths(&self) -> Vec<String> {
        self.names.clone()
    }

    fn read(&mut self, index: usize, max_bytes: usize) -> Result<Cow<'_, [u8]>> {
        let buffer = &self.buffers[index];
        let size = buffer.length() as usize;
        let advice = "Reduce it first.";
        checked_bytes(&self.names[index], || "it".into(), &[size], max_bytes, advice)?;
        Ok(buffer.to_vec().into())
    }
}
