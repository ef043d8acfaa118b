//! What keeps open pages up with the site: a script in each page, and the state it asks for.
//!
//! A page knows the hash of its own bytes, and that of its shape: of all but the names of its style sheets. If only
//! the first differs, the style sheets are exchanged; if both do, the page is loaded again. The site is never changed, only the copy that is sent.

use std::collections::BTreeMap;

use hyper::StatusCode;
use serde::Serialize;

use super::faults::Faults;
use super::media;
use crate::base::format::json;
use crate::base::hash::Hasher;
use crate::base::{Hash128, SitePath};
use crate::engine::LinkedSite;

/// Where the preview's own things stand. No page of a site does.
const FOLDER: &str = "/__versus/";

/// The digits of a hash in the name of a published file of the theme.
const NAME_DIGITS: usize = 10;

/// Something of the preview's own.
pub(super) enum Own {
    /// The stream of events.
    Events,
    /// The state of one page.
    State,
    /// A file.
    File(&'static str, &'static str),
    /// Nothing.
    Unknown,
}

/// A page to be sent.
pub(super) struct ReloadPage {
    pub(super) status: StatusCode,
    html: String,
    /// Of all that is sent.
    hash: String,
    /// Of all but the names of style sheets.
    shape: String,
    /// The style sheets it may use: by the address without a hash, the address with one.
    styles: BTreeMap<String, String>,
    /// Whether it is what it last was rather than what it is.
    pub(super) kept: bool,
    pub(super) draft: bool,
    /// Whether the preview made it, so that it lists what is wrong by itself.
    pub(super) is_own: bool,
}

/// What the script is told, as JSON.
#[derive(Serialize)]
struct ReloadState<'a> {
    run: &'a str,
    status: Option<u16>,
    page: Option<&'a str>,
    shape: Option<&'a str>,
    styles: Option<&'a BTreeMap<String, String>>,
    kept: bool,
    draft: bool,
    faults: Faults,
}

/// What stands at an address of the preview's own; `None` if it is not one.
pub(super) fn own(path: &str) -> Option<Own> {
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    Some(match path.strip_prefix(FOLDER)? {
        "events" => Own::Events,
        "state" => Own::State,
        "live.js" => Own::File(SCRIPT, include_str!("live/live.js")),
        "keep.js" => Own::File(SCRIPT, include_str!("live/keep.js")),
        "overlay.js" => Own::File(SCRIPT, include_str!("live/overlay.js")),
        "worker.js" => Own::File(SCRIPT, include_str!("live/worker.js")),
        "overlay.css" => Own::File("text/css; charset=utf-8", include_str!("live/overlay.css")),
        _ => Own::Unknown,
    })
}

impl ReloadPage {
    /// An output of the site, with the `links` that were found in it.
    pub(super) fn of<'l>(
        site: &LinkedSite,
        path: &SitePath,
        status: StatusCode,
        bytes: &[u8],
        links: impl Iterator<Item = &'l str>,
        hash_of: &dyn Fn(&SitePath) -> Option<Hash128>,
    ) -> Self {
        let html = String::from_utf8_lossy(bytes).into_owned();
        let mut styles = BTreeMap::new();
        let mut shaped = html.clone();
        let base = site.base_path();
        for asset in site.assets().filter(|asset| asset.as_str().ends_with(".css")) {
            let plain = without_hash(asset.as_str());
            shaped = shaped.replace(asset.as_str(), &plain);
            styles.insert(format!("{base}{plain}"), format!("{base}{}", asset.href()));
        }
        let mut shape = Hasher::default();
        shape.value(&status.as_u16());
        shape.part(shaped.as_bytes());
        let resources = links.filter_map(|link| site.target(path, link));
        for resource in resources.filter(|resource| !resource.as_str().starts_with("assets/")) {
            let kind = media::content_type(&resource);
            let hash = ["text/css", "text/javascript", "image/"]
                .iter()
                .any(|k| kind.starts_with(k))
                .then(|| hash_of(&resource));
            let Some(Some(hash)) = hash else { continue };
            if kind.starts_with("text/css") {
                let address = format!("{base}{}", resource.href());
                styles.insert(address.clone(), format!("{address}?v={}", hash.short(NAME_DIGITS)));
            } else {
                shape.value(&hash);
            }
        }
        let page = Self::own(status, html);
        Self { shape: shape.finish().short(16), styles, is_own: false, ..page }
    }

    /// A page that the preview made.
    pub(super) fn own(status: StatusCode, html: String) -> Self {
        let hash = Hash128::of_parts([&status.as_u16().to_le_bytes()[..], html.as_bytes()]).short(16);
        let (shape, styles) = (hash.clone(), BTreeMap::new());
        Self { status, html, hash, shape, styles, kept: false, draft: false, is_own: true }
    }
}

/// The page with the script before the end of its body.
pub(super) fn inject(page: &ReloadPage, run: &str) -> String {
    let own = if page.is_own { " data-own" } else { "" };
    let script = format!(
        "<script type=\"module\" src=\"{FOLDER}live.js\" data-versus data-run=\"{run}\" data-page=\"{}\" data-shape=\"{}\"{own}></script>",
        page.hash, page.shape
    );
    let html = &page.html;
    let end = html.to_ascii_lowercase().rfind("</body>").unwrap_or(html.len());
    format!("{}{script}{}", &html[..end], &html[end..])
}

/// What the script is told; `None` for a page that is none any more.
pub(super) fn state(run: &str, page: Option<&ReloadPage>, faults: Faults) -> String {
    let state = ReloadState {
        run,
        status: page.map(|page| page.status.as_u16()),
        page: page.map(|page| page.hash.as_str()),
        shape: page.map(|page| page.shape.as_str()),
        styles: page.map(|page| &page.styles),
        kept: page.is_some_and(|page| page.kept),
        draft: page.is_some_and(|page| page.draft),
        faults,
    };
    json(&state)
}

/// `assets/css/main.0123456789.css` as `assets/css/main.css`.
fn without_hash(asset: &str) -> String {
    let stem = asset.strip_suffix(".css").unwrap_or(asset);
    match stem.rsplit_once('.') {
        Some((name, hash)) if hash.len() == NAME_DIGITS => format!("{name}.css"),
        _ => asset.to_owned(),
    }
}
