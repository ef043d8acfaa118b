//! The decision checklist.
//!
//! It refuses to know how it is drawn and how a reader's answers are kept.

use schemars::JsonSchema;
use serde::Serialize;

use super::markup::Markup;
use super::ranking::plain;
use crate::base::Hash128;
use crate::base::format::json;
use crate::link::{Content, Joined, Page, Site, SubjectRef};
use crate::model::dataset::TIE_MARGIN;
use crate::parse::blocks as parsed;

/// `checklist`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChecklistView {
    /// The author's stable id, else one that nothing else on the page has.
    pub id: String,
    /// A heading above it.
    pub title: Option<String>,
    /// What introduces it.
    pub lede: Option<Markup>,
    /// The statements, by subject.
    pub groups: Vec<ChecklistGroupView>,
    /// What to say when decisive statements of two subjects are ticked.
    pub conflict: Option<Markup>,
    /// How many statements there are.
    pub total: usize,
    /// All that a script needs to answer, as JSON text.
    pub data: String,
}

/// The statements that speak for a subject.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChecklistGroupView {
    /// The subject.
    pub subject: SubjectRef,
    /// A heading above them.
    pub title: Option<String>,
    /// The statements.
    pub items: Vec<StatementView>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StatementView {
    /// Its stable id.
    pub id: String,
    /// The statement.
    pub html: Markup,
    /// How much it counts.
    pub weight: String,
    /// Whether it decides on its own.
    pub decisive: bool,
    /// More about it.
    pub note: Option<Markup>,
}

/// What a script answers from.
#[derive(Serialize)]
struct Data<'a> {
    /// Changes with the statements, so that old ticks never apply to new ones.
    hash: String,
    /// Where the page stands, so that the answers of two pages are kept apart.
    page: &'a str,
    /// The site's title, so that two sites of one host keep theirs apart.
    site: &'a str,
    tie_margin: f64,
    subjects: Vec<&'a SubjectRef>,
    items: Vec<DataItem<'a>>,
}

#[derive(Serialize)]
struct DataItem<'a> {
    id: &'a str,
    subject: &'a str,
    weight: f64,
    decisive: bool,
}

/// What the checklist shows.
pub(crate) fn checklist(
    site: &Site,
    page: &Page,
    checklist: &parsed::Checklist<Joined>,
    id: &str,
    markup: impl Fn(&Content) -> Markup,
) -> ChecklistView {
    let statement = |s: &parsed::Statement<Joined>| StatementView {
        id: s.id.value.clone(),
        html: markup(&s.text),
        weight: plain(s.weight.value),
        decisive: s.decisive,
        note: s.note.as_ref().map(&markup),
    };
    let groups: Vec<ChecklistGroupView> = checklist
        .groups
        .iter()
        .map(|group| ChecklistGroupView {
            subject: group.subject.clone(),
            title: group.title.clone(),
            items: group.items.iter().map(statement).collect(),
        })
        .collect();
    ChecklistView {
        id: checklist.id.as_ref().map_or_else(|| id.to_owned(), |id| id.value.clone()),
        title: checklist.title.clone(),
        lede: checklist.lede.as_ref().map(&markup),
        conflict: checklist.conflict.as_ref().map(&markup),
        total: groups.iter().map(|g| g.items.len()).sum(),
        data: data(site, page, checklist, &groups),
        groups,
    }
}

fn data(site: &Site, page: &Page, checklist: &parsed::Checklist<Joined>, groups: &[ChecklistGroupView]) -> String {
    let items = checklist.groups.iter().flat_map(|group| {
        group.items.iter().map(|item| DataItem {
            id: &item.id.value,
            subject: &group.subject.id,
            weight: item.weight.value,
            decisive: item.decisive,
        })
    });
    let data = Data {
        hash: Hash128::of_value(groups).short(12),
        page: page.path.as_str(),
        site: &site.config.title,
        tie_margin: checklist.tie_margin.unwrap_or(TIE_MARGIN),
        subjects: checklist.groups.iter().map(|g| &g.subject).collect(),
        items: items.collect(),
    };
    json(&data)
}
