//! What a page is and holds, as JSON-LD in the words of <https://schema.org>: one `@graph` a page.
//!
//! Addresses in it are absolute, so what needs one is left out where the site's is not known. It refuses to know
//! templates: the element it makes is finished.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::blocks::{BlockArgs, FaqView};
use super::markup::{BlockView, Markup, PartView};
use super::page::{PageData, PageView};
use super::voice::{Speech, Voice};
use super::{plain, summary};
use crate::base::SitePath;
use crate::compare::Dataset;
use crate::link::generated::HUB;
use crate::link::{Site, csv_path, json_path};

type Node = Map<String, Value>;

/// Up to so many subjects of a dataset are named in its description.
const MANY: usize = 20;

/// The `script` element of a page; none if there is nothing to say.
pub(super) fn script(voice: Voice, view: &PageView) -> Option<Markup> {
    let site = voice.site;
    let speech = if view.page.original.is_some() { voice.main } else { voice.speech };
    if !site.config.publish.json_ld || view.page.kind == "not_found" {
        return None;
    }
    let mut graph: Vec<Node> = Vec::new();
    graph.extend(article(site, &view.page));
    graph.extend(breadcrumbs(site, &view.page));
    graph.extend(shown(site, view).values().map(|dataset| self::dataset(voice, dataset)));
    graph.extend(questions(site, view, speech));
    if graph.is_empty() {
        return None;
    }
    graph.extend(website(site));
    let text = json!({"@context": "https://schema.org", "@graph": graph}).to_string();
    // Nothing in the text can end the element: JSON needs no `<` of its own.
    Some(Markup::html(format!("<script type=\"application/ld+json\">{}</script>", text.replace('<', "\\u003c"))))
}

/// A node without the entries that are null.
fn node(value: Value) -> Node {
    let Value::Object(mut map) = value else { return Node::new() };
    map.retain(|_, value| !value.is_null());
    map
}

fn reference(address: Option<String>) -> Option<Value> {
    address.map(|address| json!({"@id": address}))
}

fn website_id(site: &Site) -> Option<String> {
    site.base_url.as_ref().map(|base| format!("{base}{}#website", site.edition.root.href()))
}

fn website(site: &Site) -> Option<Node> {
    let base = site.base_url.as_ref()?;
    Some(node(json!({
        "@type": "WebSite",
        "@id": website_id(site),
        "url": format!("{base}{}", site.edition.root.href()),
        "name": site.edition.title,
        "description": site.edition.description,
        "inLanguage": site.edition.language,
    })))
}

fn article(site: &Site, page: &PageData) -> Option<Node> {
    if !matches!(page.kind, "page" | "guide") {
        return None;
    }
    let published = page.date.as_ref().map(|d| &d.iso);
    let authors: Vec<Value> = page.authors.iter().map(|name| json!({"@type": "Person", "name": name})).collect();
    let about: Vec<Value> = page.subjects.iter().map(|s| json!({"@type": "Thing", "name": s.name})).collect();
    let keywords: Vec<&str> = page.terms.iter().map(|t| t.title.as_str()).collect();
    Some(node(json!({
        "@type": "TechArticle",
        "@id": page.canonical.as_ref().map(|url| format!("{url}#article")),
        "headline": page.title,
        "description": page.description,
        "url": page.canonical,
        "mainEntityOfPage": page.canonical,
        "image": page.card,
        "datePublished": published,
        "dateModified": page.updated.as_ref().map(|d| &d.iso).or(published),
        "author": (!authors.is_empty()).then_some(authors),
        "about": (!about.is_empty()).then_some(about),
        "keywords": (!keywords.is_empty()).then_some(keywords),
        "inLanguage": page.language,
        "isPartOf": reference(website_id(site)),
    })))
}

/// The way from the home page down to this one.
fn breadcrumbs(site: &Site, page: &PageData) -> Option<Node> {
    let base = site.base_url.as_ref().filter(|_| !page.breadcrumbs.is_empty())?;
    let above = page.breadcrumbs.iter().map(|crumb| (&crumb.title, &crumb.path));
    let steps = above.chain([(&page.title, &page.path)]).enumerate().map(|(i, (title, path))| {
        json!({"@type": "ListItem", "position": i + 1, "name": title, "item": format!("{base}{path}")})
    });
    let steps: Vec<Value> = steps.collect();
    Some(node(json!({
        "@type": "BreadcrumbList",
        "@id": page.canonical.as_ref().map(|url| format!("{url}#breadcrumbs")),
        "itemListElement": steps,
    })))
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

fn each_block(markup: &Markup, look: &mut impl FnMut(&BlockView)) {
    for part in &markup.0 {
        if let PartView::Block(block) = part {
            look(block);
            if let Some(body) = &block.body {
                each_block(body, look);
            }
        }
    }
}

fn dataset(voice: Voice, dataset: &Dataset) -> Node {
    let site = voice.site;
    let absolute = |path: &str| site.base_url.as_ref().map(|base| format!("{base}{path}"));
    let download = |path: SitePath, media: &str| {
        let url = absolute(&path.href())?;
        Some(json!({"@type": "DataDownload", "encodingFormat": media, "contentUrl": url}))
    };
    let files = [(json_path(&site.edition, dataset), "application/json"), (csv_path(dataset), "text/csv")];
    let downloads: Vec<Value> = files.into_iter().filter_map(|(path, media)| download(path, media)).collect();
    let licence = dataset.licence.as_ref().map(|licence| {
        if licence.starts_with("https://") { json!(licence) } else { json!({"@type": "CreativeWork", "name": licence}) }
    });
    let measured: Vec<Value> = dataset
        .criteria
        .values()
        .map(|c| json!({"@type": "PropertyValue", "name": c.name, "description": c.help}))
        .collect();
    let measured: Vec<Node> = measured.into_iter().map(node).collect();
    let about = || {
        let names: Vec<&str> = dataset.subjects.values().map(|s| s.name.as_str()).collect();
        let names = match names.len() {
            0..=MANY => voice.speech.list(&names),
            _ => format!("{} … {}", voice.speech.list(&names[..MANY]), names.len()),
        };
        voice.speech.fill("comparison_of", &[("names", &names)])
    };
    node(json!({
        "@type": "Dataset",
        "@id": absolute(&format!("{}#{}", site.edition.at(HUB).href(), dataset.id)),
        "name": dataset.title,
        "description": dataset.description.clone().unwrap_or_else(about),
        "license": licence,
        "creator": site.config.author.as_ref().map(|name| json!({"@type": "Person", "name": name})),
        "temporalCoverage": dataset.as_of_range.map(|(from, to)| format!("{from}/{to}")),
        "variableMeasured": measured,
        "distribution": (!downloads.is_empty()).then_some(downloads),
        "isAccessibleForFree": true,
    }))
}

/// All questions of a page, if the configuration wants them.
fn questions(site: &Site, view: &PageView, speech: &Speech) -> Option<Node> {
    if !site.config.publish.json_ld_faq {
        return None;
    }
    let mut questions: Vec<Value> = Vec::new();
    let mut collect = |block: &BlockView| {
        if let BlockArgs::Faq(FaqView { items, .. }) = &block.args {
            questions.extend(items.iter().map(|item| {
                let answer = plain::html(&item.answer, &view.root, speech);
                json!({
                    "@type": "Question",
                    "name": item.question,
                    "acceptedAnswer": {"@type": "Answer", "text": absolute(site, &view.page, &answer)},
                })
            }));
        }
    };
    each_block(&view.page.content, &mut collect);
    each_block(&view.page.after, &mut collect);
    (!questions.is_empty()).then(|| {
        let id = view.page.canonical.as_ref().map(|url| format!("{url}#faq"));
        node(json!({"@type": "FAQPage", "@id": id, "mainEntity": questions}))
    })
}

/// An answer for readers elsewhere; where the site's address is not known it has no links.
fn absolute(site: &Site, page: &PageData, html: &str) -> String {
    match &site.base_url {
        Some(base) => super::absolute::markup(html, base, &page.path).trim().to_owned(),
        None => summary::portable(html).trim().to_owned(),
    }
}
