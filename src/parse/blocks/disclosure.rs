//! `disclosure`: who pays for what, said where the reader decides.

use schemars::JsonSchema;
use serde::Deserialize;

use super::stage::same_at_all_stages;
use super::{BlockFence, BlockReader, ReadBlock};
use crate::parse::body::Body;
use crate::parse::yaml::Spanned;

/// Who pays for what, said where the reader decides.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// `affiliate`, `sponsored` or `independent`.
    pub kind: &'static str,
}

same_at_all_stages!(Disclosure);

const KINDS: &[&str] = &["affiliate", "sponsored", "independent"];

/// A disclosure in the front matter.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DisclosureText {
    /// Its kind.
    #[serde(default)]
    pub kind: DisclosureKind,
    /// What is disclosed, in Markdown.
    pub text: Spanned<String>,
}

/// The kind of a disclosure.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DisclosureKind {
    /// Links earn a commission.
    #[default]
    Affiliate,
    /// Somebody paid.
    Sponsored,
    /// Nobody did.
    Independent,
}

impl DisclosureText {
    /// The arguments of its block.
    pub(crate) fn arguments(&self) -> Disclosure {
        let kind = match self.kind {
            DisclosureKind::Affiliate => KINDS[0],
            DisclosureKind::Sponsored => KINDS[1],
            DisclosureKind::Independent => KINDS[2],
        };
        Disclosure { kind }
    }
}

impl ReadBlock for Disclosure {
    fn read(reader: &mut BlockReader, fence: &BlockFence) -> Option<(Self, Option<Body>)> {
        let mut options = reader.options(fence);
        let kind = options.one_of("kind", KINDS);
        let body = reader.body_behind(options);
        Some((Self { kind: reader.keep(kind)? }, Some(body)))
    }

    fn is_empty(&self, body: Option<&Body>) -> bool {
        body.is_none_or(Body::is_blank)
    }
}
