//! Which functions come later. A function is known by its number, which is the same whenever the whole module is read.

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::{Context, Result, bail};
use walrus::ir::{Call, RefFunc, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, Element, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, Module,
    RefType, TableId,
};

/// The export that asks for the rest.
pub const LOAD: &str = "__load_rest";
/// Called by helpers, or after the end: no first training shows it.
const ALWAYS: [&str; 4] = [LOAD, "help", "failToHelp", "refusedBytes"];

pub struct Plan {
    /// The functions of the rest.
    pub later: HashSet<usize>,
    /// Those of them that the first file calls, and their places in the table.
    pub slots: BTreeMap<usize, usize>,
    /// How large the table is with them.
    pub table: usize,
}

impl Plan {
    pub fn new(whole: &Module, called: impl Iterator<Item = FunctionId>) -> Result<Self> {
        let (ids, numbers) = numbered(whole);
        let mut kept: HashSet<FunctionId> = called.collect();
        let exported = |name: &&str| whole.exports.get_func(name).ok();
        let always: Vec<_> = ALWAYS.iter().filter_map(exported).chain(whole.start).collect();
        // Parts of memory that are copied by a function are in the first file alone.
        let copying = whole
            .funcs
            .iter_local()
            .filter(|(_, f)| !f.used_data_segments().is_empty())
            .map(|(id, _)| id);
        let mut open: Vec<_> = always.into_iter().chain(copying).collect();
        while let Some(id) = open.pop() {
            if kept.insert(id) {
                open.extend(callees(whole, id));
            }
        }
        let later = whole.funcs.iter_local().map(|(id, _)| id).filter(|id| !kept.contains(id));
        let later: HashSet<usize> = later.map(|id| numbers[&id]).collect();

        let mut slots = BTreeMap::new();
        for element in whole.elements.iter() {
            let Some(offset) = offset(element) else { continue };
            for (place, id) in entries(element).into_iter().enumerate() {
                if let Some(number) =
                    id.map(|id| numbers[&id]).filter(|number| later.contains(number))
                {
                    slots.insert(number, offset + place);
                }
            }
        }
        let mut table = whole.tables.get(function_table(whole)?).initial as usize;
        let exported = whole.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(id) => Some(id),
            _ => None,
        });
        let called = kept.iter().flat_map(|&id| callees(whole, id)).chain(exported);
        let mut called: Vec<usize> =
            called.map(|id| numbers[&id]).filter(|number| later.contains(number)).collect();
        called.sort_unstable();
        for number in called {
            slots.entry(number).or_insert_with(|| {
                table += 1;
                table - 1
            });
        }
        println!("{} functions of {} come later", later.len(), ids.len());
        Ok(Self { later, slots, table })
    }
}

/// All functions, and the number of each.
pub fn numbered(module: &Module) -> (Vec<FunctionId>, HashMap<FunctionId, usize>) {
    let ids: Vec<_> = module.funcs.iter().map(|function| function.id()).collect();
    let numbers = ids.iter().enumerate().map(|(number, &id)| (id, number)).collect();
    (ids, numbers)
}

pub fn function_table(module: &Module) -> Result<TableId> {
    let mut tables = module.tables.iter().filter(|table| table.element_ty == RefType::FUNCREF);
    let table = tables.next().context("a table of functions")?.id();
    if tables.next().is_some() {
        bail!("more than one table of functions");
    }
    Ok(table)
}

/// Where a segment lies in the table.
fn offset(element: &Element) -> Option<usize> {
    match element.kind {
        ElementKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } => {
            Some(offset as usize)
        }
        _ => None,
    }
}

fn entries(element: &Element) -> Vec<Option<FunctionId>> {
    match &element.items {
        ElementItems::Functions(ids) => ids.iter().map(|&id| Some(id)).collect(),
        ElementItems::Expressions(_, expressions) => {
            let function = |expression: &ConstExpr| match expression {
                ConstExpr::RefFunc(id) => Some(*id),
                _ => None,
            };
            expressions.iter().map(function).collect()
        }
    }
}

/// The functions that one names.
fn callees(module: &Module, id: FunctionId) -> Vec<FunctionId> {
    struct Callees(Vec<FunctionId>);
    impl<'a> Visitor<'a> for Callees {
        fn visit_call(&mut self, call: &Call) {
            self.0.push(call.func);
        }
        fn visit_ref_func(&mut self, named: &RefFunc) {
            self.0.push(named.func);
        }
    }
    let mut found = Callees(Vec::new());
    if let FunctionKind::Local(function) = &module.funcs.get(id).kind {
        dfs_in_order(&mut found, function, function.entry_block());
    }
    found.0
}
