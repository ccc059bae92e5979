//! Ways along the data: shortest paths on a graph of neighbours, whose edges may be priced by what a step along them
//! changes in the decoded image.

mod graph;
mod link;

pub use graph::{Edge, Graph, Path};
pub use link::GraphWork;
