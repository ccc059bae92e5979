use burn::tensor::{Device, Tensor, TensorData};

/// Images enlarged by bilinear interpolation, the edge's values going on past it.
///
/// # Shapes
/// - images: `[images, rows, channels, columns]`
/// - output: `[images, height, channels, width]`
pub fn upsample(images: Tensor<4>, [height, width]: [usize; 2]) -> Tensor<4> {
    let ([count, rows, channels, columns], device) = (images.dims(), images.device());
    let across = weights(width, columns, &device).transpose().unsqueeze();
    let wide = images.reshape([1, count * rows * channels, columns]).matmul(across);
    let down = weights(height, rows, &device).unsqueeze::<3>().expand([count, height, rows]);
    let tall = down.matmul(wide.reshape([count, rows, channels * width]));
    tall.reshape([count, height, channels, width])
}

/// `[pixels, places]`
fn weights(pixels: usize, places: usize, device: &Device) -> Tensor<2> {
    let mut values = vec![0.0; pixels * places];
    for (pixel, row) in values.chunks_exact_mut(places).enumerate() {
        let at = (pixel as f32 + 0.5) * places as f32 / pixels as f32 - 0.5;
        let at = at.clamp(0.0, places as f32 - 1.0);
        let place = (at as usize).min(places.saturating_sub(2));
        let rest = at - place as f32;
        row[place] += 1.0 - rest;
        if rest > 0.0 {
            row[place + 1] += rest;
        }
    }
    Tensor::from_data(TensorData::new(values, [pixels, places]), device)
}

#[cfg(all(test, feature = "cpu", not(target_family = "wasm")))]
mod tests {
    use super::*;

    #[test]
    fn values_lie_between_their_neighbours_and_go_on_past_the_edge() {
        let device = Device::flex();
        // Two channels side by side in one row of two columns.
        let image = Tensor::<4>::from_floats([[[[0.0, 1.0], [8.0, 4.0]]]], &device);
        let large: Vec<f32> = upsample(image, [2, 4]).into_data().try_into_vec().unwrap();
        let row = [0.0, 0.25, 0.75, 1.0, 8.0, 7.0, 5.0, 4.0];
        assert_eq!(large, [row, row].concat());
    }
}
