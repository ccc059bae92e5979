//! Squared distances of points to each other.

/// Points compared at once, in lanes.
pub const LANES: usize = 8;
/// Queries that are compared with the same lanes, so that these are read less often.
pub const GROUP: usize = 4;
/// Dimensions after which lanes that are too far already are given up.
const STRIDE: usize = 64;

/// Squared distances of each lane to each query, or none where all are beyond `worst`.
pub fn squares(
    lanes: &[[f32; LANES]],
    queries: [&[f32]; GROUP],
    worst: &[f32; GROUP],
) -> Option<[[f32; LANES]; GROUP]> {
    let mut sums = [[0.0f32; LANES]; GROUP];
    for start in (0..lanes.len()).step_by(STRIDE) {
        let lanes = &lanes[start..lanes.len().min(start + STRIDE)];
        let [a, b, c, d] = queries.map(|query| &query[start..start + lanes.len()]);
        for ((((lanes, &a), &b), &c), &d) in lanes.iter().zip(a).zip(b).zip(c).zip(d) {
            for (sums, query) in sums.iter_mut().zip([a, b, c, d]) {
                for (sum, x) in sums.iter_mut().zip(lanes) {
                    let difference = x - query;
                    *sum += difference * difference;
                }
            }
        }
        let beyond = |(sums, worst): (&[f32; LANES], &f32)| {
            sums.iter().fold(true, |beyond, sum| beyond & (sum >= worst))
        };
        if sums.iter().zip(worst).all(beyond) {
            return None;
        }
    }
    Some(sums)
}
