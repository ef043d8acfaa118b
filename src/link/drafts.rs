//! Which pages are drafts, and what is left out with them: a draft section covers its pages, and the files in its folder.

use std::collections::BTreeSet;

use super::LinkOptions;
use crate::base::{Code, Diagnostic, Place, SourcePath};
use crate::parse::page::ParsedPage;

/// Whether a page is marked as a draft, or is dated after today.
pub(super) fn is_draft(page: &ParsedPage, options: &LinkOptions) -> bool {
    page.front.draft || page.front.date.as_ref().is_some_and(|date| date.value > options.as_of)
}

/// The folders of which the own page is a draft.
#[derive(Default)]
pub(super) struct DraftFolders {
    /// The number of the locale, and the folder.
    folders: BTreeSet<(usize, String)>,
}

impl DraftFolders {
    /// The draft folders among these pages, each with the number of its locale and its key.
    pub(super) fn new<'p>(
        pages: impl Iterator<Item = (usize, &'p SourcePath, &'p (impl AsRef<ParsedPage> + 'p))>,
        options: &LinkOptions,
    ) -> Self {
        // A home page that is a draft is only left out itself.
        let of_folder = |key: &SourcePath| matches!(key.stem(), "_index" | "index") && key.parent() != "content";
        let drafts = pages.filter(|(_, key, page)| of_folder(key) && is_draft(page.as_ref(), options));
        Self { folders: drafts.map(|(locale, key, _)| (locale, key.parent().to_owned())).collect() }
    }

    /// No folders if drafts are built.
    #[must_use]
    pub(super) fn unless(self, drafts: bool) -> Self {
        if drafts { Self::default() } else { self }
    }

    /// Whether the page with this key is in a draft folder.
    pub(super) fn cover_page(&self, locale: usize, key: &SourcePath) -> bool {
        let own = |folder: &str| matches!(key.stem(), "_index" | "index") && key.parent() == folder;
        self.above(key).any(|folder| !own(folder) && self.folders.contains(&(locale, folder.to_owned())))
    }

    /// Whether a file, which all languages share, is in a draft folder.
    pub(super) fn cover_file(&self, source: &SourcePath) -> bool {
        self.above(source).any(|folder| self.folders.contains(&(0, folder.to_owned())))
    }

    /// The folders that a file is in.
    fn above<'s>(&self, source: &'s SourcePath) -> impl Iterator<Item = &'s str> {
        let path = source.as_str();
        let ends = if self.folders.is_empty() { "" } else { path };
        ends.match_indices('/').map(|(end, _)| &path[..end])
    }
}

/// Says that a page is left out, and why.
pub(super) fn left_out(source: &SourcePath, page: &ParsedPage, in_draft: bool) -> Diagnostic {
    let (code, why) = match () {
        () if page.front.draft => (Code::Draft, "it is a draft"),
        () if in_draft => (Code::Draft, "its section is a draft"),
        () => (Code::FuturePage, "its date is in the future"),
    };
    info(code, source, why)
}

/// Says that a file is left out.
pub(super) fn file_left_out(source: &SourcePath) -> Diagnostic {
    info(Code::Draft, source, "it is in the folder of a draft")
}

fn info(code: Code, source: &SourcePath, why: &str) -> Diagnostic {
    let message = format!("`{source}` is left out: {why}");
    Diagnostic::info(code, message).at(Place::start_of(source)).help("`--drafts` includes it")
}
