//! The ways of edges: out of a side of a node, across the channels between lanes in smooth curves, straight through
//! the lanes that lie between, into a side of another node. Lanes have room for each way, so none crosses a node.
//!
//! It refuses to know text.

use std::iter;

use super::boxes::Rect;

/// Between two ends at one side of a node.
pub(crate) const PORT: f64 = 20.0;
/// How near to the corner of a node an edge may end.
const CORNER: f64 = 8.0;
/// Into how many parts a leg is cut to see what it runs through.
const SAMPLES: u32 = 24;

/// What the way of an edge is like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum WireKind {
    /// From lane to lane, with the things of the lanes between that hold its place.
    Through(Vec<usize>),
    /// Between neighbours in a lane, along it.
    Along,
    /// Within a lane, around what lies between; the bend reaches this far into the channel.
    Around(f64),
}

/// An edge that is to be laid.
pub(crate) struct Wire {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) kind: WireKind,
}

/// Where things stand.
pub(crate) struct Ground<'a> {
    /// The lane of each thing.
    pub(crate) lane_of: &'a [usize],
    /// The centre of each thing in `v`.
    pub(crate) at: &'a [f64],
    /// The nodes, which are the first of the things.
    pub(crate) nodes: &'a [Rect],
    /// Where lanes begin and end in `u`.
    pub(crate) lanes: &'a [(f64, f64)],
}

/// The way of an edge.
#[derive(Clone, Debug, Default)]
pub(crate) struct Route {
    pub(crate) from: (f64, f64),
    pub(crate) legs: Vec<Leg>,
}

/// A part of a way.
#[derive(Clone, Debug)]
pub(crate) enum Leg {
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
    wire: usize,
    is_last: bool,
}

impl Curve {
    /// The point at a part of the way, 0 to 1.
    pub(crate) fn point(&self, t: f64) -> (f64, f64) {
        let s = 1.0 - t;
        let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
        let sum = |of: fn(&(f64, f64)) -> f64| self.points.iter().zip(weights).map(|(p, w)| of(p) * w).sum();
        (sum(|p| p.0), sum(|p| p.1))
    }
}

impl Leg {
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
        self.legs.iter().find_map(|leg| match leg {
            Leg::Curve(curve) if curve.channel == channel => Some(curve),
            _ => None,
        })
    }

    /// Points along the way, close enough to tell what it runs through.
    pub(crate) fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let starts = iter::once(self.from).chain(self.legs.iter().map(Leg::end));
        self.legs.iter().zip(starts).flat_map(|(leg, from)| {
            (0..=SAMPLES).map(move |i| {
                let t = f64::from(i) / f64::from(SAMPLES);
                match leg {
                    Leg::Line(to) => (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t),
                    Leg::Curve(curve) => curve.point(t),
                }
            })
        })
    }

    /// The same way, further along the lanes.
    pub(crate) fn moved(&self, by: f64) -> Self {
        let moved = |(u, v): (f64, f64)| (u, v + by);
        let leg = |leg: &Leg| match leg {
            Leg::Line(to) => Leg::Line(moved(*to)),
            Leg::Curve(curve) => Leg::Curve(Curve { channel: curve.channel, points: curve.points.map(moved) }),
        };
        Self { from: moved(self.from), legs: self.legs.iter().map(leg).collect() }
    }

    fn line(&mut self, to: (f64, f64)) {
        self.legs.push(Leg::Line(to));
    }

    fn curve_to(&mut self, channel: usize, from: (f64, f64), reach: f64, to: (f64, f64)) {
        let points = [from, (from.0 + reach, from.1), (to.0 - reach, to.1), to];
        self.legs.push(Leg::Curve(Curve { channel, points }));
    }
}

/// How many edges end at the fuller side of each of so many nodes.
pub(crate) fn crowd(wires: &[Wire], lane_of: &[usize], nodes: usize) -> Vec<f64> {
    let ends = ends(wires, lane_of, &vec![0.0; lane_of.len()]);
    let at = |node, side| ends.iter().filter(|e| e.node == node && e.side == side).map(|_| 1.0).sum::<f64>();
    (0..nodes).map(|node| at(node, Side::Before).max(at(node, Side::After))).collect()
}

/// The ways of all edges.
pub(crate) fn routes(wires: &[Wire], ground: &Ground) -> Vec<Route> {
    let ports = ports(wires, ground);
    wires.iter().zip(ports).map(|(wire, ports)| route(wire, ports, ground)).collect()
}

fn ends(wires: &[Wire], lane_of: &[usize], at: &[f64]) -> Vec<End> {
    let mut ends = Vec::new();
    for (i, wire) in wires.iter().enumerate() {
        let (first, last) = match &wire.kind {
            WireKind::Along => continue,
            WireKind::Around(_) => (wire.to, wire.from),
            WireKind::Through(between) => (*between.first().unwrap_or(&wire.to), *between.last().unwrap_or(&wire.from)),
        };
        for (node, toward, is_last) in [(wire.from, first, false), (wire.to, last, true)] {
            let side = if lane_of[toward] < lane_of[node] { Side::Before } else { Side::After };
            ends.push(End { node, side, toward: at[toward], wire: i, is_last });
        }
    }
    ends
}

/// Where each edge leaves and where it arrives, in `v`.
fn ports(wires: &[Wire], ground: &Ground) -> Vec<(f64, f64)> {
    let mut ends = ends(wires, ground.lane_of, ground.at);
    ends.sort_by(|a, b| {
        (a.node, a.side).cmp(&(b.node, b.side)).then(a.toward.total_cmp(&b.toward)).then(a.wire.cmp(&b.wire)).then(
            // A way around to the same node leaves above and comes back below.
            a.is_last.cmp(&b.is_last),
        )
    });
    let mut ports = vec![(0.0, 0.0); wires.len()];
    for side in ends.chunk_by(|a, b| (a.node, a.side) == (b.node, b.side)) {
        let rect = &ground.nodes[side[0].node];
        let last: f64 = side[1..].iter().map(|_| 1.0).sum();
        let step = PORT.min((rect.v1 - rect.v0 - 2.0 * CORNER).max(0.0) / last.max(1.0));
        let mut v = ground.at[side[0].node] - step * last / 2.0;
        for end in side {
            let port = &mut ports[end.wire];
            *(if end.is_last { &mut port.1 } else { &mut port.0 }) = v;
            v += step;
        }
    }
    ports
}

fn route(wire: &Wire, (from_v, to_v): (f64, f64), ground: &Ground) -> Route {
    let (from, to) = (&ground.nodes[wire.from], &ground.nodes[wire.to]);
    let lane = ground.lane_of[wire.from];
    match &wire.kind {
        WireKind::Along => {
            let u = f64::midpoint(from.u0.max(to.u0), from.u1.min(to.u1));
            let (start, end) = if from.v0 < to.v0 { (from.v1, to.v0) } else { (from.v0, to.v1) };
            Route { from: (u, start), legs: vec![Leg::Line((u, end))] }
        }
        WireKind::Around(reach) => {
            let edge = ground.lanes[lane].1;
            let mut route = Route { from: (from.u1, from_v), legs: Vec::new() };
            route.line((edge, from_v));
            let points = [(edge, from_v), (edge + reach, from_v), (edge + reach, to_v), (edge, to_v)];
            route.legs.push(Leg::Curve(Curve { channel: lane, points }));
            route.line((to.u1, to_v));
            route
        }
        WireKind::Through(between) => {
            let forward = lane < ground.lane_of[wire.to];
            let near = |rect: &Rect, leaving: bool| if forward == leaving { rect.u1 } else { rect.u0 };
            let side = |k: usize, leaving: bool| if forward == leaving { ground.lanes[k].1 } else { ground.lanes[k].0 };
            let mut route = Route { from: (near(from, true), from_v), legs: Vec::new() };
            let (mut k, mut v) = (lane, from_v);
            let stops = between.iter().map(|item| (ground.lane_of[*item], ground.at[*item]));
            for (next, next_v) in stops.chain([(ground.lane_of[wire.to], to_v)]) {
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
