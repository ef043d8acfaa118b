//! What stands at an address: an output of the site, or one of the few things that keep open pages up with it.
//!
//! An address is decoded once, part by part, and looked up among the outputs; there is no path to climb out of.

use std::sync::Arc;

use hyper::body::Incoming;
use hyper::{HeaderMap, Request, Response, StatusCode};

use super::body::ResponseBody;
use super::live;
use super::live::Own;
use super::origin_check::Guard;
use super::{ServerState, events, faults, media, reply};
use crate::base::url::{decode_strict, encode_path};
use crate::base::{Hash128, SitePath};
use crate::engine::LinkedSite;
use crate::engine::preview::{PreviewResponse, Revision};

/// Answers a request.
pub(super) async fn answer(shared: &Arc<ServerState>, request: &Request<Incoming>) -> Response<ResponseBody> {
    let headers = request.headers();
    if let Err(refusal) = shared.guard.check(request.method(), request.uri(), headers) {
        return reply::refused(refusal);
    }
    let own = live::own(request.uri().path());
    if let (Some(Own::Events | Own::State), Err(refusal)) = (&own, Guard::check_origin(headers)) {
        return reply::refused(refusal);
    }
    // A browser that comes before the first site is there waits for it.
    if shared.notifier.version.subscribe().wait_for(|version| *version > 0).await.is_err() {
        return reply::text(StatusCode::SERVICE_UNAVAILABLE, "the preview has ended");
    }
    let (shared, headers) = (Arc::clone(shared), headers.clone());
    let (path, query) = (request.uri().path().to_owned(), request.uri().query().map(str::to_owned));
    match own {
        Some(Own::Events) => events::stream(&shared),
        Some(Own::File(content_type, text)) => {
            reply::tagged(&headers, content_type, Hash128::of(text.as_bytes()), ResponseBody::own(text))
        }
        Some(Own::State) => blocking(move || state(&shared, query.as_deref().unwrap_or(""))).await,
        Some(Own::Unknown) => reply::text(StatusCode::NOT_FOUND, "the preview has nothing here"),
        None => blocking(move || output(&shared, &headers, &path, query.as_deref())).await,
    }
}

/// Draws where it keeps nobody waiting.
async fn blocking(draw: impl FnOnce() -> Response<ResponseBody> + Send + 'static) -> Response<ResponseBody> {
    let drawn = tokio::task::spawn_blocking(draw).await;
    drawn.unwrap_or_else(|_| reply::text(StatusCode::INTERNAL_SERVER_ERROR, "drawing this failed; please report it"))
}

fn output(shared: &ServerState, headers: &HeaderMap, path: &str, query: Option<&str>) -> Response<ResponseBody> {
    let Some(revision) = shared.settings.preview.current() else {
        return reply::text(StatusCode::SERVICE_UNAVAILABLE, "there is nothing yet");
    };
    let found = match find(&revision, path, query) {
        RouteMatch::At(path) => look(shared, &revision, Some(path)),
        RouteMatch::Nothing => look(shared, &revision, None),
        RouteMatch::Redirect(to) => return reply::redirect(&to),
        RouteMatch::Unreadable => return reply::text(StatusCode::BAD_REQUEST, "this address cannot be read"),
    };
    match found {
        Look::File(content_type, hash, body) => reply::tagged(headers, content_type, hash, body),
        Look::Page(page) if page.is_own => reply::own_page(page.status, live::inject(&page, &shared.run)),
        Look::Page(page) => {
            let html = live::inject(&page, &shared.run);
            reply::fresh(page.status, "text/html; charset=utf-8", ResponseBody::own(html))
        }
    }
}

/// The state of the page whose address the query holds.
fn state(shared: &ServerState, query: &str) -> Response<ResponseBody> {
    let Some(revision) = shared.settings.preview.current() else {
        return reply::text(StatusCode::SERVICE_UNAVAILABLE, "there is nothing yet");
    };
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("path="));
    let found = asked.and_then(decode_strict).map_or(RouteMatch::Unreadable, |path| find(&revision, &path, None));
    let page = match found {
        RouteMatch::At(path) => look(shared, &revision, Some(path)),
        _ => look(shared, &revision, None),
    };
    let page = if let Look::Page(page) = page { Some(page) } else { None };
    let json = live::state(&shared.run, page.as_deref(), faults::view(&revision, &shared.settings));
    reply::fresh(StatusCode::OK, "application/json", ResponseBody::own(json))
}

/// What was looked at.
enum Look {
    /// A file, to be sent as it is.
    File(&'static str, Hash128, ResponseBody),
    /// A page, into which the script is put.
    Page(Box<live::ReloadPage>),
}

/// Looks at an output, or at what is shown where there is none.
fn look(shared: &ServerState, revision: &Revision, path: Option<SitePath>) -> Look {
    let preview = &shared.settings.preview;
    let (status, path) = match path {
        Some(path) => (StatusCode::OK, path),
        None => (StatusCode::NOT_FOUND, SitePath::new("404.html")),
    };
    let answer = preview.answer(revision, &path);
    shared.notifier.notify();
    let (PreviewResponse::Output { rendered, kept }, Some(site)) = (answer, revision.site()) else {
        return Look::Page(Box::new(own_page(shared, revision, status)));
    };
    if !media::is_page(&path) {
        return Look::File(
            media::content_type(&path),
            rendered.hash,
            ResponseBody::shared(Arc::clone(&rendered.bytes)),
        );
    }
    let hash_of = |path: &SitePath| match preview.answer(revision, path) {
        PreviewResponse::Output { rendered, .. } => Some(rendered.hash),
        _ => None,
    };
    let mut page = live::ReloadPage::of(site, &path, status, &rendered.bytes, rendered.found.links.iter(), &hash_of);
    (page.kept, page.draft) = (kept, site.is_draft(&path));
    Look::Page(Box::new(page))
}

/// What is shown instead of a page: that nothing stands there, or why it could never be drawn.
fn own_page(shared: &ServerState, revision: &Revision, status: StatusCode) -> live::ReloadPage {
    if status == StatusCode::NOT_FOUND && revision.site().is_some_and(|site| !site.has(&SitePath::new("404.html"))) {
        return live::ReloadPage::own(status, faults::not_found());
    }
    live::ReloadPage::own(StatusCode::INTERNAL_SERVER_ERROR, faults::page(revision, &shared.settings))
}

/// What an address leads to.
enum RouteMatch {
    At(SitePath),
    Redirect(String),
    Nothing,
    Unreadable,
}

fn find(revision: &Revision, path: &str, query: Option<&str>) -> RouteMatch {
    let Some(site) = revision.site() else { return RouteMatch::Nothing };
    let with_query = |path: String| match query {
        Some(query) => format!("{path}?{query}"),
        None => path,
    };
    let base = site.base_path();
    let Some(rest) = path.strip_prefix(base) else {
        let is_above = path == "/" || format!("{path}/") == base;
        return if is_above { RouteMatch::Redirect(with_query(base.to_owned())) } else { RouteMatch::Nothing };
    };
    let Some(address) = decode_strict(rest) else { return RouteMatch::Unreadable };
    match at(site, rest, &address) {
        PathLookup::Here(path) => RouteMatch::At(path),
        PathLookup::Folder(path) => RouteMatch::Redirect(with_query(format!("{base}{}", encode_path(path.as_str())))),
        PathLookup::Nothing => RouteMatch::Nothing,
    }
}

enum PathLookup {
    Here(SitePath),
    /// With a slash at its end it would be there.
    Folder(SitePath),
    Nothing,
}

fn at(site: &LinkedSite, raw: &str, address: &str) -> PathLookup {
    // An encoded slash divides nothing, and `a//b` is not `a/b`.
    let parts = address.split('/').count();
    let is_plain = parts == raw.split('/').count() && !address.split('/').rev().skip(1).any(str::is_empty);
    if !is_plain {
        return PathLookup::Nothing;
    }
    let path = SitePath::new(address);
    if site.has(&path) {
        return PathLookup::Here(path);
    }
    let folder = SitePath::new(format!("{address}/"));
    if !address.is_empty() && !address.ends_with('/') && site.has(&folder) {
        PathLookup::Folder(folder)
    } else {
        PathLookup::Nothing
    }
}
