//! A parsed page as bytes, for pages of text alone, which are most of a site: reading one back is several times quicker
//! than parsing it, and needs nothing of its file.
//!
//! Pages with blocks are parsed again; what they hold is of too many kinds. It refuses to know where the bytes go.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::body::{Body, Heading, Image, LinkReference, Segment, StoredHtml};
use super::front::{Compare, FrontMatter, SortBy};
use super::page::{ParsedPage, Searchable};
use crate::base::{Date, Diagnostic, Hash128, Spanned};
use crate::search::TermCounts;

/// A value and its span.
type SavedPlace<T> = (T, Range<usize>);

#[derive(Serialize, Deserialize)]
struct SavedPage {
    front: Front,
    body: Vec<SavedPiece>,
    summary: Vec<SavedPiece>,
    first_heading: Option<String>,
    headings: Vec<(u8, String, String, Range<usize>)>,
    ids: Vec<String>,
    words: usize,
    search: (Hash128, usize, [u32; 2], Arc<TermCounts>),
    head: Hash128,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Serialize, Deserialize)]
struct Front {
    title: Option<String>,
    description: Option<String>,
    date: Option<SavedPlace<Date>>,
    updated: Option<SavedPlace<Date>>,
    weight: Option<i64>,
    draft: bool,
    slug: Option<SavedPlace<String>>,
    path: Option<SavedPlace<String>>,
    aliases: Vec<SavedPlace<String>>,
    authors: Vec<String>,
    template: Option<SavedPlace<String>>,
    taxonomies: Vec<(SavedPlace<String>, Vec<SavedPlace<String>>)>,
    toc: Option<bool>,
    /// As JSON; empty if there is nothing.
    extra: String,
    sort_by: Option<Sort>,
    paginate_by: Option<usize>,
    compare: Option<Compared>,
}

/// Dataset, subjects, pair.
type Compared = (SavedPlace<String>, Option<Vec<SavedPlace<String>>>, Option<SavedPlace<String>>);

#[derive(Serialize, Deserialize)]
enum Sort {
    Weight,
    Date,
    Title,
}

#[derive(Serialize, Deserialize)]
enum SavedPiece {
    Html(String),
    Run(Hash128, bool),
    Reference(String, Range<usize>),
    /// Target, span, words, whether it is the first.
    Image(String, Range<usize>, String, bool),
    Value(SavedPlace<String>),
}

/// A page and what is wrong with it as bytes; `None` if there is more on it than text.
pub fn write(page: &ParsedPage, diagnostics: &[Diagnostic]) -> Option<Vec<u8>> {
    let ParsedPage {
        front,
        body,
        front_blocks,
        summary,
        first_heading,
        headings,
        ids,
        words,
        search,
        head,
        includes: _,
    } = page;
    let saved = SavedPage {
        front: front_out(front).filter(|_| front_blocks.is_empty())?,
        body: pieces(body)?,
        summary: pieces(summary)?,
        first_heading: first_heading.clone(),
        headings: headings.iter().map(|h| (h.level, h.id.clone(), h.title.clone(), h.span.clone())).collect(),
        ids: ids.clone(),
        words: *words,
        search: (search.hash, search.length, search.lengths, Arc::clone(&search.terms)),
        head: *head,
        diagnostics: diagnostics.to_vec(),
    };
    postcard::to_allocvec(&saved).ok()
}

/// Reads a page and what is wrong with it; `None` if the bytes are no page.
pub fn read(bytes: &[u8]) -> Option<(ParsedPage, Vec<Diagnostic>)> {
    let saved: SavedPage = postcard::from_bytes(bytes).ok()?;
    let (hash, length, lengths, terms) = saved.search;
    let page = ParsedPage {
        front: front_in(saved.front)?,
        body: body(saved.body),
        front_blocks: Vec::new(),
        summary: body(saved.summary),
        first_heading: saved.first_heading,
        headings: saved
            .headings
            .into_iter()
            .map(|(level, id, title, span)| Heading { level, id, title, span })
            .collect(),
        ids: saved.ids,
        words: saved.words,
        search: Searchable { hash, length, lengths, terms },
        head: saved.head,
        // What includes is not saved.
        includes: false,
    };
    Some((page, saved.diagnostics))
}

fn pieces(body: &Body) -> Option<Vec<SavedPiece>> {
    let piece = |segment: &Segment| match segment {
        Segment::Html(html) | Segment::Code(_, html) => Some(SavedPiece::Html(html.clone())),
        Segment::Run(run) => Some(SavedPiece::Run(run.hash, run.code)),
        Segment::Reference(LinkReference { target, span }) => Some(SavedPiece::Reference(target.clone(), span.clone())),
        Segment::Image(image) => {
            let Image { target, span, described, first } = &**image;
            Some(SavedPiece::Image(target.clone(), span.clone(), described.clone(), *first))
        }
        Segment::Value(value) => Some(SavedPiece::Value(at(value))),
        Segment::Include(_) | Segment::Block(_) => None,
    };
    body.segments.iter().map(piece).collect()
}

fn body(pieces: Vec<SavedPiece>) -> Body {
    let segment = |piece| match piece {
        SavedPiece::Html(html) => Segment::Html(html),
        SavedPiece::Run(hash, code) => Segment::Run(StoredHtml { hash, code }),
        SavedPiece::Reference(target, span) => Segment::Reference(LinkReference { target, span }),
        SavedPiece::Image(target, span, described, first) => {
            Segment::Image(Box::new(Image { target, span, described, first }))
        }
        SavedPiece::Value(value) => Segment::Value(spanned(value)),
    };
    Body { segments: pieces.into_iter().map(segment).collect() }
}

fn at<T: Clone>(spanned: &Spanned<T>) -> SavedPlace<T> {
    (spanned.value.clone(), spanned.span.clone())
}

fn spanned<T>((value, span): SavedPlace<T>) -> Spanned<T> {
    Spanned::new(value, span)
}

fn all_at<T: Clone>(values: &[Spanned<T>]) -> Vec<SavedPlace<T>> {
    values.iter().map(at).collect()
}

fn all_spanned<T>(values: Vec<SavedPlace<T>>) -> Vec<Spanned<T>> {
    values.into_iter().map(spanned).collect()
}

fn front_out(front: &FrontMatter) -> Option<Front> {
    let FrontMatter { stats, diagram, checklist, faq, cta, disclosure, .. } = front;
    let has_blocks = stats.is_some() || diagram.is_some() || checklist.is_some() || faq.is_some() || cta.is_some();
    if has_blocks || disclosure.is_some() {
        return None;
    }
    let extra = if front.extra.is_empty() { String::new() } else { serde_json::to_string(&front.extra).ok()? };
    Some(Front {
        title: front.title.clone(),
        description: front.description.clone(),
        date: front.date.as_ref().map(at),
        updated: front.updated.as_ref().map(at),
        weight: front.weight,
        draft: front.draft,
        slug: front.slug.as_ref().map(at),
        path: front.path.as_ref().map(at),
        aliases: all_at(&front.aliases),
        authors: front.authors.clone(),
        template: front.template.as_ref().map(at),
        taxonomies: front.taxonomies.iter().map(|(name, terms)| (at(name), all_at(terms))).collect(),
        toc: front.toc,
        extra,
        sort_by: front.sort_by.map(|by| match by {
            SortBy::Weight => Sort::Weight,
            SortBy::Date => Sort::Date,
            SortBy::Title => Sort::Title,
        }),
        paginate_by: front.paginate_by,
        compare: front.compare.as_ref().map(|compare| {
            let subjects = compare.subjects.as_deref().map(all_at);
            (at(&compare.dataset), subjects, compare.pair.as_ref().map(at))
        }),
    })
}

fn front_in(front: Front) -> Option<FrontMatter> {
    let extra =
        if front.extra.is_empty() { serde_json::Map::new() } else { serde_json::from_str(&front.extra).ok()? };
    let taxonomies = front.taxonomies.into_iter().map(|(name, terms)| (spanned(name), all_spanned(terms)));
    Some(FrontMatter {
        title: front.title,
        description: front.description,
        date: front.date.map(spanned),
        updated: front.updated.map(spanned),
        weight: front.weight,
        draft: front.draft,
        slug: front.slug.map(spanned),
        path: front.path.map(spanned),
        aliases: all_spanned(front.aliases),
        authors: front.authors,
        template: front.template.map(spanned),
        taxonomies: taxonomies.collect(),
        toc: front.toc,
        extra,
        sort_by: front.sort_by.map(|by| match by {
            Sort::Weight => SortBy::Weight,
            Sort::Date => SortBy::Date,
            Sort::Title => SortBy::Title,
        }),
        paginate_by: front.paginate_by,
        compare: front.compare.map(|(dataset, subjects, pair)| Compare {
            dataset: spanned(dataset),
            subjects: subjects.map(all_spanned),
            pair: pair.map(spanned),
        }),
        ..FrontMatter::default()
    })
}
