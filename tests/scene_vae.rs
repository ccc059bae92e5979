//! The scene VAE's parts against sampling on the host, finite differences and hand-worked values, and its training.
#![cfg(not(target_family = "wasm"))]

mod common;

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};
use pollster::block_on;
use safetensors::SafeTensors;
use vae_playground::data::{Dataset, Shape};
use vae_playground::random::{Stream, generator, uniform};
use vae_playground::scene::vae::{
    Boxes, Frame, Noise, Parts, Places, Presence, SceneOptions, SceneTrainer, SceneVae, Setting,
    lines,
};

const SIDE: usize = 16;

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_into_vec().unwrap()
}

fn vector(values: &[f32], device: &Device) -> Tensor<1> {
    Tensor::from_floats(values, device)
}

/// Boxes by their centres and sizes, each vertical and horizontal.
fn boxes(all: &[[f32; 4]], frame: [usize; 2], device: &Device) -> Boxes {
    let part = |at: usize| vector(&all.iter().map(|b| b[at]).collect::<Vec<_>>(), device);
    Boxes::new([part(0), part(1)], [part(2), part(3)], frame, SIDE)
}

fn noise(seed: u64, count: usize) -> Vec<f32> {
    uniform(&mut generator(seed, Stream::Noise), count, 1.0)
}

fn tensor<const D: usize>(values: Vec<f32>, shape: [usize; D], device: &Device) -> Tensor<D> {
    Tensor::from_data(TensorData::new(values, shape), device)
}

/// Bilinear sampling of a grey image at a place, in pixels from its corner, zeros past the edge.
fn bilinear(image: &[f32], [height, width]: [usize; 2], [y, x]: [f32; 2]) -> f32 {
    let (top, left) = ((y - 0.5).floor(), (x - 0.5).floor());
    let mut sum = 0.0;
    for (row, column) in [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)] {
        let (i, j) = (top + row, left + column);
        let inside = i >= 0.0 && j >= 0.0 && i < height as f32 && j < width as f32;
        if inside {
            let weight = (1.0 - (y - 0.5 - i).abs()) * (1.0 - (x - 0.5 - j).abs());
            sum += weight * image[i as usize * width + j as usize];
        }
    }
    sum
}

#[test]
fn a_crop_is_bilinear_sampling_where_it_enlarges() {
    let (device, size) = (Device::flex(), [20, 28]);
    // Two images with two boxes each, the last across an edge.
    let all = [
        [8.3, 11.2, 9.0, 14.0],
        [10.0, 20.0, 16.0, 5.5],
        [4.0, 4.1, 6.0, 6.0],
        [1.0, 27.0, 8.0, 12.0],
    ];
    let images = noise(1, 2 * 20 * 28);
    let crop = boxes(&all, size, &device).crop(tensor(images.clone(), [2, 20, 28], &device));
    let found = values(crop);
    for (at, &[y, x, h, w]) in all.iter().enumerate() {
        let image = &images[at / 2 * 560..][..560];
        for place in 0..SIDE * SIDE {
            let share = [place / SIDE, place % SIDE].map(|j| (j as f32 + 0.5) / SIDE as f32 - 0.5);
            let expected = bilinear(image, size, [y + h * share[0], x + w * share[1]]);
            let found = found[at * SIDE * SIDE + place];
            assert!((found - expected).abs() < 1e-5, "{found} {expected}");
        }
    }
}

#[test]
fn a_rendering_is_bilinear_sampling_at_the_inverse_where_it_enlarges() {
    let (device, size) = (Device::flex(), [40, 36]);
    let all = [[18.0, 17.3, 20.0, 30.0], [10.5, 30.0, 33.0, 16.0]];
    let glimpses = noise(2, 2 * SIDE * SIDE);
    let found = values(boxes(&all, size, &device).render(tensor(
        glimpses.clone(),
        [2, SIDE, SIDE],
        &device,
    )));
    for (at, &[y, x, h, w]) in all.iter().enumerate() {
        let glimpse = &glimpses[at * SIDE * SIDE..][..SIDE * SIDE];
        for pixel in 0..size[0] * size[1] {
            let [i, j] = [pixel / size[1], pixel % size[1]].map(|i| i as f32 + 0.5);
            let place = [(i - y) / h + 0.5, (j - x) / w + 0.5].map(|share| share * SIDE as f32);
            let expected = bilinear(glimpse, [SIDE; 2], place);
            let found = found[at * size[0] * size[1] + pixel];
            assert!((found - expected).abs() < 1e-5, "{found} {expected}");
        }
    }
}

#[test]
fn a_crop_that_shrinks_and_a_rendering_that_shrinks_keep_what_is_even() {
    let (device, size) = (Device::flex(), [96, 96]);
    // Two pixels a place: weights 1/2 and 1/4 at whole distances, which sum to 1.
    let large = boxes(&[[48.0, 48.0, 32.0, 32.0]], size, &device);
    let crop = values(large.crop(Tensor::ones([1, 96, 96], &device)));
    assert!(crop.iter().all(|value| (value - 1.0).abs() < 1e-5));
    let small = boxes(&[[48.5, 48.5, 8.0, 8.0]], size, &device);
    let image = values(small.render(Tensor::ones([1, SIDE, SIDE], &device)));
    assert!((image[48 * 96 + 48] - 1.0).abs() < 1e-5, "{}", image[48 * 96 + 48]);
    assert_eq!(image[48 * 96 + 58], 0.0);
}

#[test]
fn rendering_is_the_adjoint_of_cropping_times_a_places_area() {
    let (device, size) = (Device::flex(), [24, 36]);
    let channels = 3;
    for [y, x, h, w] in [[10.0, 12.0, 9.0, 14.0], [12.0, 20.0, 22.0, 30.0], [3.0, 33.0, 5.0, 24.0]]
    {
        let boxes = boxes(&[[y, x, h, w]], size, &device);
        let image = tensor(noise(3, 24 * 36 * 3), [1, 24, channels * 36], &device);
        let glimpse = tensor(noise(4, 256 * 3), [1, SIDE * channels, SIDE], &device);
        let there = values((boxes.crop(image.clone()) * glimpse.clone()).sum())[0];
        let back = values((image * boxes.render(glimpse)).sum())[0];
        let area = h * w / (SIDE * SIDE) as f32;
        assert!((there * area - back).abs() < 1e-3 * back.abs().max(1.0), "{there} {back}");
    }
}

#[test]
fn gradients_are_those_of_finite_differences() {
    let device = Device::flex();
    let (size, count) = ([12, 14], 2);
    let image = noise(5, 12 * 14);
    let glimpse = noise(6, count * 256);
    // Some larger than a glimpse, some smaller.
    let place = [[5.2, 6.1], [6.4, 7.3], [9.0, 19.0], [7.7, 24.0]].concat();
    let weights = [noise(7, count * 256), noise(8, count * 12 * 14)];
    let loss = |place: &Tensor<1>, image: &Tensor<1>, glimpse: &Tensor<1>| {
        let part = |at: usize| place.clone().slice(at * count..(at + 1) * count);
        let boxes = Boxes::new([part(0), part(1)], [part(2), part(3)], size, SIDE);
        let crop = boxes.crop(image.clone().reshape([1, 12, 14]));
        let drawn = boxes.render(glimpse.clone().reshape([count, SIDE, SIDE]));
        let [a, b] = weights.clone();
        (crop * tensor(a, [count, SIDE, SIDE], &device)).sum()
            + (drawn * tensor(b, [count, 12, 14], &device)).sum()
    };
    let inputs = [place, image, glimpse];
    let leaves = inputs.clone().map(|values| vector(&values, &device).autodiff().require_grad());
    let gradients = loss(&leaves[0], &leaves[1], &leaves[2]).backward();
    let at = |inputs: &[Vec<f32>; 3]| {
        let [place, image, glimpse] = inputs.clone().map(|values| vector(&values, &device));
        f64::from(values(loss(&place, &image, &glimpse))[0])
    };
    for (input, leaf) in leaves.iter().enumerate() {
        let gradient = values(leaf.grad(&gradients).unwrap());
        for index in (0..gradient.len()).step_by(if input == 0 { 1 } else { 7 }) {
            let step = 2e-3;
            let moved = |by: f32| {
                let mut inputs = inputs.clone();
                inputs[input][index] += by;
                at(&inputs)
            };
            let expected = (moved(step) - moved(-step)) / (2.0 * f64::from(step));
            let found = f64::from(gradient[index]);
            let tolerance = 0.02 * expected.abs().max(1.0);
            assert!((found - expected).abs() < tolerance, "{input} {index}: {found} {expected}");
        }
    }
}

#[test]
fn a_presence_is_a_relaxed_bernoulli_variable() {
    let device = Device::flex();
    // tanh(raw) 8.8 = ln 3 and 0: probabilities 3/4 and 1/2.
    let raw = (3.0f32.ln() / 8.8).atanh();
    let presence = Presence::new(Tensor::from_floats([[raw, 0.0]], &device));
    let close = |found: Vec<f32>, expected: [f32; 2]| {
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-4, "{found} {expected}");
        }
    };
    close(values(presence.probability()), [0.75, 0.5]);
    // KL(3/4 | 1/10) = 3/4 ln 7.5 + 1/4 ln(5/18), KL(1/2 | 1/10) = 1/2 ln 5 + 1/2 ln(5/9)
    close(values(presence.kl(0.1)), [1.190_95, 0.510_83]);
    // Half of what is there is known: -ln(3/8), -ln(1 - 1/4)
    let known = Tensor::from_floats([[1.0, 0.0]], &device);
    close(values(presence.loss_of_known(known, 0.5)), [0.980_83, 0.287_68]);
    // sigmoid((ln 3 + ln 3) / 2) and sigmoid(-1 / 2)
    let noise = Tensor::from_floats([[3.0f32.ln(), -1.0]], &device);
    close(values(presence.sample(noise, 2.0)), [0.75, 0.377_54]);
}

const FRAME: Frame = Frame { height: 48, width: 36, channels: 1 };

#[test]
fn latents_and_boxes_are_each_others_inverse() {
    let (device, places) = (Device::flex(), Places { frame: FRAME, usual: 18.0 });
    for (centre, size, cell) in [
        ([30.0, 5.0], [14.0, 20.0], 6),
        ([6.0, 18.0], [18.0, 9.0], 1),
        ([47.0, 35.0], [10.0, 10.0], 11),
    ] {
        let (found, z) = places.latents(centre, size);
        assert_eq!(found, cell);
        let mut all = vec![0.0; FRAME.cells() * 4];
        all[cell * 4..][..4].copy_from_slice(&z);
        let [centres, sizes] = places.boxes(tensor(all, [FRAME.cells(), 4], &device));
        let of = |tensors: [Tensor<1>; 2]| tensors.map(|tensor| values(tensor)[cell]);
        for (a, b) in of(centres).into_iter().chain(of(sizes)).zip(centre.into_iter().chain(size)) {
            assert!((a - b).abs() < 1e-3, "{a} {b}");
        }
    }
    // The prior's middle: the cell's, and the usual size.
    let [[y, _], [h, _]] = places.boxes(Tensor::zeros([FRAME.cells(), 4], &device));
    assert!((values(y)[4] - 18.0).abs() < 1e-4);
    assert!((values(h)[4] - 18.0).abs() < 1e-4);
}

#[test]
fn the_schedule_goes_where_it_should() {
    let options = SceneOptions { steps: 1000, ..SceneOptions::default() };
    let close = |setting: Setting, expected: [f64; 3]| {
        let found = [setting.presence, setting.temperature, setting.rate];
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found / expected - 1.0).abs() < 1e-6, "{found} {expected}");
        }
    };
    close(Setting::at(0, &options), [0.1, 1.0, 1e-3]);
    close(Setting::at(200, &options), [0.002f64.sqrt(), 0.75, 1e-3 * 0.3f64.powf(0.2)]);
    close(Setting::at(400, &options), [0.02, 0.5, 1e-3 * 0.3f64.powf(0.4)]);
    close(Setting::last(&options), [0.02, 0.5, 3e-4]);
    close(Setting::at(5000, &options), [0.02, 0.5, 3e-4]);
}

#[test]
fn the_reconstruction_is_the_mixtures_computed_on_the_host() {
    let device = Device::flex();
    for channels in [1, 3] {
        let frame = Frame { channels, ..FRAME };
        let options = SceneOptions::default();
        let model = SceneVae::new(frame, &options, &mut generator(1, Stream::Weights), &device);
        let pixels: Vec<f32> = noise(9, 2 * frame.pixels()).iter().map(|v| 0.5 + 0.5 * v).collect();
        let images = tensor(pixels.clone(), [2, frame.pixels()], &device);
        let draw = Noise::draw(&mut generator(1, Stream::Noise), 2, frame, &options, &device);
        let pass = model.pass(images.clone(), Some(draw), 0.7);
        let parts = Parts::new(&pass, lines(images, frame), 0.1, 0.2);
        let (objects, ground) = (values(pass.objects), values(pass.ground));
        let Frame { height, width, .. } = frame;
        let normal = |apart: f64| -0.5 * apart * apart / 0.04 - (0.2f64).ln() - 0.918_938_533_2;
        let mut sum = 0.0;
        for pixel in 0..2 * height * width {
            let (row, column) = (pixel / width, pixel % width);
            let own =
                |line: usize| f64::from(objects[(row * (channels + 1) + line) * width + column]);
            let alpha = own(channels).min(1.0);
            let mut logs = [(alpha + 1e-5).ln(), (1.0 - alpha + 1e-5).ln()];
            for channel in 0..channels {
                let x = f64::from(pixels[pixel * channels + channel]);
                logs[0] += normal(x - own(channel) / (own(channels) + 0.01));
                logs[1] +=
                    normal(x - f64::from(ground[(row * channels + channel) * width + column]));
            }
            sum -= (logs[0].exp() + logs[1].exp()).ln();
        }
        let found = f64::from(values(parts.values)[0]);
        assert!((found - sum / 2.0).abs() < 1e-3 * sum.abs(), "{found} {}", sum / 2.0);
    }
}

#[test]
fn it_has_fewer_than_400_000_parameters() {
    let frame = Frame { height: 48, width: 48, channels: 3 };
    let mut rng = generator(1, Stream::Weights);
    let model = SceneVae::new(frame, &SceneOptions::default(), &mut rng, &Device::flex());
    assert!(model.num_params() < 400_000, "{}", model.num_params());
}

/// White squares on black.
fn squares(count: usize) -> Dataset {
    let mut pixels = vec![0.0; count * FRAME.pixels()];
    for (at, scene) in pixels.chunks_exact_mut(FRAME.pixels()).enumerate() {
        let (top, left) = (at * 7 % 30, at * 5 % 20);
        for pixel in 0..144 {
            scene[(top + pixel / 12) * FRAME.width + left + pixel % 12] = 1.0;
        }
    }
    let held: Vec<u32> = (0..count as u32 / 10).collect();
    let shape = Shape { count, height: FRAME.height, width: FRAME.width, channels: 1 };
    Dataset::new(pixels, shape, &held).unwrap()
}

fn options() -> SceneOptions {
    let (batch_size, dreams, steps) = (4, 3, 400);
    SceneOptions { batch_size, dreams, steps, object_size: 12.0, ..SceneOptions::default() }
}

/// A tensor's bytes.
type Named = (String, Vec<u8>);

/// All that a file holds, in order.
fn held(bytes: &[u8]) -> (Vec<(String, String)>, Vec<Named>) {
    let (_, metadata) = SafeTensors::read_metadata(bytes).unwrap();
    let mut texts: Vec<_> = metadata.metadata().clone().unwrap().into_iter().collect();
    texts.sort();
    let file = SafeTensors::deserialize(bytes).unwrap();
    let mut tensors: Vec<_> =
        file.iter().map(|(name, view)| (name.to_owned(), view.data().to_vec())).collect();
    tensors.sort();
    (texts, tensors)
}

/// Not with `assert_eq!`, which would print them.
fn assert_same(a: &[u8], b: &[u8]) {
    assert!(held(a) == held(b), "the files differ");
}

#[test]
fn a_run_goes_on_from_its_file_bit_for_bit() {
    let (device, scenes, objects) = (Device::flex(), squares(40), common::digits());
    let new = || SceneTrainer::new(scenes.clone(), Some(&objects), options(), &device).unwrap();
    // Within dreams, and after a look at the scenes held out.
    for (first, second) in [(2, 4), (254, 3)] {
        let mut straight = new();
        block_on(straight.train(first)).unwrap();
        let bytes = block_on(straight.save()).unwrap();
        let mut again = new();
        again.load(&bytes).unwrap();
        assert_eq!(again.steps(), first);
        assert_same(&block_on(again.save()).unwrap(), &bytes);
        for trainer in [&mut straight, &mut again] {
            block_on(trainer.train(second)).unwrap();
        }
        let [again, straight] =
            [&again, &straight].map(|trainer| block_on(trainer.save()).unwrap());
        assert_same(&again, &straight);
    }
}

#[test]
fn a_file_that_does_not_fit_changes_nothing() {
    let device = Device::flex();
    let mut trainer = SceneTrainer::new(squares(20), None, options(), &device).unwrap();
    block_on(trainer.train(1)).unwrap();
    let before = block_on(trainer.save()).unwrap();
    let dreaming =
        SceneTrainer::new(squares(20), Some(&common::digits()), options(), &device).unwrap();
    let dreaming = block_on(dreaming.save()).unwrap();
    let mut message = |bytes: &[u8]| trainer.load(bytes).unwrap_err().to_string();
    assert!(message(&dreaming).contains("nothing here to dream of"));
    assert!(message(&before[..100]).contains("cut off"));
    assert!(message(b"12345678").contains("no safetensors file"));
    assert_same(&block_on(trainer.save()).unwrap(), &before);
}

#[test]
fn refuses_scenes_and_options_that_do_not_fit() {
    let device = Device::flex();
    let message = |scenes: Dataset, objects: Option<&Dataset>, options| {
        SceneTrainer::new(scenes, objects, options, &device).err().unwrap().to_string()
    };
    let good = SceneOptions::default();
    assert!(message(common::digits(), None, good).starts_with("The scenes' size is 8 x 8 x 1"));
    let none = SceneOptions { what: 0, ..good };
    assert!(
        message(squares(20), None, none).starts_with("The latent dimensions of an object is 0")
    );
    let shape = Shape { count: 1, height: 4, width: 4, channels: 3 };
    let colour = Dataset::new(vec![0.5; 48], shape, &[]).unwrap();
    assert!(
        message(squares(20), Some(&colour), good).starts_with("The objects' number of channels")
    );
}

#[test]
fn it_learns_to_find_squares() {
    let device = Device::flex();
    let options = SceneOptions { batch_size: 16, dreams: 0, steps: 300, ..options() };
    let mut trainer = SceneTrainer::new(squares(64), None, options, &device).unwrap();
    block_on(trainer.train(30)).unwrap();
    let first = block_on(trainer.take_losses()).unwrap().unwrap();
    block_on(trainer.train(120)).unwrap();
    block_on(trainer.take_losses()).unwrap();
    block_on(trainer.train(30)).unwrap();
    let last = block_on(trainer.take_losses()).unwrap().unwrap();
    assert!(last.loss < first.loss - 500.0, "{first:?} {last:?}");
}
