//! The two modules of a plan.

use std::collections::HashMap;

use anyhow::{Result, bail};
use walrus::ir::Value;
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalKind, ImportedFunction, Module, Table, ValType, passes,
};

use crate::plan::{LOAD, Plan, function_table, numbered};

/// What the rest calls the first file.
const FIRST: &str = "first";
/// The global of the first file that is not 0 once the rest is there.
const JOINED: &str = "joined";

impl Plan {
    /// The functions that come later; all else is imported from the first file, under the names of [`parts`].
    pub fn rest(&self, mut module: Module) -> Result<Module> {
        let (ids, numbers) = numbered(&module);
        let main = function_table(&module)?;
        grow(module.tables.get_mut(main), self.table);
        for (name, item) in parts(&module) {
            match item {
                ExportItem::Function(id) if self.later.contains(&numbers[&id]) => {}
                _ => import(&mut module, &name, item)?,
            }
        }
        module.start = None;
        for id in module.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
            module.exports.delete(id);
        }
        for id in module.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
            module.data.delete(id);
        }
        for id in module.elements.iter().map(|element| element.id()).collect::<Vec<_>>() {
            module.elements.delete(id);
        }
        let mut by_slot: Vec<(usize, FunctionId)> =
            self.slots.iter().map(|(&number, &slot)| (slot, ids[number])).collect();
        by_slot.sort_unstable_by_key(|&(slot, _)| slot);
        for run in by_slot.chunk_by(|(before, _), (after, _)| before + 1 == *after) {
            let offset = ConstExpr::Value(Value::I32(run[0].0 as i32));
            let items = ElementItems::Functions(run.iter().map(|&(_, id)| id).collect());
            let element = module.elements.add(ElementKind::Active { table: main, offset }, items);
            module.tables.get_mut(main).elem_segments.insert(element);
        }
        passes::gc::run(&mut module);
        Ok(module)
    }

    /// The functions that are called first, and in the place of each other one what calls it through the table.
    pub fn first(&self, mut module: Module, rest: &Module) -> Result<Module> {
        let (ids, _) = numbered(&module);
        let parts: HashMap<String, ExportItem> = parts(&module).into_iter().collect();
        let main = function_table(&module)?;
        grow(module.tables.get_mut(main), self.table);
        let load = module.exports.get_func(LOAD)?;
        module.exports.remove(LOAD)?;
        let joined =
            module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
        module.exports.add(JOINED, joined);
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
        builder.func_body().global_get(joined).if_else(
            None,
            |_| {},
            |absent| {
                absent.call(load);
            },
        );
        let join = builder.finish(Vec::new(), &mut module.funcs);
        for (&number, &slot) in &self.slots {
            let id = ids[number];
            let ty = module.funcs.get(id).ty();
            let (params, results) = module.types.params_results(ty);
            let (params, results) = (params.to_vec(), results.to_vec());
            let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
            let arguments: Vec<_> = params.iter().map(|&param| module.locals.add(param)).collect();
            let mut body = builder.func_body();
            body.call(join);
            for &argument in &arguments {
                body.local_get(argument);
            }
            body.i32_const(slot as i32).call_indirect(ty, main);
            module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
        }
        for import in rest.imports.iter() {
            module.exports.add(&import.name, parts[&import.name]);
        }
        passes::gc::run(&mut module);
        Ok(module)
    }
}

/// Makes something of a module what it takes from the first file.
fn import(module: &mut Module, name: &str, item: ExportItem) -> Result<()> {
    let imports = &mut module.imports;
    let before = match item {
        ExportItem::Function(id) => {
            let import = imports.add(FIRST, name, id);
            let function = module.funcs.get_mut(id);
            let kind = FunctionKind::Import(ImportedFunction { import, ty: function.ty() });
            match std::mem::replace(&mut function.kind, kind) {
                FunctionKind::Import(before) => Some(before.import),
                _ => None,
            }
        }
        ExportItem::Table(id) => {
            let table = module.tables.get_mut(id);
            table.elem_segments.clear();
            table.import.replace(imports.add(FIRST, name, id))
        }
        ExportItem::Memory(id) => {
            let memory = module.memories.get_mut(id);
            memory.data_segments.clear();
            memory.import.replace(imports.add(FIRST, name, id))
        }
        ExportItem::Global(id) => {
            let import = GlobalKind::Import(imports.add(FIRST, name, id));
            match std::mem::replace(&mut module.globals.get_mut(id).kind, import) {
                GlobalKind::Import(before) => Some(before),
                GlobalKind::Local(_) => None,
            }
        }
        ExportItem::Tag(_) => bail!("a module with tags is not parted"),
    };
    if let Some(before) = before {
        imports.delete(before);
    }
    Ok(())
}

/// What one file may give the other, under short names.
fn parts(module: &Module) -> Vec<(String, ExportItem)> {
    let functions = module
        .funcs
        .iter()
        .map(|f| ExportItem::Function(f.id()))
        .enumerate()
        .map(|(n, item)| (format!("~{n:x}"), item));
    let tables = module
        .tables
        .iter()
        .map(|t| ExportItem::Table(t.id()))
        .enumerate()
        .map(|(n, item)| (format!("~t{n}"), item));
    let memories = module
        .memories
        .iter()
        .map(|m| ExportItem::Memory(m.id()))
        .enumerate()
        .map(|(n, item)| (format!("~m{n}"), item));
    let globals = module
        .globals
        .iter()
        .map(|g| ExportItem::Global(g.id()))
        .enumerate()
        .map(|(n, item)| (format!("~g{n}"), item));
    functions.chain(tables).chain(memories).chain(globals).collect()
}

fn grow(table: &mut Table, size: usize) {
    table.initial = size as u64;
    table.maximum = table.maximum.map(|most| most.max(size as u64));
}
