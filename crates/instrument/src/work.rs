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

    /// The same with another result.
    fn map<T, F: FnMut(Self::Output) -> Result<T>>(self, of: F) -> Map<Self, F>
    where
        Self: Sized,
    {
        Map { work: self, of }
    }

    /// Goes on with work that is made of the result. This takes some `share` of the whole time.
    fn then<B: Work, F: FnMut(Self::Output) -> Result<B>>(
        self,
        share: f64,
        next: F,
    ) -> Then<Self, B, F>
    where
        Self: Sized,
    {
        Then { stage: Stage::First(self), share, next }
    }
}

/// Made by [`Work::map`].
pub struct Map<W, F> {
    work: W,
    of: F,
}

impl<W: Work, T, F: FnMut(W::Output) -> Result<T>> Work for Map<W, F> {
    type Output = T;

    fn advance(&mut self) -> Result<Option<T>> {
        self.work.advance()?.map(&mut self.of).transpose()
    }

    fn done(&self) -> f64 {
        self.work.done()
    }
}

/// Made by [`Work::then`].
pub struct Then<A, B, F> {
    stage: Stage<A, B>,
    share: f64,
    next: F,
}

enum Stage<A, B> {
    First(A),
    Second(B),
}

impl<A: Work, B: Work, F: FnMut(A::Output) -> Result<B>> Work for Then<A, B, F> {
    type Output = B::Output;

    fn advance(&mut self) -> Result<Option<B::Output>> {
        match &mut self.stage {
            Stage::First(first) => {
                if let Some(output) = first.advance()? {
                    self.stage = Stage::Second((self.next)(output)?);
                }
                Ok(None)
            }
            Stage::Second(second) => second.advance(),
        }
    }

    fn done(&self) -> f64 {
        match &self.stage {
            Stage::First(first) => self.share * first.done(),
            Stage::Second(second) => self.share + (1.0 - self.share) * second.done(),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    /// Counts down to its result.
    struct Down(usize);

    impl Work for Down {
        type Output = &'static str;

        fn advance(&mut self) -> Result<Option<&'static str>> {
            self.0 -= 1;
            Ok((self.0 == 0).then_some("over"))
        }

        fn done(&self) -> f64 {
            1.0 / self.0 as f64
        }
    }

    #[test]
    fn work_follows_work_and_its_shares_add_up() {
        let mut both =
            Down(2).then(0.5, |said| Ok(Down(said.len()).map(move |end| Ok((said, end)))));
        assert_eq!((both.advance(), both.done()), (Ok(None), 0.5));
        assert_eq!((both.advance(), both.done()), (Ok(None), 0.625));
        assert_eq!(complete(both), Ok(("over", "over")));
    }

    #[test]
    fn a_failure_ends_it() {
        let wrong = Error::Ragged { values: 1, dimensions: 2 };
        let failing = || Err::<Down, _>(wrong.clone());
        assert_eq!(complete(Down(1).then(0.5, |_| failing())), Err(wrong.clone()));
        assert_eq!(complete(Once(|| Err::<(), _>(wrong.clone()))), Err(wrong.clone()));
    }
}
