//! Joins other files into bodies: references, included code, subjects and data.
//!
//! It refuses to know how anything is drawn.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::data_ref::{Datasets, Selector};
use super::layout::{LocalePlan, SiteLayout};
use super::resolve::Names;
use super::{
    CellRef, Content, ContentPart, DataRef, Href, Joined, JoinedPage, LinkOptions, Locale, Page, PageImage,
    ParsedProject, SubjectRef,
};
use super::{chart, diagram, image, include, theme_block, verdict};
use crate::base::html::escape;
use crate::base::{Code, Diagnostic, Hash128, Memo, Place, Severity};
use crate::parse::blocks::{Block, BlockArguments, Map, Select};
use crate::parse::body::{Body, Image, LinkReference, ParsedStage, Segment};
use crate::parse::code::Fence;
use crate::parse::config::Level;
use crate::parse::markdown::code_block;
use crate::parse::summary;
use crate::parse::yaml::Spanned;

/// Joins every page of an edition, each on its own: its text depends on the layout and on its own file alone, unless
/// it takes in others.
pub(super) fn all(
    project: &ParsedProject,
    options: &LinkOptions,
    (key, layout): (Hash128, &SiteLayout),
    plan: &LocalePlan,
    memory: &Memo<JoinedPage>,
) -> Vec<Page> {
    let everything = OnceLock::new();
    let joined = |page: &Page| {
        let parsed = project.pages.get(&page.source).map_or_else(Arc::default, Arc::clone);
        let page = Page { parsed, ..page.clone() };
        let file = project.snapshot.files.get(&page.source).map(|file| file.hash);
        let included = page.parsed.includes.then(|| everything.get_or_init(|| project.snapshot.hash()));
        let origin = Hash128::of_value(&(key, &plan.edition.root, &page.source, file, included));
        let joined = memory.get(origin, || {
            let names = Names::new(&layout.names, plan);
            let (edition, datasets) = (&plan.edition, &layout.datasets);
            let said = LinkOutput::default();
            one(PageLinker { project, options, edition, page: &page, names, datasets, said })
        });
        Page { joined, origin, ..page }
    };
    plan.pages.par_iter().map(joined).collect()
}

fn one(mut joiner: PageLinker) -> JoinedPage {
    let parsed = &joiner.page.parsed;
    joiner.said.diagnostics = joiner.selector().check_compare();
    let front_blocks: Vec<_> = parsed.front_blocks.iter().filter_map(|b| joiner.block(b)).collect();
    let content = if parsed.front_blocks.is_empty() && parsed.body.is_text() {
        for reference in parsed.body.references() {
            joiner.printed(reference);
        }
        None
    } else {
        let content = joiner.body(&parsed.body);
        verdict::check_disclosure(joiner.page, &content, &front_blocks, &mut joiner.said.diagnostics);
        Some(content)
    };
    // The summary is a part of the body, so what is to be said of it was said of the body.
    let LinkOutput { diagnostics, mut links, pictures } = std::mem::take(&mut joiner.said);
    links.shrink_to_fit();
    let mut summary = joiner.body(&parsed.summary);
    if parsed.includes {
        summary.each_html(summary::portable);
    }
    JoinedPage { content, summary, front_blocks, diagnostics, links, pictures }
}

struct PageLinker<'a> {
    project: &'a ParsedProject<'a>,
    options: &'a LinkOptions<'a>,
    edition: &'a Locale,
    page: &'a Page,
    names: Names<'a>,
    datasets: &'a Datasets,
    said: LinkOutput,
}

/// What is found out on the way.
#[derive(Default)]
struct LinkOutput {
    diagnostics: Vec<Diagnostic>,
    links: Vec<(String, Place)>,
    pictures: Vec<PageImage>,
}

impl PageLinker<'_> {
    fn place(&self, span: &Range<usize>) -> Place {
        Place::new(&self.page.source, span.clone())
    }

    fn selector(&self) -> Selector<'_> {
        Selector {
            datasets: self.datasets,
            file: &self.page.source,
            compare: self.page.parsed.front.compare.as_ref(),
            subject_pages: self.project.config.publish.subjects.then_some(self.edition),
        }
    }

    fn keep<T>(&mut self, found: Result<T, Diagnostic>) -> Option<T> {
        found.map_err(|error| self.said.diagnostics.push(error)).ok()
    }

    fn body(&mut self, body: &Body) -> Content {
        let mut content = Content::default();
        for segment in &body.segments {
            match segment {
                Segment::Html(html) | Segment::Code(_, html) => content.push_html(html),
                Segment::Run(run) => content.parts.push(ContentPart::Run(*run)),
                Segment::Reference(reference) => {
                    if let Some(address) = self.printed(reference) {
                        content.push_href(address);
                    }
                }
                Segment::Image(image) => {
                    let markup = self.image(image);
                    content.push_html(&markup);
                }
                Segment::Include(fence) => {
                    let markup = self.include(fence);
                    content.push_html(&markup);
                }
                Segment::Value(address) => {
                    if let Some(datum) = self.datum(address) {
                        content.parts.push(ContentPart::Value(Box::new(datum)));
                    }
                }
                Segment::Block(block) => {
                    if self.is_known(block) {
                        content.parts.extend(self.block(block).map(|b| ContentPart::Block(Box::new(b))));
                    }
                }
            }
        }
        content.shrink_to_fit();
        content
    }

    /// A block with what it takes from other files; `None` if it cannot be drawn, which has been reported.
    fn block(&mut self, block: &Block<ParsedStage>) -> Option<Block<Joined>> {
        let joined = block.map(self)?;
        let (file, name) = (&self.page.source, self.place(&block.name_span));
        let faults = match &joined.args {
            BlockArguments::Chart(args) => chart::check(args, file, &name),
            BlockArguments::Diagram(args) => diagram::check(args, file, &name),
            _ => Vec::new(),
        };
        verdict::check(&joined, file, &mut self.said.diagnostics);
        let sound = faults.is_empty();
        self.said.diagnostics.extend(faults);
        sound.then_some(joined)
    }

    /// Where a reference leads, as it is printed, which is kept as well; `None` if nowhere.
    fn printed(&mut self, reference: &LinkReference) -> Option<&str> {
        let place = self.place(&reference.span);
        match self.names.resolve(self.page, &reference.target, &place) {
            Ok(href) => {
                let mut address = href.from_page(&self.page.path);
                let query = reference.target.split_once('?').filter(|_| matches!(href, Href::Site(..)));
                if let Some((_, query)) = query {
                    address = with_query(&address, query.split('#').next().unwrap_or(""));
                }
                self.said.links.push((address, place));
                self.said.links.last().map(|(address, _)| address.as_str())
            }
            Err(error) => {
                let error = self.at_level(error);
                self.said.diagnostics.push(error);
                None
            }
        }
    }

    /// The element of an image.
    fn image(&mut self, image: &Image) -> String {
        let Image { target, described, first, .. } = image;
        let loading = Image::loading(*first);
        let place = self.place(&image.span);
        let found = self.names.resolve(self.page, target, &place);
        let found = found.and_then(|href| match href {
            Href::Site(path, _) => image::ImageFile::new(self.project, self.options, &self.names, path, target, &place),
            Href::Web(_) => Err(image::not_an_image(target, &place)),
        });
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                let error = self.at_level(error);
                self.said.diagnostics.push(error);
                return format!("<img{described}{loading}>");
            }
        };
        let address = self.page.path.href_to(&found.path);
        let tag = format!("<img src=\"{}\"{described}{}{loading}>", escape(&address), found.size());
        self.said.links.push((address, place.clone()));
        self.said.diagnostics.extend(found.too_large(target, &place));
        self.said.pictures.extend(found.picture(&tag, place));
        tag
    }

    /// The same, as grave as the site takes broken links.
    fn at_level(&self, error: Diagnostic) -> Diagnostic {
        let warns = self.project.config.links.internal == Level::Warn && error.code == Code::BrokenLink;
        if warns { Diagnostic { severity: Severity::Warning, ..error } } else { error }
    }

    fn include(&mut self, fence: &Fence) -> String {
        match include::text(self.project, &self.page.source, fence) {
            Ok(code) => {
                let (html, warning) = code_block::draw(fence, &code, self.options.highlight);
                let place = self.place(&fence.language.span);
                self.said.diagnostics.extend(warning.map(|w| w.at(place)));
                html
            }
            Err(error) => {
                self.said.diagnostics.push(error);
                String::new()
            }
        }
    }

    fn is_known(&mut self, block: &Block<ParsedStage>) -> bool {
        let fault = theme_block::fault(self.project, self.page, block);
        let drawable = fault.is_none();
        self.said.diagnostics.extend(fault);
        drawable
    }
}

/// Puts a query before the hash of an address.
fn with_query(address: &str, query: &str) -> String {
    match address.split_once('#') {
        Some((path, hash)) => format!("{path}?{query}#{hash}"),
        None => format!("{address}?{query}"),
    }
}

impl Map for PageLinker<'_> {
    type From = ParsedStage;
    type To = Joined;

    fn rich(&mut self, body: &Body) -> Content {
        self.body(body)
    }

    fn link(&mut self, link: &Spanned<String>) -> Href {
        let place = self.place(&link.span);
        match self.names.resolve(self.page, &link.value, &place) {
            Ok(href) => {
                self.said.links.push((href.from_page(&self.page.path), place));
                href
            }
            Err(error) => {
                self.said.diagnostics.push(self.at_level(error));
                Href::Site(self.page.path.clone(), None)
            }
        }
    }

    fn subject(&mut self, subject: &Spanned<String>) -> Option<SubjectRef> {
        let found = self.selector().subject(subject);
        self.keep(found)
    }

    fn datum(&mut self, datum: &Spanned<String>) -> Option<CellRef> {
        let found = self.selector().datum(datum);
        self.keep(found)
    }

    fn data(&mut self, (): &(), select: &Select, span: &Range<usize>) -> Option<DataRef> {
        let place = self.place(span);
        match self.selector().data(select, &place) {
            Ok(data) => Some(data),
            Err(faults) => {
                self.said.diagnostics.extend(faults);
                None
            }
        }
    }
}
