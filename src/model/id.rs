//! Ids that authors give: one type for each kind of thing, so that none is taken for another.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::base::slug::slugify;

/// Whether `text` can be an id: lower-case letters, digits, `-` and `_`, a letter or a digit first.
///
/// Ids stand in addresses, in query strings and in `subject.criterion`, so they hold nothing that any of
/// these would have to escape, and no two differ only in case.
pub fn is_id(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    text.len() <= 64
        && text.bytes().all(|b| plain(b) || b == b'-' || b == b'_')
        && text.bytes().next().is_some_and(plain)
}

/// The id that a text which is none could become, if anything is left of it.
pub fn suggestion(text: &str) -> Option<String> {
    let id = slugify(text);
    is_id(&id).then_some(id)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes a text that is an id; see [`is_id`].
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(Arc::from(text.as_ref()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        // Maps keyed by ids can be asked with plain text; `Hash` and `Eq` of both agree.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A dataset: the name of its file or folder.
    DatasetId;
    /// A criterion of a dataset.
    CriterionId;
    /// A subject of a dataset.
    SubjectId;
    /// A group of criteria.
    GroupId;
    /// A scale of named levels.
    ScaleId;
    /// A profile: a named set of weights and must-haves.
    ProfileId;
    /// A source. One that is written inside a cell gets `SUBJECT-CRITERION`.
    SourceId;
}
