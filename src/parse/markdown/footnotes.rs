//! Footnotes: numbered by their first reference, drawn together at the end with ways back.
//!
//! It refuses to know what is in them.

use std::fmt::Write as _;

use indexmap::IndexMap;

use super::sink::Sink;
use crate::base::html::escape;

#[derive(Default)]
pub(super) struct Footnotes {
    /// References so far, by name, in the order of their numbers.
    references: IndexMap<String, usize>,
    definitions: IndexMap<String, Sink>,
}

impl Footnotes {
    /// The markup of a reference.
    pub(super) fn reference(&mut self, name: &str, prefix: &str) -> String {
        let count = self.references.entry(name.to_owned()).or_insert(0);
        *count += 1;
        let (count, number) = (*count, self.references.get_index_of(name).unwrap_or(0) + 1);
        let name = escape(&super::slugify(name));
        let nth = if count == 1 { String::new() } else { format!("-{count}") };
        format!(
            "<sup class=\"fn-ref\"><a href=\"#{prefix}fn-{name}\" id=\"{prefix}fnref-{name}{nth}\">{number}</a></sup>"
        )
    }

    /// Keeps a definition until the end; of two for one name the first stands.
    pub(super) fn define(&mut self, name: &str, content: Sink) {
        self.definitions.entry(name.to_owned()).or_insert(content);
    }

    /// Draws the definitions that were referred to.
    pub(super) fn finish(mut self, out: &mut Sink, prefix: &str) {
        let used: Vec<(String, usize)> = std::mem::take(&mut self.references).into_iter().collect();
        if used.iter().all(|(name, _)| !self.definitions.contains_key(name)) {
            return;
        }
        out.line();
        out.html("<section class=\"footnotes\"><ol>\n");
        for (name, count) in used {
            let Some(content) = self.definitions.swap_remove(&name) else { continue };
            let slug = escape(&super::slugify(&name));
            out.html(&format!("<li id=\"{prefix}fn-{slug}\">"));
            out.append(content);
            let mut back = String::new();
            for n in 1..=count {
                let nth = if n == 1 { String::new() } else { format!("-{n}") };
                let _ = write!(back, " <a class=\"fn-back\" href=\"#{prefix}fnref-{slug}{nth}\">↩\u{fe0e}</a>");
            }
            out.html(&back);
            out.html("</li>\n");
        }
        out.html("</ol></section>\n");
    }
}
