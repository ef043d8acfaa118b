//! Answers: status, headers and body.

use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_NONE_MATCH,
    LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{HeaderMap, Response, StatusCode};

use super::body::ResponseBody;
use super::origin_check::Refusal;
use crate::base::Hash128;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The policy for pages of our own: they need nothing from elsewhere.
const OWN_POLICY: HeaderValue = HeaderValue::from_static("default-src 'self'");

/// An answer that no other site may embed and that no cache keeps.
pub(super) fn fresh(status: StatusCode, content_type: &'static str, body: ResponseBody) -> Response<ResponseBody> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    response
}

/// The same, of our own making.
pub(super) fn own_page(status: StatusCode, html: String) -> Response<ResponseBody> {
    let mut response = fresh(status, "text/html; charset=utf-8", ResponseBody::own(html));
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, OWN_POLICY);
    response
}

/// An answer that the browser may keep and must ask about; if it has these very bytes, it is told so.
pub(super) fn tagged(
    asked: &HeaderMap,
    content_type: &'static str,
    hash: Hash128,
    body: ResponseBody,
) -> Response<ResponseBody> {
    let tag = format!("\"{}\"", hash.short(24));
    let known = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let same = known.flat_map(|tags| tags.split(',')).any(|known| known.trim().trim_start_matches("W/") == tag);
    let (status, body) =
        if same { (StatusCode::NOT_MODIFIED, ResponseBody::Whole(None)) } else { (StatusCode::OK, body) };
    let mut response = fresh(status, content_type, body);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// Sends the browser to another address of this server. Not for good: the next project on this port may differ.
pub(super) fn redirect(to: &str) -> Response<ResponseBody> {
    let Ok(location) = HeaderValue::from_str(to) else { return text(StatusCode::NOT_FOUND, "not found") };
    let mut response = text(StatusCode::TEMPORARY_REDIRECT, "this page stands at the address with a slash at its end");
    response.headers_mut().insert(LOCATION, location);
    response
}

/// What is not answered, and why.
pub(super) fn refused(refusal: Refusal) -> Response<ResponseBody> {
    match refusal {
        Refusal::Method => {
            let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "the preview answers only GET and HEAD");
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            response
        }
        Refusal::BadHost => text(StatusCode::BAD_REQUEST, "the request names no host, or none that can be read"),
        Refusal::ForeignHost => {
            text(StatusCode::FORBIDDEN, "this preview does not go by that host name; `--allow-host` adds one")
        }
        Refusal::ForeignOrigin => text(StatusCode::FORBIDDEN, "only pages of this preview may ask for this"),
    }
}

/// A line of text.
pub(super) fn text(status: StatusCode, line: &'static str) -> Response<ResponseBody> {
    fresh(status, "text/plain; charset=utf-8", ResponseBody::own(format!("{line}\n")))
}
