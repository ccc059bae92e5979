//! The compiled step against burn's: random dense models, trained by both.
#![allow(dead_code)]

use burn::tensor::Device;
use rand_chacha::ChaCha8Rng;
use safetensors::SafeTensors;
use vae_playground::checkpoint;
use vae_playground::data::{Dataset, Shape};
use vae_playground::model::{ModelConfig, Unwatched};
use vae_playground::random::{Stream, generator, uniform};
use vae_playground::train::{BetaSchedule, OptimizerConfig, RateSchedule, Trainer, TrainingConfig};

/// A model, how it is trained, and images.
pub struct Case {
    pub data: Dataset,
    pub model: ModelConfig,
    pub training: TrainingConfig,
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn pick(&mut self, range: std::ops::RangeInclusive<usize>) -> usize {
        let share = uniform(&mut self.0, 1, 0.5)[0] + 0.5;
        let count = range.end() - range.start() + 1;
        range.start() + ((share * count as f32) as usize).min(count - 1)
    }

    fn widths(&mut self) -> Vec<usize> {
        (0..self.pick(0..=3)).map(|_| self.pick(1..=50)).collect()
    }
}

/// The `index`th of a series of small models, of all that a step depends on.
pub fn case(index: u64) -> Case {
    let mut dice = Dice(generator(index, Stream::Prior));
    let shape = Shape {
        count: dice.pick(10..=60),
        height: dice.pick(4..=9),
        width: dice.pick(4..=9),
        channels: dice.pick(1..=2),
    };
    let pixels = uniform(&mut dice.0, shape.count * shape.pixels(), 0.5);
    let data = Dataset::new(pixels.iter().map(|v| v + 0.5).collect(), shape, &[]).unwrap();
    let (encoder, decoder) = (dice.widths(), dice.widths());
    let channels =
        if index % 4 == 3 { vec![dice.pick(1..=9), dice.pick(1..=20)] } else { Vec::new() };
    let model = ModelConfig { channels, ..ModelConfig::mlp(&encoder, &decoder, dice.pick(1..=5)) };
    let steps = dice.pick(1..=30);
    let beta_schedule = match index % 3 {
        0 => BetaSchedule::Constant,
        1 => BetaSchedule::Linear { steps },
        _ => BetaSchedule::Cyclical { period: steps, ratio: 0.5 },
    };
    let rate_schedule = match index % 2 {
        0 => RateSchedule::Constant { warmup: 3 },
        _ => RateSchedule::Cosine { steps, floor: 0.1, warmup: 0 },
    };
    let [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];
    let optimizer = match index % 5 {
        0..2 => OptimizerConfig::Adam { beta1, beta2, epsilon },
        2 => OptimizerConfig::AdamW { beta1, beta2, epsilon, weight_decay: 0.01 },
        3 => OptimizerConfig::RmsProp { alpha: 0.99, epsilon },
        _ => OptimizerConfig::Sgd { momentum: 0.9 },
    };
    let training = TrainingConfig {
        // Mostly with a rest at an epoch's end, sometimes more than there are.
        batch_size: dice.pick(1..=70),
        learning_rate: 2e-3,
        beta: dice.pick(1..=40) as f64 / 10.0,
        beta_schedule,
        rate_schedule,
        optimizer,
        ..TrainingConfig::default()
    };
    Case { data, model, training }
}

impl Case {
    pub fn trainer(&self, device: &Device) -> Trainer {
        Trainer::new(&self.data, &self.model, self.training.clone(), 5, device).unwrap()
    }

    /// All there is to go on from: weights, moments, batches, noise, settings.
    pub async fn file(&self, trainer: &Trainer) -> Vec<u8> {
        checkpoint::save(trainer, &self.model, &self.data, 0).await.unwrap()
    }
}

/// What is not the same in two files, bit for bit.
fn differences(ours: &[u8], burns: &[u8]) -> Vec<String> {
    let [ours, burns] = [ours, burns].map(|file| SafeTensors::deserialize(file).unwrap());
    let values = |bytes: &[u8]| -> Vec<f32> {
        bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect()
    };
    let named = ours.tensors().into_iter().filter_map(|(name, tensor)| {
        let [ours, burns] = [tensor.data(), burns.tensor(&name).unwrap().data()];
        let pairs = values(ours).into_iter().zip(values(burns));
        let worst = pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        (ours != burns).then(|| format!("{name} by {worst}"))
    });
    named.collect()
}

/// Steps by burn's operations.
pub fn by_burn(trainer: &mut Trainer, steps: usize) {
    for _ in 0..steps {
        trainer.watched_step(&mut Unwatched).unwrap();
    }
}

/// As many steps by the path that the trainer takes, some together.
pub fn compiled(trainer: &mut Trainer, steps: usize) {
    let end = trainer.steps() + steps;
    while trainer.steps() < end {
        trainer.steps_in_epoch((end - trainer.steps()).min(7)).unwrap();
    }
}

pub async fn the_compiled_step_is_burns(device: &Device) {
    for index in 0..20 {
        let case = case(index);
        let (mut ours, mut burns) = (case.trainer(device), case.trainer(device));
        for _ in 0..3 {
            compiled(&mut ours, 20);
            by_burn(&mut burns, 20);
            // Other sums of the same terms.
            let [ours, burns] = [&mut ours, &mut burns].map(|trainer| trainer.take_losses());
            let (ours, burns) = (ours.await.unwrap(), burns.await.unwrap());
            for (ours, burns) in [(ours.reconstruction, burns.reconstruction), (ours.kl, burns.kl)]
            {
                let difference = (ours - burns).abs() / burns.abs().max(1e-3);
                assert!(difference < 2e-6, "{ours}, burn's {burns}: case {index}");
            }
        }
        assert_eq!(ours.steps(), burns.steps());
        let different = differences(&case.file(&ours).await, &case.file(&burns).await);
        assert!(different.is_empty(), "{different:?}: case {index}, {:?}", case.model);
        // Each goes on where the other stood.
        by_burn(&mut ours, 10);
        compiled(&mut burns, 10);
        let different = differences(&case.file(&ours).await, &case.file(&burns).await);
        assert!(different.is_empty(), "{different:?}, exchanged: case {index}, {:?}", case.model);
    }
}
