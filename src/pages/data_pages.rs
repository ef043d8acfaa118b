//! The pages of data: the hub, subjects, and pairs of them.
//!
//! It refuses to know templates.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::blocks::{DatasetView, MatrixView, RankingView};
use super::markup::{BlockView, Markup, PartView};
use super::page::{PageLink, page_link};
use super::render_context::RenderContext;
use super::{BlockArgs, PageData, PageView};
use crate::base::SitePath;
use crate::link;
use crate::link::generated::HUB;
use crate::link::{DataRef, Joined, SubjectRef};
use crate::model::{Dataset, SubjectId};
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
    /// Other subjects, each with the page that compares the two, if pairs are published: all of them, or of very many
    /// the nearest in the dataset's order.
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

/// How many other subjects the page of one names.
const MOST_ALTERNATIVES: usize = 100;

pub(crate) fn hub(voice: RenderContext) -> PageView {
    let mut data = PageData::made(voice, "hub", voice.text("data"), &voice.site.edition.at(HUB));
    data.features = vec!["compare"];
    let datasets = voice.site.datasets.values().map(|dataset| {
        let shown = DatasetView::of(voice, dataset);
        HubDataset {
            id: shown.id,
            title: shown.title,
            description: dataset.description.clone(),
            criteria_count: dataset.criteria.len(),
            subjects: references(voice, dataset),
            json: shown.json,
            csv: shown.csv,
            guides: guides(voice, dataset, None),
        }
    });
    let hub = HubData { datasets: datasets.collect() };
    PageView { hub: Some(hub), ..PageView::of(&voice.site.edition.at(HUB), data, None) }
}

pub(crate) fn subject(voice: RenderContext, dataset: &Arc<Dataset>, id: &SubjectId, path: &SitePath) -> PageView {
    let about = dataset.subjects.get(id);
    let name = about.map_or(id.as_str(), |s| s.name.as_str());
    let mut data = PageData::made(voice, "subject", name, path);
    data.description = about.and_then(|s| s.description.clone());
    data.breadcrumbs.push(hub_link(voice));
    data.subjects = link::reference(dataset, id, voice.site.subject_pages()).into_iter().collect();
    let facts = select(dataset, [id.clone()]);
    data.content = block("matrix", BlockArgs::Matrix(MatrixView::of(voice, &facts, "facts", Some(name.to_owned()))));
    data.features = vec!["matrix"];
    let near = neighbours(dataset, id);
    let near = near.into_iter().filter_map(|other| link::reference(dataset, other, voice.site.subject_pages()));
    let pairs = voice.site.config.publish.pairs;
    let pair =
        |other: &SubjectRef| link::pair_path(&voice.site.edition, dataset, id, &SubjectId::new(&other.id)).href();
    let alternatives = near.map(|other| AlternativeView { pair: pairs.then(|| pair(&other)), subject: other });
    let subject = data.subjects.first().cloned().map(|subject| SubjectData {
        subject,
        url: about.and_then(|s| s.url.clone()),
        affiliate_url: about.and_then(|s| s.affiliate_url.clone()),
        dataset: DatasetView::of(voice, dataset),
        alternatives: alternatives.collect(),
        guides: guides(voice, dataset, Some(id)),
    });
    PageView { subject, ..PageView::of(path, data, None) }
}

pub(crate) fn pair(
    voice: RenderContext,
    dataset: &Arc<Dataset>,
    a: &SubjectId,
    b: &SubjectId,
    path: &SitePath,
) -> PageView {
    let name = |id: &SubjectId| dataset.subjects.get(id).map_or_else(|| id.as_str().to_owned(), |s| s.name.clone());
    let title = voice.speech.fill("pair", &[("a", &name(a)), ("b", &name(b))]);
    let mut data = PageData::made(voice, "pair", &title, path);
    data.noindex = true;
    data.breadcrumbs.push(hub_link(voice));
    let both = select(dataset, [a.clone(), b.clone()]);
    data.subjects =
        both.subjects.iter().filter_map(|id| link::reference(dataset, id, voice.site.subject_pages())).collect();
    let table = MatrixView::of(voice, &both, "matrix-1", Some(title));
    let mut parts = block("matrix", BlockArgs::Matrix(table)).0;
    if dataset.criteria.values().any(|c| c.is_scored() && c.weight > 0.0) {
        let result = RankingView::of(voice, &result_of(both), "ranking-1");
        parts.extend(block("ranking", BlockArgs::Ranking(result)).0);
    }
    data.content = Markup(parts);
    data.features = vec!["matrix", "ranking"];
    data.related = guides(voice, dataset, None);
    PageView::of(path, data, None)
}

/// The other subjects of a dataset in its order; of very many those before and after, past the ends from the other.
/// If each page named all others, pages would grow with their number, and the site with its square.
fn neighbours<'a>(dataset: &'a Dataset, id: &SubjectId) -> Vec<&'a SubjectId> {
    let count = dataset.subjects.len();
    let own = dataset.subjects.get_index_of(id).unwrap_or(0);
    let mut places: Vec<usize> = if count <= MOST_ALTERNATIVES + 1 {
        (0..count).filter(|place| *place != own).collect()
    } else {
        let before = MOST_ALTERNATIVES / 2;
        (0..=MOST_ALTERNATIVES).filter(|i| *i != before).map(|i| (own + count - before + i) % count).collect()
    };
    places.sort_unstable();
    places.into_iter().filter_map(|place| Some(dataset.subjects.get_index(place)?.0)).collect()
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

fn hub_link(voice: RenderContext) -> PageLink {
    PageLink { title: voice.text("data").to_owned(), path: voice.site.edition.at(HUB).href(), description: None }
}

fn references(voice: RenderContext, dataset: &Dataset) -> Vec<SubjectRef> {
    let ids = dataset.subjects.keys();
    ids.filter_map(|id| link::reference(dataset, id, voice.site.subject_pages())).collect()
}

/// The guides that compare a dataset, or one subject of it.
fn guides(voice: RenderContext, dataset: &Dataset, subject: Option<&SubjectId>) -> Vec<PageLink> {
    let compares = |page: &&link::Page| {
        page.parsed.front.compare.as_ref().is_some_and(|compare| {
            let shown =
                |id: &SubjectId| compare.subjects.as_ref().is_none_or(|s| s.iter().any(|s| s.value == id.as_str()));
            compare.dataset.value == dataset.id.as_str() && subject.is_none_or(shown)
        })
    };
    voice.site.pages.iter().filter(compares).map(page_link).collect()
}
