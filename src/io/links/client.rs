//! Asks for one address: HEAD, and GET where that says nothing; again after a while where the host is busy.

use std::io::ErrorKind;
use std::time::Duration;

use ureq::http::{Response, Uri};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Error};

use super::host_limiter::HostLimiter;
use super::public_resolver::{Private, PublicResolver};
use crate::engine::external_links::UrlStatus;

/// So often a busy host is asked.
const TRIES: u32 = 3;
/// The pause before the second try; each further one is twice as long.
const PAUSE: Duration = Duration::from_millis(500);
/// The longest pause that a host may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// So many redirects are followed.
const REDIRECTS: u32 = 10;

/// What asking came to.
#[derive(Clone, Debug)]
pub(super) enum RequestOutcome {
    /// A host answered with this status, and may have said how long to wait.
    Status(u16, Option<Duration>),
    /// The host, or one that it leads to, is not known.
    Unknown,
    /// There was no connection.
    Unreachable(String),
    /// There was no answer in time.
    Slow,
    /// The host stands in a private network, and was not asked.
    Private,
    /// Something else.
    Odd(String),
}

impl RequestOutcome {
    /// Whether this can be for want of a network.
    pub(super) fn is_out_of_reach(&self) -> bool {
        matches!(self, Self::Unknown | Self::Unreachable(_) | Self::Slow)
    }

    /// What follows for the address. Only what is sure counts against it.
    pub(super) fn answer(self) -> UrlStatus {
        match self {
            Self::Status(200..=399, _) => UrlStatus::Good,
            Self::Status(status @ (404 | 410), _) => UrlStatus::Gone(format!("it answers {status}")),
            Self::Status(status, _) => UrlStatus::Unsure(format!("it answers {status}")),
            Self::Unknown => UrlStatus::Gone("its host, or one that it leads to, is not known".to_owned()),
            Self::Unreachable(why) => UrlStatus::Unsure(format!("its host cannot be reached: {why}")),
            Self::Slow => UrlStatus::Unsure("there was no answer in time".to_owned()),
            Self::Private => UrlStatus::Unsure(
                "it leads to this machine or into a private network, which is asked only with `links.private: true`"
                    .to_owned(),
            ),
            Self::Odd(why) => UrlStatus::Unsure(why),
        }
    }

    fn is_worth_another_try(&self) -> bool {
        matches!(self, Self::Status(429 | 500 | 502..=504, _) | Self::Unreachable(_) | Self::Unknown)
    }
}

/// Asks for addresses, from many threads.
pub(super) struct LinkClient {
    agent: Agent,
    gate: HostLimiter,
}

impl LinkClient {
    pub(super) fn new(timeout: Duration, private: bool) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(REDIRECTS)
            .user_agent(concat!("versus/", env!("CARGO_PKG_VERSION"), " (checks links)"))
            .timeout_resolve(Some(timeout))
            .timeout_connect(Some(timeout))
            .timeout_per_call(Some(timeout))
            .timeout_global(Some(timeout * 2))
            .build();
        let reach = PublicResolver { private, lookup: DefaultResolver::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), reach), gate: HostLimiter::default() }
    }

    /// Asks for an address until there is an answer, or no hope of one.
    pub(super) fn ask(&self, address: &str) -> RequestOutcome {
        let Some(host) = host(address) else {
            return RequestOutcome::Odd("it is no address that can be asked".to_owned());
        };
        let tries = if self.gate.doubts(&host) { 1 } else { TRIES };
        let mut outcome = self.once(address, &host);
        for attempt in 1..tries {
            if !outcome.is_worth_another_try() {
                return outcome;
            }
            let asked_for = if let RequestOutcome::Status(_, pause) = &outcome { *pause } else { None };
            self.gate.close(&host, asked_for.map_or(PAUSE * 2_u32.pow(attempt - 1), |pause| pause.min(LONGEST_PAUSE)));
            outcome = self.once(address, &host);
        }
        if outcome.is_out_of_reach() {
            self.gate.doubt(&host);
        }
        outcome
    }

    fn once(&self, address: &str, host: &str) -> RequestOutcome {
        let _pass = self.gate.enter(host);
        let head = outcome(self.agent.head(address).call());
        match head {
            // Many hosts answer to HEAD what they would not to GET.
            RequestOutcome::Status(200..=399 | 429, _)
            | RequestOutcome::Unknown
            | RequestOutcome::Slow
            | RequestOutcome::Private => head,
            _ => outcome(self.agent.get(address).call()),
        }
    }
}

/// The host and port that an address names; `None` for what cannot be asked.
pub(super) fn host(address: &str) -> Option<String> {
    let uri: Uri = address.parse().ok()?;
    let host = uri.host().filter(|host| !host.is_empty() && !host.contains('%'))?;
    let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"))?;
    let port = uri.port_u16().unwrap_or(if scheme == "https" { 443 } else { 80 });
    Some(format!("{}:{port}", host.to_ascii_lowercase()))
}

/// What a request came to. The body of a response is never read.
fn outcome(result: Result<Response<Body>, Error>) -> RequestOutcome {
    let error = match result {
        Ok(response) => {
            let header = response.headers().get("retry-after").and_then(|value| value.to_str().ok());
            let pause = header.and_then(|seconds| seconds.trim().parse().ok()).map(Duration::from_secs);
            return RequestOutcome::Status(response.status().as_u16(), pause);
        }
        Err(error) => error,
    };
    match error {
        Error::HostNotFound => RequestOutcome::Unknown,
        Error::Timeout(_) => RequestOutcome::Slow,
        Error::Other(why) if why.is::<Private>() => RequestOutcome::Private,
        Error::Io(why) if why.kind() == ErrorKind::TimedOut => RequestOutcome::Slow,
        // A certificate that does not hold, or no HTTP at all: somebody is there.
        Error::Io(why) if why.kind() == ErrorKind::InvalidData => RequestOutcome::Odd(why.to_string()),
        Error::Io(why) => RequestOutcome::Unreachable(why.to_string()),
        Error::ConnectionFailed => RequestOutcome::Unreachable("there was no connection".to_owned()),
        Error::TooManyRedirects => {
            RequestOutcome::Odd(format!("it leads in a circle, or over more than {REDIRECTS} addresses"))
        }
        error => RequestOutcome::Odd(error.to_string()),
    }
}
