//! Tables, rankings and charts written out plainly.
//!
//! It refuses to know how their facts were found.

use std::fmt::Write as _;

use super::PlainHtml;
use crate::pages::{
    CellNote, CellView, ChartView, DatasetView, DiagramView, MatrixView, RankingView, ReasonView, ResultView, RowView,
    ScoreView, SourceView,
};

impl PlainHtml<'_> {
    pub(crate) fn source(&mut self, source: &SourceView) {
        match &source.url {
            Some(url) => self.link_to(url, &source.title),
            None => self.text(&source.title),
        }
    }

    pub(crate) fn matrix(&mut self, view: &MatrixView) {
        self.within("table", |plain| {
            plain.element("caption", &view.caption);
            plain.head(view.subjects.iter().map(|s| s.name.as_str()));
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
            self.title(Some(self.speech.text("notes_and_sources")));
            self.within("ol", |plain| view.notes.iter().for_each(|note| plain.note(note)));
        }
        self.dataset(&view.dataset);
    }

    fn head<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        self.out.push_str("<thead><tr>");
        self.element("th", self.speech.text("criterion"));
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
            "unknown" => self.speech.text("unknown").to_owned(),
            "na" => self.speech.text("not_applicable").to_owned(),
            "missing" => "–".to_owned(),
            _ => cell.list.as_ref().map_or_else(|| cell.text.clone(), |entries| entries.join(", ")),
        };
        let mut marks: Vec<String> = cell.word.iter().cloned().collect();
        marks.extend(cell.best.then(|| self.speech.text("best").to_owned()));
        marks.extend(cell.stale.then(|| self.speech.text("stale").to_owned()));
        marks.extend(cell.notes.iter().map(|n| self.speech.fill("note_number", &[("n", &n.to_string())])));
        let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
        self.element("td", &format!("{text}{marks}"));
    }

    fn note(&mut self, note: &CellNote) {
        self.within("li", |plain| {
            if let Some(text) = &note.html {
                plain.text(text);
                plain.out.push(' ');
            }
            if let Some(source) = &note.source {
                plain.source(source);
            }
            let as_of = plain.speech.text("as_of");
            match &note.as_of {
                Some(date) if note.source.is_some() => plain.text(&format!(", {as_of} {}", date.text)),
                Some(date) => plain.text(&format!("({as_of} {})", date.text)),
                None => {}
            }
        });
    }

    fn dataset(&mut self, view: &DatasetView) {
        self.within("p", |plain| {
            plain.text(&format!("{}: ", plain.speech.text("data")));
            match &view.path {
                Some(path) => plain.link(path, &view.title),
                None => plain.text(&view.title),
            }
            if let Some(range) = &view.as_of {
                plain.text(&format!(", {} {}", plain.speech.text("as_of"), range.from.text));
                if range.to != range.from {
                    plain.text(&format!(" {} {}", plain.speech.text("to"), range.to.text));
                }
            }
            for (name, path) in [("JSON", &view.json), ("CSV", &view.csv)] {
                if let Some(path) = path {
                    plain.text(", ");
                    plain.link(path, name);
                }
            }
        });
    }

    pub(crate) fn ranking(&mut self, view: &RankingView) {
        self.title(Some(view.title.as_deref().unwrap_or(self.speech.text("ranking"))));
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
        let names = self.speech.list(&names);
        let key = match result.status {
            "winner" => "verdict_winner",
            "tied" => "verdict_tied",
            "only" => "verdict_only",
            "low-coverage" => "verdict_low_coverage",
            "no-weights" => "verdict_no_weights",
            _ => "verdict_nobody",
        };
        self.element("p", &self.speech.fill(key, &[("name", &names), ("names", &names)]));
        if !result.rows.is_empty() {
            self.within("ol", |plain| result.rows.iter().for_each(|row| plain.score(row)));
        }
        if !(result.ruled_out.is_empty() && result.flips.is_empty()) {
            self.within("ul", |plain| plain.conditions(result));
        }
        let coverage = &result.coverage;
        let mut text =
            self.speech.fill("coverage", &[("used", &coverage.used.to_string()), ("of", &coverage.of.to_string())]);
        if !coverage.missing.is_empty() {
            let names = self.speech.list(&coverage.missing);
            text.push_str(&format!(" {}", self.speech.fill("coverage_missing", &[("names", &names)])));
        }
        self.element("p", &text);
    }

    fn score(&mut self, row: &ScoreView) {
        let reason = |r: &ReasonView| {
            let reason = self.speech.fill("reason", &[("name", &r.name), ("text", &r.text)]);
            format!("{reason} ({})", self.speech.fill("by_weight", &[("n", &self.written(&r.weight))]))
        };
        let reasons = row.reasons.iter().map(reason).collect::<Vec<_>>().join("; ");
        let tied = if row.tied { format!(", {}", self.speech.text("tied")) } else { String::new() };
        self.within("li", |plain| {
            plain.element("strong", &row.subject.name);
            plain.text(&format!(" {}{tied}: {reasons}", plain.written(&row.score)));
        });
    }

    /// A number as the language writes it.
    fn written(&self, number: &str) -> String {
        number.replace('.', &self.speech.words().decimal)
    }

    /// Who was not considered, and what would change the result.
    fn conditions(&mut self, result: &ResultView) {
        for out in &result.ruled_out {
            let lacks = out.reasons.iter().map(|lack| {
                let has = lack.has.as_deref().unwrap_or(self.speech.text("unknown"));
                self.speech.fill("lack", &[("name", &lack.name), ("wanted", &lack.wanted), ("has", has)])
            });
            let lacks = lacks.collect::<Vec<_>>().join("; ");
            self.element("li", &format!("{}: {}. {lacks}", self.speech.text("ruled_out"), out.subject.name));
        }
        for flip in &result.flips {
            let (from, at) = (self.written(&flip.from), self.written(&flip.at));
            let values =
                [("challenger", flip.challenger.name.as_str()), ("name", &flip.name), ("from", &from), ("at", &at)];
            self.element("li", &self.speech.fill(if flip.up { "flip_up" } else { "flip_down" }, &values));
        }
    }

    pub(crate) fn chart(&mut self, view: &ChartView) {
        self.within("table", |plain| {
            plain.element("caption", &view.title);
            plain.head(view.subjects.iter().map(|s| s.name.as_str()));
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
    pub(crate) fn diagram(&mut self, view: &DiagramView) {
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
