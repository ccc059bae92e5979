//! What stands out in a picture, and which of its pixels hang together.

/// Least deviation of a pixel's noise, for 8 bits.
const LEAST_NOISE: f32 = 0.01;

/// Which pixels of a picture lie so many deviations of their noise from a background, in any channel.
pub fn far(picture: &[f32], background: &[f32], noise: &[f32], deviations: f32) -> Vec<bool> {
    let channels = picture.len() / noise.len();
    let pixels = picture.chunks_exact(channels).zip(background.chunks_exact(channels));
    let far = pixels.zip(noise).map(|((pixel, background), noise)| {
        let most = deviations * noise.max(LEAST_NOISE);
        pixel.iter().zip(background).any(|(a, b)| (a - b).abs() >= most)
    });
    far.collect()
}

/// Pixels that hang together, by sides or corners, the largest piece first.
pub fn pieces(mut open: Vec<bool>, width: usize) -> Vec<Vec<usize>> {
    let mut pieces = Vec::new();
    let height = open.len() / width;
    for first in 0..open.len() {
        if !std::mem::take(&mut open[first]) {
            continue;
        }
        let mut piece = vec![first];
        let mut next = 0;
        while let Some(&at) = piece.get(next) {
            next += 1;
            for near in square(at, 1, [height, width]) {
                if std::mem::take(&mut open[near]) {
                    piece.push(near);
                }
            }
        }
        pieces.push(piece);
    }
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
    pieces
}

/// The pixels at most so far from one, along both axes.
pub fn square(at: usize, reach: usize, [height, width]: [usize; 2]) -> impl Iterator<Item = usize> {
    let (row, column) = (at / width, at % width);
    let columns = column.saturating_sub(reach)..(column + reach + 1).min(width);
    let rows = row.saturating_sub(reach)..(row + reach + 1).min(height);
    rows.flat_map(move |row| columns.clone().map(move |column| row * width + column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_out_is_far_in_a_channel_for_the_noise_of_its_pixel() {
        let picture = [0.5, 0.5, 0.5, 0.65, 0.4, 0.5, 0.5, 0.57];
        let noise = [0.0, 0.02, 0.02, 0.0];
        assert_eq!(far(&picture, &[0.5; 8], &noise, 6.0), [false, true, false, true]);
    }

    #[test]
    fn pieces_hang_together_by_sides_and_corners() {
        let open = [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1].map(|value| value == 1).to_vec();
        assert_eq!(pieces(open, 4), [vec![1, 4], vec![11]]);
    }
}
