//! Which pages are drafts, and what is left out with them: a draft section covers its pages, and the files in its folder.

use std::collections::BTreeMap;

use super::project::LinkOptions;
use crate::base::{Code, Diagnostic, Place, SourcePath};
use crate::parse::page::ParsedPage;

/// Whether a page is marked as a draft, or is dated after today.
pub(super) fn is_draft(page: &ParsedPage, options: &LinkOptions) -> bool {
    page.front.draft || page.front.date.as_ref().is_some_and(|date| date.value > options.as_of)
}

/// The folders with a page of their own, and whether that is a draft.
#[derive(Default)]
pub(super) struct DraftFolders {
    /// By folder and the number of the locale.
    folders: BTreeMap<(String, usize), bool>,
}

impl DraftFolders {
    /// The folders of these pages, each with the number of its locale and its key.
    pub(super) fn new<'p>(
        pages: impl Iterator<Item = (usize, &'p SourcePath, &'p (impl AsRef<ParsedPage> + 'p))>,
        options: &LinkOptions,
    ) -> Self {
        // A home page that is a draft is only left out itself.
        let of_folder = pages.filter(|(_, key, _)| is_folders_own(key) && key.parent() != "content");
        let folders = of_folder.map(|(locale, key, page)| {
            let folder = (key.parent().to_owned(), locale);
            (folder, is_draft(page.as_ref(), options))
        });
        Self { folders: folders.collect() }
    }

    /// No folders if drafts are built.
    #[must_use]
    pub(super) fn unless(self, drafts: bool) -> Self {
        if drafts { Self::default() } else { self }
    }

    /// Whether the page with this key is in a draft folder. A folder whose page is not translated is a draft in all
    /// languages.
    pub(super) fn cover_page(&self, locale: usize, key: &SourcePath) -> bool {
        let own_folder = is_folders_own(key).then_some(key.parent());
        self.above(key).filter(|folder| Some(*folder) != own_folder).any(|folder| self.is_draft(folder, locale))
    }

    /// Whether a file, which all languages share, is in a draft folder.
    pub(super) fn cover_file(&self, source: &SourcePath) -> bool {
        self.above(source).any(|folder| self.is_draft(folder, 0))
    }

    fn is_draft(&self, folder: &str, locale: usize) -> bool {
        let folder = |locale| self.folders.get(&(folder.to_owned(), locale));
        folder(locale).or_else(|| folder(0)).is_some_and(|draft| *draft)
    }

    /// The folders that a file is in.
    fn above<'s>(&self, source: &'s SourcePath) -> impl Iterator<Item = &'s str> {
        let path = source.as_str();
        let any_draft = self.folders.values().any(|draft| *draft);
        path.match_indices('/').filter(move |_| any_draft).map(|(end, _)| &path[..end])
    }
}

/// Whether the page with this key is the own page of its folder.
fn is_folders_own(key: &SourcePath) -> bool {
    matches!(key.stem(), "_index" | "index")
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
