//! The plain form of a matrix: a table, its notes, and the dataset with its files.

use super::{CellNote, CellView, DatasetView, MatrixView, RowView};
use crate::pages::Markup;
use crate::pages::blocks::PlainForm;
use crate::pages::plain_html::PlainHtml;

impl PlainForm for MatrixView {
    fn write_plain(&self, plain: &mut PlainHtml, _: Option<&Markup>) {
        plain.within("table", |plain| {
            plain.element("caption", &self.caption);
            plain.table_head(self.subjects.iter().map(|s| s.name.as_str()));
            plain.within("tbody", |plain| {
                for group in &self.groups {
                    if let Some(name) = &group.name {
                        let span = self.subjects.len() + 1;
                        plain.out.push_str(&format!("<tr><th colspan=\"{span}\">"));
                        plain.text(name);
                        plain.out.push_str("</th></tr>\n");
                    }
                    group.rows.iter().for_each(|row| row.write_plain(plain));
                }
            });
        });
        if !self.notes.is_empty() {
            plain.title(Some(plain.speech.text("notes_and_sources")));
            plain.within("ol", |plain| self.notes.iter().for_each(|note| note.write_plain(plain)));
        }
        self.dataset.write_plain(plain);
    }
}

impl RowView {
    fn write_plain(&self, plain: &mut PlainHtml) {
        plain.within("tr", |plain| {
            let unit = self.unit.as_ref().map_or_else(String::new, |unit| format!(" ({unit})"));
            plain.element("th", &format!("{}{unit}", self.name));
            self.cells.iter().for_each(|cell| cell.write_plain(plain));
        });
        plain.out.push('\n');
    }
}

impl CellView {
    /// A cell's words, and in brackets all that the page shows beside them.
    fn write_plain(&self, plain: &mut PlainHtml) {
        let text = match self.state {
            "unknown" => plain.speech.text("unknown").to_owned(),
            "na" => plain.speech.text("not_applicable").to_owned(),
            "missing" => "–".to_owned(),
            _ => self.list.as_ref().map_or_else(|| self.text.clone(), |entries| entries.join(", ")),
        };
        let mut marks: Vec<String> = self.word.iter().cloned().collect();
        marks.extend(self.best.then(|| plain.speech.text("best").to_owned()));
        marks.extend(self.stale.then(|| plain.speech.text("stale").to_owned()));
        marks.extend(self.notes.iter().map(|n| plain.speech.fill("note_number", &[("n", &n.to_string())])));
        let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
        plain.element("td", &format!("{text}{marks}"));
    }
}

impl CellNote {
    fn write_plain(&self, plain: &mut PlainHtml) {
        plain.within("li", |plain| {
            if let Some(text) = &self.html {
                plain.text(text);
                plain.out.push(' ');
            }
            if let Some(source) = &self.source {
                source.write_plain(plain);
            }
            let as_of = plain.speech.text("as_of");
            match &self.as_of {
                Some(date) if self.source.is_some() => plain.text(&format!(", {as_of} {}", date.text)),
                Some(date) => plain.text(&format!("({as_of} {})", date.text)),
                None => {}
            }
        });
    }
}

impl DatasetView {
    pub(in crate::pages::blocks) fn write_plain(&self, plain: &mut PlainHtml) {
        plain.within("p", |plain| {
            plain.text(&format!("{}: ", plain.speech.text("data")));
            match &self.path {
                Some(path) => plain.link(path, &self.title),
                None => plain.text(&self.title),
            }
            if let Some(range) = &self.as_of {
                plain.text(&format!(", {} {}", plain.speech.text("as_of"), range.from.text));
                if range.to != range.from {
                    plain.text(&format!(" {} {}", plain.speech.text("to"), range.to.text));
                }
            }
            for (name, path) in [("JSON", &self.json), ("CSV", &self.csv)] {
                if let Some(path) = path {
                    plain.text(", ");
                    plain.link(path, name);
                }
            }
        });
    }
}
