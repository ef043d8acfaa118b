//! The layout of a diagram: a plan, with channels between the lanes that are wide enough for edges and their labels.

use super::boxes::{Direction, Rect, TextBox};
use super::graph::Graph;
use super::label;
use super::label::Label;
use super::plan::{DUMMY_SIZE, RoutingPlan};
use super::route;
use super::route::{EdgeKind, Positions, Route, RoutedEdge};

/// The distance between a lane's border and its nodes.
const LANE_PAD: f64 = 14.0;
/// How often channels are widened for labels at most.
const MAX_WIDENINGS: usize = 5;

/// A finished layout, with coordinates from 0.
pub(crate) struct DiagramLayout {
    pub(crate) direction: Direction,
    /// The rectangle of each lane, and its name.
    pub(crate) lanes: Vec<(Rect, TextBox)>,
    pub(crate) nodes: Vec<(Rect, TextBox)>,
    pub(crate) routes: Vec<Route>,
    pub(crate) labels: Vec<(Rect, TextBox)>,
    /// The whole size in `u` and `v`.
    pub(crate) size: (f64, f64),
}

/// The begin and the end of something in `u`.
type Span = (f64, f64);

/// A layout before it is moved to begin at 0 in `v`.
struct RawLayout {
    lanes: Vec<Span>,
    /// Where the last channel ends.
    end: f64,
    nodes: Vec<Rect>,
    routes: Vec<Route>,
    labels: Vec<Rect>,
}

/// Lays out a graph.
pub(crate) fn layout(graph: &Graph, direction: Direction) -> DiagramLayout {
    let plan = RoutingPlan::of(graph, direction);
    let mut extra = vec![0.0; graph.lanes.len()];
    let mut round = 0;
    loop {
        let (layout, tight) = plan.lay(&extra);
        if tight.is_empty() || round == MAX_WIDENINGS {
            return layout;
        }
        for k in tight {
            extra[k] += 20.0;
        }
        round += 1;
    }
}

impl RoutingPlan<'_> {
    /// The layout with channels widened by `extra`, and the channels that are still too narrow.
    fn lay(&self, extra: &[f64]) -> (DiagramLayout, Vec<usize>) {
        let (lanes, channels) = self.spans(extra);
        let nodes: Vec<Rect> = (0..self.nodes.len()).map(|i| self.node(i, lanes[self.lane_of[i]])).collect();
        let positions = Positions { lane_of: &self.lane_of, at: &self.at, nodes: &nodes, lanes: &lanes };
        let routes = route::routes(&self.edges, &positions);
        let sized = self.labels.iter().enumerate().filter_map(|(i, text)| Some((i, text.as_ref()?)));
        let labels: Vec<Label> = sized
            .map(|(edge, text)| Label { edge, size: self.direction.size(text), channel: self.channel(edge) })
            .collect();
        let (labels, tight) = label::place(&labels, &routes, &channels);
        let end = channels.last().map_or(0.0, |channel| channel.1);
        (self.finish(RawLayout { lanes, end, nodes, routes, labels }), tight)
    }

    fn node(&self, i: usize, lane: (f64, f64)) -> Rect {
        let size = self.direction.size(&self.nodes[i]);
        let u = match self.direction {
            Direction::Across => f64::midpoint(lane.0, lane.1),
            Direction::Down => lane.1 - LANE_PAD - size.0 / 2.0,
        };
        Rect::around((u, self.at[i]), size)
    }

    /// The channel in which an edge leaves its node; `None` for one that runs along its lane.
    fn channel(&self, edge: usize) -> Option<usize> {
        let edge = &self.edges[edge];
        let (from, to) = (self.lane_of[edge.from], self.lane_of[edge.to]);
        match edge.kind {
            EdgeKind::Along => None,
            _ if to < from => Some(from - 1),
            _ => Some(from),
        }
    }

    /// Where lanes, and the channels behind them, begin and end in `u`.
    fn spans(&self, extra: &[f64]) -> (Vec<Span>, Vec<Span>) {
        let (mut lanes, mut channels) = (Vec::new(), Vec::new());
        let mut u = 0.0;
        for (k, widening) in extra.iter().enumerate() {
            let lane = (u, u + self.depth(k));
            let channel = (lane.1, lane.1 + self.width(k) + widening);
            u = channel.1;
            lanes.push(lane);
            channels.push(channel);
        }
        (lanes, channels)
    }

    /// The size of a lane in `u`.
    fn depth(&self, k: usize) -> f64 {
        let sizes = self.nodes.iter().enumerate().filter(|(i, _)| self.lane_of[*i] == k);
        let nodes = sizes.map(|(_, text)| self.direction.size(text).0).fold(0.0, f64::max);
        let along =
            |(edge, _): &(&RoutedEdge, &Option<TextBox>)| edge.kind == EdgeKind::Along && self.lane_of[edge.from] == k;
        let labels = self.edges.iter().zip(&self.labels).filter(along).filter_map(|(_, text)| text.as_ref());
        let labels = labels.map(|text| self.direction.size(text).0).fold(0.0, f64::max);
        let name = self.direction.size(&self.names[k]).0;
        match self.direction {
            Direction::Across => nodes.max(labels).max(name) + 2.0 * LANE_PAD,
            Direction::Down => nodes.max(labels) + LANE_PAD + name + 12.0,
        }
    }

    /// The least width of the channel behind a lane.
    fn width(&self, k: usize) -> f64 {
        let (mut width, mut edges) = (0.0_f64, 0.0);
        for (i, edge) in self.edges.iter().enumerate() {
            let (a, b) = (self.lane_of[edge.from], self.lane_of[edge.to]);
            let label = self.labels[i].as_ref().filter(|_| self.channel(i) == Some(k));
            let label = label.map_or(0.0, |text| self.direction.size(text).0);
            match edge.kind {
                EdgeKind::Around(reach) if a == k => width = width.max(0.75 * reach + label / 2.0 + 8.0),
                EdgeKind::Through(_) if (a.min(b)..a.max(b)).contains(&k) => {
                    edges += 1.0;
                    width = width.max(label + 28.0);
                }
                _ => {}
            }
        }
        match edges {
            0.0 if k + 1 == self.graph.lanes.len() => width,
            0.0 => width.max(16.0),
            _ => width.max(36.0 + 4.0 * f64::min(edges, 6.0)),
        }
    }

    /// Moves everything to begin at 0 and puts lanes around their nodes.
    fn finish(&self, raw: RawLayout) -> DiagramLayout {
        let names = self.names.iter().map(|name| self.direction.size(name).1).fold(0.0, f64::max);
        let head = if self.direction == Direction::Across { names + 10.0 } else { 0.0 };
        let passes = || self.at.iter().map(|v| Rect { v0: v - DUMMY_SIZE, v1: v + DUMMY_SIZE, ..Rect::default() });
        let all = || raw.nodes.iter().chain(&raw.labels).copied().chain(passes());
        let top = all().map(|r| r.v0).fold(f64::INFINITY, f64::min) - LANE_PAD - head;
        let mut height = all().map(|r| r.v1).fold(0.0, f64::max) + LANE_PAD - top;
        if self.direction == Direction::Down {
            height = height.max(names + 2.0 * LANE_PAD);
        }
        let down = |r: Rect| Rect { v0: r.v0 - top, v1: r.v1 - top, ..r };
        let lane = |(u0, u1): Span| Rect { u0, u1, v0: 0.0, v1: height };
        let labelled = self.labels.iter().flatten().cloned();
        DiagramLayout {
            direction: self.direction,
            lanes: raw.lanes.into_iter().map(lane).zip(self.names.iter().cloned()).collect(),
            nodes: raw.nodes.into_iter().map(down).zip(self.nodes.iter().cloned()).collect(),
            routes: raw.routes.iter().map(|route| route.moved(-top)).collect(),
            labels: raw.labels.into_iter().map(down).zip(labelled).collect(),
            size: (raw.end, height),
        }
    }
}
