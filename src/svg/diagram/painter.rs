//! Writes a layout as SVG.

use super::boxes::{Direction, NAME_LINE, PAD, Rect, SMALL_LINE, TextBox, count};
use super::graph::{Graph, GraphNode};
use super::layout::DiagramLayout;
use super::route::{PathSegment, Route};
use crate::svg::drawing::{Anchor, Coord, Svg, SvgFrame};

/// The widths in rem from which on lanes are shown side by side, each with its class, for which the style sheet has a
/// rule.
const WIDTH_CLASSES: [(f64, &str); 9] = [
    (22.0, "across from-22"),
    (28.0, "across from-28"),
    (34.0, "across from-34"),
    (40.0, "across from-40"),
    (46.0, "across from-46"),
    (52.0, "across from-52"),
    (58.0, "across from-58"),
    (66.0, "across from-66"),
    (74.0, "across from-74"),
];
/// The size of a rem in pixels.
const REM: f64 = 16.0;
/// How far a drawing may be scaled down.
const MIN_SCALE: f64 = 0.92;
/// The margin around the drawing, for outlines.
const MARGIN: f64 = 1.0;

/// The layout as SVG.
pub(crate) fn draw(layout: &DiagramLayout, graph: &Graph, id: &str, title: &str) -> String {
    let painter = Painter { layout };
    let mut svg = Svg::default();
    svg.push(format_args!(
        "<defs><marker id=\"{id}-arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"10\" \
         markerHeight=\"10\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"arrow\" d=\"M0 0.8L10 5 0 9.2z\"/>\
         </marker></defs>"
    ));
    for (rect, name) in &layout.lanes {
        painter.lane(&mut svg, rect, name);
    }
    for route in &layout.routes {
        let path = painter.path(route);
        svg.push(format_args!("<path class=\"edge\" marker-end=\"url(#{id}-arrow)\" d=\"{path}\"/>"));
    }
    for ((rect, text), node) in layout.nodes.iter().zip(&graph.nodes) {
        painter.node(&mut svg, rect, text, node);
    }
    for (rect, text) in &layout.labels {
        painter.rect(&mut svg, "label-ground", rect);
        let (x, y, width, height) = painter.corner(rect);
        let x = x + width / 2.0;
        lines(&mut svg, "edge-label", &text.small, x, y + (height - text.height) / 2.0, SMALL_LINE);
    }
    let (width, height) = layout.direction.xy(layout.size);
    let (width, height) = (width + 2.0 * MARGIN, height + 2.0 * MARGIN);
    svg.finish(&SvgFrame {
        id,
        class: class(layout.direction, width),
        title,
        description: &graph.description(),
        width: Some(width),
        height,
        hidden: layout.direction == Direction::Down,
    })
}

fn class(direction: Direction, width: f64) -> &'static str {
    match direction {
        Direction::Down => "down",
        Direction::Across => WIDTH_CLASSES
            .iter()
            .find(|(rem, _)| rem * REM >= width * MIN_SCALE)
            .map_or("across from-never", |(_, class)| class),
    }
}

struct Painter<'a> {
    layout: &'a DiagramLayout,
}

impl Painter<'_> {
    /// A point in `x` and `y`.
    fn xy(&self, point: (f64, f64)) -> (f64, f64) {
        let (x, y) = self.layout.direction.xy(point);
        (x + MARGIN, y + MARGIN)
    }

    /// The left, top, width and height of a rectangle in `x` and `y`.
    fn corner(&self, rect: &Rect) -> (f64, f64, f64, f64) {
        let ((x0, y0), (x1, y1)) = (self.xy((rect.u0, rect.v0)), self.xy((rect.u1, rect.v1)));
        (x0, y0, x1 - x0, y1 - y0)
    }

    fn rect(&self, svg: &mut Svg, class: &str, rect: &Rect) {
        let (x, y, width, height) = self.corner(rect);
        let (x, y, width, height) = (Coord(x), Coord(y), Coord(width), Coord(height));
        svg.push(format_args!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"));
    }

    fn lane(&self, svg: &mut Svg, rect: &Rect, name: &TextBox) {
        self.rect(svg, "lane", rect);
        let (x, y, width, _) = self.corner(rect);
        let top = y + 7.0;
        let half = name.width / 2.0;
        let places: Vec<f64> = match self.layout.direction {
            Direction::Across => vec![x + width / 2.0],
            Direction::Down => {
                let from = |left: &f64| (left + 8.0 + name.width <= x + width).then_some(left + 8.0);
                std::iter::successors(Some(x + PAD), from).map(|left| left + half).collect()
            }
        };
        // Side by side nothing runs through the head of a lane; one below the other edges come down through it.
        let crossed = |middle: &f64| {
            let holds =
                |x: f64, y: f64| (x - middle).abs() < half + 4.0 && y > top - 4.0 && y < top + name.height + 4.0;
            self.layout.routes.iter().filter(|route| route.points().any(|p| holds(self.xy(p).0, self.xy(p).1))).count()
        };
        if let Some(middle) = places.iter().copied().min_by_key(crossed) {
            lines(svg, "lane-name", &name.small, middle, top, SMALL_LINE);
        }
    }

    fn node(&self, svg: &mut Svg, rect: &Rect, text: &TextBox, node: &GraphNode) {
        let class = node.subject.map_or_else(|| "node".to_owned(), |(mark, _)| format!("node {}", mark.class()));
        self.rect(svg, &class, rect);
        let (x, y, width, height) = self.corner(rect);
        let middle = x + width / 2.0;
        let names = NAME_LINE * count(&text.name);
        let top = y + (height - names - SMALL_LINE * count(&text.small)) / 2.0;
        lines(svg, "node-name", &text.name, middle, top, NAME_LINE);
        lines(svg, "node-text", &text.small, middle, top + names, SMALL_LINE);
        if let Some((mark, subject)) = node.subject {
            svg.push(format_args!("{}", mark.at(Coord(x), y, subject)));
        }
    }

    fn path(&self, route: &Route) -> String {
        let point = |p: (f64, f64)| {
            let (x, y) = self.xy(p);
            format!("{} {}", Coord(x), Coord(y))
        };
        let mut path = format!("M{}", point(route.from));
        for segment in &route.segments {
            match segment {
                PathSegment::Line(to) => path.extend(["L", &point(*to)]),
                PathSegment::Curve(curve) => {
                    let [_, a, b, to] = curve.points.map(point);
                    path.extend(["C", &a, " ", &b, " ", &to]);
                }
            }
        }
        path
    }
}

/// Writes centred lines from `top` down.
fn lines(svg: &mut Svg, class: &str, lines: &[String], x: f64, top: f64, height: f64) {
    let mut y = top;
    for line in lines {
        y += height;
        svg.text(class, Coord(x), y - height * 0.28, Anchor::Middle, line);
    }
}
