//! Makes the page of a parsed file: title, kind, template, date, and whether it is a draft.

use std::sync::Arc;

use crate::base::{Code, Date, Diagnostic, Hash128, Place, SitePath, SourcePath, suggest};
use crate::link::address;
use crate::link::drafts::is_draft;
use crate::link::locale::Locale;
use crate::link::page::{Page, PageKind};
use crate::link::project::{LinkOptions, ParsedProject};
use crate::parse::front::FrontMatter;
use crate::parse::page::ParsedPage;

/// Makes the pages of an edition.
pub(super) struct PageBuilder<'a> {
    pub(super) project: &'a ParsedProject<'a>,
    pub(super) options: &'a LinkOptions<'a>,
    pub(super) edition: &'a Locale,
}

impl PageBuilder<'_> {
    /// The page of a source, at its address and in no tree yet.
    pub(super) fn page(
        &self,
        source: &SourcePath,
        key: SourcePath,
        parsed: &Arc<ParsedPage>,
        path: SitePath,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Page {
        let front = &parsed.front;
        let date = front.date.as_ref().map(|d| d.value).or(address::dated(key.stem()).0);
        diagnostics.extend(self.updated_fault(source, front, date));
        let kind = match (key.name() == "_index.md", path == self.edition.root) {
            (_, true) => PageKind::Home,
            (true, false) => PageKind::Section,
            (false, false) => PageKind::Page,
        };
        Page {
            kind,
            title: title(&key, parsed, kind, self.edition),
            template: template(self.project, source, parsed, kind, diagnostics),
            date,
            draft: is_draft(parsed, self.options),
            parsed: Arc::clone(parsed),
            source: source.clone(),
            key,
            original: None,
            path,
            parent: None,
            pages: Vec::new(),
            sections: Vec::new(),
            previous: None,
            next: None,
            terms: Vec::new(),
            related: Vec::new(),
            joined: Arc::default(),
            origin: Hash128::default(),
        }
    }

    /// What is wrong with the day on which a page says it was last changed.
    fn updated_fault(&self, source: &SourcePath, front: &FrontMatter, date: Option<Date>) -> Option<Diagnostic> {
        let updated = front.updated.as_ref()?;
        let (code, message, help) = match date {
            Some(date) if updated.value < date => (
                Code::UpdatedBeforeDate,
                format!("`updated` is {}, before the page's date of {date}", updated.value),
                "correct one of the two; until then the page counts as last changed on its date",
            ),
            _ if updated.value > self.options.as_of => (
                Code::FutureDate,
                format!("`updated` is {}, a day that has not come", updated.value),
                "write the day of the last change, or take `updated` out",
            ),
            _ => return None,
        };
        Some(Diagnostic::warning(code, message).at(Place::new(source, updated.span.clone())).help(help))
    }
}

/// A page's title: its own, or its first heading.
pub(super) fn title(key: &SourcePath, parsed: &ParsedPage, kind: PageKind, edition: &Locale) -> String {
    let own = parsed.front.title.as_ref().or(parsed.first_heading.as_ref());
    own.cloned().unwrap_or_else(|| match kind {
        PageKind::Home => edition.title.clone(),
        _ => title_from(key),
    })
}

/// A title for a page that names none: its file's name.
fn title_from(source: &SourcePath) -> String {
    let stem = match source.stem() {
        "index" | "_index" => source.parent().rsplit('/').next().unwrap_or("page"),
        stem => address::dated(stem).1,
    };
    capitalised(stem)
}

/// A name as words, with a capital at the beginning.
pub(in crate::link) fn capitalised(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn template(
    project: &ParsedProject,
    source: &SourcePath,
    parsed: &ParsedPage,
    kind: PageKind,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let default = match kind {
        PageKind::Home => "home.html",
        PageKind::Section => "section.html",
        PageKind::Page if parsed.front.compare.is_some() => "guide.html",
        PageKind::Page => "page.html",
    };
    let Some(given) = &parsed.front.template else { return default.to_owned() };
    let name = if given.value.contains('.') { given.value.clone() } else { format!("{}.html", given.value) };
    if project.theme.templates.contains(&name) {
        return name;
    }
    let error = Diagnostic::error(Code::UnknownTemplate, format!("the theme has no template `{}`", given.value))
        .at(Place::new(source, given.span.clone()));
    let names = project.theme.templates.iter().map(|t| t.trim_end_matches(".html"));
    diagnostics.push(match suggest::advice(&given.value, names) {
        Some(advice) => error.help(advice),
        None => error,
    });
    default.to_owned()
}
