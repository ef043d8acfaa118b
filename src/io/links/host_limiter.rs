//! The gate before hosts: lets two in at a time, and nobody while a host wants to be left alone.

use crate::base::sync::{ignore_poison, lock};
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

/// So many requests to one host are on their way at once.
const AT_A_TIME: usize = 2;

/// The gate before all hosts.
#[derive(Default)]
pub(super) struct HostLimiter {
    hosts: Mutex<BTreeMap<String, Host>>,
    changed: Condvar,
}

#[derive(Default)]
struct Host {
    inside: usize,
    closed_until: Option<Instant>,
    /// Whether it could not be reached before, however often it was tried.
    doubtful: bool,
}

/// Somebody inside, until it is dropped.
pub(super) struct Permit<'a> {
    gate: &'a HostLimiter,
    host: &'a str,
}

impl HostLimiter {
    /// Waits to be let in.
    pub(super) fn enter<'a>(&'a self, host: &'a str) -> Permit<'a> {
        let mut hosts = lock(&self.hosts);
        loop {
            let now = Instant::now();
            let one = hosts.entry(host.to_owned()).or_default();
            match one.closed_until.filter(|until| *until > now) {
                Some(until) => {
                    hosts = ignore_poison(self.changed.wait_timeout(hosts, until - now)).0;
                }
                None if one.inside < AT_A_TIME => {
                    one.inside += 1;
                    return Permit { gate: self, host };
                }
                None => hosts = ignore_poison(self.changed.wait(hosts)),
            }
        }
    }

    /// Lets nobody in for a while.
    pub(super) fn close(&self, host: &str, pause: Duration) {
        let until = Instant::now() + pause;
        let mut hosts = lock(&self.hosts);
        let one = hosts.entry(host.to_owned()).or_default();
        one.closed_until = one.closed_until.max(Some(until));
    }

    /// Notes that a host could not be reached.
    pub(super) fn doubt(&self, host: &str) {
        lock(&self.hosts).entry(host.to_owned()).or_default().doubtful = true;
    }

    /// Whether that was noted.
    pub(super) fn doubts(&self, host: &str) -> bool {
        lock(&self.hosts).get(host).is_some_and(|one| one.doubtful)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if let Some(host) = lock(&self.gate.hosts).get_mut(self.host) {
            host.inside -= 1;
        }
        self.gate.changed.notify_all();
    }
}
