//! Checks that a page which shows a subject with an affiliate link says so.

use crate::base::{Code, Diagnostic, Place};
use crate::link::content::{Content, ContentPart, Joined};
use crate::link::page::Page;
use crate::parse::blocks::{Block, BlockArguments};

/// A page that shows a subject with an affiliate link must say so.
pub(in crate::link) fn check(page: &Page, content: &Content, front: &[Block<Joined>], found: &mut Vec<Diagnostic>) {
    let mut shown = ShownSubjects::default();
    shown.look(&content.parts);
    shown.discloses |= front.iter().any(|b| matches!(b.args, BlockArguments::Disclosure(_)));
    if let Some((span, subject)) = shown.affiliate.filter(|_| !shown.discloses) {
        found.push(
            Diagnostic::error(
                Code::UndisclosedAffiliate,
                format!("`{subject}` has an affiliate link, and this page does not say so"),
            )
            .at(Place::new(&page.source, span))
            .help("add a `disclosure` block, or the key `disclosure` to the front matter"),
        );
    }
}

/// What a page shows that pays its author, and whether it says so.
#[derive(Default)]
struct ShownSubjects {
    affiliate: Option<(std::ops::Range<usize>, String)>,
    discloses: bool,
}

impl ShownSubjects {
    fn look(&mut self, parts: &[ContentPart]) {
        for part in parts {
            let ContentPart::Block(block) = part else { continue };
            let data = match &block.args {
                BlockArguments::Matrix(a) => Some(&a.data),
                BlockArguments::Ranking(a) => Some(&a.data),
                _ => None,
            };
            let paid = data.and_then(|d| {
                d.subjects.iter().find(|id| d.dataset.subjects.get(*id).is_some_and(|s| s.affiliate_url.is_some()))
            });
            if let (Some(id), None) = (paid, &self.affiliate) {
                self.affiliate = Some((block.name_span.clone(), id.to_string()));
            }
            self.discloses |= matches!(block.args, BlockArguments::Disclosure(_));
            if let Some(body) = &block.body {
                self.look(&body.parts);
            }
        }
    }
}
