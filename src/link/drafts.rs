//! Which pages are drafts, and whether those are built.
//!
//! It refuses to know the clock: today is an option.

use super::LinkOptions;
use crate::parse::page::ParsedPage;

/// Whether a page says it is a draft, or is dated after today.
pub(super) fn is_draft(page: &ParsedPage, options: &LinkOptions) -> bool {
    page.front.draft || page.front.date.as_ref().is_some_and(|date| date.value > options.as_of)
}

/// Whether a page is left out of the site.
pub(super) fn hidden(page: &ParsedPage, options: &LinkOptions) -> bool {
    !options.drafts && is_draft(page, options)
}
