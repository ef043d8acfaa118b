//! Files for machines and what pages say to them: structured data, twins, feeds, the sitemap, hosts' own files.
//!
//! It refuses to know templates; all of this is finished here.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use rayon::prelude::*;

use super::voice::Voice;
use super::{Editions, Job, JobKind, PageView, View, feed, json_ld, llms, sitemap, twin};
use crate::base::SitePath;
use crate::base::html::encode_path;
use crate::link::{GeneratedKind, Href, Machine, Site, machines};
use crate::parse::prose::Proses;

/// Completes the views of all pages, and adds the files for machines. The jobs are in the order of their addresses.
pub(super) fn complete(editions: &Editions, jobs: &mut Vec<Job>, proses: &dyn Proses) {
    jobs.par_iter_mut().for_each(|job| {
        let (edition, path) = (job.edition, &job.path);
        if let JobKind::Page { view: View::Ready(view), .. } = &mut job.kind {
            complete_view(editions, edition, path, Arc::make_mut(view));
        }
    });
    let twins: Vec<Job> = jobs.iter().filter_map(|job| twin_of(editions.voice(job.edition).site, job)).collect();
    let mut made = Vec::new();
    for voice in editions.voices() {
        for generated in &voice.site.generated {
            if let GeneratedKind::Machine(machine) = generated.kind {
                made.extend(files(editions, voice, machine, &generated.path, jobs, proses));
            }
        }
    }
    jobs.extend(twins);
    jobs.extend(made);
}

/// Puts into the view of the page at `path` what is made of all the rest of it.
pub(super) fn complete_view(editions: &Editions, edition: usize, path: &SitePath, view: &mut PageView) {
    let voice = editions.voice(edition);
    let hidden = view.page.noindex || view.page.original.is_some();
    view.page.alternates = editions.alternates(edition, path, hidden);
    view.page.json_ld = json_ld::script(voice, view);
    let original = view.page.original.as_ref().map(|original| original.path.trim_start_matches("./"));
    let twin = twin::path(voice.site, view.page.kind, original.unwrap_or(&view.page.path));
    view.page.markdown = twin.map(|path| path.href());
}

/// A page that stands in for its translation has its original's twin.
fn twin_of(site: &Site, job: &Job) -> Option<Job> {
    let JobKind::Page { view, .. } = &job.kind else { return None };
    let path = match view {
        View::Ready(view) if view.page.original.is_some() => None,
        View::Ready(view) => twin::path(site, view.page.kind, &view.page.path),
        View::Made(_) => twin::path(site, "made", &job.path.href()),
    };
    Some(Job { path: path?, kind: JobKind::Twin(view.clone()), ..job.clone() })
}

fn finished(path: SitePath, text: String) -> Job {
    Job::new(path, JobKind::Bytes(text.into_bytes().into()))
}

fn files(
    editions: &Editions,
    voice: Voice,
    machine: Machine,
    path: &SitePath,
    jobs: &[Job],
    proses: &dyn Proses,
) -> Vec<Job> {
    let site = voice.site;
    let base = site.base_url.as_deref().unwrap_or("");
    let text = match machine {
        Machine::Sitemap => {
            let files = sitemap::files(base, &sitemap::entries(editions, base, jobs), sitemap::MOST);
            return files.into_iter().map(|(path, text)| finished(path, text)).collect();
        }
        Machine::Feed(of) => feed::feed(voice, base, path, of, &|path| view_at(jobs, path), proses),
        Machine::Robots => robots(site),
        Machine::Headers => HEADERS.to_owned(),
        Machine::Redirects => redirects(editions),
        Machine::NoJekyll => String::new(),
        Machine::Llms => llms::text(editions, voice, jobs),
    };
    vec![finished(path.clone(), text)]
}

/// The view of the page at an address.
pub(super) fn view_at<'a>(jobs: &'a [Job], path: &SitePath) -> Option<&'a PageView> {
    let i = jobs.binary_search_by(|job| job.path.cmp(path)).ok()?;
    match &jobs[i].kind {
        JobKind::Page { view: View::Ready(view), .. } => Some(view),
        _ => None,
    }
}

/// All may be read; what is not for search engines says so itself, which a robot that is kept out could not see.
fn robots(site: &Site) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    let sitemap = site.generated.iter().any(|g| g.kind.is(Machine::Sitemap));
    if let (Some(base), true) = (&site.base_url, sitemap) {
        let _ = write!(text, "\nSitemap: {base}{}\n", machines::SITEMAP);
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
fn redirects(editions: &Editions) -> String {
    let mut text = String::new();
    let all: BTreeMap<&SitePath, &Href> = editions.sites().iter().flat_map(|site| &site.redirects).collect();
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
