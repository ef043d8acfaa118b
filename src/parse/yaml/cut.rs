//! Texts that YAML cuts at ` #`, where a comment begins: `title: C # and F #` is the title `C`.

use super::Origin;
use crate::base::{Code, Diagnostic};

/// The keys whose values are texts, in which an author may well write a `#`.
const TEXT_KEYS: [&str; 11] =
    ["title", "description", "name", "text", "note", "label", "summary", "question", "answer", "tagline", "heading"];

/// Warns of each text in `text` that is cut.
pub fn cut_texts(text: &str, origin: &Origin) -> Vec<Diagnostic> {
    if !text.contains(" #") {
        return Vec::new();
    }
    let mut warnings = Vec::new();
    let mut at = 0;
    // The indentation of the key whose value is a block of lines, which are no keys themselves.
    let mut block = None;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '-']);
        let indent = line.len() - content.len();
        let start = at + indent;
        at += line.len();
        if content.trim().is_empty() || block.is_some_and(|key| indent > key) {
            continue;
        }
        let Some((key, value)) = content.split_once(':') else { continue };
        let value = value.trim();
        block = value.starts_with(['|', '>']).then_some(indent);
        if TEXT_KEYS.contains(&key.trim_end())
            && !value.starts_with(['"', '\'', '|', '>', '[', '{', '&', '*', '!', '#'])
            && let Some((kept, comment)) = value.split_once(" #")
        {
            let offset = start + content.find(value).unwrap_or_default();
            let (key, kept) = (key.trim_end(), kept.trim_end());
            let message = format!("YAML reads `#{comment}` as a comment, so `{key}` is `{kept}`");
            warnings.push(
                Diagnostic::warning(Code::CutText, message)
                    .at(origin.place(&(offset..offset + value.len())))
                    .help("put the text in quotes or, if this is a comment, on a line of its own"),
            );
        }
    }
    warnings
}
