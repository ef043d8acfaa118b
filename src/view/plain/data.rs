//! Tables, rankings and charts written out plainly.
//!
//! It refuses to know how their facts were found.

use std::fmt::Write as _;

use super::Plain;
use crate::view::blocks::SourceView;
use crate::view::chart::ChartView;
use crate::view::diagram::DiagramView;
use crate::view::matrix::{CellView, DatasetView, MatrixView, NoteOf, RowView};
use crate::view::ranking::{RankingView, ResultView, ScoreView};

impl Plain<'_> {
    pub(super) fn source(&mut self, source: &SourceView) {
        match &source.url {
            Some(url) => self.link_to(url, &source.title),
            None => self.text(&source.title),
        }
    }

    pub(super) fn matrix(&mut self, view: &MatrixView) {
        self.within("table", |plain| {
            plain.element("caption", &view.caption);
            plain.head("Criterion", view.subjects.iter().map(|s| s.name.as_str()));
            plain.within("tbody", |plain| {
                for group in &view.groups {
                    if let Some(name) = &group.name {
                        let span = view.subjects.len() + 1;
                        let _ = write!(plain.out, "<tr><th colspan=\"{span}\">");
                        plain.text(name);
                        plain.out.push_str("</th></tr>\n");
                    }
                    group.rows.iter().for_each(|row| plain.row(row));
                }
            });
        });
        if !view.notes.is_empty() {
            self.title(Some("Notes and sources"));
            self.within("ol", |plain| view.notes.iter().for_each(|note| plain.note(note)));
        }
        self.dataset(&view.dataset);
    }

    fn head<'n>(&mut self, first: &str, names: impl Iterator<Item = &'n str>) {
        self.out.push_str("<thead><tr>");
        self.element("th", first);
        names.for_each(|name| self.element("th", name));
        self.out.push_str("</tr></thead>\n");
    }

    fn row(&mut self, row: &RowView) {
        self.within("tr", |plain| {
            let unit = row.unit.as_ref().map_or_else(String::new, |unit| format!(" ({unit})"));
            plain.element("th", &format!("{}{unit}", row.name));
            row.cells.iter().for_each(|cell| plain.cell(cell));
        });
        self.out.push('\n');
    }

    /// A cell's words, and in brackets all that the page shows beside them.
    fn cell(&mut self, cell: &CellView) {
        let text = match cell.state {
            "unknown" => "unknown".to_owned(),
            "na" => "not applicable".to_owned(),
            "missing" => "–".to_owned(),
            _ => cell.list.as_ref().map_or_else(|| cell.text.clone(), |entries| entries.join(", ")),
        };
        let mut marks: Vec<String> = cell.word.iter().cloned().collect();
        marks.extend(cell.best.then(|| "best".to_owned()));
        marks.extend(cell.stale.then(|| "may be out of date".to_owned()));
        marks.extend(cell.notes.iter().map(|n| format!("note {n}")));
        let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
        self.element("td", &format!("{text}{marks}"));
    }

    fn note(&mut self, note: &NoteOf) {
        self.within("li", |plain| {
            if let Some(text) = &note.html {
                plain.text(text);
                plain.out.push(' ');
            }
            if let Some(source) = &note.source {
                plain.source(source);
            }
            match &note.as_of {
                Some(date) if note.source.is_some() => plain.text(&format!(", as of {}", date.text)),
                Some(date) => plain.text(&format!("(as of {})", date.text)),
                None => {}
            }
        });
    }

    fn dataset(&mut self, view: &DatasetView) {
        self.within("p", |plain| {
            plain.text("Data: ");
            match &view.path {
                Some(path) => plain.link(path, &view.title),
                None => plain.text(&view.title),
            }
            if let Some(range) = &view.as_of {
                let to = if range.to == range.from { String::new() } else { format!(" to {}", range.to.text) };
                plain.text(&format!(", of {}{to}", range.from.text));
            }
            for (name, path) in [("JSON", &view.json), ("CSV", &view.csv)] {
                if let Some(path) = path {
                    plain.text(", ");
                    plain.link(path, name);
                }
            }
        });
    }

    pub(super) fn ranking(&mut self, view: &RankingView) {
        self.title(Some(view.title.as_deref().unwrap_or("Ranking")));
        self.result(&view.result);
        for profile in &view.profiles {
            self.title(Some(&profile.name));
            if let Some(description) = &profile.description {
                self.element("p", description);
            }
            self.result(&profile.ranking);
        }
        self.dataset(&view.dataset);
    }

    fn result(&mut self, result: &ResultView) {
        let names: Vec<&str> = result.leaders.iter().map(|s| s.name.as_str()).collect();
        let names = names.join(", ");
        let headline = match result.status {
            "winner" => format!("{names} comes out ahead."),
            "tied" => format!("{names} are tied: it depends on your weights."),
            "only" => format!("Only {names} meets the must-haves."),
            "low-coverage" => "Too little is known of all to name a winner.".to_owned(),
            "no-weights" => "No criterion has a weight, so there is nothing to rank by.".to_owned(),
            _ => "Nobody meets the must-haves.".to_owned(),
        };
        self.element("p", &headline);
        if !result.rows.is_empty() {
            self.within("ol", |plain| result.rows.iter().for_each(|row| plain.score(row)));
        }
        if !(result.ruled_out.is_empty() && result.flips.is_empty()) {
            self.within("ul", |plain| plain.conditions(result));
        }
        let coverage = &result.coverage;
        let missing = match coverage.missing.as_slice() {
            [] => String::new(),
            names => format!(" Left out, because not every subject has a value: {}.", names.join(", ")),
        };
        self.element("p", &format!("Based on {} of {} criteria.{missing}", coverage.used, coverage.of));
    }

    fn score(&mut self, row: &ScoreView) {
        let reasons = row.reasons.iter().map(|r| format!("{} {} (weight {})", r.name, r.text, r.weight));
        let reasons = reasons.collect::<Vec<_>>().join("; ");
        let tied = if row.tied { ", tied" } else { "" };
        self.within("li", |plain| {
            plain.element("strong", &row.subject.name);
            plain.text(&format!(" {}{tied}: {reasons}", row.score));
        });
    }

    /// Who was not considered, and what would change the result.
    fn conditions(&mut self, result: &ResultView) {
        for out in &result.ruled_out {
            let lacks = out.reasons.iter().map(|lack| {
                format!("{}: needs {}, has {}", lack.name, lack.wanted, lack.has.as_deref().unwrap_or("unknown"))
            });
            let lacks = lacks.collect::<Vec<_>>().join("; ");
            self.element("li", &format!("{} is ruled out. {lacks}", out.subject.name));
        }
        for flip in &result.flips {
            let (moved, side) = if flip.up { ("rose", "past") } else { ("fell", "below") };
            let (who, what) = (&flip.challenger.name, &flip.name);
            let text =
                format!("{who} would win if the weight of {what} {moved} from {} {side} {}.", flip.from, flip.at);
            self.element("li", &text);
        }
    }

    pub(super) fn chart(&mut self, view: &ChartView) {
        self.within("table", |plain| {
            plain.element("caption", &view.title);
            plain.head("Criterion", view.subjects.iter().map(|s| s.name.as_str()));
            plain.within("tbody", |plain| {
                for row in &view.rows {
                    plain.within("tr", |plain| {
                        plain.element("th", &row.criterion.name);
                        row.cells.iter().for_each(|cell| plain.element("td", &cell.text));
                    });
                }
            });
        });
        if let Some(caption) = &view.caption {
            self.element("p", caption);
        }
    }

    /// Its lanes with their nodes, and what leads where.
    pub(super) fn diagram(&mut self, view: &DiagramView) {
        self.within("p", |plain| plain.element("strong", &view.title));
        self.within("ul", |plain| {
            for lane in &view.lanes {
                let nodes = lane.nodes.iter().map(|node| match &node.text {
                    Some(text) => format!("{} ({text})", node.name),
                    None => node.name.clone(),
                });
                let nodes = nodes.collect::<Vec<_>>().join(", ");
                plain.element("li", &format!("{}: {nodes}", lane.name));
            }
            for edge in &view.edges {
                let label = edge.label.as_ref().map_or_else(String::new, |label| format!(": {label}"));
                plain.element("li", &format!("{} → {}{label}", edge.from, edge.to));
            }
        });
        if let Some(caption) = &view.caption {
            self.element("p", caption);
        }
    }
}
