//! What the site holds in one language, and at which addresses.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::content::Href;
use super::generated::Generated;
use super::locale::Locale;
use super::page::Page;
use super::site::NavigationLink;
use super::taxonomy::Taxonomy;
use crate::base::hash::FastHash;
use crate::base::{Place, SitePath, SourcePath};

/// What the site holds in one language, and at which addresses.
pub(super) struct LocalePlan {
    pub(super) edition: Locale,
    pub(super) pages: Vec<Page>,
    pub(super) taxonomies: Arc<Vec<Taxonomy>>,
    pub(super) generated: Arc<Vec<Generated>>,
    pub(super) redirects: Arc<BTreeMap<SitePath, Href>>,
    /// Where authors wrote the redirects, by their addresses.
    pub(super) redirect_places: Arc<BTreeMap<SitePath, Place>>,
    pub(super) navigation: Vec<NavigationLink>,
    /// The pages that authors wrote, by the file each would be without a language in its name.
    pub(super) by_key: HashMap<SourcePath, SitePath, FastHash>,
}
