//! The view of a `diagram`: the drawing as SVG, and its lanes, nodes and edges in words.

use schemars::JsonSchema;
use serde::Serialize;

use super::key;
use super::key::KeyView;
use super::{BlockContext, DrawBlock, PlainForm};
use crate::link::{Joined, SubjectRef};
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::{Diagram, Lane, Node};
use crate::svg;
use crate::svg::diagram::{Graph, GraphEdge, GraphNode};
use crate::svg::mark::marks;

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

impl DrawBlock for Diagram<Joined> {
    type View = DiagramView;

    fn view(&self, context: &BlockContext) -> DiagramView {
        let (diagram, id) = (self, context.id);
        let subjects = subjects(diagram);
        let graph = graph(diagram, &subjects);
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
            key: key::key(&subjects, false),
            svg: Markup::html(svg::diagram::draw(&graph, id, &diagram.title)),
            edges: edges.collect(),
            lanes: lanes(diagram),
        }
    }
}

impl PlainForm for DiagramView {
    /// The lanes with their nodes, and the edges as a list.
    fn write_plain(&self, plain: &mut PlainHtml, _: Option<&Markup>) {
        plain.within("p", |plain| plain.element("strong", &self.title));
        plain.within("ul", |plain| {
            for lane in &self.lanes {
                let nodes = lane.nodes.iter().map(|node| match &node.text {
                    Some(text) => format!("{} ({text})", node.name),
                    None => node.name.clone(),
                });
                let nodes = nodes.collect::<Vec<_>>().join(", ");
                plain.element("li", &format!("{}: {nodes}", lane.name));
            }
            for edge in &self.edges {
                let label = edge.label.as_ref().map_or_else(String::new, |label| format!(": {label}"));
                plain.element("li", &format!("{} → {}{label}", edge.from, edge.to));
            }
        });
        if let Some(caption) = &self.caption {
            plain.element("p", caption);
        }
    }
}

/// The graph that is drawn. An edge or a node with an unknown end was reported when it was linked, and is left out.
fn graph<'a>(diagram: &'a Diagram<Joined>, subjects: &[SubjectRef]) -> Graph<'a> {
    let marks = marks(&subjects.iter().map(|s| s.slot).collect::<Vec<_>>());
    let subject = |node: &'a Node<Joined>| {
        let subject = node.subject.as_ref()?;
        let mark = subjects.iter().position(|s| s.id == subject.0.id).map(|i| marks[i])?;
        Some((mark, subject.0.name.as_str()))
    };
    let lane = |id: &str| diagram.lanes.iter().position(|lane| lane.id.value == id);
    let known: Vec<_> = diagram.nodes.iter().filter_map(|node| Some((node, lane(&node.lane.value)?))).collect();
    let find = |id: &str| known.iter().position(|(node, _)| node.id.value == id);
    let edges = diagram.edges.iter().filter_map(|edge| {
        let label = edge.label.as_deref().filter(|label| !label.trim().is_empty());
        Some(GraphEdge { from: find(&edge.from.value)?, to: find(&edge.to.value)?, label })
    });
    let nodes = known.iter().map(|(node, lane)| GraphNode {
        lane: *lane,
        name: &node.name,
        text: node.text.as_deref(),
        subject: subject(node),
    });
    Graph {
        lanes: diagram.lanes.iter().map(|lane| lane.name.as_str()).collect(),
        edges: edges.collect(),
        nodes: nodes.collect(),
    }
}

/// The subjects that nodes belong to, in the order of their colours.
fn subjects(diagram: &Diagram<Joined>) -> Vec<SubjectRef> {
    let mut subjects: Vec<SubjectRef> = Vec::new();
    for subject in diagram.nodes.iter().filter_map(|node| node.subject.as_ref().map(|s| &s.0)) {
        if !subjects.iter().any(|s| s.id == subject.id) {
            subjects.push(subject.clone());
        }
    }
    subjects.sort_by(|a, b| (a.slot, &a.id).cmp(&(b.slot, &b.id)));
    subjects
}

fn lanes(diagram: &Diagram<Joined>) -> Vec<LaneView> {
    let nodes = |lane: &Lane| {
        let nodes = diagram.nodes.iter().filter(|node| node.lane.value == lane.id.value);
        nodes
            .map(|node| NodeView {
                name: node.name.clone(),
                text: node.text.clone(),
                subject: node.subject.as_ref().map(|s| s.0.clone()),
            })
            .collect()
    };
    diagram.lanes.iter().map(|lane| LaneView { name: lane.name.clone(), nodes: nodes(lane) }).collect()
}
