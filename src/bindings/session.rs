use std::pin::Pin;

use async_lock::Mutex;
use js_sys::{Float32Array, Object, Uint8Array, Uint32Array};
use serde::Serialize;
use vae_playground_js::{bytes, floats, read, set, write};
use wasm_bindgen::prelude::*;

use super::errors::invalid;
use super::reader::reader;
use crate::inside::{BlockTensors, Trace};
use crate::latent::Embedding;
use crate::scene::clip::ClipBackground;
use crate::scene::vae::Found;
use crate::scene::{Detections, Tiles};
use crate::session;
use crate::wire::{JobResult, JobState, Recorded, RecordedBlock};

type JsResult = Result<JsValue, JsValue>;

/// A model, its data and its training on this module's device: the commands of
/// [`crate::session::Session`], each of which takes an object and gives a promise.
///
/// A call that comes while another waits for the device waits its turn. A call that fails leaves everything as it
/// was.
#[wasm_bindgen]
pub struct Session(Mutex<session::Session>);

#[wasm_bindgen]
impl Session {
    /// Opens the device and checks the options. Images come with `setData`.
    pub async fn open(options: JsValue) -> Result<Session, JsValue> {
        let options = read(&options, &[]).map_err(|found| invalid(found, ""))?;
        Ok(Session(Mutex::new(session::Session::open(options).await?)))
    }

    /// Where it runs, and the options in force, complete.
    pub async fn info(&self) -> JsValue {
        object(self.0.lock().await.info())
    }
}

/// A command: its method and its name in JavaScript, members of its argument that are typed arrays, what its
/// result becomes; and what its members' names begin with in [`crate::limits`].
macro_rules! commands {
    ($($name:ident $js:literal ($($bulk:ident: $take:ident),*) $give:ident $($prefix:literal)?;)*) => {
        #[wasm_bindgen]
        impl Session {
            $(
                /// The command of this name in [`crate::session::Session`].
                #[wasm_bindgen(js_name = $js)]
                pub async fn $name(&self, args: JsValue) -> JsResult {
                    once(async move {
                        let wrong = |found| invalid(found, concat!($($prefix)?));
                        $(let $bulk = $take(&args, stringify!($bulk)).map_err(wrong)?;)*
                        let read = read(&args, &[$(stringify!($bulk)),*]).map_err(wrong)?;
                        Ok($give(self.0.lock().await.$name(read, $($bulk),*).await?))
                    })
                    .await
                }
            )*
        }
    };
}

commands! {
    set_data "setData" (pixels: floats) object;
    set_stored "setStored" (reader: reader) object;
    reset "reset" () object;
    set_training "setTraining" () object "training.";
    train_steps "trainSteps" () object "trainSteps.";
    evaluate "evaluate" () object;
    images "images" () images;
    embed "embed" () posteriors;
    encode "encode" (pixels: floats) posteriors;
    decode "decode" (z: floats) images;
    reconstruct "reconstruct" () images;
    manifold "manifold" () images "manifold.";
    interpolate "interpolate" () images "interpolate.";
    sample "sample" () images "sample.";
    structure "structure" () object;
    trace "trace" (pixels: floats, noise: floats) traced;
    decode_trace "decodeTrace" (z: floats) traced;
    weights "weights" () tensors;
    jacobian "jacobian" (z: floats) images;
    saliency "saliency" (pixels: floats, noise: floats) images;
    templates "templates" (pixels: floats) images;
    batch_rows "batchRows" () rows;
    record_step "recordStep" () recorded "recordStep.";
    recorded_parameters "recordedParameters" () recorded_block;
    end_record "endRecord" () object;
    measure_step "measureStep" () object;
    start_job "startJob" () object "statistics.";
    start_tiles "startTiles" (pixels: floats) object "tiles.";
    start_detect "startDetect" (pixels: floats, background: floats, noise: floats) object "detect.";
    advance_job "advanceJob" () job;
    end_job "endJob" () object;
    set_scenes "setScenes" (pixels: floats) object "scene.";
    train_scene "trainScene" () object "trainScene.";
    detect_scene "detectScene" (pixels: floats) found;
    save_scene "saveScene" () file;
    load_scene "loadScene" (bytes: bytes) object;
    end_scene "endScene" () object;
    set_clip "setClip" (pixels: floats) object "clip.";
    train_clip "trainClip" () object "trainClip.";
    clip_background "clipBackground" (pixels: floats) backgrounds;
    end_clip "endClip" () object;
    keep "keep" () object;
    kept "kept" () object;
    go_back "goBack" () object;
    save "save" () file;
    load "load" (bytes: bytes) object;
}

/// A command's work behind a pointer: wasm-bindgen compiles what stands in an exported method twice.
fn once<'a>(
    work: impl Future<Output = JsResult> + 'a,
) -> Pin<Box<dyn Future<Output = JsResult> + 'a>> {
    Box::pin(work)
}

fn object<T: Serialize>(value: T) -> JsValue {
    write(&value)
}

fn images(pixels: Vec<f32>) -> JsValue {
    Float32Array::from(&pixels[..]).into()
}

fn rows(values: Vec<u32>) -> JsValue {
    Uint32Array::from(&values[..]).into()
}

fn file(bytes: Vec<u8>) -> JsValue {
    Uint8Array::from(&bytes[..]).into()
}

fn posteriors(Embedding { mean, log_variance }: Embedding) -> JsValue {
    let object = set(Object::new().into(), "mean", images(mean));
    set(object, "logVariance", images(log_variance))
}

fn traced(Trace { parts, values }: Trace) -> JsValue {
    let object = set(Object::new().into(), "parts", object(parts));
    set(object, "values", images(values))
}

fn tensors(BlockTensors { tensors, values }: BlockTensors) -> JsValue {
    let object = set(Object::new().into(), "tensors", object(tensors));
    set(object, "values", images(values))
}

fn recorded(Recorded { trained, step }: Recorded) -> JsValue {
    let mut made = Object::new().into();
    made = set(made, "trained", object(trained));
    made = set(made, "measures", object(step.measures));
    made = set(made, "rows", rows(step.rows));
    made = set(made, "parts", object(step.parts));
    made = set(made, "values", images(step.values));
    made = set(made, "gradients", images(step.gradients));
    set(made, "noise", images(step.noise))
}

fn recorded_block(found: Option<RecordedBlock>) -> JsValue {
    let Some(RecordedBlock { tensors, before, gradient, after }) = found else {
        return JsValue::NULL;
    };
    let mut made = set(Object::new().into(), "tensors", object(tensors));
    for (name, values) in [("before", before), ("gradient", gradient), ("after", after)] {
        made = set(made, name, images(values));
    }
    made
}

fn found(found: Found) -> JsValue {
    let Found { presence, boxes, what, place, masks, reconstruction } = found;
    let mut made = set(Object::new().into(), "masks", file(masks));
    for (name, values) in [
        ("presence", presence),
        ("boxes", boxes),
        ("what", what),
        ("place", place),
        ("reconstruction", reconstruction),
    ] {
        made = set(made, name, images(values));
    }
    made
}

fn backgrounds(ClipBackground { seen, mean, noise }: ClipBackground) -> JsValue {
    let made = set(Object::new().into(), "seen", images(seen));
    set(set(made, "mean", images(mean)), "noise", images(noise))
}

fn tiled(Tiles { places, mean, log_variance, error, reconstruction }: Tiles) -> JsValue {
    let mut made = Object::new().into();
    made = set(made, "places", Uint32Array::from(places.as_flattened()));
    for (name, values) in [
        ("mean", mean),
        ("logVariance", log_variance),
        ("error", error),
        ("reconstruction", reconstruction),
    ] {
        made = set(made, name, images(values));
    }
    made
}

/// Large arrays of a result cross beside the rest of it.
fn job(state: Option<JobState>) -> JsValue {
    let Some(JobState { done, total, result }) = state else { return JsValue::NULL };
    let result = match result {
        Some(JobResult::Detections(found)) => detected(found),
        Some(JobResult::Tiles(found)) => set(tiled(found), "kind", JsValue::from("tiles")),
        result => object(result),
    };
    set(object(JobState { done, total, result: None }), "result", result)
}

fn detected(found: Detections) -> JsValue {
    let Detections { objects, mean, log_variance, images: decoded, labels, presence } = found;
    let mut made = set(Object::new().into(), "kind", JsValue::from("detections"));
    made = set(made, "objects", object(objects));
    for (name, values) in
        [("mean", mean), ("logVariance", log_variance), ("images", decoded), ("presence", presence)]
    {
        made = set(made, name, images(values));
    }
    set(made, "labels", file(labels))
}
