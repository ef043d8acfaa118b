//! Who is answered. A preview has no password, and any page that the author's browser shows could ask for it.
//!
//! A page elsewhere can make its own name lead to this machine; such a request carries that name as its host and is
//! refused. It cannot send requests without its origin, which the event stream and the faults look at. It refuses
//! to know what is asked for.

use std::net::IpAddr;

use hyper::header::{HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN};
use hyper::{Method, Uri};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Knows the names that this server goes by.
pub(crate) struct Guard {
    bound: IpAddr,
    names: Vec<String>,
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Only GET and HEAD are answered.
    Method,
    /// No host, two, or one that cannot be read.
    BadHost,
    /// A host that is not this server.
    ForeignHost,
    /// Asked for by a page of another site.
    ForeignOrigin,
}

impl Guard {
    /// A guard for a server at `bound`, which also goes by `names`.
    pub(crate) fn new(bound: IpAddr, names: &[String]) -> Self {
        let names = names.iter().map(|name| name.trim_end_matches('.').to_ascii_lowercase()).collect();
        Self { bound, names }
    }

    /// Whether a request may be answered at all.
    pub(crate) fn check(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        if method != Method::GET && method != Method::HEAD {
            return Err(Refusal::Method);
        }
        let host = the_host(headers)?;
        // A request to a proxy names a host of its own.
        let hosts = [Some(host), uri.authority().map(hyper::http::uri::Authority::as_str)];
        hosts.into_iter().flatten().try_for_each(|host| match name(host) {
            None => Err(Refusal::BadHost),
            Some(name) if self.is_ours(&name) => Ok(()),
            Some(_) => Err(Refusal::ForeignHost),
        })
    }

    /// Whether a request that passed [`Guard::check`] comes from a page of this server, as far as it tells.
    pub(crate) fn check_origin(headers: &HeaderMap) -> Result<(), Refusal> {
        let sites = headers.get_all(SEC_FETCH_SITE).iter();
        let same_site = |site: &HeaderValue| site == "same-origin" || site == "none";
        let host = the_host(headers)?;
        let mut origins = headers.get_all(ORIGIN).iter();
        let same = |origin: &HeaderValue| {
            let of = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
            of.is_some_and(|of| of.eq_ignore_ascii_case(host))
        };
        if sites.into_iter().all(same_site) && origins.all(same) { Ok(()) } else { Err(Refusal::ForeignOrigin) }
    }

    fn is_ours(&self, name: &str) -> bool {
        let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        if let Ok(address) = address.parse::<IpAddr>() {
            // A name can be made to lead here; an address cannot.
            return address.is_loopback() || address == self.bound || self.bound.is_unspecified();
        }
        name == "localhost" || name.ends_with(".localhost") || self.names.iter().any(|own| own == name)
    }
}

fn the_host(headers: &HeaderMap) -> Result<&str, Refusal> {
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().map_err(|_| Refusal::BadHost),
        _ => Err(Refusal::BadHost),
    }
}

/// The name of `name:port` or `[address]:port`, in lower case.
fn name(host: &str) -> Option<String> {
    let colon = match host.rfind(']') {
        Some(end) => host[end..].find(':').map(|i| end + i),
        None => host.find(':'),
    };
    let (name, port) = colon.map_or((host, "0"), |i| (&host[..i], &host[i + 1..]));
    let is_port = port.parse::<u16>().is_ok() && port.bytes().all(|b| b.is_ascii_digit());
    let is_name = |b: u8| b.is_ascii_alphanumeric() || b"-._:[]%".contains(&b);
    let name = name.strip_suffix('.').unwrap_or(name);
    (is_port && !name.is_empty() && name.bytes().all(is_name)).then(|| name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::*;

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).expect("a value"))).collect()
    }

    fn asked(bound: IpAddr, host: &str) -> Result<(), Refusal> {
        let guard = Guard::new(bound, &["Preview.Test".to_owned()]);
        guard.check(&Method::GET, &Uri::from_static("/"), &headers(&[(HOST, host)]))
    }

    #[test]
    fn names_of_the_machine_itself_are_answered() {
        let loopback = IpAddr::V4(Ipv4Addr::LOCALHOST);
        for host in
            ["localhost", "LOCALHOST:1111", "a.b.localhost", "127.0.0.1:1", "[::1]:1111", "preview.test", "localhost."]
        {
            assert_eq!(asked(loopback, host), Ok(()), "{host}");
        }
        for host in
            ["evil.example", "localhost.evil.example", "evillocalhost", "192.168.1.5", "10.0.0.1:1111", "2130706433"]
        {
            assert_eq!(asked(loopback, host), Err(Refusal::ForeignHost), "{host}");
        }
        for host in ["", ":80", "localhost:", "localhost:x", "localhost:99999", "a@localhost", "localhost/..", "[::1"] {
            assert!(asked(loopback, host).is_err(), "{host}");
        }
    }

    #[test]
    fn a_server_on_every_interface_answers_to_addresses_but_not_to_names() {
        let everywhere = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
        assert_eq!(asked(everywhere, "192.168.1.5:1111"), Ok(()));
        assert_eq!(asked(everywhere, "rebound.example"), Err(Refusal::ForeignHost));
    }

    #[test]
    fn only_pages_of_this_server_get_events() {
        let of = |pairs: &[(HeaderName, &str)]| {
            let mut all = headers(&[(HOST, "localhost:1111")]);
            all.extend(headers(pairs));
            Guard::check_origin(&all)
        };
        assert_eq!(of(&[]), Ok(()));
        assert_eq!(of(&[(ORIGIN, "http://localhost:1111"), (SEC_FETCH_SITE, "same-origin")]), Ok(()));
        assert_eq!(of(&[(SEC_FETCH_SITE, "none")]), Ok(()));
        for (name, value) in [
            (ORIGIN, "http://evil.example"),
            (ORIGIN, "null"),
            (ORIGIN, "http://localhost:2222"),
            (ORIGIN, "https://localhost:1111"),
            (SEC_FETCH_SITE, "cross-site"),
            (SEC_FETCH_SITE, "same-site"),
            (SEC_FETCH_SITE, ""),
        ] {
            assert_eq!(of(&[(name, value)]), Err(Refusal::ForeignOrigin), "{value}");
        }
    }
}
