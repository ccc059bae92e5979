use wasm_bindgen::prelude::*;

use crate::error::Result;
use crate::work::Work;

/// Work whose result is JavaScript's.
trait Parts {
    fn advance(&mut self) -> Result<Option<JsValue>>;
    fn done(&self) -> f64;
}

/// Work, and what its result becomes.
struct Told<W, F> {
    work: W,
    tell: F,
}

impl<W: Work, F: FnMut(W::Output) -> Result<JsValue>> Parts for Told<W, F> {
    fn advance(&mut self) -> Result<Option<JsValue>> {
        self.work.advance()?.map(&mut self.tell).transpose()
    }

    fn done(&self) -> f64 {
        self.work.done()
    }
}

/// What a command asked for: work in parts, between which others have their turn.
#[wasm_bindgen]
pub struct Task(Box<dyn Parts>);

#[wasm_bindgen]
impl Task {
    /// Does the next part; undefined until the last one gives the result.
    pub fn advance(&mut self) -> Result<JsValue, JsValue> {
        Ok(self.0.advance()?.unwrap_or(JsValue::UNDEFINED))
    }

    /// Share of it that is done, between 0 and 1; an estimate.
    pub fn done(&self) -> f64 {
        self.0.done()
    }
}

impl Task {
    /// Of work, whose result becomes what `tell` makes of it.
    pub fn new<W: Work + 'static>(
        work: W,
        tell: impl FnMut(W::Output) -> Result<JsValue> + 'static,
    ) -> Self {
        Self(Box::new(Told { work, tell }))
    }
}

/// Short work, in one part.
pub struct Once<F>(pub F);

impl<T, F: FnMut() -> Result<T>> Work for Once<F> {
    type Output = T;

    fn advance(&mut self) -> Result<Option<T>> {
        (self.0)().map(Some)
    }

    fn done(&self) -> f64 {
        0.0
    }
}
