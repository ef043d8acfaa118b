//! What a page is and holds, as JSON-LD in the words of <https://schema.org>: one `@graph` a page.
//!
//! Addresses in it are absolute, so what needs one is left out where the site's is not known. The template of a page
//! gets it as a finished `script` element.

use std::collections::BTreeMap;

mod vocabulary;

use self::vocabulary::{
    AcceptedAnswer, BreadcrumbList, DataDownload, FaqPage, IdReference, Licence, ListItem, NamedThing, PropertyValue,
    Question, TechArticle, WebSite,
};
use crate::base::SitePath;
use crate::base::format::json;
use crate::link::generated::HUB;
use crate::link::{Site, csv_path, json_path};
use crate::model::Dataset;
use crate::pages::plain_html;
use crate::pages::render_context::RenderContext;
use crate::pages::{BlockArgs, BlockView, FaqView, Markup, Messages, PageData, PageView, PartView};
use crate::parse::summary;

/// Up to so many subjects of a dataset are named in its description.
const MANY: usize = 20;

/// The `script` element of a page; none if there is nothing to say.
pub(super) fn script(voice: RenderContext, view: &PageView) -> Option<Markup> {
    let site = voice.site;
    let speech = if view.page.original.is_some() { voice.main } else { voice.speech };
    if !site.config.publish.json_ld || view.page.kind == "not_found" {
        return None;
    }
    let mut graph: Vec<String> = Vec::new();
    graph.extend(article(site, &view.page).as_ref().map(json));
    graph.extend(breadcrumbs(site, &view.page).as_ref().map(json));
    graph.extend(shown(site, view).values().map(|dataset| json(&self::dataset(voice, dataset))));
    graph.extend(questions(site, view, speech).as_ref().map(json));
    if graph.is_empty() {
        return None;
    }
    graph.extend(website(site).as_ref().map(json));
    // Nothing in the text can end the element: JSON needs no `<` of its own.
    let graph = graph.join(",").replace('<', "\\u003c");
    Some(Markup::html(format!(
        "<script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@graph\":[{graph}]}}</script>"
    )))
}

fn website_id(site: &Site) -> Option<String> {
    site.base_url.as_ref().map(|base| format!("{base}{}#website", site.edition.root.href()))
}

fn website(site: &Site) -> Option<WebSite<'_>> {
    let base = site.base_url.as_ref()?;
    Some(WebSite {
        id: website_id(site)?,
        url: format!("{base}{}", site.edition.root.href()),
        name: &site.edition.title,
        description: site.edition.description.as_deref(),
        in_language: &site.edition.language,
    })
}

fn article<'a>(site: &Site, page: &'a PageData) -> Option<TechArticle<'a>> {
    if !matches!(page.kind, "page" | "guide") {
        return None;
    }
    let url = page.canonical.as_deref();
    let published = page.date.as_ref().map(|date| date.iso.as_str());
    Some(TechArticle {
        id: url.map(|url| format!("{url}#article")),
        headline: &page.title,
        description: page.description.as_deref(),
        url,
        main_entity_of_page: url,
        date_published: published,
        date_modified: page.updated.as_ref().map(|date| date.iso.as_str()).or(published),
        author: page.authors.iter().map(|name| NamedThing { kind: "Person", name }).collect(),
        about: page.subjects.iter().map(|subject| NamedThing { kind: "Thing", name: &subject.name }).collect(),
        keywords: page.terms.iter().map(|term| term.title.as_str()).collect(),
        in_language: &page.language,
        is_part_of: website_id(site).map(|id| IdReference { id }),
    })
}

/// The way from the home page down to this one.
fn breadcrumbs<'a>(site: &Site, page: &'a PageData) -> Option<BreadcrumbList<'a>> {
    let base = site.base_url.as_ref().filter(|_| !page.breadcrumbs.is_empty())?;
    let above = page.breadcrumbs.iter().map(|crumb| (&crumb.title, &crumb.path));
    let steps = above.chain([(&page.title, &page.path)]).enumerate();
    let step = |(i, (name, path)): (usize, (&'a String, &String))| ListItem {
        position: i + 1,
        name,
        item: format!("{base}{path}"),
    };
    Some(BreadcrumbList {
        id: page.canonical.as_ref().map(|url| format!("{url}#breadcrumbs")),
        item_list_element: steps.map(step).collect(),
    })
}

/// The published datasets that a page shows, by id.
fn shown<'a>(site: &'a Site, view: &PageView) -> BTreeMap<String, &'a Dataset> {
    let mut ids: Vec<String> = Vec::new();
    if site.config.publish.exports {
        each_block(&view.page.content, &mut |block| match &block.args {
            BlockArgs::Matrix(matrix) => ids.push(matrix.dataset.id.clone()),
            BlockArgs::Ranking(ranking) => ids.push(ranking.dataset.id.clone()),
            _ => {}
        });
        ids.extend(view.hub.iter().flat_map(|hub| &hub.datasets).map(|dataset| dataset.id.clone()));
    }
    let found = ids.into_iter().filter_map(|id| site.datasets.get(&id).map(|dataset| (id, dataset.as_ref())));
    found.collect()
}

fn each_block<'a>(markup: &'a Markup, look: &mut impl FnMut(&'a BlockView)) {
    for part in &markup.0 {
        if let PartView::Block(block) = part {
            look(block);
            if let Some(body) = &block.body {
                each_block(body, look);
            }
        }
    }
}

fn dataset<'a>(voice: RenderContext<'a>, dataset: &'a Dataset) -> vocabulary::DatasetLd<'a> {
    let site = voice.site;
    let absolute = |path: &str| site.base_url.as_ref().map(|base| format!("{base}{path}"));
    let download = |(path, media): (SitePath, _)| {
        Some(DataDownload { encoding_format: media, content_url: absolute(&path.href())? })
    };
    let files = [(json_path(&site.edition, dataset), "application/json"), (csv_path(dataset), "text/csv")];
    let about = || {
        let names: Vec<&str> = dataset.subjects.values().map(|s| s.name.as_str()).collect();
        let names = match names.len() {
            0..=MANY => voice.speech.list(&names),
            _ => format!("{} … {}", voice.speech.list(&names[..MANY]), names.len()),
        };
        voice.speech.fill("comparison_of", &[("names", &names)])
    };
    let measured = dataset.criteria.values().map(|c| PropertyValue { name: &c.name, description: c.help.as_deref() });
    vocabulary::DatasetLd {
        id: absolute(&format!("{}#{}", site.edition.at(HUB).href(), dataset.id)),
        name: &dataset.title,
        description: dataset.description.clone().unwrap_or_else(about),
        license: dataset.licence.as_deref().map(|licence| match licence {
            address if address.starts_with("https://") => Licence::Address(address),
            name => Licence::Work(NamedThing { kind: "CreativeWork", name }),
        }),
        creator: site.config.author.as_deref().map(|name| NamedThing { kind: "Person", name }),
        temporal_coverage: dataset.as_of_range.map(|(from, to)| format!("{from}/{to}")),
        variable_measured: measured.collect(),
        distribution: files.into_iter().filter_map(download).collect(),
        is_accessible_for_free: true,
    }
}

/// All questions of a page, if the configuration wants them.
fn questions<'a>(site: &Site, view: &'a PageView, speech: &Messages) -> Option<FaqPage<'a>> {
    if !site.config.publish.json_ld_faq {
        return None;
    }
    let mut questions = Vec::new();
    let mut collect = |block: &'a BlockView| {
        if let BlockArgs::Faq(FaqView { items, .. }) = &block.args {
            questions.extend(items.iter().map(|item| {
                let answer = plain_html::html(&item.answer, &view.root, speech);
                let text = absolute(site, &view.page, &answer);
                Question { name: &item.question, accepted_answer: AcceptedAnswer { text } }
            }));
        }
    };
    each_block(&view.page.content, &mut collect);
    each_block(&view.page.after, &mut collect);
    let id = view.page.canonical.as_ref().map(|url| format!("{url}#faq"));
    (!questions.is_empty()).then_some(FaqPage { id, main_entity: questions })
}

/// An answer for readers elsewhere; where the site's address is not known it has no links.
fn absolute(site: &Site, page: &PageData, html: &str) -> String {
    match &site.base_url {
        Some(base) => super::absolute::markup(html, base, &page.path).trim().to_owned(),
        None => summary::portable(html).trim().to_owned(),
    }
}
