//! The types of <https://schema.org> that pages are described in, with those of their properties that we state.
//!
//! It refuses to know where their values come from.

use serde::Serialize;

/// A node that is described elsewhere.
#[derive(Serialize)]
pub(super) struct Reference {
    #[serde(rename = "@id")]
    pub(super) id: String,
}

/// Something that has a name and no more: `Person`, `Thing`, `CreativeWork`.
#[derive(Serialize)]
pub(super) struct Named<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct WebSite<'a> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: String,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) in_language: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct TechArticle<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    pub(super) headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) main_entity_of_page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) author: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) keywords: Vec<&'a str>,
    pub(super) in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_part_of: Option<Reference>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct BreadcrumbList<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    pub(super) item_list_element: Vec<ListItem<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct ListItem<'a> {
    pub(super) position: usize,
    pub(super) name: &'a str,
    pub(super) item: String,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct Dataset<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    pub(super) name: &'a str,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<Licence<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) creator: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) temporal_coverage: Option<String>,
    pub(super) variable_measured: Vec<PropertyValue<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) distribution: Vec<DataDownload>,
    pub(super) is_accessible_for_free: bool,
}

/// The address of a licence, or the name of one.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Licence<'a> {
    Address(&'a str),
    Work(Named<'a>),
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct PropertyValue<'a> {
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct DataDownload {
    pub(super) encoding_format: &'static str,
    pub(super) content_url: String,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "FAQPage", rename_all = "camelCase")]
pub(super) struct FaqPage<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    pub(super) main_entity: Vec<Question<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct Question<'a> {
    pub(super) name: &'a str,
    pub(super) accepted_answer: Answer,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct Answer {
    pub(super) text: String,
}
