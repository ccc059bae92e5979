//! Values that stand side by side in two places, such as an image and what a window shows of it.

/// So many values, the same of one array as of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Where they begin in the first array.
    pub here: usize,
    /// Where they begin in the second.
    pub there: usize,
    /// How many they are.
    pub length: usize,
}

/// Longest run that is copied value by value: a call to copy memory takes longer.
const SHORT: usize = 16;

/// About how many nanoseconds it takes to copy or add so many values in runs.
pub fn run_ns(values: usize) -> u64 {
    values as u64 / 2
}

/// Copies the first array's values to the second's places.
pub fn copy_runs(here: &[f32], there: &mut [f32], runs: &[Run]) {
    for run in runs {
        let source = &here[run.here..][..run.length];
        let target = &mut there[run.there..][..run.length];
        if run.length > SHORT {
            target.copy_from_slice(source);
        } else {
            target.iter_mut().zip(source).for_each(|(target, source)| *target = *source);
        }
    }
}

/// Adds the second array's values to the first's.
pub fn add_runs(here: &mut [f32], there: &[f32], runs: &[Run]) {
    for run in runs {
        let source = &there[run.there..][..run.length];
        let target = &mut here[run.here..][..run.length];
        target.iter_mut().zip(source).for_each(|(target, source)| *target += source);
    }
}
