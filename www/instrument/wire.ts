// Made from the Rust types of crates/instrument by `UPDATE_WIRE=1 cargo test wire`. Do not edit.

/**
 * A failure that a person can act on. It serialises as `{ code, values }`.
 */
export type InstrumentFailure = { "code": "ragged", "values": { values: number, dimensions: number, } } | { "code": "notFinite", "values": { point: number, dimension: number, value: number, } } | { "code": "noSuchClass", "values": { point: number, label: number, classes: number, } } | { "code": "labelCount", "values": { labels: number, points: number, } } | { "code": "tooFewPoints", "values": { what: string, points: number, least: number, } } | { "code": "tooFewClasses", "values": { what: string, classes: number, } } | { "code": "differentDimensions", "values": { found: number, expected: number, } } | { "code": "invalidArgument", "values": { argument: string, problem: string, } } | { "code": "outOfRange", "values": { name: string, value: number, least: number, most: number, } };
