//! Checks diagrams: every end is closed, every id stands once, and it is small enough to be read.

use crate::base::{Code, Diagnostic, Place, SourcePath, Spanned, suggest};
use crate::link::content::Joined;
use crate::parse::blocks::Diagram;

/// More nodes or edges than these show nothing, and laying them out takes long.
const MAX_NODES: usize = 80;
const MAX_EDGES: usize = 200;

/// What is wrong with a diagram; `name` is where its block stands.
pub(super) fn check(diagram: &Diagram<Joined>, file: &SourcePath, name: &Place) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (what, count, most) in [("nodes", diagram.nodes.len(), MAX_NODES), ("edges", diagram.edges.len(), MAX_EDGES)] {
        if count > most {
            let message = format!("a diagram shows up to {most} {what}, and there are {count}");
            let fault = Diagnostic::error(Code::BadBlock, message).at(name.clone());
            faults.push(fault.help("split it, each part with what belongs together"));
        }
    }
    let lanes = || diagram.lanes.iter().map(|lane| &lane.id);
    let nodes = || diagram.nodes.iter().map(|node| &node.id);
    faults.extend(twice(&lanes(), "lane", file));
    faults.extend(twice(&nodes(), "node", file));
    let lane_of = diagram.nodes.iter().map(|node| &node.lane);
    faults.extend(lane_of.filter_map(|id| open(id, &lanes().collect::<Vec<_>>(), "lane", file)));
    let ends = diagram.edges.iter().flat_map(|edge| [&edge.from, &edge.to]);
    faults.extend(ends.filter_map(|id| open(id, &nodes().collect::<Vec<_>>(), "node", file)));
    for node in diagram.nodes.iter().filter(|node| node.name.trim().is_empty()) {
        let fault = Diagnostic::error(Code::BadBlock, format!("the node `{}` has no name", node.id.value));
        faults.push(fault.at(Place::new(file, node.id.span.clone())).help("say in a word or two what it is"));
    }
    faults
}

/// Ids that were there before.
fn twice<'a>(
    ids: &(impl Iterator<Item = &'a Spanned<String>> + Clone),
    what: &str,
    file: &SourcePath,
) -> Vec<Diagnostic> {
    let before = |(i, id): (usize, &'a Spanned<String>)| Some((id, ids.clone().take(i).find(|first| *first == id)?));
    let fault = |(id, first): (&Spanned<String>, &Spanned<String>)| {
        Diagnostic::error(Code::DuplicateId, format!("this diagram has two {what}s `{}`", id.value))
            .at(Place::new(file, id.span.clone()))
            .note(Place::new(file, first.span.clone()), "the first")
            .help("give one of them another id, and its edges too")
    };
    ids.clone().enumerate().filter_map(before).map(fault).collect()
}

/// The fault of an id that names nothing.
fn open(id: &Spanned<String>, known: &[&Spanned<String>], what: &str, file: &SourcePath) -> Option<Diagnostic> {
    if known.contains(&id) {
        return None;
    }
    let fault = Diagnostic::error(Code::OpenEnd, format!("this diagram has no {what} `{}`", id.value))
        .at(Place::new(file, id.span.clone()));
    Some(match suggest::advice(&id.value, known.iter().map(|known| known.value.as_str())) {
        Some(advice) => fault.help(advice),
        None => fault.help(format!("add one under `{what}s`")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::blocks::{EdgeArgs, Lane, Node};

    fn id(text: &str, at: usize) -> Spanned<String> {
        Spanned::new(text.to_owned(), at..at + text.len())
    }

    fn found(diagram: &Diagram<Joined>) -> Vec<(Code, usize, String)> {
        let file = SourcePath::new("content/a.md");
        let faults = check(diagram, &file, &Place::start_of(&file));
        let place = |d: &Diagnostic| d.place.as_ref().map_or(0, |place| place.span.start);
        faults.iter().map(|d| (d.code, place(d), d.help.clone().unwrap_or_default())).collect()
    }

    #[test]
    fn open_ends_and_second_ids_are_found_where_they_stand() {
        let lane = |text, at| Lane { id: id(text, at), name: "Lane".into() };
        let node = |text, at, lane: &str| Node {
            id: id(text, at),
            name: "Node".into(),
            lane: id(lane, at + 1),
            subject: None,
            text: None,
        };
        let edge = |from, to, at| EdgeArgs { from: id(from, at), to: id(to, at + 1), label: None };
        let mut diagram = Diagram {
            title: "Title".into(),
            caption: None,
            lanes: vec![lane("front", 10), lane("back", 20)],
            nodes: vec![node("gateway", 30, "front"), node("workers", 40, "back")],
            edges: vec![edge("gateway", "workers", 50), edge("workers", "workers", 60)],
        };
        assert_eq!(found(&diagram), []);
        diagram.lanes.push(lane("back", 25));
        diagram.nodes.push(node("gateway", 70, "frnt"));
        diagram.edges.push(edge("gateway", "wokers", 80));
        let codes: Vec<_> = found(&diagram).iter().map(|(code, at, _)| (*code, *at)).collect();
        let two = [(Code::DuplicateId, 25), (Code::DuplicateId, 70), (Code::OpenEnd, 71), (Code::OpenEnd, 81)];
        assert_eq!(codes, two);
        assert_eq!(found(&diagram)[3].2, "did you mean `workers`?");
    }
}
