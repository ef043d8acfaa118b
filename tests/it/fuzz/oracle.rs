//! What must hold of every build, whatever the files: no fault of ours, places within files, and pages in which
//! nothing runs that is not the theme's.
//!
//! It refuses to know what the files were.

use std::time::{Duration, Instant};

use html5gum::{Token, Tokenizer};
use versus::base::{Code, Date, Diagnostic, Place, Snapshot, SourcePath, portable};
use versus::cli::snippet;
use versus::engine::BuildOptions;

/// Far more than any small project takes: this finds what runs for ever, and does not measure.
const PATIENCE: Duration = Duration::from_mins(2);

/// Builds a project with `text` as `file`; what is wrong with what came out.
pub(super) fn judge(file: &str, text: &str, others: &[(&str, &str)]) -> Result<(), String> {
    let mut snapshot = Snapshot::default();
    snapshot.insert("versus.yaml", "title: T\nlinks: {internal: warn}\n");
    for (path, text) in others {
        snapshot.insert(path, *text);
    }
    snapshot.insert(file, text);
    let as_of = Date::new(2026, 11, 23).ok_or("a day")?;
    let options = BuildOptions { config: SourcePath::new("versus.yaml"), as_of, drafts: true, base_url: None };
    let began = Instant::now();
    let build = crate::memory_site::fresh(&snapshot, &options);
    if began.elapsed() > PATIENCE {
        return Err(format!("slow: it took {:?}", began.elapsed()));
    }
    for diagnostic in &build.diagnostics {
        told(diagnostic, &snapshot)?;
    }
    for (path, output) in &build.outputs {
        if let Some(fault) = portable::fault(&path.file())
            && !build.diagnostics.iter().any(|d| d.code == Code::BadPath)
        {
            return Err(format!("address: {path} {fault}"));
        }
        if path.file().ends_with(".html") {
            page(&String::from_utf8_lossy(output)).map_err(|fault| format!("{fault} on /{path}"))?;
        }
    }
    Ok(())
}

fn told(diagnostic: &Diagnostic, snapshot: &Snapshot) -> Result<(), String> {
    if diagnostic.code == Code::Internal {
        return Err(format!("internal: {}", diagnostic.message));
    }
    for place in diagnostic.place.iter().chain(diagnostic.notes.iter().map(|(place, _)| place)) {
        let Some(text) = snapshot.text(&place.file) else { continue };
        let (start, end) = (place.span.start, place.span.end);
        if start > end || end > text.len() || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            return Err(format!("place: {start}..{end} of {} in {diagnostic:?}", text.len()));
        }
    }
    let drawn = snippet::draw(diagnostic, |place: &Place| snapshot.text(&place.file), false);
    if drawn.contains(['\0', '\u{7}', '\u{1b}']) { Err(format!("terminal: {drawn:?}")) } else { Ok(()) }
}

/// What in a page would run, or lead to something that runs.
fn page(html: &str) -> Result<(), String> {
    if html.contains(|c: char| c.is_ascii_control() && !matches!(c, '\n' | '\t' | '\r' | '\u{c}')) {
        return Err("control: a control character".to_owned());
    }
    for token in Tokenizer::new(html) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if ["iframe", "object", "embed", "base", "style", "foreignobject", "animate", "set"].contains(&name.as_str()) {
            return Err(format!("element: <{name}>"));
        }
        let attributes: Vec<(String, String)> =
            tag.attributes.iter().map(|(name, value)| (lossy(name), lossy(value))).collect();
        let has = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let own = has("src").is_some_and(|src| src.contains("/assets/js/") && !src.contains(':'));
        let is_data = matches!(has("type"), Some("application/ld+json" | "application/json"));
        if name == "script" && !own && !is_data {
            return Err("script: one that is not the theme's".to_owned());
        }
        for (attribute, value) in &attributes {
            if attribute.starts_with("on") || ["style", "srcdoc", "formaction", "ping"].contains(&attribute.as_str()) {
                return Err(format!("attribute: {attribute}"));
            }
            let leads = ["href", "src", "action", "poster", "xlink:href"].contains(&attribute.as_str());
            if leads && unsafe_scheme(value) {
                return Err(format!("address: {value}"));
            }
        }
    }
    Ok(())
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Whether a browser finds a scheme in an address that is none of ours, as the URL standard has it.
fn unsafe_scheme(address: &str) -> bool {
    let trimmed = address.trim_matches(|c: char| c <= ' ');
    let seen: String = trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let Some((scheme, _)) = seen.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme && !["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str())
}
