//! Footnotes: numbered by their first reference, drawn together at the end with ways back.
//!
//! Labels are the same if the Markdown parser takes them for the same, that is, whatever their case.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use indexmap::IndexMap;
use pulldown_cmark::{Event, Tag, TagEnd};
use unicase::UniCase;

use super::sink::Sink;
use crate::base::html::escape;
use crate::base::slug::slugify;

#[derive(Default)]
pub(super) struct Footnotes {
    /// References so far, by label without case, in the order of their numbers.
    references: IndexMap<String, Referred>,
    definitions: IndexMap<String, Sink>,
    slugs: BTreeSet<String>,
}

/// A footnote that was referred to.
struct Referred {
    /// What stands for its name in ids; no other has it.
    slug: String,
    count: usize,
}

impl Referred {
    /// The id of a reference, counted from 1.
    fn id(&self, prefix: &str, nth: usize) -> String {
        let nth = if nth == 1 { String::new() } else { format!(":{nth}") };
        format!("{prefix}fnref:{}{nth}", self.slug)
    }
}

/// A definition that is not drawn.
pub(super) struct Undrawn {
    pub(super) name: String,
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Whether it is because another before it has the name; else nothing that is drawn refers to it.
    pub(super) repeated: bool,
}

/// The definitions that are not drawn, in the order of the text.
pub(super) fn undrawn<'t>(events: impl Iterator<Item = (Event<'t>, Range<usize>)>) -> Vec<Undrawn> {
    let mut defined: Vec<(String, Range<usize>)> = Vec::new();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    // The labels that each definition refers to; under none those of the text itself.
    let mut named: BTreeMap<Option<usize>, Vec<String>> = BTreeMap::new();
    let mut open = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                open.push(defined.len());
                first.entry(folded(&name)).or_insert(defined.len());
                defined.push((name.into_string(), range));
            }
            Event::End(TagEnd::FootnoteDefinition) => drop(open.pop()),
            Event::FootnoteReference(name) => {
                named.entry(open.last().copied()).or_default().push(folded(&name));
            }
            _ => {}
        }
    }
    let mut drawn = BTreeSet::new();
    let mut reached = vec![None];
    while let Some(from) = reached.pop() {
        let targets = named.get(&from).into_iter().flatten().filter_map(|name| first.get(name));
        reached.extend(targets.filter(|target| drawn.insert(**target)).map(|target| Some(*target)));
    }
    let all = defined.into_iter().enumerate().filter(|(i, _)| !drawn.contains(i));
    all.map(|(i, (name, range))| Undrawn { repeated: first[&folded(&name)] != i, name, range }).collect()
}

/// A label without case, as the parser compares labels.
fn folded(label: &str) -> String {
    UniCase::new(label).to_folded_case()
}

impl Footnotes {
    /// The markup of a reference.
    pub(super) fn reference(&mut self, name: &str, prefix: &str) -> String {
        let label = folded(name);
        if !self.references.contains_key(&label) {
            let slug = self.new_slug(name);
            self.references.insert(label.clone(), Referred { slug, count: 0 });
        }
        let Some((index, _, referred)) = self.references.get_full_mut(&label) else { return String::new() };
        referred.count += 1;
        let (slug, id, number) = (&referred.slug, referred.id(prefix, referred.count), index + 1);
        format!("<sup class=\"fn-ref\"><a href=\"#{prefix}fn:{slug}\" id=\"{id}\">{number}</a></sup>")
    }

    fn new_slug(&mut self, name: &str) -> String {
        let slug = escape(&slugify(name));
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let free = std::iter::once(slug.clone()).chain(numbered).find(|slug| self.slugs.insert(slug.clone()));
        free.unwrap_or(slug)
    }

    /// Keeps a definition until the end; of two for one name the first stands.
    pub(super) fn define(&mut self, name: &str, content: Sink) {
        self.definitions.entry(folded(name)).or_insert(content);
    }

    /// Draws the definitions that were referred to.
    pub(super) fn finish(mut self, out: &mut Sink, prefix: &str) {
        let used = std::mem::take(&mut self.references);
        if used.keys().all(|name| !self.definitions.contains_key(name)) {
            return;
        }
        out.line();
        out.html("<section class=\"footnotes\"><ol>\n");
        for (name, referred) in used {
            let Some(content) = self.definitions.swap_remove(&name) else { continue };
            out.html(&format!("<li id=\"{prefix}fn:{}\">", referred.slug));
            out.append(content);
            let mut back = String::new();
            for nth in 1..=referred.count {
                let id = referred.id(prefix, nth);
                let _ = write!(back, " <a class=\"fn-back\" href=\"#{id}\">↩\u{fe0e}</a>");
            }
            out.html(&back);
            out.html("</li>\n");
        }
        out.html("</ol></section>\n");
    }
}
