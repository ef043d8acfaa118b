//! A relative reference from one address to another leads there, as a browser resolves it.

use proptest::collection::vec;
use proptest::prelude::*;
use versus::base::SitePath;

use crate::scale::tries;

/// Parts of addresses with all that is awkward in them: other scripts, colons, spaces, percent and question marks.
fn part() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-c]{1,3}",
        1 => "[a-zA-Z0-9ä語:@!$&'()*+,;=%?# ~._-]{1,8}".prop_filter("no part climbs", |p| p != "." && p != ".."),
    ]
}

fn address() -> impl Strategy<Value = SitePath> {
    (vec(part(), 0..4), any::<bool>()).prop_map(|(parts, folder)| {
        let slash = if folder && !parts.is_empty() { "/" } else { "" };
        SitePath::new(format!("{}{slash}", parts.join("/")))
    })
}

proptest! {
    #![proptest_config(tries(500))]

    #[test]
    fn a_reference_leads_to_its_target(from in address(), to in address()) {
        let href = from.href_to(&to);
        prop_assert_eq!(resolve(&format!("/sub/{}", from.href()), &href), format!("/sub/{}", to.href()), "{}", href);
    }

    #[test]
    fn the_root_is_reached_from_everywhere(from in address()) {
        prop_assert_eq!(resolve(&format!("/sub/{}", from.href()), &from.root()), "/sub/");
    }
}

/// RFC 3986, section 5.2, for references without a query.
fn resolve(base: &str, reference: &str) -> String {
    assert!(!reference.is_empty() && !reference.starts_with('/'), "{reference} is not relative");
    let first = reference.split('/').next().unwrap_or("");
    assert!(!first.contains(':'), "{reference} begins as if with a scheme");
    assert!(!reference.contains(['?', '#']), "{reference} ends before its end");
    let folder = &base[..=base.rfind('/').expect("a base has a slash")];
    let mut out: Vec<&str> = Vec::new();
    let joined = format!("{folder}{reference}");
    let mut parts = joined.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    out.pop();
                }
                if last {
                    out.push("");
                }
            }
            part => out.push(part),
        }
    }
    format!("/{}", out.join("/"))
}
