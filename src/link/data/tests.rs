//! Datasets joined from their files. Their faults have file cases, `tests/cases/data/`.

use super::*;
use crate::base::{Date, Severity, SourcePath};
use crate::model::lint::{Rules, lint};
use crate::model::{Selection, Value, Verdict};
use crate::parse::data::parse;

const DATASET: &str = "\
title: Backends
scales: {quality: [Poor, Limited, Fair, Good, Excellent]}
groups: [{id: runtime, name: Runtime}]
criteria:
  - {id: realtime, name: Real time, group: runtime, type: rating, scale: quality}
  - {id: packages, name: Packages, type: number, unit: packages, better: higher, anchors: [0, 100], require_source: true, max_age: 12mo, weight: 0}
  - {id: websocket, name: WebSocket, type: support, weight: 0}
  - {id: price, name: Price, type: money, currency: EUR}
  - {id: version, name: Version, type: version}
  - {id: systems, name: Systems, type: list}
sources: {handbook: {title: Handbook, url: \"https://example.org/\", kind: primary}}
profiles: [{id: live, name: Live, weights: {realtime: 3}, require: {realtime: Good}}]
";
const NODE: &str = "\
name: Node.js
as_of: 2026-01-01
values:
  realtime: 5
  packages: {value: 50, source: handbook}
  websocket: {value: partial, note: Client only}
  price: 0
  version: 3.10
  systems: [Linux, macOS]
";
const PYTHON: &str = "\
subject,name,realtime,packages,packages.source,websocket,price,version,systems,as_of
python,Python,4,60,handbook,no,10.50,3.9,Linux; Windows,2026-02-02
";

const FILES: [&str; 3] = [
    "content/data/backend/dataset.yaml",
    "content/data/backend/subjects/nodejs.yaml",
    "content/data/backend/values.csv",
];

fn joined(texts: [&str; 3]) -> (Option<Arc<Dataset>>, Vec<Diagnostic>) {
    let file = |(path, text): (&str, &str)| {
        let path = SourcePath::new(path);
        let (_, role) = role(&path).expect("a role");
        Arc::new(parse(&path, &role, text))
    };
    let files: Vec<Arc<DataFile>> = FILES.into_iter().zip(texts).map(file).collect();
    let (all, mut found) = datasets(&files);
    let rules = Rules { today: Date::new(2026, 11, 23).expect("a day"), max_age: None };
    found.extend(all.values().flat_map(|dataset| lint(dataset, rules)));
    (all.into_values().next(), found)
}

#[test]
fn yaml_and_csv_join_to_one_dataset() {
    let (dataset, found) = joined([DATASET, NODE, PYTHON]);
    assert_eq!(found, []);
    let dataset = dataset.expect("a dataset");
    let value = |subject, criterion| dataset.cell(subject, criterion).map(|cell| cell.value.clone());
    assert_eq!(value("python", "price"), Some(Value::Money(10.5)));
    assert_eq!(value("python", "systems"), Some(Value::List(vec!["Linux".into(), "Windows".into()])));
    let version = |subject| match value(subject, "version") {
        Some(Value::Version(version)) => version,
        other => panic!("{other:?}"),
    };
    assert!(version("nodejs").order(&version("python")).is_gt());
    let place = &dataset.cell("python", "price").expect("a cell").place;
    assert_eq!(&PYTHON[place.span.clone()], "10.50");
    assert_eq!(dataset.as_of_range, Date::new(2026, 1, 1).zip(Date::new(2026, 2, 2)));
    let ranking = Selection::all(&dataset).profile(&dataset.profiles["live"]).rank(&dataset);
    assert_eq!(ranking.verdict, Verdict::Certain("nodejs".into()));
}

#[test]
fn staleness_grows_from_a_warning_to_an_error() {
    let found = |day| joined([DATASET, &NODE.replace("2026-01-01", day), PYTHON]).1;
    assert_eq!(found("2025-11-22")[0].severity, Severity::Warning);
    assert_eq!(found("2025-11-23"), []);
    assert_eq!(found("2024-11-22")[0].severity, Severity::Error);
}
