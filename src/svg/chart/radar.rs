//! Radar: an axis for each criterion, an outline for each subject; an outline is open where a value is unknown.

use super::web::{LINE_HEIGHT, Web, web};
use super::{ChartFigure, ChartInput, FigureRow, Series};
use crate::svg::drawing::{Anchor, Coord, NAME_SIZE, SMALL_SIZE, Svg, SvgFrame};
use crate::svg::mark::{SubjectMark, marks};
use crate::svg::text::wrap;

/// The chart is drawn twice, for two widths; the theme shows the one that fits. The classes say from which width on.
const WIDE: Size = Size { width: 560.0, radius: 170.0, class: "radar across from-34", suffix: "" };
const NARROW: Size = Size { width: 340.0, radius: 112.0, class: "radar down", suffix: "-narrow" };
/// Areas are filled up to this many subjects; more would hide one another.
const MAX_FILLED: usize = 3;
/// The distance between the centres of marks at one point.
const MARK_STEP: f64 = 9.0;
/// The rings if the axes have different scales.
const RINGS: [f64; 4] = [0.25, 0.5, 0.75, 1.0];

/// The shares of the radius that are tried until the names have room.
const RADIUS_SHARES: [f64; 4] = [1.0, 0.9, 0.8, 0.7];

struct Size {
    width: f64,
    /// The radius of the web.
    radius: f64,
    class: &'static str,
    /// What makes its ids differ from those of the other size.
    suffix: &'static str,
}

/// The chart as SVG; `None` with fewer than three axes.
pub(crate) fn draw(chart: &ChartInput) -> Option<String> {
    let names: Vec<&str> = chart.figures.rows.iter().map(|row| row.name.as_str()).collect();
    if names.len() < 3 {
        return None;
    }
    Some(draw_one(chart, &names, &WIDE)? + &draw_one(chart, &names, &NARROW)?)
}

/// The chart in one size; if there is no room for the names, the axes are numbered and the names are below.
fn draw_one(chart: &ChartInput, names: &[&str], size: &Size) -> Option<String> {
    let figures = chart.figures;
    let numbers: Vec<String> = (1..=names.len()).map(|n| n.to_string()).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let tries = RADIUS_SHARES.iter().filter_map(|part| web(names, size.width, size.radius * part));
    let labelled = tries.into_iter().find(|web| web.legible);
    let legible = labelled.is_some();
    let web = &labelled.or_else(|| web(&numbers, size.width, size.radius))?;
    let mut svg = Svg::default();
    grid(&mut svg, web, chart);
    let marks = marks(&figures.slots());
    for (i, mark) in marks.iter().enumerate() {
        let cells = figures.rows.iter().map(|row| row.cells[i].share).enumerate();
        let points: Vec<_> = cells.map(|(k, share)| Some(web.point(k, share?, 0.0))).collect();
        lines(&mut svg, &points, *mark, marks.len() <= MAX_FILLED);
    }
    labels(&mut svg, web, chart);
    for (k, row) in figures.rows.iter().enumerate() {
        points(&mut svg, web, k, row, &figures.series, &marks);
    }
    let mut y = web.height;
    if !legible {
        let names = numbers.iter().zip(names).map(|(number, name)| format!("{number} {name}"));
        y = below(&mut svg, "", names, NAME_SIZE, y + 6.0, size.width);
    }
    let gaps = figures.rows.iter().map(|row| (row, row.gaps(&figures.series))).filter(|(_, gaps)| !gaps.is_empty());
    let gaps = gaps.map(|(row, gaps)| format!("{}: {gaps}", row.name));
    y = below(&mut svg, "tick", gaps, SMALL_SIZE, y, size.width);
    Some(svg.finish(&SvgFrame {
        id: &format!("{}{}", chart.id, size.suffix),
        class: size.class,
        title: chart.title,
        description: &figures.description(),
        width: Some(size.width),
        height: y + 4.0,
        hidden: size.class == NARROW.class,
    }))
}

/// Rings, axes, and the names at their ends.
fn grid(svg: &mut Svg, web: &Web, chart: &ChartInput) {
    let shared = chart.figures.shared_ticks().filter(|ticks| ticks.len() > 2);
    let rings: Vec<f64> = match shared {
        Some(ticks) => ticks.iter().map(|tick| tick.share).collect(),
        None => RINGS.to_vec(),
    };
    for share in rings.iter().filter(|share| **share > 0.0) {
        let points: Vec<(f64, f64)> = (0..web.spokes.len()).map(|k| web.point(k, *share, 0.0)).collect();
        svg.push(format_args!("<path class=\"grid\" d=\"{}z\"/>", path(&points)));
    }
    for (k, spoke) in web.spokes.iter().enumerate() {
        svg.push(format_args!("<path class=\"axis\" d=\"{}\"/>", path(&[web.centre, web.point(k, 1.0, 0.0)])));
        for (i, line) in (0_u16..).zip(&spoke.lines) {
            svg.text("", Coord(spoke.x), spoke.top + LINE_HEIGHT * f64::from(i) + 12.0, spoke.anchor, line);
        }
    }
}

/// The labels of a scale that all axes share, on the rings, half-way between the last axis and the first.
fn labels(svg: &mut Svg, web: &Web, chart: &ChartInput) {
    let ticks = chart.figures.shared_ticks().filter(|ticks| ticks.len() > 2).unwrap_or_default();
    if ticks.windows(2).any(|pair| web.apart(pair[0].share, pair[1].share) < LINE_HEIGHT + 6.0) {
        return;
    }
    for tick in ticks.iter().filter(|tick| tick.share > 0.2) {
        let (a, b) = (web.point(web.spokes.len() - 1, tick.share, 0.0), web.point(0, tick.share, 0.0));
        svg.text("tick", Coord(f64::midpoint(a.0, b.0)), f64::midpoint(a.1, b.1) + 4.0, Anchor::Middle, &tick.text);
    }
}

/// The marks on an axis; those at one point are side by side.
fn points(svg: &mut Svg, web: &Web, axis: usize, row: &FigureRow, series: &[Series], marks: &[SubjectMark]) {
    for (i, cell) in row.cells.iter().enumerate() {
        let Some(share) = cell.share else { continue };
        let here = |other: &&ChartFigure| other.share.is_some_and(|other| web.apart(share, other) < 6.0);
        let count = |cells: &[ChartFigure]| cells.iter().filter(here).map(|_| 1.0).sum::<f64>();
        let aside = MARK_STEP * (count(&row.cells[..i]) - (count(&row.cells) - 1.0) / 2.0);
        let (x, y) = web.point(axis, share, aside);
        let title = format!("{}, {}: {}", series[i].name, row.name, cell.text);
        svg.push(format_args!("{}", marks[i].at(Coord(x), y, &title)));
    }
}

/// A closed outline, or the known parts of it.
fn lines(svg: &mut Svg, points: &[Option<(f64, f64)>], mark: SubjectMark, filled: bool) {
    let (class, dash) = (mark.class(), mark.dash());
    let known: Vec<(f64, f64)> = points.iter().flatten().copied().collect();
    if known.len() == points.len() {
        let kind = if filled { "area" } else { "line" };
        svg.push(format_args!("<path class=\"{kind} {class}\"{dash} d=\"{}z\"/>", path(&known)));
        return;
    }
    // From a gap onwards, so that no run is cut where the axes begin.
    let gap = points.iter().position(Option::is_none).unwrap_or(0);
    let turned: Vec<_> = points[gap..].iter().chain(&points[..gap]).copied().collect();
    for run in turned.split(Option::is_none).filter(|run| run.len() > 1) {
        let run: Vec<(f64, f64)> = run.iter().flatten().copied().collect();
        svg.push(format_args!("<path class=\"line {class}\"{dash} d=\"{}\"/>", path(&run)));
    }
}

/// Writes texts one below the other and returns where the last one ends.
fn below(svg: &mut Svg, class: &str, texts: impl Iterator<Item = String>, size: f64, mut y: f64, width: f64) -> f64 {
    for line in texts.flat_map(|text| wrap(&text, size, width, 8)) {
        y += size + 5.0;
        svg.text(class, 0, y, Anchor::Start, &line);
    }
    y
}

fn path(points: &[(f64, f64)]) -> String {
    let points = points.iter().map(|(x, y)| format!("{} {}", Coord(*x), Coord(*y)));
    format!("M{}", points.collect::<Vec<_>>().join("L"))
}
