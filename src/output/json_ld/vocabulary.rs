//! The types of <https://schema.org> that pages are described in, with those of their properties that we state.
//!
//! It refuses to know where their values come from.

use serde::Serialize;

/// A node that is described elsewhere.
#[derive(Serialize)]
pub(crate) struct IdReference {
    #[serde(rename = "@id")]
    pub(crate) id: String,
}

/// Something that has a name and no more: `Person`, `Thing`, `CreativeWork`.
#[derive(Serialize)]
pub(crate) struct NamedThing<'a> {
    #[serde(rename = "@type")]
    pub(crate) kind: &'static str,
    pub(crate) name: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(crate) struct WebSite<'a> {
    #[serde(rename = "@id")]
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<&'a str>,
    pub(crate) in_language: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(crate) struct TechArticle<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    pub(crate) headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) main_entity_of_page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) author: Vec<NamedThing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) about: Vec<NamedThing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) keywords: Vec<&'a str>,
    pub(crate) in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_part_of: Option<IdReference>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(crate) struct BreadcrumbList<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    pub(crate) item_list_element: Vec<ListItem<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(crate) struct ListItem<'a> {
    pub(crate) position: usize,
    pub(crate) name: &'a str,
    pub(crate) item: String,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase", rename = "Dataset")]
pub(crate) struct DatasetLd<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    pub(crate) name: &'a str,
    pub(crate) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) license: Option<Licence<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) creator: Option<NamedThing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) temporal_coverage: Option<String>,
    pub(crate) variable_measured: Vec<PropertyValue<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) distribution: Vec<DataDownload>,
    pub(crate) is_accessible_for_free: bool,
}

/// The address of a licence, or the name of one.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Licence<'a> {
    Address(&'a str),
    Work(NamedThing<'a>),
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(crate) struct PropertyValue<'a> {
    pub(crate) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(crate) struct DataDownload {
    pub(crate) encoding_format: &'static str,
    pub(crate) content_url: String,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "FAQPage", rename_all = "camelCase")]
pub(crate) struct FaqPage<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    pub(crate) main_entity: Vec<Question<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(crate) struct Question<'a> {
    pub(crate) name: &'a str,
    pub(crate) accepted_answer: AcceptedAnswer,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase", rename = "Answer")]
pub(crate) struct AcceptedAnswer {
    pub(crate) text: String,
}
