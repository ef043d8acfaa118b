//! YAML to typed values, with places: the only module that names the YAML crate.
//!
//! It refuses to know what the values mean. To read YAML:
//!
//! ```
//! use versus::base::SourcePath;
//! use versus::parse::yaml::{self, Origin, Spanned};
//!
//! #[derive(serde::Deserialize)]
//! #[serde(deny_unknown_fields)]
//! struct Page {
//!     title: Spanned<String>,
//!     #[serde(default)]
//!     draft: bool,
//! }
//!
//! let origin = Origin::whole(&SourcePath::new("content/a.md"));
//! let page: Page = yaml::read("title: Node.js vs Python", &origin).expect("it is a page");
//! assert_eq!(page.title.span, 7..24);
//!
//! let found = yaml::read::<Page>("titel: Node.js", &origin).err().expect("`titel` is no key");
//! assert_eq!(found[0].help.as_deref(), Some("did you mean `title`?"));
//! ```
//!
//! - [`Origin`] says where the YAML stands: its file, and its first byte there. Spans count from the
//!   YAML's own first byte; [`Origin::place`] turns them into places in the file.
//! - [`Spanned`] keeps a value's span. It is lost under `#[serde(flatten)]` and `#[serde(untagged)]`.
//! - [`Scalar`] is any scalar as it is written, with its span; [`Entries`] a mapping with free keys, in order, with
//!   the spans of its keys; [`YamlNode`] a scalar, a list or a mapping.
//! - Put `deny_unknown_fields` on every struct: then a misspelt key is reported with its nearest name.
//! - YAML that is blank or only comments reads as an empty mapping.
//! - Booleans are `true` and `false` only; `007` and `1_000` are text; a `String` takes any scalar as it
//!   is written, so `3.10` stays `3.10`. A `#[serde(default)]` field that is there but empty is an error,
//!   an `Option` field reads as `None`.

mod cut;
mod fault;
mod node;
#[cfg(test)]
mod tests;

use std::ops::Range;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_yaml::{Location, Options};

pub use crate::base::Spanned;
use crate::base::{Code, Diagnostic, Place, SourcePath};

pub use cut::cut_texts;
pub use node::{Entries, NoMap, NodeShape, Scalar, YamlNode, YamlTree};

/// The longest YAML that is read, in bytes.
pub const MAX_BYTES: usize = 128 << 20;

const BOM: char = '\u{feff}';

/// Where a piece of YAML stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub file: SourcePath,
    /// The byte of the file at which the YAML begins.
    pub offset: usize,
}

impl Origin {
    /// YAML that is a whole file.
    pub fn whole(file: &SourcePath) -> Self {
        Self { file: file.clone(), offset: 0 }
    }

    /// YAML that begins at the byte `offset` of a file.
    pub fn within(file: &SourcePath, offset: usize) -> Self {
        Self { file: file.clone(), offset }
    }

    /// The place in the file of a span of the YAML.
    pub fn place(&self, span: &Range<usize>) -> Place {
        Place::new(&self.file, span.start + self.offset..span.end + self.offset)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = serde_yaml::Spanned::<T>::deserialize(deserializer)?;
        Ok(Self { value: spanned.value, span: span_of(spanned.referenced) })
    }
}

/// Reads YAML into a value.
///
/// Fails with what is wrong and where: `YamlSyntax`, `YamlLimits`, `TooLarge`, `DuplicateKey`, `UnknownKey`,
/// `MissingKey`, `WrongType` or `BadDate`. The reader stops at the first fault, so there is one today.
pub fn read<T: DeserializeOwned>(text: &str, origin: &Origin) -> Result<T, Vec<Diagnostic>> {
    if text.len() > MAX_BYTES {
        return Err(vec![too_large(text.len()).at(Place::start_of(&origin.file))]);
    }
    let source = if is_blank(text) { "{}" } else { text };
    serde_yaml::from_str_with_options(source, options())
        .map_err(|error| vec![fault::diagnose(&error, source, text, origin)])
}

fn is_blank(text: &str) -> bool {
    let text = text.strip_prefix(BOM).unwrap_or(text);
    text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#'))
}

fn too_large(bytes: usize) -> Diagnostic {
    let message = format!("this YAML has {bytes} bytes; Versus reads up to {MAX_BYTES}");
    Diagnostic::error(Code::TooLarge, message).help("split it, for instance one file for each subject")
}

/// Room for 5,000 subjects of 50 criteria with notes and sources, and little for what makes small hostile
/// files large: aliases. Depth stays at the crate's 64.
fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_events: 32_000_000,
            max_nodes: 16_000_000,
            max_total_scalar_bytes: MAX_BYTES,
            max_recorded_anchor_events: 200_000,
        },
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: 100_000 },
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        non_finite_float_policy: serde_yaml::options::NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    }
}

fn span_of(location: Location) -> Range<usize> {
    let number = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let start = number(location.span().byte_offset());
    start..start + number(location.span().byte_len())
}
