//! Datasets joined from their files: one fault, one message, at its place.

use super::*;
use crate::base::{Date, Severity, SourcePath};
use crate::compare::lint::{Rules, lint};
use crate::compare::{Selection, Value, Verdict};
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
    let value = |subject, criterion| dataset.datum(subject, criterion).map(|datum| datum.value.clone());
    assert_eq!(value("python", "price"), Some(Value::Money(10.5)));
    assert_eq!(value("python", "systems"), Some(Value::List(vec!["Linux".into(), "Windows".into()])));
    let version = |subject| match value(subject, "version") {
        Some(Value::Version(version)) => version,
        other => panic!("{other:?}"),
    };
    assert!(version("nodejs").order(&version("python")).is_gt());
    let place = &dataset.datum("python", "price").expect("a datum").place;
    assert_eq!(&PYTHON[place.span.clone()], "10.50");
    assert_eq!(dataset.as_of_range(), Date::new(2026, 1, 1).zip(Date::new(2026, 2, 2)));
    let ranking = Selection::all(&dataset).profile(&dataset.profiles["live"]).rank(&dataset);
    assert_eq!(ranking.verdict, Verdict::Winner("nodejs".into()));
}

/// Which file, what to find there, what to put in its place, the code, and what the message points at.
const FAULTS: &[(usize, &str, &str, Code, &str)] = &[
    (0, "scale: quality", "scale: qualty", Code::UnknownScale, "qualty"),
    (0, "group: runtime", "group: runtme", Code::UnknownGroup, "runtme"),
    (0, "{id: price", "{id: Price!", Code::BadId, "Price!"),
    (0, "type: rating, scale: quality", "type: rating", Code::BadCriterion, "realtime"),
    (0, "currency: EUR", "currency: euro", Code::BadCriterion, "euro"),
    (0, ", currency: EUR", "", Code::BadCriterion, "price"),
    (0, "type: support", "type: support, unit: x", Code::BadCriterion, "x"),
    (0, "anchors: [0, 100]", "anchors: [100, 0]", Code::BadCriterion, "["),
    (0, "type: list", "type: list, weight: 1", Code::BadWeight, "1"),
    (0, "weight: 0}\n  - {id: price", "weight: -1}\n  - {id: price", Code::BadWeight, "-1"),
    (0, "Poor, Limited", "Poor, poor", Code::BadScale, "poor"),
    (0, "weights: {realtime: 3}", "weights: {realtme: 3}", Code::UnknownCriterion, "realtme"),
    (0, "require: {realtime: Good}", "require: {realtime: 9}", Code::BadValue, "9"),
    (0, "\"https://example.org/\"", "javascript:x", Code::UnsafeLink, "javascript:x"),
    (0, "sources: {", "sources: {other: {title: X}, ", Code::OrphanSource, "other"),
    (0, "title: Backends", "title: Backends\ntie_margin: 2", Code::BadValue, "2"),
    (0, "type: list}", "type: list}\n  - {id: price, name: P, type: text}", Code::DuplicateId, "price"),
    (0, "name: Runtime", "nam: Runtime", Code::UnknownKey, "nam"),
    (1, "realtime: 5", "realtime: 7", Code::BadValue, "7"),
    (1, "realtime: 5", "realtme: 5", Code::UnknownCriterion, "realtme"),
    (1, "  realtime: 5\n", "", Code::MissingValue, "Node.js"),
    (1, "realtime: 5", "realtime: {value: 5, text: Poor}", Code::ContradictingText, "Poor"),
    (1, "realtime: 5", "realtime: {value: 5, note: x, source: handbok}", Code::UnknownSource, "handbok"),
    (1, "value: 50, source: handbook", "value: 50", Code::Unsourced, "50"),
    (1, "value: 50", "value: -1", Code::Sentinel, "-1"),
    (1, "value: 50", "value: 500", Code::OutOfAnchors, "500"),
    (1, "value: 50", "value: .inf", Code::BadValue, ".inf"),
    (1, "value: 50", "value: 1_000", Code::BadValue, "1_000"),
    (1, "value: 50", "value: 50, text: 5M", Code::ContradictingText, "5M"),
    (1, "source: handbook", "source: handbook, as_of: 2999-01-01", Code::FutureDate, "2999-01-01"),
    (1, "source: handbook", "source: handbook, as_of: 2025-01-01", Code::Stale, "2025-01-01"),
    (1, "source: handbook", "source: handbook, as_of: 2019-01-01", Code::Stale, "2019-01-01"),
    (1, "as_of: 2026-01-01", "as_of: 2999-01-01", Code::FutureDate, "2999-01-01"),
    (1, "as_of: 2026-01-01", "as_of: 2025-01-01", Code::Stale, "2025-01-01"),
    (1, "as_of: 2026-01-01\n", "", Code::Undated, "50"),
    (1, ", note: Client only", "", Code::PartialWithoutNote, "partial"),
    (1, "value: partial", "value: maybe", Code::BadValue, "maybe"),
    (1, "price: 0", "price: 5 USD", Code::BadValue, "5 USD"),
    (1, "price: 0", "price: [1]", Code::BadValue, "["),
    (1, "version: 3.10", "version: latest", Code::BadValue, "latest"),
    (1, "systems: [Linux, macOS]", "systems: Linux", Code::BadValue, "Linux"),
    (1, "name: Node.js", "name: Node.js\nurl: nodejs.org", Code::UnsafeLink, "nodejs.org"),
    (2, "python,Python,4", "python,Python,9", Code::BadValue, "9"),
    (2, "python,Python,4", "python,Python,", Code::MissingValue, "python"),
    (2, "python,Python", "nodej,", Code::UnknownSubject, "nodej"),
    (2, "10.50", "\"10,50\"", Code::BadValue, "\"10,50\""),
    (2, "10.50", "10,50", Code::BadCsv, "python,Python,4,60,handbook,no,10,50,3.9,Linux; Windows,2026-02-02"),
    (2, "3.9", "\"3.9", Code::BadCsv, "\""),
    (2, "2026-02-02", "02.02.2026", Code::BadDate, "02.02.2026"),
    (2, ",realtime,", ",realtme,", Code::UnknownCriterion, "4"),
    (2, "packages.source", "packages.sorce", Code::UnknownKey, "packages.sorce"),
    (2, "subject,", "id,", Code::BadCsv, "id"),
    (2, "price,version", "price,price", Code::DuplicateKey, "price"),
];

#[test]
fn each_fault_gives_one_message_at_its_place() {
    let mut wrong = Vec::new();
    for (file, find, put, code, at) in FAULTS {
        let mut texts = [DATASET, NODE, PYTHON].map(str::to_owned);
        assert!(texts[*file].contains(find), "{find}");
        texts[*file] = texts[*file].replacen(find, put, 1);
        let (_, found) = joined([&texts[0], &texts[1], &texts[2]]);
        let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
        let codes: Vec<Code> = found.iter().map(|d| d.code).collect();
        let points_at = found.first().and_then(|d| d.place.clone()).map(|place| &texts[*file][place.span]);
        let helped = found.first().and_then(|d| d.help.as_ref()).is_some_and(|help| !help.is_empty());
        if (&codes[..], points_at, helped) != (&[*code], Some(*at), true) {
            wrong.push(format!("{put}: {codes:?} at {points_at:?}, help {helped}: {messages:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn staleness_grows_from_a_warning_to_an_error() {
    let found = |day| joined([DATASET, &NODE.replace("2026-01-01", day), PYTHON]).1;
    assert_eq!(found("2025-11-22")[0].severity, Severity::Warning);
    assert_eq!(found("2025-11-23"), []);
    assert_eq!(found("2024-11-22")[0].severity, Severity::Error);
}
