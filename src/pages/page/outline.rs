//! What stands on a page: its instruments, its headings, and the blocks that its text does not place.

use std::collections::BTreeSet;

use super::TocEntry;
use crate::link::{Content, ContentPart, Page};
use crate::pages::blocks;
use crate::pages::markup::Markup;
use crate::pages::render_context::RenderContext;
use crate::parse::body::Heading;

/// The instruments that stand on a page, by their blocks.
pub(crate) fn features(page: &Page, content: &Content) -> Vec<&'static str> {
    fn add(parts: &[ContentPart], found: &mut BTreeSet<&'static str>) {
        for part in parts {
            match part {
                ContentPart::Html(html) if html.contains("<figure class=\"code\"") => {
                    found.insert("code");
                }
                ContentPart::Run(run) if run.code => {
                    found.insert("code");
                }
                ContentPart::Block(block) => {
                    found.extend(blocks::feature(&block.args));
                    add(block.body.as_ref().map_or(&[], |b| &b.parts), found);
                }
                _ => {}
            }
        }
    }
    let mut found = BTreeSet::new();
    add(&content.parts, &mut found);
    found.extend(page.joined.front_blocks.iter().filter_map(|block| blocks::feature(&block.args)));
    found.into_iter().collect()
}

/// The blocks of the front matter for which the text has no place.
pub(crate) fn after(voice: RenderContext, page: &Page, content: &Content) -> Markup {
    let placed = |name: &str| content.parts.iter().any(|p| matches!(p, ContentPart::Block(b) if b.name == name));
    let rest = page.joined.front_blocks.iter().filter(|b| !placed(&b.name));
    Markup(rest.filter_map(|block| blocks::block(voice, page, block)).collect())
}

/// The headings as a tree of two levels.
pub(crate) fn toc(headings: &[Heading]) -> Vec<TocEntry> {
    let mut entries: Vec<TocEntry> = Vec::new();
    for heading in headings.iter().filter(|h| h.level <= 3) {
        let entry = TocEntry { id: heading.id.clone(), title: heading.title.clone(), children: Vec::new() };
        match entries.last_mut() {
            Some(above) if heading.level > 2 => above.children.push(entry),
            _ => entries.push(entry),
        }
    }
    entries
}
