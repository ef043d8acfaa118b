//! Puts together what the Markdown parser cut up: runs of text, except in code.
//!
//! In code each run keeps its own place, because what stood between two of them, the mark of a quote or a carriage
//! return, was taken out of the text and not out of the file.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

type Placed<'t> = (Event<'t>, Range<usize>);

/// The same events with the text outside of code in one piece between two others.
pub(super) fn merged<'t>(events: impl Iterator<Item = Placed<'t>>) -> impl Iterator<Item = Placed<'t>> {
    let mut events = events.peekable();
    let mut in_code = false;
    std::iter::from_fn(move || {
        let (event, mut range) = events.next()?;
        match &event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => {}
        }
        let Event::Text(text) = event else { return Some((event, range)) };
        // Grown in place, as a hundred thousand brackets are as many pieces.
        let mut whole = None;
        while let Some((Event::Text(more), end)) =
            events.next_if(|(event, _)| !in_code && matches!(event, Event::Text(_)))
        {
            whole.get_or_insert_with(|| text.to_string()).push_str(&more);
            range.end = end.end;
        }
        Some((Event::Text(whole.map_or(text, CowStr::from)), range))
    })
}
