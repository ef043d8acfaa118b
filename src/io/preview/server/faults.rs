//! What is wrong, for browsers: as values for the overlay and as a page where there is nothing else to show.

use std::path::Path;

use serde::Serialize;

use super::Settings;
use crate::base::html::escape;
use crate::base::position::{floor_char_boundary, line_column};
use crate::base::url::encode_path;
use crate::base::{Code, Diagnostic, Place, Severity};
use crate::engine::preview::Revision;

/// More than these are counted, not shown: nobody reads them, and every open page is sent them.
const MAX_FAULTS: usize = 300;

/// Of longer lines a window around the place is shown, in bytes.
const MAX_LINE_BYTES: usize = 240;

/// How links to files are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(String);

/// What is wrong, gravest first. Informations are left to the terminal.
#[derive(Serialize)]
pub(super) struct Faults {
    errors: usize,
    warnings: usize,
    list: Vec<FaultItem>,
}

#[derive(Serialize)]
struct FaultItem {
    severity: Severity,
    code: &'static str,
    message: String,
    help: Option<String>,
    place: Option<EditorPlace>,
    notes: Vec<(String, EditorPlace)>,
}

/// A place, with the line it is on.
#[derive(Serialize)]
struct EditorPlace {
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    link: Option<String>,
    /// The line before the place, the place itself, and the line after it.
    excerpt: Option<[String; 3]>,
}

impl Default for Editor {
    fn default() -> Self {
        Self("file://{path}".to_owned())
    }
}

impl Editor {
    /// The names of editors that have a scheme of their own, and how their links are written.
    const KNOWN: &'static [(&'static str, &'static str)] = &[
        ("file", "file://{path}"),
        ("vscode", "vscode://file{path}:{line}:{column}"),
        ("vscodium", "vscodium://file{path}:{line}:{column}"),
        ("cursor", "cursor://file{path}:{line}:{column}"),
        ("zed", "zed://file{path}:{line}:{column}"),
        ("idea", "idea://open?file={path}&line={line}&column={column}"),
        ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
    ];

    /// Takes the name of an editor, or a template with `{path}`, `{line}` and `{column}`.
    ///
    /// # Errors
    /// When it is neither, or would run something in the browser.
    pub fn new(text: &str) -> Result<Self, Diagnostic> {
        if let Some((_, template)) = Self::KNOWN.iter().find(|(name, _)| *name == text) {
            return Ok(Self((*template).to_owned()));
        }
        let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
        let is_scheme = !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
        let runs = ["javascript", "data", "vbscript", "blob"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
        if is_scheme && !runs && text.contains("{path}") {
            return Ok(Self(text.to_owned()));
        }
        let names: Vec<&str> = Self::KNOWN.iter().map(|(name, _)| *name).collect();
        let error = Diagnostic::error(Code::Serve, format!("`{text}` is no editor that links could lead to"));
        Err(error.help(format!(
            "name one of {}, or write an address such as vscode://file{{path}}:{{line}}",
            names.join(", ")
        )))
    }

    fn link(&self, path: &Path, line: usize, column: usize) -> String {
        let path = path.to_string_lossy().replace('\\', "/");
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        let link = self.0.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
        link.replace("{path}", &encode_path(&path))
    }
}

/// What is wrong with a revision, as far as is known.
pub(super) fn view(revision: &Revision, settings: &Settings) -> Faults {
    let all = revision.faults();
    let of = |severity| all.iter().filter(move |d| d.severity == severity);
    let shown = of(Severity::Error).chain(of(Severity::Warning)).take(MAX_FAULTS);
    Faults {
        errors: of(Severity::Error).count(),
        warnings: of(Severity::Warning).count(),
        list: shown.map(|diagnostic| fault(diagnostic, revision, settings)).collect(),
    }
}

fn fault(diagnostic: &Diagnostic, revision: &Revision, settings: &Settings) -> FaultItem {
    let spot = |place: &Place| spot(place, revision, settings);
    FaultItem {
        severity: diagnostic.severity,
        code: diagnostic.code.slug(),
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
        place: diagnostic.place.as_ref().map(spot),
        notes: diagnostic.notes.iter().map(|(place, text)| (text.clone(), spot(place))).collect(),
    }
}

fn spot(place: &Place, revision: &Revision, settings: &Settings) -> EditorPlace {
    let text = revision.text(&place.file);
    let at = text.map(|text| line_column(text, place.span.start));
    let (line, column) = (at.map(|at| at.line), at.map(|at| at.column));
    // What is built into the program is no file that could be opened.
    let on_disk = revision.files.files.contains_key(&place.file);
    let path = settings.root.join(place.file.as_str());
    EditorPlace {
        file: place.file.as_str().to_owned(),
        line,
        column,
        link: on_disk.then(|| settings.editor.link(&path, line.unwrap_or(1), column.unwrap_or(1))),
        excerpt: text.map(|text| excerpt(text, place)).filter(|parts| parts.iter().any(|part| !part.trim().is_empty())),
    }
}

fn excerpt(text: &str, place: &Place) -> [String; 3] {
    let start = floor_char_boundary(text, place.span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    let end = floor_char_boundary(text, place.span.end).clamp(start, line_end);
    let from = floor_char_boundary(text, start.saturating_sub(MAX_LINE_BYTES / 2)).max(line_start);
    let to = floor_char_boundary(text, from + MAX_LINE_BYTES).clamp(start, line_end);
    let end = end.min(to);
    [&text[from..start], &text[start..end], &text[end..to]].map(|part| part.trim_end_matches('\r').to_owned())
}

/// A page that lists what is wrong, for when there is no other.
pub(super) fn page(revision: &Revision, settings: &Settings) -> String {
    let faults = view(revision, settings);
    let mut list = String::new();
    for fault in &faults.list {
        list.push_str(&item(fault));
    }
    let hidden = faults.errors + faults.warnings - faults.list.len();
    if hidden > 0 {
        list.push_str(&format!("<li>and {hidden} more</li>"));
    }
    document(
        "This page cannot be shown yet",
        &format!("<p>It appears by itself once this is mended.</p><ol class=\"faults\">{list}</ol>"),
    )
}

/// A page that says that nothing stands at an address, for when the site has none.
pub(super) fn not_found() -> String {
    document("Nothing stands here", "<p>No page or file of the site has this address.</p><p><a href=\"/\">Home</a></p>")
}

fn document(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/__versus/overlay.css\"></head>\
         <body class=\"own\"><main><h1>{title}</h1>{body}</main></body></html>\n"
    )
}

fn item(fault: &FaultItem) -> String {
    let severity = if fault.severity == Severity::Error { "error" } else { "warning" };
    let mut item = format!(
        "<li class=\"fault {severity}\"><p class=\"what\"><b>{severity}</b> {} <code>{}</code></p>",
        escape(&fault.message),
        fault.code
    );
    if let Some(place) = &fault.place {
        item.push_str(&place.html());
    }
    if let Some(help) = &fault.help {
        item.push_str(&format!("<p class=\"help\">{}</p>", escape(help)));
    }
    for (text, place) in &fault.notes {
        item.push_str(&format!("<p class=\"note\">{}</p>{}", escape(text), place.html()));
    }
    item + "</li>"
}

impl EditorPlace {
    fn html(&self) -> String {
        let at = match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", escape(&self.file)),
            _ => escape(&self.file),
        };
        let place = match &self.link {
            Some(link) => format!("<p class=\"place\"><a href=\"{}\">{at}</a></p>", escape(link)),
            None => format!("<p class=\"place\">{at}</p>"),
        };
        let excerpt = self.excerpt.as_ref().map(|[before, marked, after]| {
            format!("<pre>{}<mark>{}</mark>{}</pre>", escape(before), escape(marked), escape(after))
        });
        place + &excerpt.unwrap_or_default()
    }
}
