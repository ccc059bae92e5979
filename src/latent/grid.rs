/// Latent vectors on a regular `size x size` grid over [-extent, extent] of the first two
/// dimensions (of the first alone where there is one: every row is then the same), the others 0.
/// The first row is the top: largest second coordinate.
pub fn grid(size: usize, extent: f32, latent: usize) -> Vec<f32> {
    let coordinate = |i: usize| match size {
        1 => 0.0,
        _ => extent * (2.0 * i as f32 / (size - 1) as f32 - 1.0),
    };
    let mut z = Vec::with_capacity(size * size * latent);
    for row in (0..size).rev() {
        for column in 0..size {
            let place = [coordinate(column), coordinate(row)];
            z.extend((0..latent).map(|d| place.get(d).copied().unwrap_or(0.0)));
        }
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
        assert_eq!(grid(3, 3.0, 2), expected);
    }

    #[test]
    fn fills_other_dimensions_with_zero_and_drops_missing_ones() {
        assert_eq!(grid(1, 3.0, 3), [0.0, 0.0, 0.0]);
        assert_eq!(grid(2, 1.0, 1), [-1.0, 1.0, -1.0, 1.0]);
    }
}
