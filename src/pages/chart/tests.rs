//! Charts of made-up figures: geometry that must hold for all of them.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::figures::{ChartFigure, Row, Tick};
use super::grouped::DotPlace;
use super::radar::spokes;
use super::*;
use crate::pages::drawing::SMALL;
use crate::pages::drawing::mark::REACH;
use crate::pages::drawing::measure::width;

fn subject(i: usize) -> SubjectRef {
    SubjectRef { id: format!("s{i}"), name: format!("Subject {i}"), slot: i % 8 + 1, path: None }
}

fn figures(names: &[String], shares: &[Vec<Option<f64>>]) -> Figures {
    let tick = |share, text: &str| Tick { share, text: text.to_owned() };
    let cell = |share: &Option<f64>| ChartFigure {
        text: share.map_or("Unknown".into(), |s| format!("{s:.2}")),
        share: *share,
    };
    let row = |(name, cells): (&String, &Vec<Option<f64>>)| Row {
        criterion: ChartCriterion { id: name.to_lowercase(), name: name.clone() },
        ticks: vec![tick(0.0, "Poor"), tick(0.5, "Fair"), tick(1.0, "Excellent")],
        cells: cells.iter().map(cell).collect(),
    };
    Figures { subjects: (0..8).map(subject).collect(), rows: names.iter().zip(shares).map(row).collect() }
}

fn name() -> impl Strategy<Value = String> {
    "([A-Z<&-]{1,16} ){0,5}[A-Z]{1,24}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stacked_marks_keep_their_value_and_do_not_cover_one_another(
        shares in vec(option::weighted(0.8, prop_oneof![0.0..=1.0, (0..5_u8).prop_map(|x| f64::from(x) / 4.0)]), 0..9),
    ) {
        let places = dots::stack(&shares);
        for (i, place) in places.iter().enumerate() {
            prop_assert_eq!(place.map(|p| p.0), shares[i]);
            let Some((share, y)) = place else { continue };
            for (other, below) in places[..i].iter().flatten() {
                let apart = (plot::NARROW * (share - other)).abs().max((y - below).abs());
                prop_assert!(apart > 2.0 * REACH - 1.0, "{:?}", places);
            }
        }
    }

    #[test]
    fn the_text_of_a_bar_stands_in_the_drawing(text in name(), share in 0.0..=1.0) {
        let (size, end) = (width(&text, SMALL), plot::NARROW * share);
        match grouped::place(&text, share) {
            DotPlace::Inside => prop_assert!(size < end - REACH),
            DotPlace::Behind => prop_assert!(end + REACH + size < plot::NARROW),
            // Only where it would be crowded at both other places.
            DotPlace::Above => prop_assert!((end - size).max(plot::NARROW - end - size) < 4.0 * REACH),
        }
    }

    #[test]
    fn names_around_a_radar_stand_in_the_drawing_and_apart(names in vec(name(), 3..13), width in 320.0..600.0) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let web = spokes::web(&names, width, width * 0.3).ok_or(TestCaseError::fail("no web"))?;
        for (i, spoke) in web.spokes.iter().enumerate() {
            let [left, top, right, bottom] = spoke.bounds();
            prop_assert!(left > -0.1 && top >= 0.0 && right < width + 0.1 && bottom <= web.height);
            prop_assert!(!web.spokes[..i].iter().any(|other| spokes::meet(spoke.bounds(), other.bounds())));
            let (x, y) = web.point(i, 1.0, 0.0);
            prop_assert!(x > REACH && x < width - REACH && y > REACH && y < web.height - REACH);
        }
    }

    #[test]
    fn drawings_are_plain_and_repeatable(
        names in vec(name(), 3..13),
        shares in vec(vec(option::of(0.0..=1.0), 8), 12),
    ) {
        let figures = figures(&names, &shares);
        let picture = ChartInput { id: "chart-1", title: "A <title>", figures: &figures };
        let all = || [dots::draw(&picture), grouped::draw(&picture), radar::draw(&picture).unwrap_or_default()];
        for svg in all() {
            prop_assert!(svg.starts_with("<svg ") && svg.contains("A &lt;title&gt;") && svg.contains("Unknown"));
            for bad in ["NaN", "inf", "style=", "<script", "A <title>"] {
                prop_assert!(!svg.contains(bad), "{bad} in {svg}");
            }
        }
        prop_assert_eq!(all(), all());
    }
}
