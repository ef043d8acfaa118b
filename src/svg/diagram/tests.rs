//! Diagrams of made-up graphs: geometry that must hold for all of them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::boxes::Rect;
use super::graph::{GraphEdge, GraphNode};
use super::layout::{DiagramLayout, layout};
use super::*;

type EdgeInput = (usize, usize, &'static str);

const LABELS: [&str; 6] = ["", "job", "HTTPS", "results of a long search query", "数据库连接池", "x"];
const NAMES: [&str; 5] = ["Queue", "Browser and mobile", "Internationalisierungsunterstützung", "Model API", "A <b>"];

fn graph(lanes: usize, nodes: &[(usize, &'static str, &'static str)], edges: &[EdgeInput]) -> Graph<'static> {
    let full = |text: &&'static str| !text.is_empty();
    let node = |(lane, name, text): &(usize, &'static str, &'static str)| GraphNode {
        lane: lane % lanes,
        name,
        text: Some(*text).filter(full),
        subject: None,
    };
    let edge = |(from, to, label): &EdgeInput| GraphEdge {
        from: from % nodes.len(),
        to: to % nodes.len(),
        label: Some(*label).filter(full),
    };
    Graph {
        lanes: (0..lanes).map(|i| NAMES[i % NAMES.len()]).collect(),
        nodes: nodes.iter().map(node).collect(),
        edges: edges.iter().map(edge).collect(),
    }
}

fn graphs() -> impl Strategy<Value = Graph<'static>> {
    let nodes = vec((0..5_usize, select(NAMES.to_vec()), select(LABELS.to_vec())), 1..14);
    let edges = vec((0..14_usize, 0..14_usize, select(LABELS.to_vec())), 0..18);
    (1..6_usize, nodes, edges).prop_map(|(lanes, nodes, edges)| graph(lanes, &nodes, &edges))
}

fn meet(a: &Rect, b: &Rect) -> bool {
    a.u0 < b.u1 && b.u0 < a.u1 && a.v0 < b.v1 && b.v0 < a.v1
}

fn check(layout: &DiagramLayout, graph: &Graph) -> Result<(), TestCaseError> {
    let whole = Rect { u0: -0.1, v0: -0.1, u1: layout.size.0 + 0.1, v1: layout.size.1 + 0.1 };
    let nodes: Vec<Rect> = layout.nodes.iter().map(|(rect, _)| *rect).collect();
    let labels: Vec<Rect> = layout.labels.iter().map(|(rect, _)| *rect).collect();
    for (i, rect) in nodes.iter().chain(&labels).enumerate() {
        let inside = rect.u0 > whole.u0 && rect.v0 > whole.v0 && rect.u1 < whole.u1 && rect.v1 < whole.v1;
        prop_assert!(inside, "{rect:?} in {whole:?}");
        prop_assert!(!nodes.iter().chain(&labels).take(i).any(|other| meet(rect, other)), "{rect:?} covers another");
    }
    for (node, (rect, _)) in graph.nodes.iter().zip(&layout.nodes) {
        let lane = layout.lanes[node.lane].0;
        prop_assert!(rect.u0 > lane.u0 && rect.u1 < lane.u1 && rect.v0 > lane.v0 && rect.v1 < lane.v1);
    }
    for route in &layout.routes {
        for point in route.points() {
            prop_assert!(whole.holds(point));
            let within = |rect: &&Rect| {
                Rect { u0: rect.u0 + 0.1, v0: rect.v0 + 0.1, u1: rect.u1 - 0.1, v1: rect.v1 - 0.1 }.holds(point)
            };
            prop_assert!(nodes.iter().find(within).is_none(), "an edge runs through a node");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::test_scale::tries(12))]

    #[test]
    fn nothing_covers_anything_and_all_is_in_the_drawing(graph in graphs()) {
        for direction in [Direction::Across, Direction::Down] {
            check(&layout(&graph, direction), &graph)?;
        }
        let svg = draw(&graph, "diagram-1", "A <title>");
        for bad in ["NaN", "inf", "style=", "<b>", "A <title>"] {
            prop_assert!(!svg.contains(bad), "{bad} in {svg}");
        }
        prop_assert_eq!(svg, draw(&graph, "diagram-1", "A <title>"));
    }
}

#[test]
fn ways_that_need_not_cross_do_not() {
    let nodes =
        [(0, "Queue", ""), (0, "Queue", ""), (0, "Queue", ""), (1, "Queue", ""), (1, "Queue", ""), (1, "Queue", "")];
    let crossed = graph(2, &nodes, &[(0, 5, ""), (1, 4, ""), (2, 3, "")]);
    let layout = layout(&crossed, Direction::Across);
    let above = |a: usize, b: usize| layout.nodes[a].0.v0 < layout.nodes[b].0.v0;
    assert_eq!([above(0, 1), above(1, 2)], [above(5, 4), above(4, 3)]);
}
