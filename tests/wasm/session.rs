//! The exported surface, as the worker uses it.

use js_sys::{Error, Float32Array, JSON, Object, Reflect, Uint8Array, Uint32Array};
use vae_playground::bindings::Session;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

use crate::small_run::*;

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

/// An argument of plain members and typed arrays.
fn args(text: &str, arrays: &[(&str, JsValue)]) -> JsValue {
    let object = JSON::parse(text).unwrap();
    for (name, array) in arrays {
        Reflect::set(&object, &(*name).into(), array).unwrap();
    }
    object
}

fn floats(values: &[f32]) -> JsValue {
    Float32Array::from(values).into()
}

fn rows(values: &[u32]) -> JsValue {
    Uint32Array::from(values).into()
}

fn digits() -> JsValue {
    args(&format!("{{\"shape\": [{IMAGES}, 8, 8, 1]}}"), &[("pixels", floats(&pixels()))])
}

fn steps(count: usize) -> JsValue {
    args(&format!("{{\"steps\": {count}}}"), &[])
}

fn nothing() -> JsValue {
    Object::new().into()
}

/// The values of an array that a command gave.
fn numbers(array: &JsValue) -> Vec<f32> {
    array.clone().dyn_into::<Float32Array>().unwrap().to_vec()
}

async fn session() -> Session {
    let session = open(options(LATENT, BATCH)).await.unwrap();
    let setup = session.set_data(digits()).await.unwrap();
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
        let trained = session.train_steps(steps(1)).await.unwrap();
        let step = field(&trained, "losses");
        losses.push([number(&step, "reconstruction") as f32, number(&step, "kl") as f32]);
    }
    losses
}

#[wasm_bindgen_test]
async fn reproduces_the_cpu_devices_curve() {
    let Known { losses: known, tolerance, .. } = known();
    let difference = largest_difference(&losses(&session().await).await, &known);
    console_log!("largest difference to the native CPU device: {difference}");
    let most = if cfg!(feature = "webgpu") { tolerance.webgpu } else { tolerance.cpu };
    assert!(difference < most, "the losses differ by {difference}");
}

#[wasm_bindgen_test]
async fn reports_what_a_training_call_did() {
    let session = session().await;
    let trained = session.train_steps(steps(3)).await.unwrap();
    assert_eq!(number(&trained, "steps"), 3.0);
    assert_eq!(number(&trained, "images"), (3 * BATCH) as f64);
    assert_eq!(field(&trained, "epochEnded"), JsValue::FALSE);
    // A call never crosses an epoch's end.
    let trained = session.train_steps(steps(100)).await.unwrap();
    assert_eq!(number(&trained, "steps"), 2.0);
    assert_eq!(number(&trained, "step"), 5.0);
    assert_eq!(number(&trained, "epoch"), 1.0);
    assert_eq!(field(&trained, "epochEnded"), JsValue::TRUE);
}

#[wasm_bindgen_test]
async fn a_reset_starts_the_same_run_again() {
    let session = session().await;
    session.train_steps(steps(1)).await.unwrap();
    let means = async || {
        let embedded = session.embed(args("{}", &[("rows", rows(&[0, 1]))])).await.unwrap();
        numbers(&field(&embedded, "mean"))
    };
    let first = means().await;
    session.train_steps(steps(4)).await.unwrap();
    assert_ne!(means().await, first);
    session.reset(options(LATENT, BATCH)).await.unwrap();
    session.train_steps(steps(1)).await.unwrap();
    let again = means().await;
    let difference = first.iter().zip(&again).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(difference < 1e-5, "the same seed gave numbers {difference} apart");
}

#[wasm_bindgen_test]
async fn gives_latents_and_images() {
    let session = session().await;
    let posterior = session.embed(nothing()).await.unwrap();
    let means = numbers(&field(&posterior, "mean"));
    assert_eq!(means.len(), IMAGES * LATENT);
    assert_eq!(numbers(&field(&posterior, "logVariance")).len(), IMAGES * LATENT);
    let first = floats(&pixels()[..64]);
    let encoded = session.encode(args("{}", &[("pixels", first)])).await.unwrap();
    let encoded = numbers(&field(&encoded, "mean"));
    assert_eq!(encoded.len(), LATENT);
    assert!((encoded[0] - means[0]).abs() < 1e-5);
    let z = args("{}", &[("z", floats(&[0.0; LATENT]))]);
    let image = numbers(&session.decode(z).await.unwrap());
    assert_eq!(image.len(), 64);
    assert!(image.iter().all(|v| (0.0..=1.0).contains(v)));
    let reconstruct = async |of: &[u32]| {
        let images = session.reconstruct(args("{}", &[("rows", rows(of))])).await.unwrap();
        numbers(&images)
    };
    assert_eq!(reconstruct(&[3, 4, 5]).await.len(), 3 * 64);
    let grid = args("{\"size\": 4, \"extent\": 3, \"dimensions\": [0, 1]}", &[]);
    assert_eq!(numbers(&session.manifold(grid).await.unwrap()).len(), 16 * 64);
    let line = args("{\"from\": 0, \"to\": 1, \"steps\": 5}", &[]);
    let line = numbers(&session.interpolate(line).await.unwrap());
    assert_eq!(line.len(), 5 * 64);
    let ends = reconstruct(&[0, 1]).await;
    assert!((line[4 * 64 + 30] - ends[64 + 30]).abs() < 1e-5);
    let sample = async || numbers(&session.sample(args("{\"count\": 2}", &[])).await.unwrap());
    assert_ne!(sample().await, sample().await);
    let losses = async |split: &str| {
        session.evaluate(args(&format!("{{\"split\": \"{split}\"}}"), &[])).await.unwrap()
    };
    assert_eq!(losses("test").await, JsValue::NULL);
    assert!(number(&losses("train").await, "kl") >= 0.0);
}

#[wasm_bindgen_test]
async fn failures_have_a_name_and_say_what_to_do() {
    let error = open(options(0, BATCH)).await.err().unwrap();
    assert_eq!(field(&error, "code"), "outOfRange");
    assert_eq!(number(&field(&error, "values"), "most"), 128.0);
    assert_error(error, "InvalidOptionError", "between 1 and 128");
    for (part, wrong, named) in [
        ("0.003", "null", "training.learningRate can't be used: invalid type"),
        ("\"beta\"", "\"gamma\"", "training.gamma can't be used: unknown field"),
        ("\"seed\"", "\"sead\"", "sead can't be used: unknown field"),
        ("\"batchSize\": 32", "\"batchSize\": -1", "The batch size is -1; it must be"),
        ("\"batchSize\": 32", "\"batchSize\": 4294967296", "The batch size is 4294967296; it"),
        ("\"batchSize\": 32", "\"batchSize\": 0.5", "The batch size is 0.5; it must be"),
    ] {
        let text = String::from(JSON::stringify(&options(LATENT, BATCH)).unwrap());
        let text = text.replace("\":", "\": ");
        assert!(text.contains(part), "{text}");
        let error = open(JSON::parse(&text.replace(part, wrong)).unwrap()).await.err().unwrap();
        assert_error(error, "InvalidOptionError", named);
    }
    assert_error(open(JsValue::UNDEFINED).await.err().unwrap(), "InvalidOptionError", "object");
    // What is left out is the engine's to say.
    let whole = open(nothing()).await.unwrap().info().await;
    assert_eq!(number(&field(&field(&whole, "options"), "training"), "batchSize"), 64.0);

    let empty = open(options(LATENT, BATCH)).await.unwrap();
    assert_error(empty.train_steps(steps(1)).await.unwrap_err(), "NoDataError", "Load a data set");
}

/// Bad arguments, each followed by "the same step, the same losses as a session that was left alone".
#[wasm_bindgen_test]
async fn bad_arguments_are_refused_and_change_nothing() {
    let (session, twin) = (session().await, session().await);
    let next = async |of: &Session| {
        let trained = of.train_steps(steps(1)).await.unwrap();
        number(&field(&trained, "losses"), "loss")
    };
    macro_rules! refused {
        ($method:ident, $args:expr, $name:literal, $part:literal) => {
            assert_error(session.$method($args).await.unwrap_err(), $name, $part);
            let (found, expected) = (next(&session).await, next(&twin).await);
            let close =
                (found - expected).abs() < if cfg!(feature = "webgpu") { 1e-3 } else { 1e-9 };
            assert!(close, "{found}, not {expected}, after {}", $part);
        };
    }
    let with = |name: &str, value: f64| args("{}", &[(name, value.into())]);
    for value in [-1.0, 1e9, 2147483648.0, 4294967296.0, f64::NAN, f64::INFINITY] {
        refused!(sample, with("count", value), "InvalidOptionError", "The number of images is");
        let grid = args("{\"extent\": 3, \"dimensions\": [0, 1]}", &[("size", value.into())]);
        refused!(manifold, grid, "InvalidOptionError", "The grid's size is");
        let line = args("{\"from\": 0, \"to\": 1}", &[("steps", value.into())]);
        refused!(interpolate, line, "InvalidOptionError", "The number of steps between");
    }
    for value in [-1.0, 0.0, f64::NAN, 4294967296.0] {
        refused!(train_steps, with("steps", value), "InvalidOptionError", "The number of steps is");
    }
    // Left out, these mean something else.
    for value in [f64::NAN, f64::INFINITY] {
        let clip = args(
            "{\"batchSize\": 2, \"learningRate\": 0.001, \"beta\": 1}",
            &[("clipNorm", value.into())],
        );
        refused!(set_training, clip, "InvalidOptionError", "The largest norm of the gradient is");
        refused!(embed, with("rows", value), "InvalidOptionError", "rows can't be used");
    }
    let circle = args("{}", &[]);
    let _ = js_sys::Reflect::set(&circle, &"count".into(), &circle);
    refused!(sample, circle, "InvalidOptionError", "levels");
    refused!(
        sample,
        args("{\"count\": \"many\"}", &[]),
        "InvalidOptionError",
        "count can't be used"
    );
    refused!(
        embed,
        args("{\"rows\": [\"a\"]}", &[]),
        "InvalidOptionError",
        "rows[0] can't be used"
    );
    refused!(embed, args("{}", &[("rows", rows(&[9999]))]), "InvalidDataError", "Row 9999");
    refused!(encode, args("{\"pixels\": [1, 2]}", &[]), "InvalidOptionError", "a Float32Array");
    refused!(decode, args("{}", &[("z", floats(&[f32::NAN, 0.0]))]), "InvalidDataError", "is NaN");
    let grid = args("{\"size\": 4, \"extent\": 3, \"dimensions\": [0, 2]}", &[]);
    refused!(manifold, grid, "InvalidOptionError", "between 0 and 1");
    let split = args("{\"split\": \"validation\"}", &[]);
    refused!(evaluate, split, "InvalidOptionError", "split can't be used");
    let short = args("{\"shape\": [1, 2, 3, 1]}", &[("pixels", floats(&[0.0; 5]))]);
    refused!(set_data, short, "InvalidDataError", "5 pixel values");
    // Sizes whose product wraps in 32 bits to the number of values.
    let values = floats(&vec![0.0; 262_144]);
    let wrapping = args("{\"shape\": [4, 65536, 65537, 1]}", &[("pixels", values)]);
    refused!(set_data, wrapping, "InvalidDataError", "262144 pixel values");
    refused!(reset, options(LATENT, 0), "InvalidOptionError", "The batch size");
    refused!(
        set_training,
        args("{\"batchSize\": -1}", &[]),
        "InvalidOptionError",
        "The batch size is -1"
    );
    refused!(
        start_job,
        args("{\"kind\": \"dance\"}", &[]),
        "InvalidOptionError",
        "unknown variant"
    );
    let file = session.save(nothing()).await.unwrap().dyn_into::<Uint8Array>().unwrap();
    twin.save(nothing()).await.unwrap();
    let cut = args("{}", &[("bytes", file.slice(0, 200).into())]);
    refused!(load, cut, "InvalidCheckpointError", "cut off");
    let widths = "4096, ".repeat(7) + "4096";
    let text = String::from(JSON::stringify(&options(LATENT, 4096)).unwrap());
    let large = JSON::parse(&text.replace(&format!("[{HIDDEN}]"), &format!("[{widths}]"))).unwrap();
    if cfg!(feature = "cpu") {
        refused!(reset, large, "InvalidOptionError", "The memory that training takes is");
    }
}

/// What once brought the engine down for want of memory, or passed unseen.
#[wasm_bindgen_test]
async fn what_takes_too_much_memory_is_refused() {
    let images = |shape: &str, count: usize| {
        args(&format!("{{\"shape\": {shape}}}"), &[("pixels", floats(&vec![0.5; count]))])
    };
    // The product of a million pixels and 4,096 units wraps in 32 bits.
    let wide = args("{\"model\": {\"encoder\": [4096], \"decoder\": [4096]}}", &[]);
    let session = open(wide).await.unwrap();
    let error = session.set_data(images("[2, 1024, 1024, 1]", 2 << 20)).await.unwrap_err();
    assert_error(error, "InvalidOptionError", "The memory that ");

    let session = open(nothing()).await.unwrap();
    session.set_data(images("[64, 64, 64, 3]", 64 * 12_288)).await.unwrap();
    let iwae = args("{\"objective\": {\"kind\": \"iwae\", \"samples\": 512}}", &[]);
    let error = session.set_training(iwae).await.unwrap_err();
    assert_error(error, "InvalidOptionError", "The memory that ");
    session.train_steps(steps(1)).await.unwrap();
}

/// A model that decodes 4,096 latents only in several gigabytes.
#[wasm_bindgen_test]
async fn statistics_of_a_large_model_leave_it_alive() {
    let large = "{\"model\": {\"encoder\": [16], \"decoder\": [16], \"channels\": [128, 256]},
        \"training\": {\"batchSize\": 1}}";
    let session = open(JSON::parse(large).unwrap()).await.unwrap();
    let pixels = floats(&vec![0.5; 2 * 12_288]);
    session.set_data(args("{\"shape\": [2, 64, 64, 3]}", &[("pixels", pixels)])).await.unwrap();
    let request = args("{\"kind\": \"statistics\", \"split\": \"train\", \"samples\": 2}", &[]);
    let job = session.start_job(request).await.unwrap();
    assert_eq!(number(&job, "total"), 2.0);
    let state = session.advance_job(job_id(&job)).await.unwrap();
    assert!(number(&state, "done") > 0.0);
    session.train_steps(steps(1)).await.unwrap();
}

fn job_id(job: &JsValue) -> JsValue {
    args("{}", &[("id", field(job, "id"))])
}

#[wasm_bindgen_test]
async fn a_checkpoint_goes_on_where_it_stood() {
    let first = session().await;
    first.train_steps(steps(3)).await.unwrap();
    let file = first.save(nothing()).await.unwrap();
    let second = session().await;
    let loaded = second.load(args("{}", &[("bytes", file)])).await.unwrap();
    assert_eq!(number(&loaded, "step"), 3.0);
    let options = field(&field(&loaded, "setup"), "options");
    assert_eq!(number(&options, "seed"), f64::from(SEED));
    let mut losses = Vec::new();
    for session in [&first, &second] {
        let trained = session.train_steps(steps(1)).await.unwrap();
        losses.push(number(&field(&trained, "losses"), "loss"));
    }
    assert!((losses[0] - losses[1]).abs() < 1e-3, "{losses:?}");
}

#[wasm_bindgen_test]
async fn statistics_come_in_parts() {
    let session = session().await;
    let start = async |split: &str, samples: f64| {
        let text = format!("{{\"kind\": \"statistics\", \"split\": \"{split}\"}}");
        session.start_job(args(&text, &[("samples", samples.into())])).await
    };
    assert_eq!(number(&start("test", 50.0).await.unwrap(), "total"), 0.0);
    let job = start("train", 50.0).await.unwrap();
    assert_eq!(number(&job, "total"), IMAGES as f64);
    let part = session.advance_job(job_id(&job)).await.unwrap();
    let measured = number(&part, "done");
    assert!(0.0 < measured && measured < IMAGES as f64, "{measured}");
    // Training goes on; what is measured is the model as it was.
    session.train_steps(steps(5)).await.unwrap();
    let whole = session.advance_job(job_id(&job)).await.unwrap();
    assert_eq!(number(&whole, "done"), IMAGES as f64);
    let [part, whole] = [part, whole].map(|state| field(&state, "result"));
    assert!(number(&whole, "importanceWeightedBound") < number(&whole, "negativeElbo") + 0.5);
    let change = number(&whole, "reconstruction") - number(&part, "reconstruction");
    assert!(change.abs() < 2.0, "{change}");
    assert_eq!(session.advance_job(job_id(&job)).await.unwrap(), JsValue::NULL);
    let gone = start("train", 50.0).await.unwrap();
    session.set_data(digits()).await.unwrap();
    assert_eq!(session.advance_job(job_id(&gone)).await.unwrap(), JsValue::NULL);
    let error = start("train", 5001.0).await.unwrap_err();
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
    session.set_data(digits()).await.unwrap();
    let loss = |trained: JsValue| number(&field(&trained, "losses"), "reconstruction");
    let first = loss(session.train_steps(steps(1)).await.unwrap());
    for _ in 0..4 {
        session.train_steps(steps(5)).await.unwrap();
    }
    let last = loss(session.train_steps(steps(1)).await.unwrap());
    assert!(last < first, "the reconstruction went from {first} to {last}");
    let image = session.decode(args("{}", &[("z", floats(&[0.0, 0.0]))])).await.unwrap();
    assert_eq!(numbers(&image).len(), 64);
}
