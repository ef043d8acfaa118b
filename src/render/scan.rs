//! The links and ids of a finished page.
//!
//! It refuses to know what a link leads to.

use html5gum::{Token, Tokenizer};
use serde::{Deserialize, Serialize};

/// What was found on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Every reference to something else, as it is printed, without repeats, in order.
    pub links: Links,
    /// Every id, sorted, without repeats.
    pub ids: Vec<String>,
    /// Ids that stand twice.
    pub twice: Vec<String>,
}

/// References, in one piece of text, as a site has more of them than of anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links(Box<str>);

impl Links {
    /// Each reference. None holds the character that parts them: in a page it would be no character at all.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator('\0')
    }
}

/// Reads a page.
pub fn scan(html: &str) -> Found {
    let mut found = Found::default();
    let mut links: Vec<String> = Vec::new();
    for token in Tokenizer::new(html) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        for (name, value) in &tag.attributes {
            let Ok(value) = std::str::from_utf8(value) else { continue };
            match name.as_slice() {
                b"id" => found.ids.push(value.to_owned()),
                b"href" | b"src" => links.push(value.to_owned()),
                b"srcset" => {
                    links.extend(value.split(',').filter_map(|s| s.split_whitespace().next()).map(str::to_owned));
                }
                _ => {}
            }
        }
    }
    links.sort_unstable();
    links.dedup();
    found.links = Links(links.iter().flat_map(|link| [link, "\0"]).collect::<String>().into());
    found.ids.sort_unstable();
    found.twice = found.ids.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0].clone()).collect();
    found.twice.dedup();
    found.ids.dedup();
    found
}
