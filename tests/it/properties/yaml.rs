//! The span of a YAML value is where it stands: read again, those bytes are the value.

use indexmap::IndexMap;
use proptest::collection::btree_map;
use proptest::prelude::*;
use versus::base::SourcePath;
use versus::parse::yaml;
use versus::parse::yaml::{Origin, Spanned};

use crate::scale::tries;

/// How a value may be written.
#[derive(Clone, Copy, Debug)]
enum Style {
    Plain,
    Single,
    Double,
}

fn entry() -> impl Strategy<Value = (String, Style)> {
    let style = prop_oneof![Just(Style::Plain), Just(Style::Single), Just(Style::Double)];
    ("[a-zäöü語🙂][a-z0-9äöü語🙂 '\"\\\\]{0,11}", style)
}

fn written(value: &str, style: Style) -> String {
    match style {
        Style::Plain => value.trim_end().to_owned(),
        Style::Single => format!("'{}'", value.replace('\'', "''")),
        Style::Double => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

proptest! {
    #![proptest_config(tries(125))]

    #[test]
    fn a_span_is_where_the_value_stands(
        entries in btree_map("[a-z]{1,6}ä?", entry(), 1..6),
        comment in "( # [ -~äö]{0,9})?",
        (open, indent) in prop_oneof![Just(("", "")), Just(("\u{feff}", "")), Just(("# ä\n\n", "")), Just(("", "  "))],
    ) {
        let mut text = open.to_owned();
        for (key, (value, style)) in &entries {
            text.push_str(&format!("{indent}{key}: {}{comment}\n", written(value, *style)));
        }
        let read: IndexMap<Spanned<String>, Spanned<String>> =
            yaml::read(&text, &origin()).map_err(|e| TestCaseError::fail(format!("{text:?}: {e:?}")))?;
        prop_assert_eq!(read.len(), entries.len());
        for (key, value) in &read {
            let (own, style) = &entries[&key.value];
            prop_assert_eq!(&text[key.span.clone()], &key.value);
            prop_assert_eq!(&text[value.span.clone()], &written(own, *style), "in {:?}", text);
        }
    }
}

fn origin() -> Origin {
    Origin::whole(&SourcePath::new("content/a.yaml"))
}
