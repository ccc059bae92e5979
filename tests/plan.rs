//! The plan of a model against the module that is made from it.
#![cfg(not(target_family = "wasm"))]

use std::collections::BTreeMap;

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::{Device, Tensor};
use serde_json::json;
use vae_playground::data::Shape;
use vae_playground::model::{Activation, Likelihood, ModelConfig, Norm, Plan, Size, TensorPlan};
use vae_playground::random::{Stream, generator};

const SHAPE: Shape = Shape { count: 1, height: 9, width: 6, channels: 3 };

/// Every float tensor of a module, by its place in the tree.
#[derive(Default)]
struct Tensors {
    path: Vec<String>,
    found: BTreeMap<String, Vec<u64>>,
}

impl ModuleVisitor for Tensors {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        let shape = parameter.val().dims().map(|side| side as u64);
        assert_eq!(self.found.insert(self.path.join("."), shape.to_vec()), None);
    }
}

fn every_model() -> Vec<ModelConfig> {
    let mut models = Vec::new();
    for norm in [Norm::None, Norm::Batch, Norm::Group] {
        for likelihood in [
            Likelihood::Bernoulli,
            Likelihood::Gaussian { variance: 0.1 },
            Likelihood::LearnedGaussian,
            Likelihood::DiscretisedLogistic,
        ] {
            for channels in [vec![], vec![4], vec![4, 6, 5]] {
                for (encoder, decoder) in [(vec![], vec![]), (vec![5, 8], vec![7])] {
                    let mlp = ModelConfig::mlp(&encoder, &decoder, 2);
                    models.push(ModelConfig {
                        channels: channels.clone(),
                        norm,
                        likelihood,
                        ..mlp
                    });
                }
            }
        }
    }
    models
}

#[test]
fn names_shapes_and_counts_are_the_modules() {
    for config in every_model() {
        let mut rng = generator(3, Stream::Weights);
        let model = config.init(SHAPE, &mut rng, &Device::flex());
        let mut tensors = Tensors::default();
        model.visit(&mut tensors);

        let plan = config.plan(SHAPE);
        let planned = plan.parameters().chain(plan.statistics());
        let planned: Vec<_> = planned.map(|t| (t.name.clone(), t.shape.clone())).collect();
        assert_eq!(planned.len(), tensors.found.len(), "{config:?}");
        assert_eq!(BTreeMap::from_iter(planned), tensors.found, "{config:?}");
        for block in plan.blocks() {
            for tensor in &block.parameters {
                assert!(tensor.name.starts_with(&format!("{}.", block.name)), "{tensor:?}");
            }
        }

        let cost = config.cost(SHAPE);
        // burn counts a batch norm's running statistics with the parameters.
        assert_eq!(cost.parameters + cost.statistics, model.num_params() as u64, "{config:?}");
        let statistics: u64 = plan.statistics().map(TensorPlan::values).sum();
        assert_eq!(cost.statistics, statistics);
        assert_eq!(
            statistics > 0,
            config.norm == Norm::Batch && plan.blocks().any(|b| b.norm.is_some())
        );
    }
}

#[test]
fn each_block_takes_what_the_one_before_gives() {
    for config in every_model() {
        let Plan { encoder, decoder, .. } = config.plan(SHAPE);
        let image = Size::Image { height: 9, width: 6, channels: 3 };
        assert_eq!((encoder[0].input, decoder[decoder.len() - 1].output), (image, image));
        assert_eq!(encoder[encoder.len() - 1].output, Size::Features { features: 4 });
        assert_eq!(decoder[0].input, Size::Features { features: 2 });
        for blocks in [&encoder, &decoder] {
            for pair in blocks.windows(2) {
                assert_eq!(pair[0].output, pair[1].input, "{config:?}");
                assert!(pair[0].activation.is_some(), "two layers in a row are one: {config:?}");
            }
            let last = &blocks[blocks.len() - 1];
            assert_eq!((last.activation, &last.norm), (None, &None));
        }
    }
}

#[test]
fn a_convolutional_models_plan_by_hand() {
    let config = ModelConfig {
        channels: vec![4, 6],
        activation: Activation::Gelu,
        norm: Norm::Group,
        likelihood: Likelihood::LearnedGaussian,
        ..ModelConfig::mlp(&[5], &[], 2)
    };
    let plan = config.plan(SHAPE);
    // 9 x 6 x 3, 5 x 3 x 4, 3 x 2 x 6, then 36, 5, 4; and 2, 36 and back.
    let products: Vec<u64> = plan.blocks().map(|block| block.multiply_adds).collect();
    let expected =
        [5 * 3 * 27 * 4, 3 * 2 * 36 * 6, 36 * 5, 5 * 4, 2 * 36, 3 * 2 * 6 * 36, 5 * 3 * 4 * 27];
    assert_eq!(products, expected);
    let names: Vec<&str> = plan.blocks().map(|block| block.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "encoder.convolutions.layers.0",
            "encoder.convolutions.layers.1",
            "encoder.mlp.layers.0",
            "encoder.mlp.layers.1",
            "decoder.mlp.layers.0",
            "decoder.convolutions.layers.0",
            "decoder.convolutions.layers.1",
        ]
    );
    let window =
        json!({"size": 3, "stride": 2, "padding": 1, "height": 5, "width": 3, "channels": 4});
    assert_eq!(
        serde_json::to_value(&plan.encoder[1]).unwrap(),
        json!({
            "name": "encoder.convolutions.layers.1",
            "layer": {"kind": "convolution", "window": window},
            "input": {"height": 5, "width": 3, "channels": 4},
            "output": {"height": 3, "width": 2, "channels": 6},
            "parameters": [
                {"name": "encoder.convolutions.layers.1.weight", "shape": [36, 6]},
                {"name": "encoder.convolutions.layers.1.bias", "shape": [6]},
            ],
            "norm": {
                "kind": "group",
                "channels": 6,
                "groups": 6,
                "parameters": [
                    {"name": "encoder.convolutions.norms.1.Group.gamma", "shape": [6]},
                    {"name": "encoder.convolutions.norms.1.Group.beta", "shape": [6]},
                ],
                "statistics": [],
            },
            "activation": "gelu",
            "multiplyAdds": 1296,
        })
    );
    assert_eq!(serde_json::to_value(&plan).unwrap()["logScale"]["name"], "decoder.log_scale");
}

#[test]
fn counts_do_not_wrap() {
    // In 32 bits these come to 1.5 GiB.
    let shape = Shape { count: 1, height: 1024, width: 1024, channels: 1 };
    let large = ModelConfig::mlp(&[4096], &[4096], 2);
    let bytes = large.cost(shape).training_bytes(64, 1);
    assert!((128 << 30..132 << 30).contains(&bytes), "{bytes}");
    // What no number holds stays the largest one.
    let side = 1 << 40;
    let huge = Shape { count: 1, height: side, width: side, channels: 3 };
    assert_eq!(large.cost(huge).training_bytes(64, 1), u64::MAX);
}

#[test]
fn draws_are_counted() {
    let cost = ModelConfig::mlp(&[64], &[64], 2).cost(SHAPE);
    let bytes = |samples| cost.training_bytes(64, samples);
    let draw = cost.decoder_values + 2 * cost.largest_values;
    assert_eq!(bytes(512) - bytes(1), 511 * 64 * 4 * draw);
}
