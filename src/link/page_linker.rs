//! Joins other files into bodies: references, included code, subjects and data.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::content::{Content, ContentPart, Href, Joined};
use super::data_ref::{CellRef, DataRef, SubjectRef};
use super::data_ref::{Datasets, Selector};
use super::image::PageImage;
use super::layout::SiteLayout;
use super::locale::Locale;
use super::locale_plan::LocalePlan;
use super::page::{JoinedPage, Page};
use super::project::{LinkOptions, ParsedProject};
use super::resolve::Names;
use super::{blocks, image};
use crate::base::hash::Hasher;
use crate::base::html::escape;
use crate::base::{Code, Diagnostic, Hash128, Memo, Place, Severity, SourcePath, suggest};
use crate::parse::blocks::{Block, Map, Select};
use crate::parse::body::{Body, Image, LinkReference, ParsedStage, Segment};
use crate::parse::code::{Fence, region};
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
    let translated_ids = OnceLock::new();
    let joined = |page: &Page| {
        let parsed = project.pages.get(&page.source).map_or_else(Arc::default, Arc::clone);
        let page = Page { parsed, ..page.clone() };
        let file = project.snapshot.files.get(&page.source).map(|file| file.hash);
        let included = page.parsed.includes.then(|| everything.get_or_init(|| project.snapshot.hash()));
        // A page that stands in for a translation leads to anchors of translated pages only where they have them.
        let anchors =
            page.original.is_some().then(|| *translated_ids.get_or_init(|| ids_of_translations(project, plan)));
        let origin = Hash128::of_value(&(key, &plan.edition.root, &page.source, file, included, anchors));
        let joined = memory.get(origin, || {
            let names = Names::new(project, &layout.names, plan);
            let (edition, datasets) = (&plan.edition, &layout.datasets);
            let output = LinkOutput::default();
            one(PageLinker { project, options, edition, page: &page, names, datasets, output })
        });
        Page { joined, origin, ..page }
    };
    plan.pages.par_iter().map(joined).collect()
}

/// The hash of all ids on the pages that are translated.
fn ids_of_translations(project: &ParsedProject, plan: &LocalePlan) -> Hash128 {
    let mut hasher = Hasher::default();
    for page in plan.pages.iter().filter(|page| page.original.is_none()) {
        hasher.value(&(&page.source, project.pages.get(&page.source).map(|parsed| &parsed.ids)));
    }
    hasher.finish()
}

fn one(mut linker: PageLinker) -> JoinedPage {
    let parsed = &linker.page.parsed;
    linker.output.diagnostics = linker.selector().check_compare();
    let front_blocks: Vec<_> = parsed.front_blocks.iter().filter_map(|b| linker.block(b)).collect();
    let content = if parsed.front_blocks.is_empty() && parsed.body.is_text() {
        for reference in parsed.body.references() {
            linker.printed(reference);
        }
        None
    } else {
        let content = linker.body(&parsed.body);
        blocks::disclosure::check(linker.page, &content, &front_blocks, &mut linker.output.diagnostics);
        Some(content)
    };
    // The summary is a part of the body, so what is to be said of it was said of the body.
    let LinkOutput { diagnostics, mut links, pictures, values } = std::mem::take(&mut linker.output);
    links.shrink_to_fit();
    let mut summary = linker.body(&parsed.summary);
    if parsed.includes {
        summary.each_html(summary::portable);
    }
    JoinedPage { content, summary, front_blocks, diagnostics, links, pictures, values }
}

struct PageLinker<'a> {
    project: &'a ParsedProject<'a>,
    options: &'a LinkOptions<'a>,
    edition: &'a Locale,
    page: &'a Page,
    names: Names<'a>,
    datasets: &'a Datasets,
    output: LinkOutput,
}

/// What linking a page gives beside its content.
#[derive(Default)]
struct LinkOutput {
    diagnostics: Vec<Diagnostic>,
    links: Vec<(String, Place)>,
    pictures: Vec<PageImage>,
    values: Vec<(String, CellRef)>,
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
        found.map_err(|error| self.output.diagnostics.push(error)).ok()
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
                    content.parts.extend(self.block(block).map(|b| ContentPart::Block(Box::new(b))));
                }
            }
        }
        content.shrink_to_fit();
        content
    }

    /// A block with what it takes from other files; `None` if it cannot be drawn, which has been reported.
    fn block(&mut self, block: &Block<ParsedStage>) -> Option<Block<Joined>> {
        let joined = block.map(self)?;
        let (faults, drawable) = blocks::check(&joined, &self.page.source);
        self.output.diagnostics.extend(faults);
        drawable.then_some(joined)
    }

    /// Where a reference leads, as it is printed, which is kept as well; `None` if nowhere.
    fn printed(&mut self, reference: &LinkReference) -> Option<&str> {
        let place = self.place(&reference.span);
        match self.names.resolve(self.page, &reference.target, &place) {
            Ok(href) => {
                if matches!(href, Href::Web(_)) {
                    self.output.diagnostics.extend(self.names.check_web(&reference.target, &place));
                }
                let mut address = href.from_page(&self.page.path);
                let query = reference.target.split_once('?').filter(|_| matches!(href, Href::Site(..)));
                if let Some((_, query)) = query {
                    address = with_query(&address, query.split('#').next().unwrap_or(""));
                }
                self.output.links.push((address, place));
                self.output.links.last().map(|(address, _)| address.as_str())
            }
            Err(error) => {
                let error = self.at_level(error);
                self.output.diagnostics.push(error);
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
                self.output.diagnostics.push(error);
                return format!("<img{described}{loading}>");
            }
        };
        let address = self.page.path.href_to(&found.path);
        let tag = format!("<img src=\"{}\"{described}{}{loading}>", escape(&address), found.size());
        self.output.links.push((address, place.clone()));
        self.output.diagnostics.extend(found.too_large(target, &place));
        self.output.pictures.extend(found.picture(&tag, place));
        tag
    }

    /// The same, as grave as the site takes broken links.
    fn at_level(&self, error: Diagnostic) -> Diagnostic {
        let warns = self.project.config.links.internal == Level::Warn && error.code == Code::BrokenLink;
        if warns { Diagnostic { severity: Severity::Warning, ..error } } else { error }
    }

    fn include(&mut self, fence: &Fence) -> String {
        match included_text(self.project, &self.page.source, fence) {
            Ok(code) => {
                let (html, warning) = code_block::draw(fence, &code, self.options.highlight);
                let place = self.place(&fence.language.span);
                self.output.diagnostics.extend(warning.map(|w| w.at(place)));
                html
            }
            Err(error) => {
                self.output.diagnostics.push(error);
                String::new()
            }
        }
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
                if matches!(href, Href::Web(_)) {
                    self.output.diagnostics.extend(self.names.check_web(&link.value, &place));
                }
                self.output.links.push((href.from_page(&self.page.path), place));
                href
            }
            Err(error) => {
                self.output.diagnostics.push(self.at_level(error));
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
        let found = self.keep(found)?;
        self.output.values.push((datum.value.clone(), found.clone()));
        Some(found)
    }

    fn data(&mut self, (): &(), select: &Select, span: &Range<usize>) -> Option<DataRef> {
        let place = self.place(span);
        match self.selector().data(select, &place) {
            Ok(data) => Some(data),
            Err(faults) => {
                self.output.diagnostics.extend(faults);
                None
            }
        }
    }
}

/// The text that a fence includes, with its line ends as they are.
fn included_text(project: &ParsedProject, page: &SourcePath, fence: &Fence) -> Result<String, Diagnostic> {
    let Some(include) = &fence.include else { return Ok(String::new()) };
    let place = Place::new(page, include.span.clone());
    let path = &include.value.path;
    let relative = path.starts_with("./") || path.starts_with("../");
    let file = if relative { page.join(path) } else { SourcePath::new("versus.yaml").join(path) };
    let found = file.as_ref().and_then(|f| project.snapshot.files.get(f).map(|found| (f, found)));
    let Some((file, found)) = found else {
        let error = Diagnostic::error(Code::MissingInclude, format!("there is no file `{path}` to include")).at(place);
        let wanted = file.as_ref().map_or(path.as_str(), SourcePath::as_str);
        let near = suggest::nearest_path(wanted, project.snapshot.files.keys().map(SourcePath::as_str));
        return Err(error.help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "a path counts from the project's root, or from the page if it begins with `./`".to_owned(),
        }));
    };
    let Some(text) = found.text() else {
        return Err(Diagnostic::error(Code::NotText, format!("{file} is not text in UTF-8")).at(place));
    };
    region::extract(text, &include.value.part).map_err(|error| {
        Diagnostic::error(Code::MissingInclude, error.to_string())
            .at(place)
            .note(Place::start_of(file), "the file")
            .help(error.help())
    })
}
