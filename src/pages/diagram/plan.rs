//! The plan of a diagram: the sizes of things, their order and their positions along the lanes; all that does not
//! depend on how wide the channels between lanes are.
//!
//! It refuses to know the ways of edges.

use super::boxes;
use super::boxes::{Direction, Text};
use super::graph::Graph;
use super::order::Ordering;
use super::place::Placing;
use super::route;
use super::route::{PORT, Wire, WireKind};

/// Between neighbours in a lane.
const GAP: f64 = 18.0;
/// Between a node and an edge that passes it, and between two of these.
const PASS: f64 = 10.0;
/// The room that an edge takes in a lane it passes.
pub(crate) const PASSING: f64 = 8.0;

/// What does not change while channels are widened.
pub(crate) struct RoutingPlan<'a> {
    pub(crate) graph: &'a Graph<'a>,
    pub(crate) direction: Direction,
    /// The lane of each thing: the nodes, then the places that edges hold in lanes they pass.
    pub(crate) lane_of: Vec<usize>,
    pub(crate) wires: Vec<Wire>,
    pub(crate) nodes: Vec<Text>,
    /// The names of lanes.
    pub(crate) names: Vec<Text>,
    pub(crate) labels: Vec<Option<Text>>,
    /// The centre of each thing in `v`.
    pub(crate) at: Vec<f64>,
}

impl<'a> RoutingPlan<'a> {
    /// The plan of a graph.
    pub(crate) fn of(graph: &'a Graph<'a>, direction: Direction) -> Self {
        let mut lane_of: Vec<usize> = graph.nodes.iter().map(|node| node.lane).collect();
        let mut wires: Vec<Wire> = Vec::new();
        for edge in &graph.edges {
            let (a, b) = (lane_of[edge.from], lane_of[edge.to]);
            let first = lane_of.len();
            lane_of.extend(a.min(b) + 1..a.max(b));
            let between = (first..lane_of.len()).collect::<Vec<_>>();
            let between = if a < b { between } else { between.into_iter().rev().collect() };
            let kind = if a == b { WireKind::Around(0.0) } else { WireKind::Through(between) };
            wires.push(Wire { from: edge.from, to: edge.to, kind });
        }
        let mut plan = Self {
            graph,
            direction,
            lane_of,
            wires,
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

    /// From each thing to one in the next lane.
    fn links(&self) -> Vec<(usize, usize)> {
        let mut links = Vec::new();
        for wire in &self.wires {
            let WireKind::Through(between) = &wire.kind else { continue };
            let chain: Vec<usize> = [wire.from].iter().chain(between).chain(&[wire.to]).copied().collect();
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
        let same = |wire: &&Wire| wire.from != wire.to && self.lane_of[wire.from] == self.lane_of[wire.to];
        let within: Vec<_> = self.wires.iter().filter(same).map(|wire| (wire.from, wire.to)).collect();
        Ordering { lanes, links, within: &within }.improve()
    }

    /// Edges within a lane run along it between neighbours, one for each pair; the others bend around.
    fn bend(&mut self, order: &[Vec<usize>]) {
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for i in 0..self.wires.len() {
            let (from, to) = (self.wires[i].from, self.wires[i].to);
            if self.lane_of[from] != self.lane_of[to] {
                continue;
            }
            let pair = (from.min(to), from.max(to));
            let beside = |w: &[usize]| (w[0].min(w[1]), w[0].max(w[1])) == pair;
            let free = order[self.lane_of[from]].windows(2).any(beside) && !taken.contains(&pair);
            self.wires[i].kind = if free {
                taken.push(pair);
                WireKind::Along
            } else {
                let label = self.labels[i].as_ref().map_or(0.0, |text| self.direction.size(text).0);
                WireKind::Around((label / 2.0 + 8.0).max(20.0) / 0.75)
            };
        }
    }

    /// Makes nodes large enough for the edges that end at a side.
    fn stretch(&mut self) {
        let crowd = route::crowd(&self.wires, &self.lane_of, self.nodes.len());
        for (text, ends) in self.nodes.iter_mut().zip(crowd) {
            let least = ends * PORT + 4.0;
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
        let size = |item: usize| self.nodes.get(item).map_or(PASSING, |text| self.direction.size(text).1);
        let sizes: Vec<f64> = (0..self.lane_of.len()).map(size).collect();
        let along = |a: usize, b: usize| {
            let joins = |w: &Wire| w.kind == WireKind::Along && (w.from, w.to) == (a, b) || (w.from, w.to) == (b, a);
            self.wires.iter().position(joins)
        };
        let gap = |pair: &[usize]| match pair {
            [a, b] if self.nodes.get(*a).is_some() && self.nodes.get(*b).is_some() => along(*a, *b).map_or(GAP, |i| {
                let label = self.labels[i].as_ref().map_or(0.0, |text| self.direction.size(text).1);
                (label + 22.0).max(26.0)
            }),
            _ => PASS,
        };
        let gaps: Vec<Vec<f64>> = order.iter().map(|lane| lane.windows(2).map(gap).collect()).collect();
        // On a phone there is no width to spare.
        let slack = if self.direction == Direction::Across { 1.2 } else { 1.0 };
        Placing { lanes: order, sizes: &sizes, gaps: &gaps, links, slack }.place()
    }
}
