use js_sys::Reflect;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A plain object for JavaScript; what is absent becomes `null`.
///
/// # Panics
/// For a map with keys that are no texts, or a whole number past 2^53: no type that crosses has one.
pub fn write<T: Serialize + ?Sized>(value: &T) -> JsValue {
    let serializer =
        Serializer::new().serialize_maps_as_objects(true).serialize_missing_as_null(true);
    value.serialize(&serializer).expect("what crosses has names and numbers that JavaScript has")
}

/// The object with one more member.
pub fn set(object: JsValue, name: &str, value: impl Into<JsValue>) -> JsValue {
    // A plain object takes any member.
    let _ = Reflect::set(&object, &name.into(), &value.into());
    object
}
