//! What is published reads back to the same dataset, whatever is in it.

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::*;
use crate::base::SourcePath;
use crate::model::ValueLabels;
use crate::model::export;
use crate::parse::data::parse;

/// Text with everything that YAML, JSON, CSV and spreadsheets treat in their own ways.
fn text() -> impl Strategy<Value = String> {
    r#"[=+@'"\\-]?[ -~äß€\n\t]{1,10}"#
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("some text", |text| !matches!(text.as_str(), "" | "unknown" | "na"))
}

fn number() -> impl Strategy<Value = Json> {
    prop_oneof![
        (-1_000_000i64..1_000_000).prop_map(Json::from),
        // No more digits than the JSON reader below keeps.
        (-1_000_000_000i32..1_000_000_000).prop_map(|n| Json::from(f64::from(n) / 1000.0)),
        Just(json!(1e-7)),
        Just(json!(1e21)),
    ]
}

/// A value of the type of the criterion at `index` of [`frame`].
fn value(index: usize) -> BoxedStrategy<Json> {
    let known = match index {
        0 => (1u8..=3).prop_map(Json::from).boxed(),
        1 => prop::sample::select(vec!["yes", "partial", "no"]).prop_map(Json::from).boxed(),
        2 | 3 => number().boxed(),
        4 => (1i16..=28).prop_map(|day| json!(format!("2026-02-{day:02}"))).boxed(),
        5 => prop::sample::select(vec!["3.10", "v1.0-rc.1", "-1", "=2"]).prop_map(Json::from).boxed(),
        6 => text().prop_map(Json::from).boxed(),
        _ => prop::collection::vec(text(), 1..4).prop_map(Json::from).boxed(),
    };
    prop_oneof![8 => known, 1 => Just(json!("unknown")), 1 => Just(json!("na"))].boxed()
}

fn source() -> impl Strategy<Value = Json> {
    let inline = text().prop_map(|title| json!({"title": title, "url": "https://example.org/x", "kind": "opinion"}));
    prop_oneof![Just(json!("handbook")), inline]
}

fn cell(index: usize) -> impl Strategy<Value = Json> {
    let more = (
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(source()),
        prop::option::of(Just("2026-01-31")),
        prop::option::of(prop::sample::select(vec!["high", "low"])),
        prop::option::of(prop::sample::select(vec!["at-least", "about"])),
    );
    (value(index), more).prop_map(|(value, (text, note, source, as_of, confidence, qualifier))| {
        json!({"value": value, "text": text, "note": note, "source": source, "as_of": as_of,
            "confidence": confidence, "qualifier": qualifier})
    })
}

fn subject() -> impl Strategy<Value = Json> {
    let cells: Vec<_> = (0..8).map(|i| prop::option::weighted(0.8, cell(i))).collect();
    (text(), prop::option::of(text()), prop::option::of(Just("2026-03-01")), cells).prop_map(
        |(name, description, as_of, cells)| {
            let values = cells.into_iter().enumerate().filter_map(|(i, cell)| Some((format!("c{i}"), cell?)));
            json!({"name": name, "description": description, "as_of": as_of, "url": "https://example.org/",
                "values": values.collect::<Map<_, _>>()})
        },
    )
}

/// A dataset's own file, in the form of one file.
fn frame(subjects: Vec<Json>) -> Json {
    let subjects: Map<String, Json> = subjects.into_iter().enumerate().map(|(i, s)| (format!("s{i}"), s)).collect();
    json!({
        "title": "T", "licence": "CC BY 4.0", "tie_margin": 0.1, "min_coverage": 0.5,
        "scales": {"quality": ["Poor", "Fair", "Good"]},
        "groups": [{"id": "g", "name": "G"}],
        "criteria": [
            {"id": "c0", "name": "Rating", "group": "g", "type": "rating", "scale": "quality", "weight": 2.5},
            {"id": "c1", "name": "Support", "type": "support", "better": "lower", "help": "Less is more"},
            {"id": "c2", "name": "Number", "type": "number", "unit": "ms", "better": "lower", "anchors": [-10, 10.5]},
            {"id": "c3", "name": "Money", "type": "money", "currency": "EUR", "max_age": "12mo"},
            {"id": "c4", "name": "Date", "type": "date", "better": "higher"},
            {"id": "c5", "name": "Version", "type": "version", "require_source": true},
            {"id": "c6", "name": "Text", "type": "text"},
            {"id": "c7", "name": "List", "type": "list"},
        ],
        "sources": {"handbook": {"title": "Handbook", "kind": "primary"}},
        "profiles": [{"id": "p", "name": "P", "weights": {"c0": 3}, "require": {"c0": 2, "c5": "3.9"}}],
        "subjects": subjects,
    })
}

fn without_nulls(value: Json) -> Json {
    match value {
        Json::Object(map) => {
            map.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, without_nulls(v))).collect()
        }
        Json::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

/// Reads a dataset from its file, and a table beside it. Every JSON text is YAML.
fn read(frame: &Json, table: Option<&str>) -> Dataset {
    let paths = ["content/data/d/dataset.yaml", "content/data/d/values.csv"].map(SourcePath::new);
    let mut files = vec![parse(&paths[0], &Role::Dataset, &frame.to_string())];
    files.extend(table.map(|text| parse(&paths[1], &Role::Values, text)));
    let files: Vec<Arc<DataFile>> = files.into_iter().map(Arc::new).collect();
    let (all, found) = datasets(&files);
    assert_eq!(found, [], "{frame}\n{table:?}");
    let mut dataset = all.into_values().next().map(|dataset| (*dataset).clone()).expect("a dataset");
    forget_places(&mut dataset);
    dataset
}

fn forget_places(dataset: &mut Dataset) {
    let nowhere = Place::start_of(&SourcePath::new(""));
    dataset.place = nowhere.clone();
    dataset.criteria.values_mut().for_each(|c| c.place = nowhere.clone());
    dataset.sources.values_mut().for_each(|s| s.place = nowhere.clone());
    dataset.profiles.values_mut().for_each(|p| p.place = nowhere.clone());
    for subject in dataset.subjects.values_mut() {
        subject.place = nowhere.clone();
        subject.as_of_place = None;
        for datum in subject.values.values_mut() {
            (datum.place, datum.text_span, datum.as_of_span) = (nowhere.clone(), None, None);
        }
    }
}

/// The published JSON in the form of a dataset's file: what it adds for scripts is left out.
fn as_file(published: &str) -> Json {
    let mut json: Json = serde_json::from_str(published).expect("JSON");
    let drop = |value: &mut Json, keys: &[&str]| {
        for key in keys {
            value.as_object_mut().and_then(|map| map.remove(*key));
        }
    };
    drop(&mut json, &["format", "id", "as_of"]);
    let list = |value: &mut Json| value.as_array_mut().map(std::mem::take).unwrap_or_default();
    let without = |value: &mut Json, keys: &[&str]| {
        let mut items = list(value);
        for item in &mut items {
            drop(item, keys);
        }
        *value = Json::from(items);
    };
    without(&mut json["criteria"], &["scored"]);
    without(&mut json["profiles"], &["ruled_out", "undecided"]);
    let mut subjects = Map::new();
    for mut subject in list(&mut json["subjects"]) {
        let id = subject["id"].as_str().expect("an id").to_owned();
        drop(&mut subject, &["id"]);
        for cell in subject["values"].as_object_mut().expect("cells").values_mut() {
            drop(cell, &["display", "utility", "rank"]);
        }
        subjects.insert(id, subject);
    }
    json["subjects"] = Json::from(subjects);
    json
}

proptest! {
    #![proptest_config(crate::test_scale::tries(16))]

    #[test]
    fn exports_read_back_to_the_same_dataset(subjects in prop::collection::vec(subject(), 1..4)) {
        let dataset = read(&without_nulls(frame(subjects)), None);
        let mut file = as_file(&export::json(&dataset, &ValueLabels::default()));
        prop_assert_eq!(&read(&file, None), &dataset);

        let table = export::csv(&dataset);
        file["subjects"] = json!({});
        prop_assert_eq!(&read(&file, Some(&table)), &dataset);
        let rows = csv::Reader::from_reader(table.as_bytes()).into_records().flatten();
        let cells: Vec<String> = rows.flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        for cell in cells {
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
            prop_assert!(!formula, "{}", cell);
        }
    }
}
