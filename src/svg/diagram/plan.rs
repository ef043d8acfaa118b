//! The plan of a diagram: the sizes of items, their order and their positions along the lanes; everything that does
//! not depend on the width of the channels between lanes.

use super::boxes;
use super::boxes::{Direction, TextBox};
use super::coordinates::CoordinateAssignment;
use super::crossings::CrossingReduction;
use super::graph::Graph;
use super::route;
use super::route::{EdgeKind, PORT_STEP, RoutedEdge};

/// The distance between neighbours in a lane.
const NODE_GAP: f64 = 18.0;
/// The distance between a node and an edge that passes it, and between two such edges.
const EDGE_GAP: f64 = 10.0;
/// The size along a lane of the dummy node of an edge that passes it.
pub(crate) const DUMMY_SIZE: f64 = 8.0;

/// The part of a layout that does not change while channels are widened.
pub(crate) struct RoutingPlan<'a> {
    pub(crate) graph: &'a Graph<'a>,
    pub(crate) direction: Direction,
    /// The lane of each item: the nodes, then the dummy nodes of edges in lanes they pass.
    pub(crate) lane_of: Vec<usize>,
    pub(crate) edges: Vec<RoutedEdge>,
    pub(crate) nodes: Vec<TextBox>,
    /// The names of lanes.
    pub(crate) names: Vec<TextBox>,
    pub(crate) labels: Vec<Option<TextBox>>,
    /// The centre of each item in `v`.
    pub(crate) at: Vec<f64>,
}

impl<'a> RoutingPlan<'a> {
    /// The plan of a graph.
    pub(crate) fn of(graph: &'a Graph<'a>, direction: Direction) -> Self {
        let mut lane_of: Vec<usize> = graph.nodes.iter().map(|node| node.lane).collect();
        let mut edges: Vec<RoutedEdge> = Vec::new();
        for edge in &graph.edges {
            let (a, b) = (lane_of[edge.from], lane_of[edge.to]);
            let first = lane_of.len();
            lane_of.extend(a.min(b) + 1..a.max(b));
            let between = (first..lane_of.len()).collect::<Vec<_>>();
            let between = if a < b { between } else { between.into_iter().rev().collect() };
            let kind = if a == b { EdgeKind::Around(0.0) } else { EdgeKind::Through(between) };
            edges.push(RoutedEdge { from: edge.from, to: edge.to, kind });
        }
        let mut plan = Self {
            graph,
            direction,
            lane_of,
            edges,
            nodes: boxes::nodes(graph, direction),
            names: Vec::new(),
            labels: graph.edges.iter().map(|edge| boxes::label(edge.label)).collect(),
            at: Vec::new(),
        };
        let links = plan.links();
        let order = plan.order(&links);
        plan.bend(&order);
        plan.stretch();
        plan.name_lanes();
        plan.at = plan.place(&order, &links);
        plan
    }

    /// From each item to one in the next lane.
    fn links(&self) -> Vec<(usize, usize)> {
        let mut links = Vec::new();
        for edge in &self.edges {
            let EdgeKind::Through(between) = &edge.kind else { continue };
            let chain: Vec<usize> = [edge.from].iter().chain(between).chain(&[edge.to]).copied().collect();
            links.extend(chain.windows(2).map(|pair| {
                let [a, b] = [pair[0], pair[1]];
                if self.lane_of[a] < self.lane_of[b] { (a, b) } else { (b, a) }
            }));
        }
        links
    }

    fn order(&self, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
        let mut lanes = vec![Vec::new(); self.graph.lanes.len()];
        self.lane_of.iter().enumerate().for_each(|(item, lane)| lanes[*lane].push(item));
        let same = |edge: &&RoutedEdge| edge.from != edge.to && self.lane_of[edge.from] == self.lane_of[edge.to];
        let within: Vec<_> = self.edges.iter().filter(same).map(|edge| (edge.from, edge.to)).collect();
        CrossingReduction { lanes, links, within: &within }.improve()
    }

    /// Edges within a lane run along it between neighbours, one for each pair; the others bend around.
    fn bend(&mut self, order: &[Vec<usize>]) {
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for i in 0..self.edges.len() {
            let (from, to) = (self.edges[i].from, self.edges[i].to);
            if self.lane_of[from] != self.lane_of[to] {
                continue;
            }
            let pair = (from.min(to), from.max(to));
            let beside = |w: &[usize]| (w[0].min(w[1]), w[0].max(w[1])) == pair;
            let free = order[self.lane_of[from]].windows(2).any(beside) && !taken.contains(&pair);
            self.edges[i].kind = if free {
                taken.push(pair);
                EdgeKind::Along
            } else {
                let label = self.labels[i].as_ref().map_or(0.0, |text| self.direction.size(text).0);
                EdgeKind::Around((label / 2.0 + 8.0).max(20.0) / 0.75)
            };
        }
    }

    /// Makes nodes large enough for the edges that end at a side.
    fn stretch(&mut self) {
        let crowd = route::crowd(&self.edges, &self.lane_of, self.nodes.len());
        for (text, ends) in self.nodes.iter_mut().zip(crowd) {
            let least = ends * PORT_STEP + 4.0;
            match self.direction {
                Direction::Across => text.height = text.height.max(least),
                Direction::Down => text.width = text.width.max(least),
            }
        }
    }

    fn name_lanes(&mut self) {
        let width = |k: usize| {
            let nodes = self.graph.nodes.iter().zip(&self.nodes).filter(|(node, _)| node.lane == k);
            nodes.map(|(_, text)| text.width).fold(72.0, f64::max)
        };
        let most = |k| if self.direction == Direction::Across { width(k) } else { 300.0 };
        let name = |(k, name): (usize, &&str)| boxes::lane(name, most(k)).unwrap_or_default();
        self.names = self.graph.lanes.iter().enumerate().map(name).collect();
    }

    fn place(&self, order: &[Vec<usize>], links: &[(usize, usize)]) -> Vec<f64> {
        let size = |item: usize| self.nodes.get(item).map_or(DUMMY_SIZE, |text| self.direction.size(text).1);
        let sizes: Vec<f64> = (0..self.lane_of.len()).map(size).collect();
        let along = |a: usize, b: usize| {
            let joins =
                |w: &RoutedEdge| w.kind == EdgeKind::Along && (w.from, w.to) == (a, b) || (w.from, w.to) == (b, a);
            self.edges.iter().position(joins)
        };
        let gap = |pair: &[usize]| match pair {
            [a, b] if self.nodes.get(*a).is_some() && self.nodes.get(*b).is_some() => {
                along(*a, *b).map_or(NODE_GAP, |i| {
                    let label = self.labels[i].as_ref().map_or(0.0, |text| self.direction.size(text).1);
                    (label + 22.0).max(26.0)
                })
            }
            _ => EDGE_GAP,
        };
        let gaps: Vec<Vec<f64>> = order.iter().map(|lane| lane.windows(2).map(gap).collect()).collect();
        // On a phone there is no width to spare.
        let slack = if self.direction == Direction::Across { 1.2 } else { 1.0 };
        CoordinateAssignment { lanes: order, sizes: &sizes, gaps: &gaps, links, slack }.place()
    }
}
