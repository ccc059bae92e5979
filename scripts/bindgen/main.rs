//! `bindgen RAW FOLDER`: what `wasm-bindgen --target web --remove-name-section --remove-producers-section` makes of a raw
//! module. That tool also downloads and serves, with 254 crates to build where this has 43.

use anyhow::{Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [raw, folder] = arguments.as_slice() else { bail!("usage: bindgen RAW FOLDER") };
    Bindgen::new()
        .input_path(raw)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
}
