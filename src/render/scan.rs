//! The links and ids of a finished page.
//!
//! It refuses to know what a link leads to.

use html5gum::{Token, Tokenizer};

/// What was found on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Every reference to something else, as it is printed, without repeats, in order.
    pub links: Vec<String>,
    /// Every id, sorted, without repeats.
    pub ids: Vec<String>,
    /// Ids that stand twice.
    pub twice: Vec<String>,
}

/// Reads a page.
pub fn scan(html: &str) -> Found {
    let mut found = Found::default();
    for token in Tokenizer::new(html) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        for (name, value) in &tag.attributes {
            let Ok(value) = std::str::from_utf8(value) else { continue };
            match name.as_slice() {
                b"id" => found.ids.push(value.to_owned()),
                b"href" | b"src" => found.links.push(value.to_owned()),
                b"srcset" => {
                    found.links.extend(value.split(',').filter_map(|s| s.split_whitespace().next()).map(str::to_owned));
                }
                _ => {}
            }
        }
    }
    found.links.sort_unstable();
    found.links.dedup();
    found.ids.sort_unstable();
    found.twice = found.ids.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0].clone()).collect();
    found.twice.dedup();
    found.ids.dedup();
    found
}
