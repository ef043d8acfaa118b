//! Redirects: a page for each old address, drawn by the template `redirect.html`, that leads to the new one.

use super::{Job, JobKind};
use crate::base::SitePath;
use crate::link::{Href, Site};
use crate::pages::Redirect;

pub(super) fn jobs(site: &Site) -> impl Iterator<Item = Job> {
    site.redirects.iter().map(|(path, to)| Job::new(path.clone(), JobKind::Redirect(redirect(site, path, to))))
}

fn redirect(site: &Site, path: &SitePath, to: &Href) -> Redirect {
    let canonical = match (to, &site.base_url) {
        (Href::Site(path, _), Some(base)) => Some(format!("{base}{}", path.href())),
        (Href::Site(..), None) => None,
        (Href::Web(address), _) => Some(address.clone()),
    };
    Redirect { root: path.root(), target: to.from_page(path), canonical, language: site.edition.language.clone() }
}
