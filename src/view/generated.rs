//! Pages that no author wrote: the hub, subjects and pairs, lists of terms, later parts of lists; and the published
//! data itself.
//!
//! It refuses to know templates.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::lists;
use super::markup::{BlockView, Markup, PartView};
use super::matrix::{self, DatasetView};
use super::page::{PageLink, page_link};
use super::ranking::ranking;
use super::{BlockArgs, Job, JobKind, PageData, PageView, SearchData, View, page_job, search};
use crate::base::SitePath;
use crate::compare::export::{csv, json};
use crate::compare::{Dataset, SubjectId, Words};
use crate::link::generated::HUB;
use crate::link::{self, DataRef, Generated, GeneratedKind, HOME, Joined, Site, SubjectRef};
use crate::parse::blocks as parsed;

/// The page of all datasets.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HubData {
    /// The datasets.
    pub datasets: Vec<HubDataset>,
}

/// A dataset on the hub.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HubDataset {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// How many criteria it has.
    pub criteria_count: usize,
    /// Its subjects.
    pub subjects: Vec<SubjectRef>,
    /// The address of its JSON, relative to the site's root, if it is published.
    pub json: Option<String>,
    /// The address of its CSV, likewise.
    pub csv: Option<String>,
    /// The guides that compare it.
    pub guides: Vec<PageLink>,
}

/// The page of a subject.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SubjectData {
    /// The subject.
    pub subject: SubjectRef,
    /// Its own site.
    pub url: Option<String>,
    /// A link that pays the author.
    pub affiliate_url: Option<String>,
    /// The dataset.
    pub dataset: DatasetView,
    /// The other subjects, each with the page that compares the two, if pairs are published.
    pub alternatives: Vec<AlternativeView>,
    /// The guides that compare it.
    pub guides: Vec<PageLink>,
}

/// Another subject.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AlternativeView {
    /// The subject.
    pub subject: SubjectRef,
    /// The address of the page that compares the two, relative to the site's root.
    pub pair: Option<String>,
}

/// What makes one of them; files for machines are made of all the others, and so after them.
pub(super) fn job(site: &Site, number: usize, made: &Generated, index: Option<&SearchData>) -> Option<Job> {
    let mut source = None;
    let kind = match &made.kind {
        GeneratedKind::Hub => page_job("hub.html", hub(site)),
        GeneratedKind::Subject(..) => later("subject.html", number),
        GeneratedKind::Pair(..) => later("pair.html", number),
        GeneratedKind::Taxonomy(i) => page_job("taxonomy.html", lists::taxonomy(site, &site.taxonomies[*i])),
        GeneratedKind::Term(id, part) => {
            let taxonomy = &site.taxonomies[id.taxonomy];
            page_job("term.html", lists::term(site, taxonomy, &taxonomy.terms[id.term], *part, &made.path))
        }
        GeneratedKind::SectionPart(id, part) => {
            let section = site.page(*id);
            source = Some(section.source.clone());
            page_job(&section.template, lists::section_part(site, section, *part, &made.path))
        }
        GeneratedKind::Search => page_job(search::TEMPLATE, search::page(site, index)),
        GeneratedKind::Json(dataset) => JobKind::Bytes(json(dataset, &Words::default()).into_bytes().into()),
        GeneratedKind::Csv(dataset) => JobKind::Bytes(csv(dataset).into_bytes().into()),
        GeneratedKind::Machine(_) => return None,
    };
    Some(Job { path: made.path.clone(), source, kind })
}

/// The view of a page that is made when it is drawn; of pairs there are as many as subjects squared.
pub(super) fn view(site: &Site, made: &Generated) -> PageView {
    match &made.kind {
        GeneratedKind::Subject(dataset, id) => subject(site, dataset, id, &made.path),
        GeneratedKind::Pair(dataset, a, b) => pair(site, dataset, a, b, &made.path),
        // All others are made at once.
        _ => PageView::of(&made.path, PageData::made(site, "page", "", &made.path), None),
    }
}

fn later(template: &str, number: usize) -> JobKind {
    JobKind::Page { template: template.to_owned(), view: View::Made(number) }
}

fn hub(site: &Site) -> PageView {
    let mut data = PageData::made(site, "hub", "Data", &SitePath::new(HUB));
    data.features = vec!["compare"];
    let datasets = site.datasets.values().map(|dataset| {
        let shown = matrix::dataset(site, dataset);
        HubDataset {
            id: shown.id,
            title: shown.title,
            description: dataset.description.clone(),
            criteria_count: dataset.criteria.len(),
            subjects: references(site, dataset, |_| true),
            json: shown.json,
            csv: shown.csv,
            guides: guides(site, dataset, None),
        }
    });
    let hub = HubData { datasets: datasets.collect() };
    PageView { hub: Some(hub), ..PageView::of(&SitePath::new(HUB), data, None) }
}

fn subject(site: &Site, dataset: &Arc<Dataset>, id: &SubjectId, path: &SitePath) -> PageView {
    let about = dataset.subjects.get(id);
    let name = about.map_or(id.as_str(), |s| s.name.as_str());
    let mut data = PageData::made(site, "subject", name, path);
    data.description = about.and_then(|s| s.description.clone());
    data.breadcrumbs.push(hub_link());
    data.subjects = references(site, dataset, |other| other == id);
    let facts = select(dataset, [id.clone()]);
    data.content = block("matrix", BlockArgs::Matrix(matrix::matrix(site, &facts, "facts", Some(name.to_owned()))));
    data.features = vec!["matrix"];
    let alternatives = references(site, dataset, |other| other != id).into_iter().map(|other| AlternativeView {
        pair: site.config.publish.pairs.then(|| link::pair_path(dataset, id, &SubjectId::new(&other.id)).href()),
        subject: other,
    });
    let subject = data.subjects.first().cloned().map(|subject| SubjectData {
        subject,
        url: about.and_then(|s| s.url.clone()),
        affiliate_url: about.and_then(|s| s.affiliate_url.clone()),
        dataset: matrix::dataset(site, dataset),
        alternatives: alternatives.collect(),
        guides: guides(site, dataset, Some(id)),
    });
    PageView { subject, ..PageView::of(path, data, None) }
}

fn pair(site: &Site, dataset: &Arc<Dataset>, a: &SubjectId, b: &SubjectId, path: &SitePath) -> PageView {
    let name = |id: &SubjectId| dataset.subjects.get(id).map_or_else(|| id.as_str().to_owned(), |s| s.name.clone());
    let title = format!("{} vs {}", name(a), name(b));
    let mut data = PageData::made(site, "pair", &title, path);
    data.noindex = true;
    data.breadcrumbs.push(hub_link());
    let both = select(dataset, [a.clone(), b.clone()]);
    data.subjects = both.subjects.iter().filter_map(|id| link::reference(dataset, id, subject_pages(site))).collect();
    let table = matrix::matrix(site, &both, "matrix-1", Some(title));
    let mut parts = block("matrix", BlockArgs::Matrix(table)).0;
    if dataset.criteria.values().any(|c| c.is_scored() && c.weight > 0.0) {
        let result = ranking(site, &result_of(both), "ranking-1");
        parts.extend(block("ranking", BlockArgs::Ranking(result)).0);
    }
    data.content = Markup(parts);
    data.features = vec!["matrix", "ranking"];
    data.related = guides(site, dataset, None);
    PageView::of(path, data, None)
}

/// A ranking with nothing chosen but the subjects.
fn result_of(data: DataRef) -> parsed::Ranking<Joined> {
    parsed::Ranking {
        dataset: None,
        subjects: None,
        criteria: None,
        weights: None,
        profile: None,
        profiles: None,
        title: None,
        pick: None,
        data,
    }
}

fn select<const N: usize>(dataset: &Arc<Dataset>, subjects: [SubjectId; N]) -> DataRef {
    DataRef {
        dataset: Arc::clone(dataset),
        subjects: subjects.to_vec(),
        criteria: dataset.criteria.keys().cloned().collect(),
        chosen: false,
    }
}

fn block(name: &str, args: BlockArgs) -> Markup {
    Markup(vec![PartView::Block(Box::new(BlockView { name: name.to_owned(), args, body: None }))])
}

fn hub_link() -> PageLink {
    PageLink { title: "Data".to_owned(), path: HUB.to_owned(), description: None }
}

fn subject_pages(site: &Site) -> bool {
    site.config.publish.subjects
}

fn references(site: &Site, dataset: &Dataset, keep: impl Fn(&SubjectId) -> bool) -> Vec<SubjectRef> {
    let ids = dataset.subjects.keys().filter(|id| keep(id));
    ids.filter_map(|id| link::reference(dataset, id, subject_pages(site))).collect()
}

/// The guides that compare a dataset, or one subject of it.
fn guides(site: &Site, dataset: &Dataset, subject: Option<&SubjectId>) -> Vec<PageLink> {
    let compares = |page: &&link::Page| {
        page.parsed.front.compare.as_ref().is_some_and(|compare| {
            let shown =
                |id: &SubjectId| compare.subjects.as_ref().is_none_or(|s| s.iter().any(|s| s.value == id.as_str()));
            compare.dataset.value == dataset.id.as_str() && subject.is_none_or(shown)
        })
    };
    site.pages.iter().filter(compares).map(page_link).collect()
}

impl PageData {
    /// A page that no author wrote.
    pub(super) fn made(site: &Site, kind: &'static str, title: &str, path: &SitePath) -> Self {
        let language = &site.config.language.value;
        Self {
            kind,
            title: title.to_owned(),
            description: None,
            path: path.href(),
            canonical: site.base_url.as_ref().map(|base| format!("{base}{}", path.href())),
            language: language.clone(),
            direction: super::page::direction(language),
            noindex: false,
            date: None,
            updated: None,
            authors: Vec::new(),
            draft: false,
            breadcrumbs: vec![page_link(site.page(HOME))],
            content: Markup::default(),
            after: Markup::default(),
            toc: Vec::new(),
            words: 0,
            reading_minutes: 0,
            previous: None,
            next: None,
            terms: Vec::new(),
            related: Vec::new(),
            features: Vec::new(),
            subjects: Vec::new(),
            card: None,
            json_ld: None,
            alternates: Vec::new(),
            markdown: None,
            extra: serde_json::Map::new(),
        }
    }
}
