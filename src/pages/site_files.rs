//! Files for machines and what pages say to them: structured data, twins, feeds, the sitemap, hosts' own files.
//!
//! It refuses to know templates; all of this is finished here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::render_context::RenderContext;
use super::{Job, JobKind, LocalizedSites, PageView, feed, json_ld, llms, sitemap};
use crate::base::SitePath;
use crate::base::url::encode_path;
use crate::link::{GeneratedKind, Href, Site, SiteFile, site_files};
use crate::model::export::{csv, json};
use crate::parse::prose::ProseSource;

/// A file that is made of all of the site.
#[derive(Clone, Copy, Debug)]
pub enum FileRef {
    /// By its place in what its edition generates.
    Made(usize),
    /// A part of the sitemap, counted from 0.
    PartOfSitemap(usize),
}

/// Puts into the view of a page at `path` what is made of all the rest of it.
pub(crate) fn complete(editions: &LocalizedSites, edition: usize, path: &SitePath, view: &mut PageView) {
    let hidden = view.page.noindex || view.page.original.is_some();
    view.page.alternates = editions.alternates(edition, path, hidden);
    view.page.json_ld = json_ld::script(editions.voice(edition), view);
}

/// The parts of the sitemap, if it has several. They stand once, with the sitemap itself.
pub(crate) fn parts_of_sitemap(editions: &LocalizedSites, site: &Site) -> Vec<Job> {
    let wanted = site.generated.iter().any(|made| made.kind.is(SiteFile::Sitemap));
    let count = if wanted { sitemap::count(editions) } else { 0 };
    let parts = if count > sitemap::MOST { count.div_ceil(sitemap::MOST) } else { 0 };
    (0..parts).map(|i| Job::new(sitemap::part_path(i), JobKind::File(FileRef::PartOfSitemap(i)))).collect()
}

/// The text of a file of an edition.
pub(crate) fn file(editions: &LocalizedSites, voice: RenderContext, file: FileRef, proses: &dyn ProseSource) -> String {
    let site = voice.site;
    let made = match file {
        FileRef::Made(i) => &site.generated[i],
        FileRef::PartOfSitemap(i) => return sitemap(editions, &sitemap::part_path(i)),
    };
    let machine = match &made.kind {
        GeneratedKind::Json(dataset) => return json(dataset, voice.speech.words()),
        GeneratedKind::Csv(dataset) => return csv(dataset),
        GeneratedKind::Machine(machine) => *machine,
        _ => return String::new(),
    };
    match machine {
        SiteFile::Sitemap => sitemap(editions, &made.path),
        SiteFile::Feed(of) => {
            site.base_url.as_ref().map_or_else(String::new, |base| feed::feed(voice, base, &made.path, of, proses))
        }
        SiteFile::Robots => robots(site),
        SiteFile::Headers => HEADERS.to_owned(),
        SiteFile::Redirects => redirects(editions),
        SiteFile::NoJekyll => String::new(),
        SiteFile::Llms => llms::text(editions, voice),
    }
}

/// The file of the sitemap that stands at `path`.
fn sitemap(editions: &LocalizedSites, path: &SitePath) -> String {
    let base = editions.sites().first().and_then(|main| main.base_url.as_ref());
    let Some(base) = base else { return String::new() };
    let files = sitemap::files(base, &sitemap::entries(editions, base), sitemap::MOST);
    files.into_iter().find(|(at, _)| at == path).map(|(_, text)| text).unwrap_or_default()
}

/// All may be read; what is not for search engines says so itself, which a robot that is kept out could not see.
fn robots(site: &Site) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    let sitemap = site.generated.iter().any(|g| g.kind.is(SiteFile::Sitemap));
    if let (Some(base), true) = (&site.base_url, sitemap) {
        let _ = write!(text, "\nSitemap: {base}{}\n", site_files::SITEMAP);
    }
    text
}

/// For Netlify, Cloudflare Pages and others that read it. Assets carry a hash of their content in their names, so
/// that they may be kept for good.
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
fn redirects(editions: &LocalizedSites) -> String {
    let mut text = String::new();
    let all: BTreeMap<&SitePath, &Href> = editions.sites().iter().flat_map(|site| &*site.redirects).collect();
    for (from, to) in all {
        let to = match to {
            Href::Site(path, Some(anchor)) => format!("/{}#{}", path.href(), encode_path(anchor)),
            Href::Site(path, None) => format!("/{}", path.href()),
            Href::Web(address) => address.clone(),
        };
        let from = from.href();
        let _ = writeln!(text, "/{from} {to} 301!\n/{from} {to} 301");
    }
    text
}
