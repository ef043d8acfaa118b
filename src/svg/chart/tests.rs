//! Charts of made-up figures: geometry that must hold for all of them.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::grouped::BarTextPlace;
use super::*;
use crate::svg::drawing::SMALL_SIZE;
use crate::svg::mark::MARK_RADIUS;
use crate::svg::text::width;

fn series(i: usize) -> Series {
    Series { name: format!("Subject {i}"), slot: i % 8 + 1 }
}

fn figures(names: &[String], shares: &[Vec<Option<f64>>]) -> Figures {
    let tick = |share, text: &str| Tick { share, text: text.to_owned() };
    let cell = |share: &Option<f64>| ChartFigure {
        text: share.map_or("Unknown".into(), |s| format!("{s:.2}")),
        share: *share,
    };
    let row = |(name, cells): (&String, &Vec<Option<f64>>)| FigureRow {
        name: name.clone(),
        ticks: vec![tick(0.0, "Poor"), tick(0.5, "Fair"), tick(1.0, "Excellent")],
        cells: cells.iter().map(cell).collect(),
    };
    Figures { series: (0..8).map(series).collect(), rows: names.iter().zip(shares).map(row).collect() }
}

fn name() -> impl Strategy<Value = String> {
    "([A-Z<&-]{1,16} ){0,5}[A-Z]{1,24}"
}

proptest! {
    #![proptest_config(crate::test_scale::tries(16))]

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
                prop_assert!(apart > 2.0 * MARK_RADIUS - 1.0, "{:?}", places);
            }
        }
    }

    #[test]
    fn the_text_of_a_bar_stands_in_the_drawing(text in name(), share in 0.0..=1.0) {
        let (size, end) = (width(&text, SMALL_SIZE), plot::NARROW * share);
        match grouped::place(&text, share) {
            BarTextPlace::Inside => prop_assert!(size < end - MARK_RADIUS),
            BarTextPlace::Behind => prop_assert!(end + MARK_RADIUS + size < plot::NARROW),
            // Only where it would be crowded at both other places.
            BarTextPlace::Above => prop_assert!((end - size).max(plot::NARROW - end - size) < 4.0 * MARK_RADIUS),
        }
    }

    #[test]
    fn names_around_a_radar_stand_in_the_drawing_and_apart(names in vec(name(), 3..13), width in 320.0..600.0) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let web = web::web(&names, width, width * 0.3).ok_or(TestCaseError::fail("no web"))?;
        for (i, spoke) in web.spokes.iter().enumerate() {
            let [left, top, right, bottom] = spoke.bounds();
            prop_assert!(left > -0.1 && top >= 0.0 && right < width + 0.1 && bottom <= web.height);
            prop_assert!(!web.spokes[..i].iter().any(|other| web::overlap(spoke.bounds(), other.bounds())));
            let (x, y) = web.point(i, 1.0, 0.0);
            prop_assert!(x > MARK_RADIUS && x < width - MARK_RADIUS && y > MARK_RADIUS && y < web.height - MARK_RADIUS);
        }
    }

    #[test]
    fn drawings_are_plain_and_repeatable(
        names in vec(name(), 3..13),
        shares in vec(vec(option::of(0.0..=1.0), 8), 12),
    ) {
        let figures = figures(&names, &shares);
        let chart = ChartInput { id: "chart-1", title: "A <title>", figures: &figures };
        let all = || [dots::draw(&chart), grouped::draw(&chart), radar::draw(&chart).unwrap_or_default()];
        for svg in all() {
            prop_assert!(svg.starts_with("<svg ") && svg.contains("A &lt;title&gt;") && svg.contains("Unknown"));
            for bad in ["NaN", "inf", "style=", "<script", "A <title>"] {
                prop_assert!(!svg.contains(bad), "{bad} in {svg}");
            }
        }
        prop_assert_eq!(all(), all());
    }
}
