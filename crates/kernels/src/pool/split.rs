use std::marker::PhantomData;
use std::ops::Range;

use super::{parts, run};

/// A slice whose parts are written by several threads.
pub struct Split<'a, T> {
    first: *mut T,
    length: usize,
    owner: PhantomData<&'a mut [T]>,
}

// SAFETY: it gives out what may be sent, by the promise of `part`.
unsafe impl<T: Send> Sync for Split<'_, T> {}

impl<'a, T> Split<'a, T> {
    #[allow(missing_docs, reason = "its type says it")]
    pub fn new(values: &'a mut [T]) -> Self {
        Self { first: values.as_mut_ptr(), length: values.len(), owner: PhantomData }
    }

    #[allow(
        missing_docs,
        clippy::len_without_is_empty,
        reason = "its name says it, and nobody asks"
    )]
    pub fn len(&self) -> usize {
        self.length
    }

    /// The values of a range.
    ///
    /// # Safety
    /// No two ranges that are in use at a time overlap.
    ///
    /// # Panics
    /// If it reaches past the end.
    #[allow(clippy::mut_from_ref, reason = "the caller's promise")]
    pub unsafe fn part(&self, range: Range<usize>) -> &mut [T] {
        // SAFETY: they are inside of the slice, and the caller's alone.
        unsafe { std::slice::from_raw_parts_mut(self.pointer(range.clone()), range.len()) }
    }

    /// The first value of a range.
    ///
    /// # Panics
    /// If it reaches past the end.
    pub fn pointer(&self, range: Range<usize>) -> *mut T {
        assert!(range.start <= range.end && range.end <= self.length);
        self.first.wrapping_add(range.start)
    }
}

/// A vector of so many values, without their price: `make` writes them all.
///
/// # Safety
/// Before it returns, `make` has written every value.
pub unsafe fn vector(count: usize, make: impl FnOnce(Split<f32>)) -> Vec<f32> {
    let mut values = Vec::with_capacity(count);
    make(Split { first: values.as_mut_ptr(), length: count, owner: PhantomData });
    // SAFETY: the room is there, and the caller's promise.
    unsafe { values.set_len(count) };
    values
}

/// A vector of `count` rows of `length` values, which `make` finds as zeros; threads share them, and a row takes about so many nanoseconds.
pub fn rows(
    count: usize,
    length: usize,
    nanoseconds: u64,
    make: impl Fn(usize, &mut [f32]) + Sync,
) -> Vec<f32> {
    let fill = |all: Split<f32>| {
        chunks(count, 1, nanoseconds, |range, _| {
            for row in range {
                let place = row * length..(row + 1) * length;
                // SAFETY: the room is there; rows have nothing in common.
                unsafe { all.pointer(place.clone()).write_bytes(0, length) };
                // SAFETY: they are zeros now.
                make(row, unsafe { all.part(place) });
            }
        });
    };
    // SAFETY: every row was written.
    unsafe { vector(count * length, fill) }
}

/// Rows of `length` values, each with its number; threads share them, and a row takes about so many nanoseconds.
pub fn each_row(
    values: &mut [f32],
    length: usize,
    nanoseconds: u64,
    change: impl Fn(usize, &mut [f32]) + Sync,
) {
    let (count, values) = (values.len() / length, Split::new(values));
    chunks(count, 1, nanoseconds, |range, _| {
        for row in range {
            // SAFETY: rows have nothing in common.
            change(row, unsafe { values.part(row * length..(row + 1) * length) });
        }
    });
}

/// Ranges of about the same length that make up `count` items, of which each takes about so many nanoseconds, in multiples of `unit`; each
/// is given to `work` with the number of its thread.
pub fn chunks(
    count: usize,
    unit: usize,
    nanoseconds: u64,
    work: impl Fn(Range<usize>, usize) + Sync,
) {
    let length = count.div_ceil(parts(count as u64 * nanoseconds)).next_multiple_of(unit).max(1);
    run(count.div_ceil(length), &|part, thread| {
        let first = part * length;
        work(first..count.min(first + length), thread);
    });
}
