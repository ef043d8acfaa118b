//! Addresses elsewhere: which ones authors wrote and where, and what follows from the answers to them.
//!
//! It refuses to ask; `io::external` does. What only a theme's templates link to is not looked at,
//! nor images that stand elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::LinkedSite;
use crate::base::url::{LinkKind, link_kind};
use crate::base::{BaseUrl, Code, Diagnostic, Place, Severity, SourcePath};
use crate::model::Dataset;
use crate::parse::config::{Config, Level};

/// Addresses elsewhere, without what follows a `#`, and the places where they are written.
pub type Addresses = BTreeMap<String, BTreeSet<WrittenUrl>>;

/// A place, in the order of files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WrittenUrl {
    file: SourcePath,
    start: usize,
    end: usize,
}

/// What asking for an address came to. The reasons are clauses: “it answers 404”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlStatus {
    /// Something is there.
    Good,
    /// Nothing is there, for this reason.
    Gone(String),
    /// That could not be found out, for this reason.
    Unsure(String),
}

impl LinkedSite {
    /// The addresses elsewhere that authors wrote: in texts and blocks, in data, and in the configuration at `config`.
    /// Those of the site itself are not among them.
    pub fn addresses(&self, config: &SourcePath) -> Addresses {
        let sites = self.editions.sites();
        let base = sites.first().and_then(|site| site.base_url.as_ref());
        let mut found = UrlCollector { base, addresses: Addresses::new() };
        for page in sites.iter().flat_map(|site| &site.pages) {
            page.joined.links.iter().for_each(|(address, place)| found.add(address, place));
        }
        for dataset in sites.iter().flat_map(|site| site.datasets.values()) {
            of_dataset(dataset, &mut found);
        }
        of_config(self.editions.config(), config, &mut found);
        found.addresses
    }

    /// What is wrong with the addresses, by the answers to them, as grave as the configuration says.
    pub fn judge(&self, addresses: &Addresses, answers: &BTreeMap<String, UrlStatus>) -> Vec<Diagnostic> {
        let grave = match self.editions.config().links.external {
            Level::Error => Severity::Error,
            Level::Warn => Severity::Warning,
        };
        let told = answers.iter().filter_map(|(address, answer)| Some((address, diagnostic(address, answer, grave)?)));
        let at_places = told.flat_map(|(address, told)| {
            let places = addresses.get(address).into_iter().flatten();
            places.map(move |at| told.clone().at(Place::new(&at.file, at.start..at.end)))
        });
        at_places.collect()
    }

    /// Whether hosts on this machine and in private networks are asked too.
    pub fn asks_private_hosts(&self) -> bool {
        self.editions.config().links.private
    }
}

struct UrlCollector<'a> {
    base: Option<&'a BaseUrl>,
    addresses: Addresses,
}

impl UrlCollector<'_> {
    fn add(&mut self, address: &str, place: &Place) {
        let own = self.base.is_some_and(|base| base.strip(address).is_some());
        if link_kind(address) != LinkKind::Web || own {
            return;
        }
        let asked = address.split('#').next().unwrap_or(address).to_owned();
        let at = WrittenUrl { file: place.file.clone(), start: place.span.start, end: place.span.end };
        self.addresses.entry(asked).or_default().insert(at);
    }
}

fn of_dataset(dataset: &Dataset, found: &mut UrlCollector) {
    for source in dataset.sources.values() {
        source.url.iter().for_each(|url| found.add(url, &source.place));
    }
    for subject in dataset.subjects.values() {
        subject.url.iter().chain(&subject.affiliate_url).for_each(|url| found.add(url, &subject.place));
    }
}

fn of_config(settings: &Config, config: &SourcePath, found: &mut UrlCollector) {
    let others = settings.languages.values().filter_map(|language| language.navigation.as_ref());
    let navigation = settings.navigation.iter().chain(others).flatten().filter_map(|entry| entry.url.as_ref());
    let redirects = settings.redirects.values();
    for url in navigation.chain(redirects) {
        found.add(&url.value, &Place::new(config, url.span.clone()));
    }
}

fn diagnostic(address: &str, answer: &UrlStatus, grave: Severity) -> Option<Diagnostic> {
    match answer {
        UrlStatus::Good => None,
        UrlStatus::Gone(why) => Some(
            Diagnostic::new(grave, Code::DeadLink, format!("`{address}` is gone: {why}"))
                .help("find out where it has moved to, or take it out; `links.external: warn` makes this a warning"),
        ),
        UrlStatus::Unsure(why) => Some(
            Diagnostic::info(Code::UncheckedLink, format!("`{address}` could not be checked: {why}"))
                .help("open it in a browser; what could not be checked never fails a check"),
        ),
    }
}
