//! The decision checklist.

use schemars::JsonSchema;
use serde::Serialize;

use super::ranking::plain;
use super::{BlockContext, DrawBlock, PlainForm};
use crate::base::Hash128;
use crate::base::format::json;
use crate::link::{Joined, SubjectRef};
use crate::model::dataset::TIE_MARGIN;
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::{Checklist, Statement};

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

impl DrawBlock for Checklist<Joined> {
    type View = ChecklistView;

    const FEATURE: Option<&'static str> = Some("checklist");

    fn view(&self, context: &BlockContext) -> ChecklistView {
        let statement = |s: &Statement<Joined>| StatementView {
            id: s.id.value.clone(),
            html: context.markup(&s.text.0),
            weight: plain(s.weight.value),
            decisive: s.decisive,
            note: s.note.as_ref().map(|n| context.markup(&n.0)),
        };
        let groups = self.groups.iter().map(|group| ChecklistGroupView {
            subject: group.subject.0.clone(),
            title: group.title.clone(),
            items: group.items.iter().map(statement).collect(),
        });
        let groups: Vec<ChecklistGroupView> = groups.collect();
        ChecklistView {
            id: self.id.as_ref().map_or_else(|| context.id.to_owned(), |id| id.value.clone()),
            title: self.title.clone(),
            lede: self.lede.as_ref().map(|l| context.markup(&l.0)),
            conflict: self.conflict.as_ref().map(|c| context.markup(&c.0)),
            total: groups.iter().map(|g| g.items.len()).sum(),
            data: data(context, self, &groups),
            groups,
        }
    }
}

fn data(context: &BlockContext, checklist: &Checklist<Joined>, groups: &[ChecklistGroupView]) -> String {
    let items = checklist.groups.iter().flat_map(|group| {
        group.items.iter().map(|item| DataItem {
            id: &item.id.value,
            subject: &group.subject.0.id,
            weight: item.weight.value,
            decisive: item.decisive,
        })
    });
    let data = Data {
        hash: Hash128::of_value(groups).short(12),
        page: context.page.path.as_str(),
        site: &context.voice.site.config.title,
        tie_margin: checklist.tie_margin.unwrap_or(TIE_MARGIN),
        subjects: checklist.groups.iter().map(|g| &g.subject.0).collect(),
        items: items.collect(),
    };
    json(&data)
}

impl PlainForm for ChecklistView {
    fn write_plain(&self, plain: &mut PlainHtml, _: Option<&Markup>) {
        plain.title(self.title.as_deref());
        plain.paragraph(self.lede.as_ref());
        for group in &self.groups {
            plain.title(Some(group.title.as_deref().unwrap_or(&group.subject.name)));
            plain.within("ul", |plain| group.items.iter().for_each(|item| item.write_plain(plain)));
        }
        plain.paragraph(self.conflict.as_ref());
    }
}

impl StatementView {
    fn write_plain(&self, plain: &mut PlainHtml) {
        plain.within("li", |plain| {
            plain.out.push_str("<input type=\"checkbox\" disabled> ");
            plain.markup(&self.html);
            if self.decisive {
                plain.text(&format!(" ({})", plain.speech.text("decisive")));
            }
            if self.weight != "1" {
                plain.text(&format!(" ({})", plain.speech.fill("by_weight", &[("n", &self.weight)])));
            }
            if let Some(note) = &self.note {
                plain.out.push_str("<br>");
                plain.markup(note);
            }
        });
    }
}
