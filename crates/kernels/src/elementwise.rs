use crate::simd_math::larger;

/// `max(x, 0)` in place.
pub fn relu(values: &mut [f32]) {
    values.iter_mut().for_each(|value| *value = larger(*value, 0.0));
}

/// Each value where its `gate` is above 0, else 0.
pub fn where_positive(values: &[f32], gates: &[f32]) -> Vec<f32> {
    values.iter().zip(gates).map(|(&value, &gate)| if gate > 0.0 { value } else { 0.0 }).collect()
}

/// `sums[i] += values[i]`
pub fn add_to(sums: &mut [f32], values: &[f32]) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

/// Adds each row of `values`, `[rows, columns]`, to `sums`, `[columns]`.
pub fn add_to_columns(sums: &mut [f32], values: &[f32]) {
    for row in values.chunks_exact(sums.len()) {
        add_to(sums, row);
    }
}
