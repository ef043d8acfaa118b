//! The input of a diagram: lanes, nodes that know their lane, edges that know their nodes.

use crate::svg::mark::SubjectMark;

/// A diagram as lists that refer to each other by index.
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

impl Graph<'_> {
    /// The number of nodes in the fullest lane.
    pub(crate) fn fullest(&self) -> usize {
        (0..self.lanes.len()).map(|k| self.nodes.iter().filter(|n| n.lane == k).count()).max().unwrap_or(0)
    }

    /// All edges in words; the nodes if there are none.
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
