use vae_playground_js::named;
use wasm_bindgen::prelude::*;

use super::JsResult;
use super::options::from_js;
use crate::images::Shape;
use crate::limits::Limits;
use crate::scenes::{Object, ObjectImages, Scenes, Street, compose};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** How scenes are composed; all fields have defaults. */
export interface Composition {
  count?: number;
  /** Height and width, 16 to 512. */
  size?: [number, number];
  /** Least and most objects of a scene, 1 to 8. */
  objects?: [number, number];
  /** Least and most of the longer side of an object's box, in shares of the scene's shorter side. */
  scale?: [number, number];
  /** Of the smaller of two objects' boxes, at most so large a share is also in the other's. */
  overlap?: number;
  background?: "black" | "texture" | "landscape";
  seed?: number;
}

/** What a street is made of; all fields have defaults. */
export interface StreetOptions {
  /** Height and width, 16 to 512. */
  size?: [number, number];
  /** The classes that drive; all, where none is named. */
  vehicles?: number[];
  /** The classes that walk; all, where none is named. */
  walkers?: number[];
  /** How dense the traffic is, 0.25 to 4. */
  traffic?: number;
  /** How far the light goes up and down, as a share of it, up to 0.5. */
  flicker?: number;
  /** The standard deviation of the noise of each value, up to 0.3. */
  noise?: number;
  seed?: number;
}
"#;

/// Images of single objects, from which scenes are composed.
#[wasm_bindgen]
pub struct SceneObjects {
    pixels: Vec<f32>,
    shape: Shape,
    labels: Option<Vec<u32>>,
}

#[wasm_bindgen]
impl SceneObjects {
    /// `shape` is `[count, height, width, channels]` of `pixels`, which are in [0, 1].
    #[wasm_bindgen(constructor)]
    pub fn new(
        pixels: Vec<f32>,
        shape: Vec<usize>,
        labels: Option<Vec<u32>>,
    ) -> JsResult<SceneObjects> {
        let &[count, height, width, channels] = shape.as_slice() else {
            let problem = "The objects' shape must be count, height, width and channels.";
            return Err(named("InvalidOptionError", problem).into());
        };
        let objects = Self { pixels, shape: Shape { count, height, width, channels }, labels };
        objects.images()?;
        Ok(objects)
    }

    /// Scenes with objects at random places.
    pub fn compose(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Composition")] options: JsValue,
    ) -> JsResult<ComposedScenes> {
        let options = from_js(&options)?;
        Ok(ComposedScenes::new(compose(&self.images()?, &options, &Limits::default())?, None))
    }

    /// Frames of a street, from number `first` on.
    pub fn street(
        &self,
        #[wasm_bindgen(unchecked_param_type = "StreetOptions")] options: JsValue,
        first: u32,
        count: usize,
    ) -> JsResult<ComposedScenes> {
        let street = Street::new(self.images()?, from_js(&options)?)?;
        let frames = street.frames(first, count, &Limits::default())?;
        Ok(ComposedScenes::new(frames.scenes, Some(frames.identities)))
    }
}

impl SceneObjects {
    fn images(&self) -> crate::Result<ObjectImages<'_>> {
        ObjectImages::new(&self.pixels, self.shape, self.labels.as_deref())
    }
}

/// Scenes and what is in them, the objects of all scenes one after another. `pixels` and `masks` are handed over:
/// their first reading takes them out of the module's memory, the next gives `undefined`.
#[wasm_bindgen]
pub struct ComposedScenes {
    pixels: Option<Vec<f32>>,
    masks: Option<Vec<u8>>,
    shape: Shape,
    starts: Vec<u32>,
    objects: Vec<Object>,
    identities: Option<Vec<u32>>,
}

#[wasm_bindgen]
impl ComposedScenes {
    /// In [0, 1], row-major.
    #[wasm_bindgen(getter)]
    pub fn pixels(&mut self) -> Option<Vec<f32>> {
        self.pixels.take()
    }

    /// `[count, height, width]`: the object seen at a pixel, by its place in its scene counted from 1; 0 is the background.
    #[wasm_bindgen(getter)]
    pub fn masks(&mut self) -> Option<Vec<u8>> {
        self.masks.take()
    }

    /// `[count, height, width, channels]`
    #[wasm_bindgen(getter)]
    pub fn shape(&self) -> Vec<usize> {
        let Shape { count, height, width, channels } = self.shape;
        vec![count, height, width, channels]
    }

    /// Where each scene's objects begin, from back to front, and where the last's end.
    #[wasm_bindgen(getter)]
    pub fn starts(&self) -> Vec<u32> {
        self.starts.clone()
    }

    /// Of each object left, top, width and height of its box, in pixels.
    #[wasm_bindgen(getter)]
    pub fn boxes(&self) -> Vec<f32> {
        let sides = self.objects.iter().flat_map(|Object { bounds, .. }| {
            [bounds.x, bounds.y, bounds.width, bounds.height].map(|length| length as f32)
        });
        sides.collect()
    }

    /// Of each object its label; none where there are no labels.
    #[wasm_bindgen(getter)]
    pub fn classes(&self) -> Option<Vec<u32>> {
        self.objects.iter().map(|object| object.class).collect()
    }

    /// Of each object which image it is.
    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> Vec<u32> {
        self.objects.iter().map(|object| object.row as u32).collect()
    }

    /// Of each object how much of it is seen, 0 to 1.
    #[wasm_bindgen(getter)]
    pub fn visible(&self) -> Vec<f32> {
        self.objects.iter().map(|object| object.visible).collect()
    }

    /// Of each object who it is, the same in all frames; none where the scenes are no frames.
    #[wasm_bindgen(getter)]
    pub fn identities(&self) -> Option<Vec<u32>> {
        self.identities.clone()
    }
}

impl ComposedScenes {
    fn new(scenes: Scenes, identities: Option<Vec<Vec<u32>>>) -> Self {
        let mut starts = vec![0];
        for objects in &scenes.objects {
            starts.push(starts[starts.len() - 1] + objects.len() as u32);
        }
        Self {
            pixels: Some(scenes.pixels),
            masks: Some(scenes.masks),
            shape: scenes.shape,
            starts,
            objects: scenes.objects.concat(),
            identities: identities.map(|identities| identities.concat()),
        }
    }
}
