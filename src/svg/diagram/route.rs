//! Edge routing: out of a side of a node, across the channels between lanes in smooth curves, straight through the
//! lanes between, into a side of another node. Lanes have room for each edge, so none crosses a node.

use std::iter;

use super::boxes::Rect;

/// The distance between the ends of two edges at one side of a node.
pub(crate) const PORT_STEP: f64 = 20.0;
/// The least distance of an edge's end from the corner of a node.
const CORNER_MARGIN: f64 = 8.0;
/// How many points of a segment are looked at to see what it runs through.
const SEGMENT_SAMPLES: u32 = 24;

/// The kind of path that an edge takes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum EdgeKind {
    /// From lane to lane, with its dummy nodes in the lanes between.
    Through(Vec<usize>),
    /// Between neighbours in a lane, along it.
    Along,
    /// Within a lane, around the nodes between; the bend extends this far into the channel.
    Around(f64),
}

/// An edge to route.
pub(crate) struct RoutedEdge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) kind: EdgeKind,
}

/// The positions of all items and lanes.
pub(crate) struct Positions<'a> {
    /// The lane of each item.
    pub(crate) lane_of: &'a [usize],
    /// The centre of each item in `v`.
    pub(crate) at: &'a [f64],
    /// The nodes, which are the first items.
    pub(crate) nodes: &'a [Rect],
    /// The begin and the end of each lane in `u`.
    pub(crate) lanes: &'a [(f64, f64)],
}

/// The path of an edge.
#[derive(Clone, Debug, Default)]
pub(crate) struct Route {
    pub(crate) from: (f64, f64),
    pub(crate) segments: Vec<PathSegment>,
}

/// A part of a path.
#[derive(Clone, Debug)]
pub(crate) enum PathSegment {
    Line((f64, f64)),
    Curve(Curve),
}

/// A cubic curve in the channel that follows a lane.
#[derive(Clone, Debug)]
pub(crate) struct Curve {
    pub(crate) channel: usize,
    pub(crate) points: [(f64, f64); 4],
}

/// The side of a node that an edge ends at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Before,
    After,
}

struct End {
    node: usize,
    side: Side,
    /// Where the edge comes from, for the order at the side.
    toward: f64,
    edge: usize,
    is_last: bool,
}

impl Curve {
    /// The point at a share of the curve, 0 to 1.
    pub(crate) fn point(&self, t: f64) -> (f64, f64) {
        let s = 1.0 - t;
        let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
        let sum = |of: fn(&(f64, f64)) -> f64| self.points.iter().zip(weights).map(|(p, w)| of(p) * w).sum();
        (sum(|p| p.0), sum(|p| p.1))
    }
}

impl PathSegment {
    fn end(&self) -> (f64, f64) {
        match self {
            Self::Line(to) => *to,
            Self::Curve(curve) => curve.points[3],
        }
    }
}

impl Route {
    /// The curve in a channel.
    pub(crate) fn curve(&self, channel: usize) -> Option<&Curve> {
        self.segments.iter().find_map(|segment| match segment {
            PathSegment::Curve(curve) if curve.channel == channel => Some(curve),
            _ => None,
        })
    }

    /// Points along the path, close enough to tell what it runs through.
    pub(crate) fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let starts = iter::once(self.from).chain(self.segments.iter().map(PathSegment::end));
        self.segments.iter().zip(starts).flat_map(|(segment, from)| {
            (0..=SEGMENT_SAMPLES).map(move |i| {
                let t = f64::from(i) / f64::from(SEGMENT_SAMPLES);
                match segment {
                    PathSegment::Line(to) => (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t),
                    PathSegment::Curve(curve) => curve.point(t),
                }
            })
        })
    }

    /// The path moved along the lanes.
    pub(crate) fn moved(&self, by: f64) -> Self {
        let moved = |(u, v): (f64, f64)| (u, v + by);
        let segment = |segment: &PathSegment| match segment {
            PathSegment::Line(to) => PathSegment::Line(moved(*to)),
            PathSegment::Curve(curve) => {
                PathSegment::Curve(Curve { channel: curve.channel, points: curve.points.map(moved) })
            }
        };
        Self { from: moved(self.from), segments: self.segments.iter().map(segment).collect() }
    }

    fn line(&mut self, to: (f64, f64)) {
        self.segments.push(PathSegment::Line(to));
    }

    fn curve_to(&mut self, channel: usize, from: (f64, f64), reach: f64, to: (f64, f64)) {
        let points = [from, (from.0 + reach, from.1), (to.0 - reach, to.1), to];
        self.segments.push(PathSegment::Curve(Curve { channel, points }));
    }
}

/// The number of edges at the fuller side of each of the first `nodes` items.
pub(crate) fn crowd(edges: &[RoutedEdge], lane_of: &[usize], nodes: usize) -> Vec<f64> {
    let ends = ends(edges, lane_of, &vec![0.0; lane_of.len()]);
    let at = |node, side| ends.iter().filter(|e| e.node == node && e.side == side).map(|_| 1.0).sum::<f64>();
    (0..nodes).map(|node| at(node, Side::Before).max(at(node, Side::After))).collect()
}

/// The paths of all edges.
pub(crate) fn routes(edges: &[RoutedEdge], positions: &Positions) -> Vec<Route> {
    let ports = ports(edges, positions);
    edges.iter().zip(ports).map(|(edge, ports)| route(edge, ports, positions)).collect()
}

fn ends(edges: &[RoutedEdge], lane_of: &[usize], at: &[f64]) -> Vec<End> {
    let mut ends = Vec::new();
    for (i, edge) in edges.iter().enumerate() {
        let (first, last) = match &edge.kind {
            EdgeKind::Along => continue,
            EdgeKind::Around(_) => (edge.to, edge.from),
            EdgeKind::Through(between) => (*between.first().unwrap_or(&edge.to), *between.last().unwrap_or(&edge.from)),
        };
        for (node, toward, is_last) in [(edge.from, first, false), (edge.to, last, true)] {
            let side = if lane_of[toward] < lane_of[node] { Side::Before } else { Side::After };
            ends.push(End { node, side, toward: at[toward], edge: i, is_last });
        }
    }
    ends
}

/// Where each edge leaves and where it arrives, in `v`.
fn ports(edges: &[RoutedEdge], positions: &Positions) -> Vec<(f64, f64)> {
    let mut ends = ends(edges, positions.lane_of, positions.at);
    ends.sort_by(|a, b| {
        (a.node, a.side).cmp(&(b.node, b.side)).then(a.toward.total_cmp(&b.toward)).then(a.edge.cmp(&b.edge)).then(
            // A loop leaves above and comes back below.
            a.is_last.cmp(&b.is_last),
        )
    });
    let mut ports = vec![(0.0, 0.0); edges.len()];
    for side in ends.chunk_by(|a, b| (a.node, a.side) == (b.node, b.side)) {
        let rect = &positions.nodes[side[0].node];
        let last: f64 = side[1..].iter().map(|_| 1.0).sum();
        let step = PORT_STEP.min((rect.v1 - rect.v0 - 2.0 * CORNER_MARGIN).max(0.0) / last.max(1.0));
        let mut v = positions.at[side[0].node] - step * last / 2.0;
        for end in side {
            let port = &mut ports[end.edge];
            *(if end.is_last { &mut port.1 } else { &mut port.0 }) = v;
            v += step;
        }
    }
    ports
}

fn route(edge: &RoutedEdge, (from_v, to_v): (f64, f64), positions: &Positions) -> Route {
    let (from, to) = (&positions.nodes[edge.from], &positions.nodes[edge.to]);
    let lane = positions.lane_of[edge.from];
    match &edge.kind {
        EdgeKind::Along => {
            let u = f64::midpoint(from.u0.max(to.u0), from.u1.min(to.u1));
            let (start, end) = if from.v0 < to.v0 { (from.v1, to.v0) } else { (from.v0, to.v1) };
            Route { from: (u, start), segments: vec![PathSegment::Line((u, end))] }
        }
        EdgeKind::Around(reach) => {
            let border = positions.lanes[lane].1;
            let mut route = Route { from: (from.u1, from_v), segments: Vec::new() };
            route.line((border, from_v));
            let points = [(border, from_v), (border + reach, from_v), (border + reach, to_v), (border, to_v)];
            route.segments.push(PathSegment::Curve(Curve { channel: lane, points }));
            route.line((to.u1, to_v));
            route
        }
        EdgeKind::Through(between) => {
            let forward = lane < positions.lane_of[edge.to];
            let near = |rect: &Rect, leaving: bool| if forward == leaving { rect.u1 } else { rect.u0 };
            let side =
                |k: usize, leaving: bool| if forward == leaving { positions.lanes[k].1 } else { positions.lanes[k].0 };
            let mut route = Route { from: (near(from, true), from_v), segments: Vec::new() };
            let (mut k, mut v) = (lane, from_v);
            let stops = between.iter().map(|item| (positions.lane_of[*item], positions.at[*item]));
            for (next, next_v) in stops.chain([(positions.lane_of[edge.to], to_v)]) {
                let (a, b) = ((side(k, true), v), (side(next, false), next_v));
                route.line(a);
                route.curve_to(k.min(next), a, (b.0 - a.0) / 2.0, b);
                (k, v) = (next, next_v);
            }
            route.line((near(to, false), to_v));
            route
        }
    }
}
