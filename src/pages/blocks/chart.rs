//! The view of a `chart`: bars in a table; dots, grouped bars and radar as SVG, with their figures as text.

mod figures;

use schemars::JsonSchema;
use serde::Serialize;

use self::figures::figures;
use super::key;
use super::key::KeyView;
use super::matrix::subjects;
use super::ranking::percent;
use super::{BlockContext, DrawBlock, PlainForm};
use crate::link::{Joined, SubjectRef};
use crate::model::Criterion;
use crate::pages::Markup;
use crate::pages::plain_html::PlainHtml;
use crate::parse::blocks::{Chart, ChartKind};
use crate::svg::chart::{ChartInput, FigureRow, dots, grouped, radar};

/// `chart`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChartView {
    /// An id that nothing else on the page has.
    pub id: String,
    /// `bars`, `dots`, `grouped` or `radar`.
    pub kind: &'static str,
    /// What it shows, in a line.
    pub title: String,
    /// More about it.
    pub caption: Option<String>,
    /// The criteria, in order.
    pub criteria: Vec<ChartCriterion>,
    /// The subjects, in order.
    pub subjects: Vec<SubjectRef>,
    /// The subjects with the marks that the drawing shows them by.
    pub key: Vec<KeyView>,
    /// The drawing; none for `bars`, and where there is nothing to draw.
    pub svg: Option<Markup>,
    /// The figures: a row for each criterion.
    pub rows: Vec<ChartRow>,
}

/// A criterion of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChartCriterion {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The figures of a criterion.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChartRow {
    /// The criterion.
    pub criterion: ChartCriterion,
    /// A cell for each subject.
    pub cells: Vec<ChartCell>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ChartCell {
    /// The subject.
    pub subject: SubjectRef,
    /// The value in the reader's wording.
    pub text: String,
    /// Where it stands between the ends of its criterion, of 100; without fixed ends, its share of the greatest value
    /// shown. None where there is no value.
    pub percent: Option<String>,
}

impl DrawBlock for Chart<Joined> {
    type View = ChartView;

    fn view(&self, context: &BlockContext) -> ChartView {
        let (voice, id) = (context.voice, context.id);
        let subjects = subjects(voice, &self.data);
        let criteria: Vec<&Criterion> = figures::criteria(&self.data).collect();
        let figures = figures(&self.data, &subjects, voice.speech.words());
        let input = ChartInput { id, title: &self.title, figures: &figures };
        let svg = match self.kind {
            _ if figures.is_empty() => None,
            ChartKind::Bars => None,
            ChartKind::Dots => Some(dots::draw(&input)),
            ChartKind::Grouped => Some(grouped::draw(&input)),
            ChartKind::Radar => radar::draw(&input),
        };
        let criteria =
            criteria.into_iter().map(|c| ChartCriterion { id: c.id.as_str().to_owned(), name: c.name.clone() });
        let criteria: Vec<ChartCriterion> = criteria.collect();
        ChartView {
            id: id.to_owned(),
            kind: name(self.kind),
            title: self.title.clone(),
            caption: self.caption.clone(),
            key: key::key(&subjects, self.kind == ChartKind::Radar),
            svg: svg.map(Markup::html),
            rows: criteria.iter().zip(&figures.rows).map(|(c, row)| view(c, row, &subjects)).collect(),
            criteria,
            subjects,
        }
    }
}

impl PlainForm for ChartView {
    fn write_plain(&self, plain: &mut PlainHtml, _: Option<&Markup>) {
        plain.within("table", |plain| {
            plain.element("caption", &self.title);
            plain.table_head(self.subjects.iter().map(|s| s.name.as_str()));
            plain.within("tbody", |plain| {
                for row in &self.rows {
                    plain.within("tr", |plain| {
                        plain.element("th", &row.criterion.name);
                        row.cells.iter().for_each(|cell| plain.element("td", &cell.text));
                    });
                }
            });
        });
        if let Some(caption) = &self.caption {
            plain.element("p", caption);
        }
    }
}

fn name(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Bars => "bars",
        ChartKind::Dots => "dots",
        ChartKind::Grouped => "grouped",
        ChartKind::Radar => "radar",
    }
}

fn view(criterion: &ChartCriterion, row: &FigureRow, subjects: &[SubjectRef]) -> ChartRow {
    let cells = row.cells.iter().zip(subjects).map(|(cell, subject)| ChartCell {
        subject: subject.clone(),
        text: cell.text.clone(),
        percent: cell.share.map(percent),
    });
    ChartRow { criterion: criterion.clone(), cells: cells.collect() }
}
