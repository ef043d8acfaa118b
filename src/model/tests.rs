//! The comparison model, held to the figures that two scorers share.

use std::sync::Arc;

use serde_json::Value as Json;

use super::scoring::ranking::rank;
use super::*;
use crate::base::{Place, SourcePath};

const FIXTURE: &str = include_str!("../../tests/fixtures/scoring.json");

fn fixture() -> Json {
    serde_json::from_str(FIXTURE).expect("the fixture is JSON")
}

fn texts(list: &Json) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Json::as_str).collect()
}

fn number(value: &Json) -> f64 {
    value.as_f64().expect("a number")
}

/// To three decimals.
fn rounded(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}

fn table(case: &Json) -> UtilityTable {
    let out = texts(&case["ruled_out"]);
    let list = |key: &str| case[key].as_array().expect("a list").clone();
    let id = |value: &Json| value["id"].as_str().expect("an id").to_owned();
    let utilities =
        |subject: &Json| subject["utilities"].as_array().expect("a list").iter().map(Json::as_f64).collect();
    UtilityTable {
        criteria: list("criteria").iter().map(|c| (CriterionId::new(id(c)), number(&c["weight"]))).collect(),
        subjects: list("subjects")
            .iter()
            .filter(|s| !out.contains(&id(s).as_str()))
            .map(|s| (SubjectId::new(id(s)), utilities(s)))
            .collect(),
        tie_margin: number(&case["tie_margin"]),
    }
}

#[test]
fn the_shared_fixture_comes_out_to_three_decimals() {
    for case in fixture()["cases"].as_array().expect("cases") {
        let (name, expect, ranking) = (&case["name"], &case["expect"], rank(&table(case)));
        assert_eq!(ranking.verdict.slug(), expect["status"], "{name}");
        let leaders: Vec<&str> = ranking.verdict.leaders().iter().map(SubjectId::as_str).collect();
        assert_eq!(leaders, texts(&expect["leaders"]), "{name}");
        let scores: Json =
            ranking.entries.iter().map(|e| (e.subject.to_string(), Json::from(rounded(e.score)))).collect();
        assert_eq!(
            scores.as_object().map(serde_json::Map::len),
            expect["scores"].as_object().map(serde_json::Map::len)
        );
        for entry in &ranking.entries {
            let expected = number(&expect["scores"][entry.subject.as_str()]);
            assert!((rounded(entry.score) - expected).abs() < 1e-9, "{name}: {} {}", entry.subject, entry.score);
            let shares: f64 = entry.parts.iter().map(|part| part.share).sum();
            assert!((shares - entry.score).abs() < 1e-9, "{name}");
        }
        let missing: Vec<&str> = ranking.coverage.missing.iter().map(CriterionId::as_str).collect();
        assert_eq!(missing, texts(&expect["coverage"]["missing"]), "{name}");
        assert_eq!(ranking.coverage.have, expect["coverage"]["have"], "{name}");
        assert_eq!(ranking.coverage.of, expect["coverage"]["of"], "{name}");
        let flips: Vec<(&str, f64, f64, &str)> = ranking
            .flips
            .iter()
            .map(|f| (f.criterion.as_str(), f.from, rounded(f.at), f.challenger.as_str()))
            .collect();
        let text = |flip: &Json, key: &str| flip[key].as_str().expect("text").to_owned();
        let expected = expect["flips"].as_array().expect("a list");
        let expected: Vec<_> = expected
            .iter()
            .map(|f| (text(f, "criterion"), number(&f["from"]), number(&f["at"]), text(f, "challenger")))
            .collect();
        let expected: Vec<_> = expected.iter().map(|(c, from, at, by)| (c.as_str(), *from, *at, by.as_str())).collect();
        assert_eq!(flips, expected, "{name}");
    }
}

/// A criterion as the fixture describes it.
fn criterion(shape: &Json) -> Criterion {
    let anchors = shape["anchors"].as_array().map(|ends| Anchors { low: number(&ends[0]), high: number(&ends[1]) });
    let levels = (1..=shape["levels"].as_u64().unwrap_or(0)).map(|level| format!("Level {level}")).collect();
    let kind = match shape["type"].as_str() {
        Some("rating") => TypeName::Rating,
        Some("support") => TypeName::Support,
        Some("money") => TypeName::Money,
        _ => TypeName::Number,
    };
    let scale = Some(Arc::new(Scale { id: ScaleId::new("s"), levels }));
    let kind = kind.declare(TypeKeys { scale, unit: None, currency: Some("EUR".into()), anchors }).expect("a type");
    Criterion {
        id: CriterionId::new("c"),
        name: "C".into(),
        group: None,
        kind,
        better: match shape["better"].as_str() {
            Some("higher") => Better::Higher,
            Some("lower") => Better::Lower,
            _ => Better::None,
        },
        weight: 1.0,
        help: None,
        require_source: false,
        max_age: None,
        place: Place::start_of(&SourcePath::new("a")),
    }
}

#[test]
fn utilities_run_between_fixed_ends() {
    for case in fixture()["values"].as_array().expect("values") {
        let criterion = criterion(&case["criterion"]);
        let value = criterion.kind.read(case["value"].as_str().expect("text")).expect("a value");
        assert_eq!(criterion.utility(&value), case["utility"].as_f64(), "{case}");
    }
}

#[test]
fn versions_go_by_their_numbers() {
    let ordered = [
        "0.9",
        "3.9",
        "v3.10-alpha",
        "3.10rc1",
        "3.10",
        "3.10.1",
        "3.11.0-beta.2",
        "3.11.0-beta.11",
        "3.11",
        "22.x",
        "22.4",
        "100",
    ];
    for pair in ordered.windows(2) {
        let [a, b] = [pair[0], pair[1]].map(|text| Version::new(text).expect("a version"));
        assert!(a.order(&b).is_lt() && b.order(&a).is_gt(), "{a} {b}");
    }
    assert!(Version::new("3.9").zip(Version::new("v3.9.0+build5")).is_some_and(|(a, b)| a.order(&b).is_eq()));
    assert_eq!(Version::new("latest"), None);
}

#[test]
fn cells_are_worded() {
    let words = ValueLabels::default();
    let number = |x| types::number::display(x, &words);
    assert_eq!([number(999.0), number(1000.0), number(-1_234_567.5)], ["999", "1,000", "−1,234,567.5"]);
    let money = |x, currency| types::money::display(x, currency, &words);
    assert_eq!([money(19.9, "EUR"), money(1000.0, "USD"), money(-3.0, "SEK")], ["€19.90", "$1,000", "−SEK\u{a0}3"]);
    let mut counted = criterion(&serde_json::json!({"type": "number", "better": "higher"}));
    let unit = Some("packages".into());
    counted.kind = TypeName::Number.declare(TypeKeys { unit, ..TypeKeys::default() }).expect("a type");
    let mut cell = Cell::new(Value::Number(1e6), counted.place.clone());
    cell.qualifier = Some(Qualifier::AtLeast);
    assert_eq!(display(&counted, &cell, &words), "at least 1,000,000 packages");
    cell.text = Some("1M+".into());
    assert_eq!(display(&counted, &cell, &words), "1M+");
}
