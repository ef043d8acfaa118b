//! `versus check --external`: shows the progress, and sums up.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{CheckOnly, Global};
use super::messages;
use crate::base::{Code, Diagnostic, Snapshot, Store};
use crate::engine::external_links::UrlStatus;
use crate::engine::{BuildOptions, Engine};
use crate::io::links;
use crate::io::links::{Answers, LinkCheckOptions};

/// Requests the addresses on other sites that a site names, and returns what is wrong with them.
#[expect(clippy::unnecessary_wraps, reason = "a program without the feature answers with an error")]
pub(super) fn check(
    global: &Global,
    args: &CheckOnly,
    engine: &Engine,
    (snapshot, options): (&Snapshot, &BuildOptions),
    store: Option<&dyn Store>,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    // What keeps the site from being linked was found by the build.
    let Ok(prepared) = engine.prepare(snapshot, options) else { return Ok(Vec::new()) };
    let addresses = prepared.addresses(&options.config);
    let bar = bar(global);
    let progress = |more: usize| if more == 0 { bar.inc(1) } else { bar.set_length(more as u64) };
    let asking = LinkCheckOptions {
        today: options.as_of,
        store,
        private: prepared.asks_private_hosts(),
        timeout: Duration::from_secs(args.timeout),
        progress: &progress,
    };
    let answers = links::ask(addresses.keys().map(String::as_str), &asking);
    bar.finish_and_clear();
    messages::say(global, &summary(&answers));
    let mut diagnostics = prepared.judge(&addresses, &answers.by_address);
    diagnostics.extend((answers.offline > 0).then(|| offline(answers.offline)));
    Ok(diagnostics)
}

/// A bar on standard error; on a terminal only, and not when quiet was asked for.
fn bar(global: &Global) -> ProgressBar {
    let target = if global.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    match ProgressStyle::with_template("{bar:30} {pos} of {len} addresses elsewhere") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// “12 addresses elsewhere: 10 there (8 of them asked before), 1 gone, 1 unchecked”.
fn summary(answers: &Answers) -> String {
    let count = |is: fn(&UrlStatus) -> bool| answers.by_address.values().filter(|answer| is(answer)).count();
    let there = count(|answer| *answer == UrlStatus::Good);
    let gone = count(|answer| matches!(answer, UrlStatus::Gone(_)));
    let unsure = count(|answer| matches!(answer, UrlStatus::Unsure(_))) + answers.offline;
    let before = match answers.remembered {
        0 => String::new(),
        n => format!(" ({n} of them asked before)"),
    };
    let all = answers.by_address.len() + answers.offline;
    format!("{} elsewhere: {there} there{before}, {gone} gone, {unsure} unchecked", addresses(all))
}

fn offline(unchecked: usize) -> Diagnostic {
    let message = format!("nothing elsewhere could be reached, so {} stayed unchecked", addresses(unchecked));
    Diagnostic::warning(Code::UncheckedLink, message)
        .help("is there a network here? Behind a proxy, HTTPS_PROXY and HTTP_PROXY name it")
}

fn addresses(n: usize) -> String {
    if n == 1 { "1 address".to_owned() } else { format!("{n} addresses") }
}
