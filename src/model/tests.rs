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

/// A list of texts and numbers, the latter to three decimals.
fn list(value: &Json) -> &Vec<Json> {
    value.as_array().expect("a list")
}

fn text(value: &Json) -> &str {
    value.as_str().expect("a text")
}

fn cell(value: &Json) -> CellUtility {
    match value {
        Json::Null => CellUtility::Unknown,
        Json::String(_) => CellUtility::NotApplicable,
        Json::Array(all) => CellUtility::Known { stated: number(&all[0]), low: number(&all[1]), high: number(&all[2]) },
        exact => CellUtility::exact(number(exact)),
    }
}

fn table(case: &Json) -> UtilityTable {
    let out = texts(&case["ruled_out"]);
    let subject = |s: &Json| TableSubject {
        id: SubjectId::new(text(&s["id"])),
        cells: list(&s["cells"]).iter().map(cell).collect(),
        undecided: texts(&s["undecided"]).into_iter().map(CriterionId::new).collect(),
    };
    let criterion = |c: &Json| (CriterionId::new(text(&c["id"])), number(&c["weight"]));
    UtilityTable {
        criteria: list(&case["criteria"]).iter().map(criterion).collect(),
        subjects: list(&case["subjects"]).iter().filter(|s| !out.contains(&text(&s["id"]))).map(subject).collect(),
        rules: RankingRules { tie_margin: number(&case["tie_margin"]), min_coverage: number(&case["min_coverage"]) },
    }
}

fn described(entries: &[SubjectScore]) -> Json {
    let one = |entry: &SubjectScore| {
        serde_json::json!({
            "id": entry.subject,
            "score": entry.score.map(rounded),
            "coverage": entry.coverage.map(rounded),
            "range": entry.range.map(|(low, high)| [rounded(low), rounded(high)]),
            "missing": entry.missing,
        })
    };
    entries.iter().map(one).collect()
}

fn described_turn(turn: &TurningPoint) -> Json {
    serde_json::json!({
        "criterion": turn.criterion,
        "from": turn.from,
        "up": turn.up,
        "at": rounded(turn.at),
        "status": turn.verdict.slug(),
        "leaders": turn.verdict.leaders(),
        "next": turn.next.as_ref().map(|(at, id)| serde_json::json!([rounded(*at), id])),
    })
}

/// JSON with all numbers as floating-point ones, so that 1 and 1.0 are equal.
fn floating(value: &Json) -> Json {
    match value {
        Json::Number(_) => Json::from(number(value)),
        Json::Array(all) => all.iter().map(floating).collect(),
        Json::Object(map) => map.iter().map(|(key, value)| (key.clone(), floating(value))).collect(),
        other => other.clone(),
    }
}

#[test]
fn the_shared_fixture_comes_out_to_three_decimals() {
    for case in list(&fixture()["cases"]) {
        let ranking = rank(&table(case));
        let turns: Json = ranking.turns.iter().map(described_turn).collect();
        let found = serde_json::json!({
            "status": ranking.verdict.slug(),
            "leaders": ranking.verdict.leaders(),
            "ranked": described(&ranking.entries),
            "not_ranked": described(&ranking.not_ranked),
            "overturn": {"cells": ranking.overturn.cells, "together": ranking.overturn.together},
            "turns": turns,
        });
        assert_eq!(floating(&found), floating(&case["expect"]), "{}", case["name"]);
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
    for case in list(&fixture()["values"]) {
        let criterion = criterion(&case["criterion"]);
        let value = criterion.kind.read(text(&case["value"])).expect("a value");
        let mut content = Cell::new(value, criterion.place.clone());
        content.qualifier = serde_json::from_value(case["qualifier"].clone()).expect("a qualifier");
        assert_eq!(cell_utility(&criterion, Some(&content)), cell(&case["cell"]), "{case}");
    }
}

fn content(text: &str, criterion: &Criterion) -> Cell {
    let (text, qualifier) = match text.split_at_checked(1) {
        Some((">", rest)) => (rest, Some(Qualifier::AtLeast)),
        Some(("<", rest)) => (rest, Some(Qualifier::AtMost)),
        _ => (text, None),
    };
    let mut cell = Cell::new(criterion.kind.read(text).expect("a value"), criterion.place.clone());
    cell.qualifier = qualifier;
    cell
}

#[test]
fn the_best_is_marked_where_it_tells_something() {
    let marked = |shape: Json, texts: &[&str]| {
        let criterion = criterion(&shape);
        let cells: Vec<Cell> = texts.iter().map(|text| content(text, &criterion)).collect();
        let marks = order::best(&criterion, &cells.iter().map(Some).collect::<Vec<_>>());
        let best = texts.iter().zip(marks).filter(|(_, mark)| *mark).map(|(text, _)| *text);
        best.collect::<Vec<_>>().join(" ")
    };
    let rating = serde_json::json!({"type": "rating", "levels": 5, "better": "higher"});
    let support = serde_json::json!({"type": "support", "better": "higher"});
    let number = serde_json::json!({"type": "number", "better": "higher"});
    let cheap = serde_json::json!({"type": "number", "better": "lower"});
    assert_eq!(marked(rating.clone(), &["3", "2"]), "3");
    assert_eq!(marked(rating.clone(), &["2", "1"]), "", "below the middle");
    assert_eq!(marked(rating.clone(), &["5", "5", "1"]), "", "held by more than a third");
    assert_eq!(marked(rating.clone(), &["5", "5", "1", "1", "2", "4"]), "5 5");
    assert_eq!(marked(rating, &["5", "unknown"]), "", "one is known");
    assert_eq!(marked(support.clone(), &["yes", "no"]), "yes");
    assert_eq!(marked(support, &["partial", "no"]), "");
    assert_eq!(marked(number.clone(), &[">9", "5"]), ">9");
    assert_eq!(marked(number.clone(), &["9", ">5"]), "", "the other may be more");
    assert_eq!(marked(number.clone(), &["<9", "5"]), "", "it may be less");
    assert_eq!(marked(number, &["9", "<5"]), "9");
    assert_eq!(marked(cheap.clone(), &["<5", "9"]), "<5");
    assert_eq!(marked(cheap, &["5", "<9"]), "");
}

#[test]
fn must_haves_are_met_or_not_or_nobody_can_tell() {
    let outcome = |better: &str, text: &str| {
        let criterion = criterion(&serde_json::json!({"type": "number", "better": better}));
        must_have(&criterion, Some(&content(text, &criterion)), &Value::Number(5.0))
    };
    for (better, met, not_met, cannot_tell) in
        [("higher", ["5", ">5"], ["4", "<4"], [">4", "<5"]), ("lower", ["5", "<5"], ["6", ">6"], ["<6", ">5"])]
    {
        for (texts, wanted) in [(met, MustHave::Met), (not_met, MustHave::NotMet), (cannot_tell, MustHave::CannotTell)]
        {
            for text in texts {
                assert_eq!(outcome(better, text), wanted, "{better} {text}");
            }
        }
        assert_eq!(outcome(better, "na"), MustHave::NotMet);
        assert_eq!(outcome(better, "unknown"), MustHave::CannotTell);
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
