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
        self.element("p", &result.headline);
        if !result.rows.is_empty() {
            self.within("ol", |plain| result.rows.iter().for_each(|row| plain.score(row)));
        }
        let conditions = self.conditions(result);
        if !conditions.is_empty() {
            self.within("ul", |plain| conditions.iter().for_each(|condition| plain.element("li", condition)));
        }
    }

    fn score(&mut self, row: &ScoreView) {
        let reason = |r: &ReasonView| {
            let reason = self.speech.fill("reason", &[("name", &r.name), ("text", &r.text)]);
            format!("{reason} ({})", self.speech.fill("by_weight", &[("n", &self.written(&r.weight))]))
        };
        let reasons = row.reasons.iter().map(reason).collect::<Vec<_>>().join("; ");
        let tied = if row.tied { format!(", {}", self.speech.text("tied")) } else { String::new() };
        let known = row.known.iter().map(|text| format!(" {text}")).collect::<String>();
        let known = if known.is_empty() { known } else { format!(".{known}") };
        self.within("li", |plain| {
            plain.element("strong", &row.subject.name);
            plain.text(&format!(" {}{tied}: {reasons}{known}", row.score));
        });
    }

    /// A number as the language writes it.
    fn written(&self, number: &str) -> String {
        number.replace('.', &self.speech.words().decimal)
    }

    /// Who was not ranked or not considered, and what would change the result.
    fn conditions(&self, result: &ResultView) -> Vec<String> {
        let labelled = |key: &str, text: &str| format!("{}: {text}", self.speech.text(key));
        let not_ranked = result
            .not_ranked
            .iter()
            .map(|one| labelled("not_ranked", &format!("{}. {}", one.subject.name, one.reasons.join(" "))));
        let ruled_out = result.ruled_out.iter().map(|out| {
            let lacks = out.reasons.iter().map(|lack| {
                let has = lack.has.as_deref().unwrap_or(self.speech.text("unknown"));
                self.speech.fill("lack", &[("name", &lack.name), ("wanted", &lack.wanted), ("has", has)])
            });
            labelled("ruled_out", &format!("{}. {}", out.subject.name, lacks.collect::<Vec<_>>().join("; ")))
        });
        let overturn = result.overturn.iter().map(|text| labelled("overturn", text));
        let turns = result.turns.iter().map(|turn| turn.text.clone());
        not_ranked.chain(ruled_out).chain(overturn).chain(turns).collect()
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
