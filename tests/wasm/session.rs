//! The exported surface, as the worker uses it.

use js_sys::{Error, JSON, Reflect};
use vae_playground::bindings::Session;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

use crate::small_run::*;

/// Nats per image to the native CPU device: in wasm the same code runs with other SIMD widths; a GPU sums in
/// another order, and its exp and log are a few ulp off.
const TOLERANCE: f32 = if cfg!(feature = "webgpu") { 0.1 } else { 0.02 };

fn options(latent: usize, batch: usize) -> JsValue {
    let text = format!(
        r#"{{"model": {{"encoder": [{HIDDEN}], "decoder": [{HIDDEN}], "latent": {latent}}},
            "training": {{"batchSize": {batch}, "learningRate": {LEARNING_RATE}, "beta": 1}},
            "seed": {SEED}}}"#
    );
    JSON::parse(&text).unwrap()
}

async fn open(options: JsValue) -> Result<Session, JsValue> {
    vae_playground::bindings::start();
    Session::open(options).await
}

async fn session() -> Session {
    let session = open(options(LATENT, BATCH)).await.unwrap();
    let sizes = vec![IMAGES as u32, 8, 8, 1];
    let setup = session.set_data(pixels(), sizes, vec![]).await.unwrap();
    assert_eq!(number(&setup, "stepsPerEpoch"), (IMAGES / BATCH) as f64);
    session
}

fn field(object: &JsValue, name: &str) -> JsValue {
    let value = Reflect::get(object, &name.into()).unwrap();
    assert!(!value.is_undefined(), "{name} is missing");
    value
}

fn number(object: &JsValue, name: &str) -> f64 {
    field(object, name).as_f64().unwrap()
}

fn assert_error(error: JsValue, name: &str, part: &str) {
    let error: Error = error.dyn_into().expect("failures are JavaScript errors");
    assert_eq!(String::from(error.name()), name);
    let message = String::from(error.message());
    assert!(message.contains(part), "{message}");
}

/// Losses of each step of the small run.
async fn losses(session: &Session) -> Vec<[f32; 2]> {
    let mut losses = Vec::new();
    for _ in 0..STEPS {
        let trained = session.train_steps(1).await.unwrap();
        let step = field(&trained, "losses");
        losses.push([number(&step, "reconstruction") as f32, number(&step, "kl") as f32]);
    }
    losses
}

#[wasm_bindgen_test]
async fn reproduces_the_cpu_devices_curve() {
    let difference = largest_difference(&losses(&session().await).await, &curve());
    console_log!("largest difference to the native CPU device: {difference}");
    assert!(difference < TOLERANCE, "the losses differ by {difference}");
}

#[wasm_bindgen_test]
async fn reports_what_a_training_call_did() {
    let session = session().await;
    let trained = session.train_steps(3).await.unwrap();
    assert_eq!(number(&trained, "steps"), 3.0);
    assert_eq!(number(&trained, "images"), (3 * BATCH) as f64);
    assert_eq!(field(&trained, "epochEnded"), JsValue::FALSE);
    // A call never crosses an epoch's end.
    let trained = session.train_steps(100).await.unwrap();
    assert_eq!(number(&trained, "steps"), 2.0);
    assert_eq!(number(&trained, "step"), 5.0);
    assert_eq!(number(&trained, "epoch"), 1.0);
    assert_eq!(field(&trained, "epochEnded"), JsValue::TRUE);
}

#[wasm_bindgen_test]
async fn a_reset_starts_the_same_run_again() {
    let session = session().await;
    session.train_steps(1).await.unwrap();
    let first = session.embed(Some(vec![0, 1])).await.unwrap();
    session.train_steps(4).await.unwrap();
    assert_ne!(session.embed(Some(vec![0, 1])).await.unwrap(), first);
    session.reset(options(LATENT, BATCH)).await.unwrap();
    session.train_steps(1).await.unwrap();
    let again = session.embed(Some(vec![0, 1])).await.unwrap();
    let difference = first.iter().zip(&again).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(difference < 1e-5, "the same seed gave numbers {difference} apart");
}

#[wasm_bindgen_test]
async fn gives_latents_and_images() {
    let session = session().await;
    let posterior = session.embed(None).await.unwrap();
    assert_eq!(posterior.len(), 2 * IMAGES * LATENT);
    let encoded = session.encode(pixels()[..64].to_vec()).await.unwrap();
    assert_eq!(encoded.len(), 2 * LATENT);
    assert!((encoded[0] - posterior[0]).abs() < 1e-5);
    let image = session.decode(vec![0.0; LATENT]).await.unwrap();
    assert_eq!(image.len(), 64);
    assert!(image.iter().all(|v| (0.0..=1.0).contains(v)));
    assert_eq!(session.reconstruct(vec![3, 4, 5]).await.unwrap().len(), 3 * 64);
    assert_eq!(session.manifold(4, 3.0, 0, 1).await.unwrap().len(), 16 * 64);
    let line = session.interpolate(0, 1, 5).await.unwrap();
    assert_eq!(line.len(), 5 * 64);
    let ends = session.reconstruct(vec![0, 1]).await.unwrap();
    assert!((line[4 * 64 + 30] - ends[64 + 30]).abs() < 1e-5);
    assert_ne!(session.sample(2).await.unwrap(), session.sample(2).await.unwrap());
    assert_eq!(session.evaluate("test".into()).await.unwrap(), JsValue::NULL);
    assert!(number(&session.evaluate("train".into()).await.unwrap(), "kl") >= 0.0);
}

#[wasm_bindgen_test]
async fn failures_have_a_name_and_say_what_to_do() {
    let error = open(options(0, BATCH)).await.err().unwrap();
    assert_error(error, "InvalidOptionError", "between 1 and 128");
    let error = open(JSON::parse("{\"seed\": 1}").unwrap()).await.err().unwrap();
    assert_error(error, "InvalidOptionError", "model");
    for (part, wrong, named) in [
        ("0.003", "null", "in \"learningRate\":null"),
        ("\"beta\"", "\"gamma\"", "unknown field `gamma`"),
    ] {
        let text = String::from(JSON::stringify(&options(LATENT, BATCH)).unwrap());
        let error = open(JSON::parse(&text.replace(part, wrong)).unwrap()).await.err().unwrap();
        assert_error(error, "InvalidOptionError", named);
    }
    assert_error(open(JsValue::UNDEFINED).await.err().unwrap(), "InvalidOptionError", "object");

    let empty = open(options(LATENT, BATCH)).await.unwrap();
    assert_error(empty.train_steps(1).await.unwrap_err(), "NoDataError", "Load a data set");

    let session = session().await;
    let error = session.set_data(vec![0.0; 5], vec![1, 2, 3, 1], vec![]).await.unwrap_err();
    assert_error(error, "InvalidDataError", "5 pixel values");
    let error = session.embed(Some(vec![9999])).await.unwrap_err();
    assert_error(error, "InvalidDataError", "Row 9999");
    let error = session.manifold(4, 3.0, 0, 2).await.unwrap_err();
    assert_error(error, "InvalidOptionError", "between 0 and 1");
    let error = session.reset(options(LATENT, 0)).await.unwrap_err();
    assert_error(error, "InvalidOptionError", "The batch size");
    if cfg!(feature = "cpu") {
        let widths = "4096, ".repeat(7) + "4096";
        let text = String::from(JSON::stringify(&options(LATENT, 4096)).unwrap());
        let large = JSON::parse(&text.replace(&format!("[{HIDDEN}]"), &format!("[{widths}]")));
        let error = session.reset(large.unwrap()).await.unwrap_err();
        assert_error(error, "InvalidOptionError", "takes is 5.5 GiB");
    }
    // What was there still works.
    session.train_steps(1).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_checkpoint_goes_on_where_it_stood() {
    let first = session().await;
    first.train_steps(3).await.unwrap();
    let file = first.save().await.unwrap();
    let second = session().await;
    let loaded = second.load(file.clone(), false).await.unwrap();
    assert_eq!(number(&loaded, "step"), 3.0);
    assert_eq!(number(&loaded, "seed"), f64::from(SEED));
    let mut losses = Vec::new();
    for session in [&first, &second] {
        let trained = session.train_steps(1).await.unwrap();
        losses.push(number(&field(&trained, "losses"), "loss"));
    }
    assert!((losses[0] - losses[1]).abs() < 1e-3, "{losses:?}");

    let error = second.load(file[..200].to_vec(), false).await.unwrap_err();
    assert_error(error, "InvalidCheckpointError", "cut off");
}

#[wasm_bindgen_test]
async fn statistics_come_in_parts() {
    let session = session().await;
    assert_eq!(session.continue_statistics().await.unwrap(), JsValue::NULL);
    assert_eq!(session.begin_statistics("test".into(), 50).await.unwrap(), 0);
    assert_eq!(session.begin_statistics("train".into(), 50).await.unwrap(), IMAGES);
    let part = session.continue_statistics().await.unwrap();
    let measured = number(&part, "images");
    assert!(0.0 < measured && measured < IMAGES as f64, "{measured}");
    // Training goes on; what is measured is the model as it was.
    session.train_steps(5).await.unwrap();
    let whole = session.continue_statistics().await.unwrap();
    assert_eq!(number(&whole, "images"), IMAGES as f64);
    assert!(number(&whole, "importanceWeightedBound") < number(&whole, "negativeElbo") + 0.5);
    let change = number(&whole, "reconstruction") - number(&part, "reconstruction");
    assert!(change.abs() < 2.0, "{change}");
    session.set_data(pixels(), vec![IMAGES as u32, 8, 8, 1], vec![]).await.unwrap();
    assert_eq!(session.continue_statistics().await.unwrap(), JsValue::NULL);
    let error = session.begin_statistics("train".into(), 5001).await.unwrap_err();
    assert_error(error, "InvalidOptionError", "between 1 and 5000");
}

#[wasm_bindgen_test]
async fn a_convolutional_network_trains() {
    let text = r#"{"model": {"encoder": [16], "decoder": [16], "latent": 2, "channels": [4, 8],
            "activation": "silu", "norm": "group", "likelihood": {"kind": "learnedGaussian"}},
        "training": {"batchSize": 32, "learningRate": 0.003, "beta": 1, "clipNorm": 50,
            "objective": {"kind": "freeBits", "nats": 0.1}, "betaSchedule": {"kind": "linear", "steps": 10},
            "rateSchedule": {"kind": "cosine", "steps": 100}, "optimizer": {"kind": "adamW"}},
        "seed": 1}"#;
    let session = open(JSON::parse(text).unwrap()).await.unwrap();
    session.set_data(pixels(), vec![IMAGES as u32, 8, 8, 1], vec![]).await.unwrap();
    let loss = |trained: JsValue| number(&field(&trained, "losses"), "reconstruction");
    let first = loss(session.train_steps(1).await.unwrap());
    for _ in 0..4 {
        session.train_steps(5).await.unwrap();
    }
    let last = loss(session.train_steps(1).await.unwrap());
    assert!(last < first, "the reconstruction went from {first} to {last}");
    assert_eq!(session.decode(vec![0.0, 0.0]).await.unwrap().len(), 64);
}
