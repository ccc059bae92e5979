//! The dense layer's products as compact GPU kernels: each unit computes a tile of 4 x 4 or, of large outputs,
//! 8 x 8 values in registers, in a loop over the shared dimension. Bias, activation and its derivative are
//! applied on the way. A shader of a few kilobytes compiles at once, where an unrolled matrix product takes a
//! second.

use burn::backend::tensor::FloatTensor;
use burn::tensor::Shape;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::DenseOps;
use crate::ops::launch::{output_like, units};

/// Values of an output from which on tiles are large: there are enough of them then to keep a GPU busy.
const LARGE: usize = 1 << 17;

/// Rows and columns of a tile, and the cubes that `output` takes at a tile a unit.
fn launch_size(output: &CubeTensor, [rows, columns]: [usize; 2]) -> (usize, CubeCount, CubeDim) {
    let tile = if rows * columns < LARGE { 4 } else { 8 };
    let (count, dim) = units(output, rows.div_ceil(tile) * columns.div_ceil(tile));
    (tile, count, dim)
}

/// Which of a product's factors ReLU switches off where the layer's output is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Masked {
    Neither,
    Left,
    Right,
}

fn masked(side: Masked, relu: bool) -> Masked {
    if relu { side } else { Masked::Neither }
}

/// How a kernel reads its two factors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Reading {
    left_transposed: bool,
    right_transposed: bool,
    masked: Masked,
    /// Rows and columns of a unit's tile.
    tile: usize,
}

/// The tile of `left right` at `row`, `column`. Past the product's edge it repeats the last row or column,
/// which is not to be written. `output` decides what is masked, and has the masked factor's shape.
#[cube]
fn product_tile(
    left: &Tensor<f32>,
    right: &Tensor<f32>,
    output: &Tensor<f32>,
    row: usize,
    column: usize,
    #[comptime] reading: Reading,
) -> Array<f32> {
    let (left_row, left_k) = comptime!(if reading.left_transposed { (1, 0) } else { (0, 1) });
    let (right_k, right_column) = comptime!(if reading.right_transposed { (1, 0) } else { (0, 1) });
    let tile = comptime!(reading.tile);
    let rows = left.shape(left_row);
    let columns = right.shape(right_column);
    // In registers: a stride is a read from memory.
    let left_step = left.stride(left_k);
    let right_step = right.stride(right_k);
    let mut at_left = Array::<usize>::new(tile);
    let mut at_right = Array::<usize>::new(tile);
    #[unroll]
    for i in 0..tile {
        at_left[i] = min(row + i, rows - 1) * left.stride(left_row);
        at_right[i] = min(column + i, columns - 1) * right.stride(right_column);
    }
    let mut sums = Array::<f32>::new(comptime!(tile * tile));
    #[unroll]
    for i in 0..comptime!(tile * tile) {
        sums[i] = 0.0f32;
    }
    for k in 0..left.shape(left_k) {
        let mut factors = Array::<f32>::new(tile);
        #[unroll]
        for j in 0..tile {
            let at = at_right[j] + k * right_step;
            let value = right[at];
            if comptime!(reading.masked == Masked::Right) {
                factors[j] = select(output[at] > 0.0f32, value, 0.0f32);
            } else {
                factors[j] = value;
            }
        }
        #[unroll]
        for i in 0..tile {
            let at = at_left[i] + k * left_step;
            let mut value = left[at];
            if comptime!(reading.masked == Masked::Left) {
                value = select(output[at] > 0.0f32, value, 0.0f32);
            }
            #[unroll]
            for j in 0..tile {
                sums[i * tile + j] += value * factors[j];
            }
        }
    }
    sums
}

/// First row and column of this unit's tile, of outputs with `columns` columns.
#[cube]
fn tile_place(columns: usize, #[comptime] tile: usize) -> (usize, usize) {
    let across = columns.div_ceil(tile);
    (ABSOLUTE_POS / across * tile, ABSOLUTE_POS % across * tile)
}

#[cube]
fn write_tile(
    sums: &Array<f32>,
    target: &mut Tensor<f32>,
    row: usize,
    column: usize,
    #[comptime] tile: usize,
) {
    #[unroll]
    for i in 0..tile {
        #[unroll]
        for j in 0..tile {
            if row + i < target.shape(0) && column + j < target.shape(1) {
                let at = (row + i) * target.stride(0) + (column + j) * target.stride(1);
                target[at] = sums[i * tile + j];
            }
        }
    }
}

#[cube(launch_unchecked)]
fn forward_kernel(
    input: &Tensor<f32>,
    weight: &Tensor<f32>,
    bias: &Tensor<f32>,
    output: &mut Tensor<f32>,
    #[comptime] reading: Reading,
    #[comptime] relu: bool,
) {
    let tile = comptime!(reading.tile);
    let (row, column) = tile_place(output.shape(1), tile);
    if row >= output.shape(0) {
        terminate!();
    }
    let mut sums = product_tile(input, weight, input, row, column, reading);
    #[unroll]
    for j in 0..tile {
        let bias = bias[min(column + j, output.shape(1) - 1)];
        #[unroll]
        for i in 0..tile {
            let sum = sums[i * tile + j] + bias;
            if comptime!(relu) {
                sums[i * tile + j] = max(sum, 0.0f32);
            } else {
                sums[i * tile + j] = sum;
            }
        }
    }
    write_tile(&sums, output, row, column, tile);
}

#[cube(launch_unchecked)]
fn product_kernel(
    left: &Tensor<f32>,
    right: &Tensor<f32>,
    mask: &Tensor<f32>,
    output: &mut Tensor<f32>,
    #[comptime] reading: Reading,
) {
    let tile = comptime!(reading.tile);
    let (row, column) = tile_place(output.shape(1), tile);
    if row >= output.shape(0) {
        terminate!();
    }
    let sums = product_tile(left, right, mask, row, column, reading);
    write_tile(&sums, output, row, column, tile);
}

/// `left right`, `[rows, columns]`, the right factor as it is or transposed. `mask` decides what is masked.
fn launch_product(
    [left, right, mask]: [CubeTensor; 3],
    shape: [usize; 2],
    right_transposed: bool,
    masked: Masked,
) -> CubeTensor {
    let output = output_like(&left, Shape::new(shape));
    let (tile, count, dim) = launch_size(&output, shape);
    // SAFETY: units past the last tile end at once, and a tile writes only within the output.
    unsafe {
        product_kernel::launch_unchecked(
            &output.client,
            count,
            dim,
            left.into_tensor_arg(),
            right.into_tensor_arg(),
            mask.into_tensor_arg(),
            output.clone().into_tensor_arg(),
            Reading { left_transposed: false, right_transposed, masked, tile },
        );
    }
    output
}

#[cube(launch_unchecked)]
fn weight_gradient_kernel(
    input: &Tensor<f32>,
    gradient: &Tensor<f32>,
    output: &Tensor<f32>,
    by_weight: &mut Tensor<f32>,
    by_bias: &mut Tensor<f32>,
    #[comptime] reading: Reading,
) {
    let tile = comptime!(reading.tile);
    let (row, column) = tile_place(by_weight.shape(1), tile);
    if row >= by_weight.shape(0) {
        terminate!();
    }
    let sums = product_tile(input, gradient, output, row, column, reading);
    write_tile(&sums, by_weight, row, column, tile);
    if row == 0 {
        #[unroll]
        for j in 0..tile {
            if column + j < by_weight.shape(1) {
                let mut sum = 0.0f32;
                for k in 0..gradient.shape(0) {
                    let at = k * gradient.stride(0) + (column + j) * gradient.stride(1);
                    let mut value = gradient[at];
                    if comptime!(reading.masked == Masked::Right) {
                        value = select(output[at] > 0.0f32, value, 0.0f32);
                    }
                    sum += value;
                }
                by_bias[column + j] = sum;
            }
        }
    }
}

impl DenseOps for CubeBackend {
    fn dense(
        input: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        relu: bool,
    ) -> FloatTensor<Self> {
        let shape = [input.meta.shape()[0], weight.meta.shape()[1]];
        let output = output_like(&input, Shape::new(shape));
        let (tile, count, dim) = launch_size(&output, shape);
        let reading = Reading {
            left_transposed: false,
            right_transposed: false,
            masked: Masked::Neither,
            tile,
        };
        // SAFETY: units past the last tile end at once, and a tile writes only within the output.
        unsafe {
            forward_kernel::launch_unchecked(
                &output.client,
                count,
                dim,
                input.into_tensor_arg(),
                weight.into_tensor_arg(),
                bias.into_tensor_arg(),
                output.clone().into_tensor_arg(),
                reading,
                relu,
            );
        }
        output
    }

    fn dense_input_gradient(
        gradient: FloatTensor<Self>,
        output: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        relu: bool,
    ) -> FloatTensor<Self> {
        let shape = [gradient.meta.shape()[0], weight.meta.shape()[0]];
        let [gradient, output] = [gradient, output].map(into_contiguous);
        launch_product([gradient, weight, output], shape, true, masked(Masked::Left, relu))
    }

    fn dense_weight_gradient(
        input: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        output: FloatTensor<Self>,
        relu: bool,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let shape = [input.meta.shape()[1], gradient.meta.shape()[1]];
        let by_weight = output_like(&input, Shape::new(shape));
        let by_bias = output_like(&input, Shape::new([shape[1]]));
        let (tile, count, dim) = launch_size(&by_weight, shape);
        let (gradient, output) = (into_contiguous(gradient), into_contiguous(output));
        let reading = Reading {
            left_transposed: true,
            right_transposed: false,
            masked: masked(Masked::Right, relu),
            tile,
        };
        // SAFETY: as in `dense`.
        unsafe {
            weight_gradient_kernel::launch_unchecked(
                &by_weight.client,
                count,
                dim,
                input.into_tensor_arg(),
                gradient.into_tensor_arg(),
                output.into_tensor_arg(),
                by_weight.clone().into_tensor_arg(),
                by_bias.clone().into_tensor_arg(),
                reading,
            );
        }
        (by_weight, by_bias)
    }

    fn product(left: FloatTensor<Self>, right: FloatTensor<Self>) -> FloatTensor<Self> {
        let shape = [left.meta.shape()[0], right.meta.shape()[1]];
        launch_product([left.clone(), right, left], shape, false, Masked::Neither)
    }
}
