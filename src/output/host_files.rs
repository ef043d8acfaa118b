//! `_headers`, `_redirects` and `.nojekyll`, once: what Netlify, Cloudflare Pages, GitHub and others read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{FileContext, OutputFormat};
use crate::base::SitePath;
use crate::base::url::encode_fragment;
use crate::link::{FileScope, Href, SiteOutline};
use crate::pages::LocalizedSites;

const HEADERS_PATH: &str = "_headers";

const REDIRECTS_PATH: &str = "_redirects";

/// Tells GitHub to publish all files as they are.
const NO_JEKYLL_PATH: &str = ".nojekyll";

pub(super) struct HostFiles;

impl OutputFormat for HostFiles {
    fn files(&self, site: &SiteOutline) -> Vec<(SitePath, FileScope)> {
        let paths = [HEADERS_PATH, REDIRECTS_PATH, NO_JEKYLL_PATH].into_iter();
        let wanted = site.edition.is_main() && site.config.publish.host_files;
        paths.filter(|_| wanted).map(|path| (SitePath::new(path), FileScope::Site)).collect()
    }

    fn write(&self, file: &FileContext) -> String {
        match file.path.as_str() {
            HEADERS_PATH => HEADERS.to_owned(),
            REDIRECTS_PATH => redirects(file.sites),
            _ => String::new(),
        }
    }
}

/// Assets carry a hash of their content in their names, so they may be cached forever.
const HEADERS: &str = "\
/*
  Content-Security-Policy: default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin

/assets/*
  Cache-Control: public, max-age=31536000, immutable
";

/// Each redirect, from the root of what is published. Netlify answers with the page that stands there unless the
/// status has a `!`, which Cloudflare does not know and skips; so each stands in both forms.
fn redirects(sites: &LocalizedSites) -> String {
    let mut text = String::new();
    let all: BTreeMap<&SitePath, &Href> = sites.sites().iter().flat_map(|site| &*site.redirects).collect();
    for (from, to) in all {
        let to = match to {
            Href::Site(path, Some(anchor)) => format!("/{}#{}", path.href(), encode_fragment(anchor)),
            Href::Site(path, None) => format!("/{}", path.href()),
            Href::Web(address) => address.clone(),
        };
        let from = from.href();
        let _ = writeln!(text, "/{from} {to} 301!\n/{from} {to} 301");
    }
    text
}
