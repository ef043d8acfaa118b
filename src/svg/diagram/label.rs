//! Places the labels of edges: on the edge or beside it, in a channel, where they overlap neither one another nor, if
//! possible, another edge. Channels hold no nodes, so no label covers one.

use super::boxes::Rect;
use super::route::{PathSegment, Route};

/// The shares of an edge's path that are tried, the best first.
const PATH_SHARES: [f64; 9] = [0.5, 0.44, 0.56, 0.38, 0.62, 0.31, 0.69, 0.25, 0.75];
/// The distance between a label and the lanes.
const MARGIN: f64 = 3.0;

/// A label to place.
pub(crate) struct Label {
    pub(crate) edge: usize,
    /// Its size in `u` and `v`.
    pub(crate) size: (f64, f64),
    /// The channel it is in; `None` for one between two nodes of a lane.
    pub(crate) channel: Option<usize>,
}

/// The place of each label, and the channels that are too narrow for their labels.
pub(crate) fn place(labels: &[Label], routes: &[Route], channels: &[(f64, f64)]) -> (Vec<Rect>, Vec<usize>) {
    let samples: Vec<Vec<(f64, f64)>> = routes.iter().map(|route| route.points().collect()).collect();
    let mut places: Vec<Rect> = Vec::new();
    let mut tight = Vec::new();
    for label in labels {
        let options = options(label, &routes[label.edge], channels);
        let covered = |rect: &Rect| places.iter().filter(|other| rect.meets(other)).map(|_| 1.0).sum::<f64>();
        let crossed = |rect: &Rect| {
            let hit = |(i, path): &(usize, &Vec<(f64, f64)>)| *i != label.edge && path.iter().any(|p| rect.holds(*p));
            samples.iter().enumerate().filter(hit).map(|_| 1.0).sum::<f64>()
        };
        let cost = |(i, rect): &(f64, Rect)| 100.0 * covered(rect) + crossed(rect) + 0.03 * i;
        let best = options.iter().map(|option| (cost(option), option.1)).min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, mut rect)) = best else { continue };
        if covered(&rect) > 0.0 {
            tight.extend(label.channel);
            rect = aside(rect, &places);
        }
        places.push(rect);
    }
    (places, tight)
}

/// The possible places on the edge and beside it, each with its rank.
fn options(label: &Label, route: &Route, channels: &[(f64, f64)]) -> Vec<(f64, Rect)> {
    let Some((channel, curve)) = label.channel.and_then(|k| Some((channels[k], route.curve(k)?))) else {
        let to = route
            .segments
            .iter()
            .find_map(|segment| if let PathSegment::Line(to) = segment { Some(*to) } else { None });
        let to = to.unwrap_or(route.from);
        let middle = (f64::midpoint(route.from.0, to.0), f64::midpoint(route.from.1, to.1));
        return vec![(0.0, Rect::around(middle, label.size))];
    };
    let inside = |rect: &Rect| rect.u0 >= channel.0 + MARGIN && rect.u1 <= channel.1 - MARGIN;
    let beside = label.size.1 / 2.0 + MARGIN;
    let on = |t: f64, shift: f64| {
        let (u, v) = curve.point(t);
        Rect::around((u, v + shift), label.size)
    };
    let tries = [0.0, beside, -beside].into_iter().flat_map(|shift| PATH_SHARES.iter().map(move |t| (*t, shift)));
    let ranked = tries.scan(0.0, |rank, (t, shift)| {
        *rank += 1.0;
        Some((*rank, on(t, shift)))
    });
    let mut options: Vec<(f64, Rect)> = ranked.filter(|(_, rect)| inside(rect)).collect();
    if options.is_empty() {
        let middle = (f64::midpoint(channel.0, channel.1), curve.point(0.5).1);
        options.push((0.0, Rect::around(middle, label.size)));
    }
    options
}

/// The nearest place beside the others, along the channel.
fn aside(rect: Rect, places: &[Rect]) -> Rect {
    let moved = |by: f64| Rect { v0: rect.v0 + by, v1: rect.v1 + by, ..rect };
    let steps = std::iter::successors(Some(3.0), |by| Some(by + 3.0));
    let mut tries = steps.flat_map(|by| [moved(by), moved(-by)]);
    tries.find(|rect| !places.iter().any(|other| rect.meets(other))).unwrap_or(rect)
}
