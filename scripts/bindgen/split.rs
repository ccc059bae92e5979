//! A module in two files: the functions that a first training calls, and the rest, which joins them later.
//!
//! `split probe MODULE OUT`: the module, which notes in a global of its own for each function whether it was called.
//! `split part MODULE CALLED FIRST REST`: the two files; CALLED has the numbers of those called, one a line.
//!
//! Both files share one memory, one table and all globals, so there is one state, whichever function is where. In the
//! first file a function of the rest is a few bytes long: it asks for the rest where that has not come
//! (`__load_rest`, see src/bindings/rest.rs), and calls it through the table, where the rest puts itself.

mod halves;
mod plan;

use std::collections::HashSet;
use std::fs;

use anyhow::{Context, Result, bail};
use walrus::ir::Value;
use walrus::{ConstExpr, FunctionId, Module, ModuleConfig, ValType};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["probe", module, out] => probe(module, out),
        ["part", module, called, first, rest] => part(module, called, first, rest),
        _ => bail!("usage: split probe MODULE OUT | split part MODULE CALLED FIRST REST"),
    }
}

fn read(path: &str) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config.parse_file(path).with_context(|| format!("{path} can't be read"))
}

/// Those that have a body, in the order in which they are numbered.
fn locals(module: &Module) -> Vec<FunctionId> {
    module.funcs.iter_local().map(|(id, _)| id).collect()
}

fn probe(path: &str, out: &str) -> Result<()> {
    let mut module = read(path)?;
    for (number, id) in locals(&module).into_iter().enumerate() {
        let called =
            module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
        module.exports.add(&format!("called{number}"), called);
        let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
        let entry = function.entry_block();
        function.builder_mut().instr_seq(entry).const_at(0, Value::I32(1)).global_set_at(1, called);
    }
    module.emit_wasm_file(out)
}

fn part(path: &str, called: &str, first: &str, rest: &str) -> Result<()> {
    let called = fs::read_to_string(called)?;
    let called: HashSet<usize> =
        called.lines().map(str::parse).collect::<Result<_, _>>().context("a number a line")?;
    let whole = read(path)?;
    let called = locals(&whole)
        .into_iter()
        .enumerate()
        .filter(|(number, _)| called.contains(number))
        .map(|(_, id)| id);
    let plan = plan::Plan::new(&whole, called)?;
    let mut rest_module = plan.rest(read(path)?)?;
    plan.first(read(path)?, &rest_module)?.emit_wasm_file(first)?;
    rest_module.emit_wasm_file(rest)
}
