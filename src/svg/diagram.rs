//! Diagrams: nodes in lanes, edges between them, drawn in layers as in Sugiyama's method.
//!
//! A [`Graph`] is laid out in these steps: the sizes of nodes and labels (`boxes`), the order within each lane
//! (`crossings`) and the positions along it (`coordinates`), which together are the `plan`; then the paths of edges
//! (`route`) and the places of their labels (`label`), with channels between lanes that are widened as needed
//! (`layout`). The `painter` writes the result as SVG.

mod boxes;
mod coordinates;
mod crossings;
mod graph;
mod label;
mod layout;
mod painter;
mod plan;
mod route;

use self::boxes::Direction;
pub(crate) use self::graph::{Graph, GraphEdge, GraphNode};

#[cfg(test)]
mod tests;

/// The drawing in both directions; empty without nodes.
pub(crate) fn draw(graph: &Graph, id: &str, title: &str) -> String {
    if graph.nodes.is_empty() {
        return String::new();
    }
    let one = |direction, suffix: &str| {
        painter::draw(&layout::layout(graph, direction), graph, &format!("{id}{suffix}"), title)
    };
    one(Direction::Across, "") + &one(Direction::Down, "-narrow")
}
