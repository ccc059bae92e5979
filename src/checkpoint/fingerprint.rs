use xxhash_rust::xxh3::Xxh3;

use crate::data::{Dataset, Split};
use crate::error::Result;

/// Images hashed at once.
const IMAGES: usize = 256;

/// XXH3 (128 bits, in hexadecimal) over count, height, width, channels and the number of test rows, 8 bytes
/// each; the test rows, 4 bytes each; and the pixels' f32 values; all little-endian. The same on every
/// machine. A set's is computed once.
pub(super) fn fingerprint(data: &Dataset) -> Result<String> {
    data.fingerprint(|| computed(data)).map(str::to_owned)
}

fn computed(data: &Dataset) -> Result<String> {
    let (shape, test_rows) = (data.shape(), data.rows(Split::Test));
    let mut hash = Xxh3::new();
    for size in [shape.count, shape.height, shape.width, shape.channels, test_rows.len()] {
        hash.update(&(size as u64).to_le_bytes());
    }
    test_rows.iter().for_each(|row| hash.update(&row.to_le_bytes()));
    let rows: Vec<u32> = (0..shape.count as u32).collect();
    for rows in rows.chunks(IMAGES) {
        let bytes: Vec<u8> = data.gather(rows)?.into_iter().flat_map(f32::to_le_bytes).collect();
        hash.update(&bytes);
    }
    Ok(format!("{:032x}", hash.digest128()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Shape;

    #[test]
    fn tells_pixels_shapes_and_splits_apart() {
        let print = |pixels: [f32; 4], [count, height, width]: [usize; 3], test_rows: &[u32]| {
            let shape = Shape { count, height, width, channels: 1 };
            fingerprint(&Dataset::new(pixels.to_vec(), shape, test_rows).unwrap()).unwrap()
        };
        let base = print([0.0, 0.25, 0.5, 1.0], [2, 1, 2], &[1]);
        // Files written before stay readable only while this stays the same.
        assert_eq!(base, "4080fcc60ee4e257dd1eab0d52d024ba");
        assert_ne!(base, print([0.0, 0.25, 0.5, 0.9], [2, 1, 2], &[1]));
        assert_ne!(base, print([0.0, 0.25, 0.5, 1.0], [2, 2, 1], &[1]));
        assert_ne!(base, print([0.0, 0.25, 0.5, 1.0], [2, 1, 2], &[0]));
        assert_ne!(base, print([0.0, 0.25, 0.5, 1.0], [2, 1, 2], &[]));
    }
}
