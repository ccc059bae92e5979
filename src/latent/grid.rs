/// Latent vectors on a regular `size x size` grid over [-extent, extent] of two dimensions, `across` and
/// `up`, the others 0. The first row is the top: largest coordinate `up`. Where both are the same
/// dimension the grid is one row.
pub fn grid(size: usize, extent: f32, [across, up]: [usize; 2], latent: usize) -> Vec<f32> {
    let coordinate = |i: usize| match size {
        1 => 0.0,
        _ => extent * (2.0 * i as f32 / (size - 1) as f32 - 1.0),
    };
    let rows = if across == up { 1 } else { size };
    let mut z = vec![0.0; rows * size * latent];
    for (i, vector) in z.chunks_exact_mut(latent).enumerate() {
        vector[up] = coordinate(size - 1 - i / size);
        vector[across] = coordinate(i % size);
    }
    z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_left_to_right_and_top_to_bottom() {
        #[rustfmt::skip]
        let expected = [
            -3.0, 3.0,  0.0, 3.0,  3.0, 3.0,
            -3.0, 0.0,  0.0, 0.0,  3.0, 0.0,
            -3.0, -3.0,  0.0, -3.0,  3.0, -3.0,
        ];
        assert_eq!(grid(3, 3.0, [0, 1], 2), expected);
    }

    #[test]
    fn fills_other_dimensions_with_zero() {
        assert_eq!(grid(2, 1.0, [2, 0], 3)[..6], [1.0, 0.0, -1.0, 1.0, 0.0, 1.0]);
        assert_eq!(grid(1, 3.0, [0, 1], 2), [0.0, 0.0]);
    }

    #[test]
    fn is_one_row_for_one_dimension() {
        assert_eq!(grid(3, 2.0, [0, 0], 1), [-2.0, 0.0, 2.0]);
    }
}
