//! What a dataset's own file declares: scales, groups, criteria, sources and profiles.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use super::criteria;
use super::report::DataReport;
use super::sources;
use super::sources::SourceReader;
use crate::base::{Code, Place, SourcePath};
use crate::model::dataset::{MIN_COVERAGE, TIE_MARGIN, as_of_range};
use crate::model::{
    Criterion, CriterionId, Dataset, DatasetId, FigureRange, Group, GroupId, Profile, ProfileId, Scale, ScaleId,
    Subject, SubjectId, Value, id,
};
use crate::parse::data::{DataFile, RawDataset, RawProfile};
use crate::parse::yaml::{Scalar, Spanned};

/// All that subjects refer to.
pub(super) struct DatasetSchema {
    pub(super) scales: IndexMap<ScaleId, Arc<Scale>>,
    pub(super) groups: IndexMap<GroupId, Group>,
    pub(super) criteria: IndexMap<CriterionId, Criterion>,
    pub(super) sources: SourceReader,
    profiles: IndexMap<ProfileId, Profile>,
    tie_margin: f64,
    min_coverage: f64,
    /// Scales and criteria that are declared but could not be used, which was said where they are declared.
    pub(super) broken: BTreeSet<String>,
}

impl DatasetSchema {
    pub(super) fn new(raw: &RawDataset, file: &DataFile, report: &mut DataReport) -> Self {
        let path = &file.path;
        let mut frame = Self {
            scales: IndexMap::new(),
            groups: IndexMap::new(),
            criteria: IndexMap::new(),
            sources: SourceReader::new(&raw.sources, path, report),
            profiles: IndexMap::new(),
            tie_margin: share(raw.tie_margin.as_ref(), "margin", TIE_MARGIN, path, report),
            min_coverage: share(raw.min_coverage.as_ref(), "coverage", MIN_COVERAGE, path, report),
            broken: BTreeSet::new(),
        };
        frame.add_scales(raw, path, report);
        frame.add_groups(raw, path, report);
        criteria::add(&mut frame, &raw.criteria, path, report);
        frame.add_profiles(&raw.profiles, path, report);
        frame
    }

    /// The finished dataset.
    pub(super) fn dataset(
        self,
        id: DatasetId,
        raw: &RawDataset,
        subjects: IndexMap<SubjectId, Subject>,
        complete: bool,
        place: Place,
    ) -> Dataset {
        Dataset {
            id,
            title: raw.title.clone(),
            description: raw.description.clone(),
            licence: raw.licence.clone(),
            tie_margin: self.tie_margin,
            min_coverage: self.min_coverage,
            scales: self.scales,
            groups: self.groups,
            criteria: self.criteria,
            sources: self.sources.into_map(),
            profiles: self.profiles,
            as_of_range: as_of_range(subjects.values()),
            subjects,
            complete,
            place,
        }
    }

    /// The criterion of an id; one that is unknown is reported, one that is broken was.
    pub(super) fn criterion(&self, id: &Scalar, path: &SourcePath, report: &mut DataReport) -> Option<&Criterion> {
        let found = self.criteria.get(id.text.as_str());
        if found.is_none() && !self.broken.contains(&id.text) {
            let known = self.criteria.keys().map(CriterionId::as_str);
            let place = Place::new(path, id.span.clone());
            report.unknown(Code::UnknownCriterion, place, "criterion", &id.text, known);
        }
        found
    }

    fn add_scales(&mut self, raw: &RawDataset, path: &SourcePath, report: &mut DataReport) {
        for (key, levels) in &raw.scales.0 {
            let place = Place::new(path, key.span.clone());
            check_id(key, path, report);
            let names: Vec<String> = levels.iter().map(|level| level.text.trim().to_owned()).collect();
            let twice =
                (1..names.len()).find(|i| names[..*i].iter().any(|n| n.to_lowercase() == names[*i].to_lowercase()));
            if let Some(i) = twice {
                let at = Place::new(path, levels[i].span.clone());
                report.error(
                    Code::BadScale,
                    at,
                    format!("the level `{}` stands twice", names[i]),
                    "give each level its own name",
                );
            } else if names.len() < 2 || names.len() > usize::from(u8::MAX) {
                let count = if names.len() == 1 { "1 level".to_owned() } else { format!("{} levels", names.len()) };
                let message = format!("the scale `{}` has {count}", key.text);
                report.error(Code::BadScale, place, message, "name two levels or more, the lowest first");
            } else {
                let id = ScaleId::new(&key.text);
                self.scales.insert(id.clone(), Arc::new(Scale { id, levels: names }));
                continue;
            }
            self.broken.insert(format!("scale {}", key.text));
        }
    }

    fn add_groups(&mut self, raw: &RawDataset, path: &SourcePath, report: &mut DataReport) {
        let ids: Vec<&Scalar> = raw.groups.iter().map(|group| &group.id).collect();
        for (group, id) in raw.groups.iter().zip(unique(&ids, "group", path, report)) {
            let Some(id) = id.map(|id| GroupId::new(&id.text)) else { continue };
            self.groups.insert(id.clone(), Group { id, name: group.name.clone() });
        }
    }

    fn add_profiles(&mut self, raw: &[RawProfile], path: &SourcePath, report: &mut DataReport) {
        let ids: Vec<&Scalar> = raw.iter().map(|profile| &profile.id).collect();
        for (profile, id) in raw.iter().zip(unique(&ids, "profile", path, report)) {
            let Some(id) = id else { continue };
            let weights = profile.weights.0.iter().filter_map(|(key, weight)| {
                let criterion = self.criterion(key, path, report)?;
                let weight = self::weight(criterion, weight, path, report)?;
                Some((criterion.id.clone(), weight))
            });
            let weights = weights.collect();
            let require = profile.require.0.iter().filter_map(|(key, minimum)| {
                let criterion = self.criterion(key, path, report)?;
                Some((criterion.id.clone(), minimum_of(criterion, minimum, path, report)?))
            });
            let require = require.collect();
            let profile = Profile {
                id: ProfileId::new(&id.text),
                name: profile.name.clone(),
                description: profile.description.clone(),
                weights,
                require,
                place: Place::new(path, id.span.clone()),
            };
            self.profiles.insert(profile.id.clone(), profile);
        }
    }
}

/// Reports ids that cannot be one and ids that stand twice; the second gives `None`.
pub(super) fn unique<'a>(
    ids: &[&'a Scalar],
    what: &str,
    path: &SourcePath,
    report: &mut DataReport,
) -> Vec<Option<&'a Scalar>> {
    let mut first: IndexMap<&str, &Scalar> = IndexMap::new();
    let check = |id: &&'a Scalar| {
        check_id(id, path, report);
        if let Some(before) = first.get(id.text.as_str()) {
            let place = |id: &Scalar| Place::new(path, id.span.clone());
            report.twice(Code::DuplicateId, place(id), place(before), format!("the {what} `{}` stands twice", id.text));
            return None;
        }
        first.insert(&id.text, id);
        Some(*id)
    };
    ids.iter().map(check).collect()
}

pub(super) fn check_id(id: &Scalar, path: &SourcePath, report: &mut DataReport) {
    if !id::is_id(&id.text) {
        report.bad_id(&id.text, Place::new(path, id.span.clone()));
    }
}

/// A weight that can count, reported if it cannot.
pub(super) fn weight(
    criterion: &Criterion,
    weight: &Spanned<f64>,
    path: &SourcePath,
    report: &mut DataReport,
) -> Option<f64> {
    let place = Place::new(path, weight.span.clone());
    if !weight.value.is_finite() || weight.value < 0.0 {
        report.error(Code::BadWeight, place, format!("{} is not a weight", weight.value), "write a number from 0 up");
        return None;
    }
    if weight.value > 0.0 && !criterion.is_scored() {
        let help = match criterion.kind.range() {
            FigureRange::Open => "give it `anchors: [low, high]` and `better: higher` or `lower`",
            FigureRange::Between(..) => "give it `better: higher` or `lower`",
            FigureRange::None => {
                "only a rating, support, a number and money can be scored; write 0, or leave the weight out"
            }
        };
        report.error(Code::BadWeight, place, format!("`{}` cannot be scored, so it cannot weigh", criterion.id), help);
        return None;
    }
    Some(weight.value)
}

fn minimum_of(criterion: &Criterion, minimum: &Scalar, path: &SourcePath, report: &mut DataReport) -> Option<Value> {
    let place = Place::new(path, minimum.span.clone());
    match criterion.kind.read_minimum(&minimum.text) {
        Ok(value) if value.is_known() => Some(value),
        Ok(_) => {
            let message = format!("`{}` cannot be asked for", minimum.text);
            report.error(Code::BadValue, place, message, "write the least that will do");
            None
        }
        Err(error) => {
            report.error(Code::BadValue, place, error.message, error.help);
            None
        }
    }
}

/// A number from 0 to 1 that is given, else the default.
fn share(given: Option<&Spanned<f64>>, what: &str, default: f64, path: &SourcePath, report: &mut DataReport) -> f64 {
    let Some(share) = given else { return default };
    if (0.0..=1.0).contains(&share.value) {
        return share.value;
    }
    let place = Place::new(path, share.span.clone());
    report.error(Code::BadValue, place, format!("{} is not a {what}", share.value), "write a number from 0 to 1");
    default
}

/// Reports an address that is not `http` or `https`.
pub(super) fn checked_url(url: Option<&Spanned<String>>, path: &SourcePath, report: &mut DataReport) -> Option<String> {
    let url = url?;
    let text = url.value.trim();
    if sources::is_web(text) {
        return Some(text.to_owned());
    }
    let place = Place::new(path, url.span.clone());
    report.error(Code::UnsafeLink, place, format!("`{text}` is not an address of the web"), "begin it with https://");
    None
}
