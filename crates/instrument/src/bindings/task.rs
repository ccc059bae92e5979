use wasm_bindgen::prelude::*;

use crate::work::Work;

/// What a command asked for: work in parts, between which others have their turn.
#[wasm_bindgen]
pub struct Task(Box<dyn Work<Output = JsValue>>);

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
        mut tell: impl FnMut(W::Output) -> JsValue + 'static,
    ) -> Self {
        Self(Box::new(work.map(move |output| Ok(tell(output)))))
    }
}
