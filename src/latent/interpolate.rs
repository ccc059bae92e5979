/// `steps` points on the straight line from `from` to `to`, both ends included; `from` alone for one.
pub fn linear(from: &[f32], to: &[f32], steps: usize) -> Vec<f32> {
    let mut points = Vec::with_capacity(steps * from.len());
    for step in 0..steps {
        let t = step as f32 / (steps - 1).max(1) as f32;
        points.extend(from.iter().zip(to).map(|(a, b)| a * (1.0 - t) + b * t));
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_both_ends() {
        let points = linear(&[0.0, 1.0], &[2.0, -1.0], 3);
        assert_eq!(points, [0.0, 1.0, 1.0, 0.0, 2.0, -1.0]);
        assert_eq!(linear(&[5.0], &[7.0], 1), [5.0]);
    }
}
