use std::collections::BTreeMap;
use std::sync::Arc;

use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::unionfind::UnionFind;

use super::graph::Graph;
use crate::error::{Error, Result};
use crate::limits::check_coordinates;
use crate::points::Points;
use crate::sampling::squared_distance;
use crate::work::{PART, Work};

/// Makes a [`Graph`] of each point's neighbours. Where that lies in parts, each is linked to the largest by a bridge
/// between their two nearest points; finding these takes the time.
pub struct GraphWork {
    points: Arc<Points>,
    edges: Vec<(u32, u32, f32)>,
    parts: usize,
    /// Those of the largest part, and all others with their part.
    main: Vec<usize>,
    apart: Vec<(usize, usize)>,
    at: usize,
    /// Of each part, the shortest bridge so far.
    bridges: BTreeMap<usize, (u32, u32, f32)>,
}

impl GraphWork {
    /// Takes `[points, k]` indices of neighbours and the distances to them. Who is a neighbour of one that is not its
    /// own is linked all the same; a point itself is passed over.
    ///
    /// # Errors
    /// When there are no points, the lists do not come out even, an index has no point, a distance is negative or
    /// not finite, or a coordinate out of range.
    pub fn new(points: Arc<Points>, neighbours: &[u32], distances: &[f32]) -> Result<Self> {
        let count = points.len();
        if count == 0 {
            return Err(Error::TooFewPoints { what: "A graph of neighbours", points: 0, least: 1 });
        }
        check_coordinates(&points)?;
        let (found, expected) = (distances.len(), neighbours.len());
        if found != expected {
            return Err(Error::Count { what: "distances of neighbours", found, expected });
        }
        if !expected.is_multiple_of(count) {
            let even = expected.next_multiple_of(count);
            return Err(Error::Count { what: "neighbours", found: expected, expected: even });
        }
        let edges = edges(neighbours, distances, count)?;
        let mut united = UnionFind::<usize>::new(count);
        for &(from, to, _) in &edges {
            united.union(from as usize, to as usize);
        }
        let part_of = united.into_labeling();
        let mut sizes = BTreeMap::<usize, usize>::new();
        part_of.iter().for_each(|&part| *sizes.entry(part).or_default() += 1);
        // The first of equally large ones.
        let largest = sizes.iter().rev().max_by_key(|(_, size)| **size).map(|(&part, _)| part);
        let (main, apart): (Vec<_>, Vec<_>) =
            part_of.iter().copied().enumerate().partition(|&(_, part)| Some(part) == largest);
        let main = main.into_iter().map(|(point, _)| point).collect();
        let (parts, at, bridges) = (sizes.len(), 0, BTreeMap::new());
        Ok(Self { points, edges, parts, main, apart, at, bridges })
    }

    /// The nearest point of the largest part.
    fn bridge(&mut self, (point, part): (usize, usize)) {
        let own = self.points.point(point);
        let distance = |&other: &usize| (squared_distance(own, self.points.point(other)), other);
        let nearest = self.main.iter().map(distance).min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((squared, other)) = nearest else { return };
        let bridge = (point.min(other) as u32, point.max(other) as u32, squared.sqrt());
        let best = self.bridges.entry(part).or_insert(bridge);
        if bridge.2 < best.2 {
            *best = bridge;
        }
    }
}

impl Work for GraphWork {
    type Output = Graph;

    fn advance(&mut self) -> Result<Option<Graph>> {
        let cost = self.main.len() * self.points.dimensions();
        let end = self.apart.len().min(self.at + PART / cost + 1);
        for at in self.at..end {
            self.bridge(self.apart[at]);
        }
        self.at = end;
        if end < self.apart.len() {
            return Ok(None);
        }
        let mut nodes =
            UnGraph::with_capacity(self.points.len(), self.edges.len() + self.bridges.len());
        for _ in 0..self.points.len() {
            nodes.add_node(());
        }
        for &(from, to, length) in self.edges.iter().chain(self.bridges.values()) {
            nodes.add_edge(NodeIndex::new(from as usize), NodeIndex::new(to as usize), length);
        }
        Ok(Some(Graph { nodes, parts: self.parts }))
    }

    fn done(&self) -> f64 {
        self.at as f64 / self.apart.len().max(1) as f64
    }
}

/// Each pair of neighbours once, the lower first.
fn edges(neighbours: &[u32], distances: &[f32], points: usize) -> Result<Vec<(u32, u32, f32)>> {
    let each = neighbours.len() / points;
    let mut edges = Vec::with_capacity(neighbours.len());
    for (at, (&other, &distance)) in neighbours.iter().zip(distances).enumerate() {
        let own = (at / each) as u32;
        if other as usize >= points {
            return Err(Error::NoSuchPoint { point: other as usize, points });
        }
        if !(distance.is_finite() && distance >= 0.0) {
            return Err(Error::EdgeLength { edge: at, length: distance.into() });
        }
        if other != own {
            edges.push((own.min(other), own.max(other), distance));
        }
    }
    edges.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    edges.dedup_by_key(|edge| (edge.0, edge.1));
    Ok(edges)
}

#[cfg(test)]
mod tests {
    use super::super::{Edge, Path};
    use super::*;
    use crate::work::complete;

    fn graph(line: &[f32], neighbours: &[u32], distances: &[f32]) -> Result<Graph> {
        let points = Arc::new(Points::new(line.to_vec(), 1).unwrap());
        complete(GraphWork::new(points, neighbours, distances)?)
    }

    fn lengths(graph: &Graph) -> Vec<f64> {
        graph.edges().iter().map(|edge| edge.length.into()).collect()
    }

    #[test]
    fn neighbours_of_either_side_are_linked_once() {
        let graph = graph(&[0.0, 1.0, 3.0], &[1, 0, 1], &[1.0, 1.0, 2.0]).unwrap();
        let edge = |from, to, length| Edge { from, to, length };
        assert_eq!(graph.edges(), [edge(0, 1, 1.0), edge(1, 2, 2.0)]);
        assert_eq!(graph.parts(), 1);
    }

    #[test]
    fn the_price_of_edges_decides_the_way() {
        // A square 0, 1, 2, 3 of which each knows the next and the one across.
        let neighbours = [1, 2, 2, 3, 3, 0, 0, 1];
        let graph = graph(&[0.0; 4], &neighbours, &[1.0; 8]).unwrap();
        assert_eq!(graph.edges().len(), 6);
        let direct = graph.shortest(&[1.0; 6], 0, 2).unwrap();
        assert_eq!(direct, Path { points: vec![0, 2], length: 1.0, bridges: 0 });
        // Edges 01, 02, 03, 12, 13, 23.
        let round = graph.shortest(&[1.0, 9.0, 0.5, 1.0, 1.0, 0.25], 0, 2).unwrap();
        assert_eq!(round, Path { points: vec![0, 3, 2], length: 0.75, bridges: 0 });
        assert_eq!(graph.shortest(&[1.0; 6], 1, 1).unwrap().points, [1]);
    }

    #[test]
    fn parts_are_linked_where_they_are_nearest() {
        // 0 1 2 together, 10 11 apart, and one alone at -7.
        let line = [0.0, 1.0, 2.0, 10.0, 11.0, -7.0];
        let neighbours = [1, 2, 1, 4, 3, 5];
        let graph = graph(&line, &neighbours, &[1.0, 1.0, 1.0, 1.0, 1.0, 0.0]).unwrap();
        assert_eq!(graph.parts(), 3);
        let way = graph.shortest(&lengths(&graph), 5, 4).unwrap();
        assert_eq!(way, Path { points: vec![5, 0, 1, 2, 3, 4], length: 18.0, bridges: 2 });
    }

    #[test]
    fn equal_points_and_points_without_neighbours() {
        let equal = graph(&[1.0; 2], &[1, 0], &[0.0; 2]).unwrap();
        assert_eq!(equal.shortest(&[0.0], 0, 1).unwrap().length, 0.0);
        let bare = graph(&[0.0, 2.0, 5.0], &[], &[]).unwrap();
        assert_eq!(bare.shortest(&lengths(&bare), 1, 2).unwrap().points, [1, 0, 2]);
        let one = graph(&[0.0], &[], &[]).unwrap();
        assert_eq!(one.shortest(&[], 0, 0).unwrap().points, [0]);
    }

    #[test]
    fn lists_that_do_not_fit_are_refused() {
        let count = Error::Count { what: "distances of neighbours", found: 1, expected: 2 };
        assert_eq!(graph(&[0.0; 2], &[1, 0], &[1.0]).err(), Some(count));
        let missing = Error::NoSuchPoint { point: 2, points: 2 };
        assert_eq!(graph(&[0.0; 2], &[1, 2], &[1.0; 2]).err(), Some(missing));
        assert!(graph(&[0.0; 2], &[1], &[1.0]).is_err());
        assert!(graph(&[0.0; 2], &[1, 0], &[1.0, f32::NAN]).is_err());
        assert!(graph(&[], &[], &[]).is_err());
        let pair = graph(&[0.0; 2], &[1, 0], &[1.0; 2]).unwrap();
        let missing = Error::NoSuchPoint { point: 5, points: 2 };
        assert_eq!(pair.shortest(&[1.0], 0, 5), Err(missing));
        let negative = Error::EdgeLength { edge: 0, length: -1.0 };
        assert_eq!(pair.shortest(&[-1.0], 0, 1), Err(negative));
        assert!(pair.shortest(&[], 0, 1).is_err());
    }
}
