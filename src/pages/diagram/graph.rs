//! A diagram as numbers: lanes, nodes that know their lane, edges that know their nodes.
//!
//! It refuses to know positions. An edge or a node whose end is open was reported when it was linked, and is left out.

use crate::link::{Joined, SubjectRef};
use crate::pages::drawing::mark::{SubjectMark, marks};
use crate::parse::blocks as parsed;

/// A diagram whose ends are all closed.
#[derive(Debug)]
pub(crate) struct Graph<'a> {
    /// The lanes' names.
    pub(crate) lanes: Vec<&'a str>,
    pub(crate) nodes: Vec<GraphNode<'a>>,
    pub(crate) edges: Vec<GraphEdge<'a>>,
}

/// A node.
#[derive(Debug)]
pub(crate) struct GraphNode<'a> {
    pub(crate) lane: usize,
    pub(crate) name: &'a str,
    pub(crate) text: Option<&'a str>,
    /// The mark and the name of the subject it belongs to.
    pub(crate) subject: Option<(SubjectMark, &'a str)>,
}

/// An edge.
#[derive(Debug)]
pub(crate) struct GraphEdge<'a> {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) label: Option<&'a str>,
}

impl<'a> Graph<'a> {
    /// The graph of a diagram, whose subjects these are.
    pub(crate) fn of(diagram: &'a parsed::Diagram<Joined>, subjects: &[SubjectRef]) -> Self {
        let marks = marks(subjects);
        let subject = |node: &'a parsed::Node<Joined>| {
            let subject = node.subject.as_ref()?;
            let mark = subjects.iter().position(|s| s.id == subject.id).map(|i| marks[i])?;
            Some((mark, subject.name.as_str()))
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
        Self {
            lanes: diagram.lanes.iter().map(|lane| lane.name.as_str()).collect(),
            edges: edges.collect(),
            nodes: nodes.collect(),
        }
    }

    /// How many nodes the fullest lane has.
    pub(crate) fn fullest(&self) -> usize {
        (0..self.lanes.len()).map(|k| self.nodes.iter().filter(|n| n.lane == k).count()).max().unwrap_or(0)
    }

    /// All edges in words.
    pub(crate) fn description(&self) -> String {
        let edge = |edge: &GraphEdge| {
            let (from, to) = (self.nodes[edge.from].name, self.nodes[edge.to].name);
            edge.label.map_or_else(|| format!("{from} → {to}"), |label| format!("{from} → {to}: {label}"))
        };
        let words: Vec<String> = if self.edges.is_empty() {
            self.nodes.iter().map(|node| node.name.to_owned()).collect()
        } else {
            self.edges.iter().map(edge).collect()
        };
        words.join("; ")
    }
}
