//! Whether a cell's text says something else than its value.
//!
//! It refuses to understand language: it knows the names of levels, the plain words for yes and no, and figures.

use crate::model::{Criterion, CriterionType, Support, Value};

/// What the text says that the value does not; `None` when they agree or the text is free wording.
pub(crate) fn contradiction(criterion: &Criterion, value: &Value, text: &str) -> Option<String> {
    match (value, &criterion.kind) {
        (Value::Rating(level), CriterionType::Rating(scale)) => {
            let named = scale.level(text.trim())?;
            let name = scale.name(*level)?;
            (named != *level).then(|| format!("level {named}, but the value is {level} ({name})"))
        }
        (Value::Support(support), _) => {
            let said = said(text)?;
            (said != *support).then(|| format!("{}, but the value is {}", word(said), word(*support)))
        }
        (Value::Number(x) | Value::Money(x), _) => {
            let said = figure(text)?;
            let tolerance = 0.1 * x.abs().max(said.abs());
            ((said - x).abs() > tolerance).then(|| format!("{said}, but the value is {x}"))
        }
        _ => None,
    }
}

fn said(text: &str) -> Option<Support> {
    match text.trim().trim_end_matches(['.', '!']).to_lowercase().as_str() {
        "yes" | "supported" | "fully" | "✓" | "✔" => Some(Support::Yes),
        "partial" | "partly" | "partially" | "in part" => Some(Support::Partial),
        "no" | "none" | "not supported" | "unsupported" | "✗" | "✘" => Some(Support::No),
        _ => None,
    }
}

fn word(support: Support) -> &'static str {
    match support {
        Support::Yes => "yes",
        Support::Partial => "partial",
        Support::No => "no",
    }
}

/// The number of a text that is nothing but one: `1M+`, `≈ 2,100,000`, `$5`. Other units may be meant by other words,
/// so any word but a size ends it.
fn figure(text: &str) -> Option<f64> {
    let bare = text.trim().trim_matches(|c: char| "+~≈≥≤<>=$€£¥%".contains(c) || c.is_whitespace());
    let (digits, size) = match bare.char_indices().last()? {
        (i, 'k' | 'K') => (&bare[..i], 1e3),
        (i, 'M') => (&bare[..i], 1e6),
        (i, 'B' | 'G') => (&bare[..i], 1e9),
        _ => (bare, 1.0),
    };
    let digits = digits.trim_end();
    // A comma or a point with three digits behind it may be either mark; such a text is only taken when it repeats.
    let grouped = digits.split(',').skip(1).all(|group| group.len() == 3) && digits.contains(',');
    let plain = if grouped { digits.replace(',', "") } else { digits.to_owned() };
    let is_figure = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    plain.parse::<f64>().ok().filter(|_| is_figure).map(|x| x * size)
}
