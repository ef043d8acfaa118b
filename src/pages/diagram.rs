//! Diagrams: lanes with nodes, edges between them, as SVG and in words.
//!
//! It refuses to know colours and words around the drawing; those are the theme's.

mod boxes;
mod graph;
mod label;
mod layout;
mod order;
mod place;
mod plan;
mod route;
mod sheet;

use schemars::JsonSchema;
use serde::Serialize;

use self::boxes::Direction;
use self::graph::Graph;
use super::drawing;
use super::drawing::KeyView;
use super::markup::Markup;
use crate::link::{Joined, SubjectRef};
use crate::parse::blocks as parsed;

/// `diagram`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DiagramView {
    /// An id that nothing else on the page has.
    pub id: String,
    /// What it shows, in a line.
    pub title: String,
    /// More about it.
    pub caption: Option<String>,
    /// The subjects that nodes belong to, with their marks.
    pub key: Vec<KeyView>,
    /// The drawing, twice: lanes side by side, and lanes one below the other for narrow screens. The class of the first
    /// says from which width on, in rem, it is to be shown in place of the second.
    pub svg: Markup,
    /// The edges.
    pub edges: Vec<EdgeView>,
    /// The lanes and their nodes.
    pub lanes: Vec<LaneView>,
}

/// An edge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EdgeView {
    /// The name of the node it leaves.
    pub from: String,
    /// The name of the node it reaches.
    pub to: String,
    /// What flows along it.
    pub label: Option<String>,
}

/// A lane.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LaneView {
    /// Its name.
    pub name: String,
    /// Its nodes.
    pub nodes: Vec<NodeView>,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NodeView {
    /// Its name.
    pub name: String,
    /// More about it.
    pub text: Option<String>,
    /// The subject it belongs to.
    pub subject: Option<SubjectRef>,
}

/// What the diagram shows.
pub(crate) fn diagram(diagram: &parsed::Diagram<Joined>, id: &str) -> DiagramView {
    let subjects = subjects(diagram);
    let graph = Graph::of(diagram, &subjects);
    let name = |i: usize| graph.nodes[i].name.to_owned();
    let edges = graph.edges.iter().map(|edge| EdgeView {
        from: name(edge.from),
        to: name(edge.to),
        label: edge.label.map(str::to_owned),
    });
    DiagramView {
        id: id.to_owned(),
        title: diagram.title.clone(),
        caption: diagram.caption.clone(),
        key: drawing::key(&subjects, false),
        svg: Markup::html(draw(&graph, id, &diagram.title)),
        edges: edges.collect(),
        lanes: lanes(diagram),
    }
}

/// The drawing in both directions; nothing where there are no nodes.
fn draw(graph: &Graph, id: &str, title: &str) -> String {
    if graph.nodes.is_empty() {
        return String::new();
    }
    let one = |direction, suffix: &str| {
        sheet::draw(&layout::layout(graph, direction), graph, &format!("{id}{suffix}"), title)
    };
    one(Direction::Across, "") + &one(Direction::Down, "-narrow")
}

/// The subjects that nodes belong to, in the order of their colours.
fn subjects(diagram: &parsed::Diagram<Joined>) -> Vec<SubjectRef> {
    let mut subjects: Vec<SubjectRef> = Vec::new();
    for subject in diagram.nodes.iter().filter_map(|node| node.subject.as_ref()) {
        if !subjects.iter().any(|s| s.id == subject.id) {
            subjects.push(subject.clone());
        }
    }
    subjects.sort_by(|a, b| (a.slot, &a.id).cmp(&(b.slot, &b.id)));
    subjects
}

fn lanes(diagram: &parsed::Diagram<Joined>) -> Vec<LaneView> {
    let nodes = |lane: &parsed::Lane| {
        let nodes = diagram.nodes.iter().filter(|node| node.lane.value == lane.id.value);
        nodes
            .map(|node| NodeView { name: node.name.clone(), text: node.text.clone(), subject: node.subject.clone() })
            .collect()
    };
    diagram.lanes.iter().map(|lane| LaneView { name: lane.name.clone(), nodes: nodes(lane) }).collect()
}

#[cfg(test)]
mod tests;
