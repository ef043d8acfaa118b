//! Asks addresses elsewhere whether they are there: side by side, and no host more than two at a time.
//!
//! An address that answered is remembered in the store and believed for some days. Nothing of what a host sends is kept
//! or shown but its status.

mod client;
mod host_limiter;
mod public_resolver;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

use self::client::{LinkClient, RequestOutcome};
use crate::base::sync::{ignore_poison, lock};
use crate::base::{Bucket, Date, Hash128, Store};
use crate::engine::external_links::UrlStatus;

/// The number of addresses that are asked side by side.
const MAX_PARALLEL_REQUESTS: usize = 16;
/// An address that answered is believed to be there for this time, in days.
const BELIEVED_DAYS: i64 = 7;
/// The number of remembered addresses that are asked again when no other can be reached, to find out whether there is a
/// network.
const NETWORK_PROBES: usize = 3;

/// How addresses are asked.
pub struct LinkCheckOptions<'a> {
    /// Today.
    pub today: Date,
    /// Where answers are remembered.
    pub store: Option<&'a dyn Store>,
    /// Whether hosts on this machine and in private networks are asked too.
    pub private: bool,
    /// How long to wait for an answer.
    pub timeout: Duration,
    /// Called first with the number of addresses that will be asked, then with 0 after each, from many threads.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

/// What was found out.
#[derive(Debug, Default)]
pub struct Answers {
    /// The answers by address, without those of addresses that could not be asked for want of a network.
    pub by_address: BTreeMap<String, UrlStatus>,
    /// How many of them were remembered.
    pub remembered: usize,
    /// How many could not be asked because nothing at all could be reached.
    pub offline: usize,
}

/// Asks each address, or remembers what it answered.
pub fn ask<'u>(addresses: impl Iterator<Item = &'u str>, options: &LinkCheckOptions) -> Answers {
    let (known, open): (Vec<&str>, Vec<&str>) = addresses.partition(|address| is_believed(address, options));
    (options.progress)(open.len());
    let client = LinkClient::new(options.timeout, options.private);
    let outcomes = side_by_side(&client, &open, options);
    let mut answers = Answers { remembered: known.len(), ..Answers::default() };
    answers.by_address.extend(known.iter().map(|address| ((*address).to_owned(), UrlStatus::Good)));
    let cut_off = !open.is_empty() && outcomes.values().all(RequestOutcome::is_out_of_reach);
    if cut_off && !known.iter().take(NETWORK_PROBES).any(|address| !client.ask(address).is_out_of_reach()) {
        answers.offline = open.len();
        return answers;
    }
    for (address, outcome) in outcomes {
        let answer = outcome.answer();
        if let (UrlStatus::Good, Some(store)) = (&answer, options.store) {
            store.put(Bucket::Links, key(address), options.today.to_string().as_bytes());
        }
        answers.by_address.insert(address.to_owned(), answer);
    }
    answers
}

fn side_by_side<'u>(
    client: &LinkClient,
    open: &[&'u str],
    options: &LinkCheckOptions,
) -> BTreeMap<&'u str, RequestOutcome> {
    let queue = Mutex::new(host_by_host(open));
    let outcomes = Mutex::new(BTreeMap::new());
    let next = || lock(&queue).pop_front();
    std::thread::scope(|scope| {
        for _ in 0..MAX_PARALLEL_REQUESTS.min(open.len()) {
            scope.spawn(|| {
                while let Some(address) = next() {
                    let outcome = client.ask(address);
                    lock(&outcomes).insert(address, outcome);
                    (options.progress)(0);
                }
            });
        }
    });
    ignore_poison(outcomes.into_inner())
}

/// The addresses in turn by host, so that those of one host do not keep all the others waiting.
fn host_by_host<'u>(addresses: &[&'u str]) -> VecDeque<&'u str> {
    let mut by_host: BTreeMap<String, VecDeque<&str>> = BTreeMap::new();
    for address in addresses {
        by_host.entry(client::host(address).unwrap_or_default()).or_default().push_back(address);
    }
    let mut all = VecDeque::new();
    while !by_host.is_empty() {
        all.extend(by_host.values_mut().filter_map(VecDeque::pop_front));
        by_host.retain(|_, rest| !rest.is_empty());
    }
    all
}

fn is_believed(address: &str, options: &LinkCheckOptions) -> bool {
    let bytes = options.store.and_then(|store| store.get(Bucket::Links, key(address)));
    let day: Option<Date> = bytes.and_then(|bytes| String::from_utf8(bytes).ok()?.parse().ok());
    day.is_some_and(|day| (0..BELIEVED_DAYS).contains(&(options.today.days() - day.days())))
}

fn key(address: &str) -> Hash128 {
    Hash128::of(address.as_bytes())
}
