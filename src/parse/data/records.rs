//! The records of a CSV text, each cell with its bytes.

use std::ops::Range;

use crate::model::export::FORMULA_STARTS;
use crate::parse::yaml::Scalar;

/// All records that are not blank, and the first quotation mark that is never closed.
pub(super) fn split(text: &str) -> (Vec<Vec<Scalar>>, Option<Range<usize>>) {
    let (text, mark) = text.strip_prefix('\u{feff}').map_or((text, 0), |rest| (rest, 3));
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.into_records().flatten() {
        let start = record.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(0);
        let (spans, closed) = spans(text.as_bytes(), start);
        let shifted = spans.into_iter().map(|span| span.start + mark..span.end + mark);
        let cell = |(text, span)| Scalar { text: plain(text).to_owned(), span };
        let cells: Vec<Scalar> = record.iter().zip(shifted).map(cell).collect();
        if let (false, Some(last)) = (closed, cells.last()) {
            let quote = last.span.start..last.span.start + 1;
            return (records, Some(quote));
        }
        records.push(cells);
    }
    (records, None)
}

/// A cell without the blanks around it and without the apostrophe that keeps a spreadsheet from running it.
fn plain(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA_STARTS)).unwrap_or(text)
}

/// The bytes of each cell of the record that begins at or after `start`, and whether all its quotes are closed.
fn spans(text: &[u8], start: usize) -> (Vec<Range<usize>>, bool) {
    let mut spans = Vec::new();
    let mut at = start + text[start.min(text.len())..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    loop {
        let from = at;
        if text.get(at) == Some(&b'"') {
            let Some(end) = close(text, at + 1) else {
                spans.push(from..text.len());
                return (spans, false);
            };
            at = end;
        }
        at += text[at..].iter().take_while(|b| !matches!(b, b',' | b'\r' | b'\n')).count();
        spans.push(from..at);
        if text.get(at) != Some(&b',') {
            return (spans, true);
        }
        at += 1;
    }
}

/// The byte after the quotation mark that closes a cell.
fn close(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += text.get(at..)?.iter().position(|b| *b == b'"')? + 1;
        if text.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}
