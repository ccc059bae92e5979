use crate::error::Result;

/// Multiplications and additions that make a part: some 20 ms on a slow machine's wasm.
pub(crate) const PART: usize = 2_000_000;

/// Long work in parts of at most some 50 ms on a slow machine, between which others have their turn and it can be
/// dropped.
pub trait Work {
    /// What it comes to.
    type Output;

    /// Does the next part. After the last it gives the result, and must not be called again.
    ///
    /// # Errors
    /// What the work itself can fail at.
    fn advance(&mut self) -> Result<Option<Self::Output>>;

    /// Share of it that is done, between 0 and 1; an estimate.
    fn done(&self) -> f64;
}

/// All parts in one go.
///
/// # Errors
/// As [`Work::advance`].
pub fn complete<W: Work>(mut work: W) -> Result<W::Output> {
    loop {
        if let Some(output) = work.advance()? {
            return Ok(output);
        }
    }
}
