use petgraph::algo::astar;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use serde::Serialize;

use crate::error::{Error, Result};

/// Two points that are neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Edge {
    /// The points, the lower first.
    pub from: u32,
    #[allow(missing_docs, reason = "said with `from`")]
    pub to: u32,
    /// Their distance in the space.
    pub length: f32,
}

/// A way from point to point.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Path {
    /// The points passed, both ends among them.
    pub points: Vec<u32>,
    /// Of all its edges.
    pub length: f64,
    /// How many of its edges are no neighbours', but link parts that lie apart: there the way leaves the data.
    pub bridges: usize,
}

/// A connected, undirected graph of neighbours.
#[derive(Debug, Clone)]
pub struct Graph {
    pub(super) nodes: UnGraph<(), f32>,
    /// In how many parts it lay before bridges linked them.
    pub(super) parts: usize,
}

impl Graph {
    /// Of so many points and their edges, `from, to` after the other, as [`edges`](Self::edges) gave them, with what
    /// [`parts`](Self::parts) said.
    ///
    /// # Errors
    /// When an edge has one end alone, or an end that no point is.
    pub fn of(points: usize, edges: &[u32], parts: usize) -> Result<Self> {
        let (pairs, rest) = edges.as_chunks::<2>();
        if !rest.is_empty() {
            let (found, expected) = (edges.len(), edges.len() + 1);
            return Err(Error::Count { what: "ends of edges", found, expected });
        }
        if let Some(&point) = edges.iter().find(|&&point| point as usize >= points) {
            return Err(Error::NoSuchPoint { point: point as usize, points });
        }
        let mut nodes = UnGraph::with_capacity(points, pairs.len());
        for _ in 0..points {
            nodes.add_node(());
        }
        for &[from, to] in pairs {
            nodes.add_edge(NodeIndex::new(from as usize), NodeIndex::new(to as usize), 0.0);
        }
        Ok(Self { nodes, parts })
    }

    /// In how many parts the points lie; one bridge less was added, after all other edges.
    pub fn parts(&self) -> usize {
        self.parts
    }

    /// All edges, each once, in an order that stays.
    pub fn edges(&self) -> Vec<Edge> {
        let edges = self.nodes.raw_edges().iter();
        edges
            .map(|edge| Edge {
                from: edge.source().index() as u32,
                to: edge.target().index() as u32,
                length: edge.weight,
            })
            .collect()
    }

    /// The shortest way between two points (Dijkstra), where the edges are so long as `lengths` says, in the order of
    /// [`edges`](Self::edges).
    ///
    /// # Errors
    /// When there is no such point, there is not one length an edge, or one is negative or not finite.
    pub fn shortest(&self, lengths: &[f64], from: usize, to: usize) -> Result<Path> {
        let (found, expected) = (lengths.len(), self.nodes.edge_count());
        if found != expected {
            return Err(Error::Count { what: "lengths of edges", found, expected });
        }
        let wrong = |length: &f64| !(length.is_finite() && *length >= 0.0);
        if let Some(edge) = lengths.iter().position(wrong) {
            return Err(Error::EdgeLength { edge, length: lengths[edge] });
        }
        let points = self.nodes.node_count();
        if let Some(&point) = [from, to].iter().find(|&&point| point >= points) {
            return Err(Error::NoSuchPoint { point, points });
        }
        let (from, to) = (NodeIndex::new(from), NodeIndex::new(to));
        let length = |edge: petgraph::graph::EdgeReference<'_, f32>| lengths[edge.id().index()];
        let way = astar(&self.nodes, from, |node| node == to, length, |_| 0.0);
        let Some((length, nodes)) = way else {
            return Err(Error::NoWay { from: from.index(), to: to.index() });
        };
        let first_bridge = (expected + 1).saturating_sub(self.parts);
        let steps = nodes.windows(2).filter_map(|step| self.nodes.find_edge(step[0], step[1]));
        let bridges = steps.filter(|edge| edge.index() >= first_bridge).count();
        Ok(Path { points: nodes.iter().map(|node| node.index() as u32).collect(), length, bridges })
    }
}
