//! What a block draws from: a dataset, and which of its subjects and criteria.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::locale::Locale;
use crate::base::{Code, Diagnostic, Place, SitePath, SourcePath, Spanned, portable, suggest};
use crate::model::{Cell, CriterionId, Dataset, GroupId, SubjectId};
use crate::parse::blocks::Select;
use crate::parse::front::Compare;

/// How many colours subjects have before they repeat.
const COLOURS: usize = 8;

/// The datasets of a project, by name.
pub type Datasets = BTreeMap<String, Arc<Dataset>>;

/// What a data block draws from.
#[derive(Clone, Debug)]
pub struct DataRef {
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// The subjects, in the order they are shown.
    pub subjects: Vec<SubjectId>,
    /// The criteria, in the order they are shown.
    pub criteria: Vec<CriterionId>,
    /// Whether the author chose the criteria, rather than taking all there are.
    pub chosen: bool,
}

/// A datum that a block or a text names.
#[derive(Clone, Debug)]
pub struct CellRef {
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// The subject.
    pub subject: SubjectId,
    /// The criterion.
    pub criterion: CriterionId,
}

impl CellRef {
    /// The datum itself; it was there when this was made.
    pub fn datum(&self) -> Option<&Cell> {
        self.dataset.cell(self.subject.as_str(), self.criterion.as_str())
    }
}

/// A subject, as blocks show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SubjectRef {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The number of its colour, 1 to 8.
    pub slot: usize,
    /// The address of its page, relative to the site's root, if it has one.
    pub path: Option<SitePath>,
}

/// Looks names of data up for one page.
pub(super) struct Selector<'a> {
    pub(super) datasets: &'a Datasets,
    pub(super) file: &'a SourcePath,
    pub(super) compare: Option<&'a Compare>,
    /// Below which each subject has a page, if it has one.
    pub(super) subject_pages: Option<&'a Locale>,
}

impl Selector<'_> {
    fn error(&self, code: Code, message: String, at: &Spanned<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(Place::new(self.file, at.span.clone()))
    }

    /// A dataset by its name.
    pub(super) fn dataset(&self, name: &Spanned<String>) -> Result<Arc<Dataset>, Diagnostic> {
        self.datasets.get(&name.value).map(Arc::clone).ok_or_else(|| {
            let error = self.error(Code::UnknownDataset, format!("there is no dataset `{}`", name.value), name);
            match suggest::advice(&name.value, self.datasets.keys().map(String::as_str)) {
                Some(advice) => error.help(advice),
                None => error.help(format!("it would stand in content/data/{}.yaml", name.value)),
            }
        })
    }

    /// The dataset that the page compares; `place` is what asks for it.
    fn of_page(&self, place: &Place) -> Result<Arc<Dataset>, Diagnostic> {
        match self.compare {
            Some(compare) => self.dataset(&compare.dataset),
            None => Err(Diagnostic::error(Code::UnknownDataset, "this page does not say which data it compares")
                .at(place.clone())
                .help("add `compare: {dataset: NAME}` to its front matter")),
        }
    }

    /// What is wrong with what the page says it compares, whether or not anything of it is shown.
    pub(super) fn check_compare(&self) -> Vec<Diagnostic> {
        let Some(compare) = self.compare else { return Vec::new() };
        let mut faults = Vec::new();
        match self.dataset(&compare.dataset) {
            Ok(dataset) => {
                let subjects = compare.subjects.as_deref().unwrap_or_default();
                collect(subjects, |id| self.subject_of(&dataset, id), &mut faults);
                faults.extend(compare.pair.as_ref().and_then(|pair| self.pair_fault(&dataset, pair)));
            }
            Err(fault) => faults.push(fault),
        }
        faults
    }

    /// What is wrong with the name of a pair, in either order.
    fn pair_fault(&self, dataset: &Dataset, pair: &Spanned<String>) -> Option<Diagnostic> {
        let is_subject = |id: &str| dataset.subjects.contains_key(id);
        let mut cuts =
            pair.value.match_indices("-vs-").map(|(at, sign)| (&pair.value[..at], &pair.value[at + sign.len()..]));
        if cuts.clone().any(|(a, b)| is_subject(a) && is_subject(b)) {
            return None;
        }
        let unknown = cuts.next().map(|(a, b)| if is_subject(a) { b } else { a });
        let Some(unknown) = unknown else {
            let message = format!("`{}` is not the name of a pair", pair.value);
            return Some(self.error(Code::UnknownSubject, message, pair).help("write it as nodejs-vs-python"));
        };
        self.subject_of(dataset, &Spanned::new(unknown.to_owned(), pair.span.clone())).err()
    }

    /// A subject by its id, of the page's dataset.
    pub(super) fn subject(&self, id: &Spanned<String>) -> Result<SubjectRef, Diagnostic> {
        let dataset = self.of_page(&Place::new(self.file, id.span.clone()))?;
        let subject = self.subject_of(&dataset, id)?;
        reference(&dataset, &subject, self.subject_pages).ok_or_else(|| self.unknown_subject(&dataset, id))
    }

    fn subject_of(&self, dataset: &Dataset, id: &Spanned<String>) -> Result<SubjectId, Diagnostic> {
        dataset
            .subjects
            .get_key_value(id.value.as_str())
            .map(|(id, _)| id.clone())
            .ok_or_else(|| self.unknown_subject(dataset, id))
    }

    fn unknown_subject(&self, dataset: &Dataset, id: &Spanned<String>) -> Diagnostic {
        let message = format!("the dataset `{}` has no subject `{}`", dataset.id, id.value);
        let error = self.error(Code::UnknownSubject, message, id);
        match suggest::advice(&id.value, dataset.subjects.keys().map(SubjectId::as_str)) {
            Some(advice) => error.help(advice),
            None => error,
        }
    }

    fn criterion_of(&self, dataset: &Dataset, id: &Spanned<String>) -> Result<CriterionId, Diagnostic> {
        dataset.criteria.get_key_value(id.value.as_str()).map(|(id, _)| id.clone()).ok_or_else(|| {
            let message = format!("the dataset `{}` has no criterion `{}`", dataset.id, id.value);
            let error = self.error(Code::UnknownCriterion, message, id);
            match suggest::advice(&id.value, dataset.criteria.keys().map(CriterionId::as_str)) {
                Some(advice) => error.help(advice),
                None => error,
            }
        })
    }

    /// A datum by its address: `subject.criterion`, or `dataset:subject.criterion`.
    pub(super) fn datum(&self, address: &Spanned<String>) -> Result<CellRef, Diagnostic> {
        let (dataset, rest) = match address.value.split_once(':') {
            Some((name, rest)) => (self.dataset(&Spanned::new(name.to_owned(), address.span.clone()))?, rest),
            None => (self.of_page(&Place::new(self.file, address.span.clone()))?, address.value.as_str()),
        };
        let Some((subject, criterion)) = rest.split_once('.') else {
            let message = format!("`{}` is not the address of a datum", address.value);
            return Err(self.error(Code::UnknownDatum, message, address).help("write it as subject.criterion"));
        };
        let part = |text: &str| Spanned::new(text.to_owned(), address.span.clone());
        let subject = self.subject_of(&dataset, &part(subject))?;
        let criterion = self.criterion_of(&dataset, &part(criterion))?;
        if dataset.cell(subject.as_str(), criterion.as_str()).is_none() {
            let message = format!("`{subject}` has no value for `{criterion}`");
            return Err(self.error(Code::UnknownDatum, message, address).help("give it one, if only `unknown`"));
        }
        Ok(CellRef { dataset, subject, criterion })
    }

    /// What a data block selects; all its faults at once.
    pub(super) fn data(&self, select: &Select, place: &Place) -> Result<DataRef, Vec<Diagnostic>> {
        let dataset = match &select.dataset {
            Some(name) => self.dataset(name),
            None => self.of_page(place),
        }
        .map_err(|e| vec![e])?;
        let mut faults = Vec::new();
        let of_page = self.compare.filter(|c| c.dataset.value == dataset.id.as_str()).and_then(|c| c.subjects.as_ref());
        let subjects = match select.subjects.as_ref().or(of_page) {
            Some(ids) => collect(ids, |id| self.subject_of(&dataset, id), &mut faults),
            None => dataset.subjects.keys().cloned().collect(),
        };
        let groups = select.groups.as_ref().map(|groups| collect(groups, |id| self.group(&dataset, id), &mut faults));
        let criteria: Vec<CriterionId> = match &select.criteria {
            Some(ids) => collect(ids, |id| self.criterion_of(&dataset, id), &mut faults),
            None => dataset.criteria.keys().cloned().collect(),
        };
        let in_groups = |id: &CriterionId| {
            let group = dataset.criteria.get(id).and_then(|c| c.group.as_ref()).map(|g| g.as_str().to_owned());
            groups.as_ref().is_none_or(|groups| group.is_some_and(|g| groups.contains(&g)))
        };
        let criteria = criteria.into_iter().filter(in_groups).collect();
        if faults.is_empty() {
            Ok(DataRef { dataset, subjects, criteria, chosen: select.criteria.is_some() })
        } else {
            Err(faults)
        }
    }

    fn group(&self, dataset: &Dataset, id: &Spanned<String>) -> Result<String, Diagnostic> {
        if dataset.groups.contains_key(id.value.as_str()) {
            return Ok(id.value.clone());
        }
        let message = format!("the dataset `{}` has no group `{}`", dataset.id, id.value);
        let error = self.error(Code::UnknownGroup, message, id);
        Err(match suggest::advice(&id.value, dataset.groups.keys().map(GroupId::as_str)) {
            Some(advice) => error.help(advice),
            None => error,
        })
    }
}

fn collect<T>(
    ids: &[Spanned<String>],
    find: impl Fn(&Spanned<String>) -> Result<T, Diagnostic>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<T> {
    let mut found = Vec::new();
    for id in ids {
        match find(id) {
            Ok(one) => found.push(one),
            Err(fault) => faults.push(fault),
        }
    }
    found
}

/// How blocks show a subject of a dataset, with its page in an edition, if it has one.
pub fn reference(dataset: &Dataset, id: &SubjectId, pages: Option<&Locale>) -> Option<SubjectRef> {
    let (index, id, subject) = dataset.subjects.get_full(id)?;
    Some(SubjectRef {
        id: id.as_str().to_owned(),
        name: subject.name.clone(),
        slot: index % COLOURS + 1,
        path: pages.map(|edition| subject_path(edition, dataset, id)),
    })
}

/// Where the page of a subject stands.
pub fn subject_path(edition: &Locale, dataset: &Dataset, id: &SubjectId) -> SitePath {
    // Ids are the author's, and some are kept for a device somewhere.
    let part = if portable::is_device(id.as_str()) { format!("{id}-subject") } else { id.to_string() };
    edition.at(&format!("data/{}/{part}/", dataset.id))
}
