//! Where labels stand: on their edge or beside it, in a channel, where they cover neither one another nor, if it can be helped,
//! another edge. Channels hold no nodes, so a label covers none.
//!
//! It refuses to know text; a label is a size.

use super::boxes::Rect;
use super::route::{Leg, Route};

/// Parts of the way that are tried, the best first.
const TRIES: [f64; 9] = [0.5, 0.44, 0.56, 0.38, 0.62, 0.31, 0.69, 0.25, 0.75];
/// Between a label and the lanes.
const AIR: f64 = 3.0;

/// A label that is to be placed.
pub(crate) struct Label {
    pub(crate) edge: usize,
    /// Its size in `u` and `v`.
    pub(crate) size: (f64, f64),
    /// The channel it stands in; none for one that stands between two nodes of a lane.
    pub(crate) channel: Option<usize>,
}

/// The place of each label, and the channels that were too narrow for theirs to stand apart.
pub(crate) fn place(labels: &[Label], routes: &[Route], channels: &[(f64, f64)]) -> (Vec<Rect>, Vec<usize>) {
    let samples: Vec<Vec<(f64, f64)>> = routes.iter().map(|route| route.points().collect()).collect();
    let mut places: Vec<Rect> = Vec::new();
    let mut tight = Vec::new();
    for label in labels {
        let options = options(label, &routes[label.edge], channels);
        let covered = |rect: &Rect| places.iter().filter(|other| rect.meets(other)).map(|_| 1.0).sum::<f64>();
        let crossed = |rect: &Rect| {
            let hit = |(i, way): &(usize, &Vec<(f64, f64)>)| *i != label.edge && way.iter().any(|p| rect.holds(*p));
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

/// The places on its edge and beside it, with how far down the list each is.
fn options(label: &Label, route: &Route, channels: &[(f64, f64)]) -> Vec<(f64, Rect)> {
    let Some((channel, curve)) = label.channel.and_then(|k| Some((channels[k], route.curve(k)?))) else {
        let to = route.legs.iter().find_map(|leg| if let Leg::Line(to) = leg { Some(*to) } else { None });
        let to = to.unwrap_or(route.from);
        let middle = (f64::midpoint(route.from.0, to.0), f64::midpoint(route.from.1, to.1));
        return vec![(0.0, Rect::around(middle, label.size))];
    };
    let inside = |rect: &Rect| rect.u0 >= channel.0 + AIR && rect.u1 <= channel.1 - AIR;
    let beside = label.size.1 / 2.0 + AIR;
    let on = |t: f64, shift: f64| {
        let (u, v) = curve.point(t);
        Rect::around((u, v + shift), label.size)
    };
    let ways = [0.0, beside, -beside].into_iter().flat_map(|shift| TRIES.iter().map(move |t| (*t, shift)));
    let ranked = ways.scan(0.0, |rank, (t, shift)| {
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
