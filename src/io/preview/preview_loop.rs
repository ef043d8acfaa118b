//! The loop that keeps a preview up with the files, for as long as the program runs.
//!
//! A hint that something changed leads to a scan, a scan that differs to a new revision, and that to drawing the
//! rest in the background. The scan and the revision are made while the files are still settling and are thrown
//! away if they were not done.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::watch::{Cover, Watch};
use crate::base::{Date, Diagnostic, Snapshot, SourcePath};
use crate::engine::preview::{Preview, Revision};
use crate::engine::{BuildOptions, LinkedSite, time_zone};
use crate::io::{Scanner, clock};

/// A save is over when there was no event for this time.
const SAVE_QUIET_TIME: Duration = Duration::from_millis(30);
/// A scan begins when there was no event for this time.
const SCAN_QUIET_TIME: Duration = Duration::from_millis(4);
/// Changes are shown after this time even if events keep coming.
const MAX_WAIT: Duration = Duration::from_secs(1);
/// After a change there is one more scan after this time, in case an event was lost.
const RESCAN_TIME: Duration = Duration::from_millis(400);
/// Without events and changes there is a scan after this time.
const IDLE_TIME: Duration = Duration::from_hours(24);

/// What is followed, and how.
pub struct PreviewLoopOptions {
    /// Reads the files.
    pub scanner: Scanner,
    /// What is kept up with them.
    pub preview: Arc<Preview>,
    /// The configuration's file.
    pub config: SourcePath,
    /// The day to take for today, if not the true one.
    pub as_of: Option<Date>,
    /// Today when following began, for when the clock fails later.
    pub today: Date,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether to look by the clock rather than wait for events.
    pub poll: bool,
    /// Whether every complete build is compared with a fresh one.
    pub verify: bool,
    /// Called with each event, on several threads.
    pub on_event: Arc<dyn Fn(PreviewEvent<'_>) + Send + Sync>,
}

/// What happens while following.
pub enum PreviewEvent<'a> {
    /// There is something new to show.
    Shown,
    /// A revision is complete, or was overtaken by the next.
    Rebuilt(&'a Rebuild),
    /// Files are looked at by the clock from now on, and why.
    Polling(&'a str),
}

/// How a revision came about.
pub struct Rebuild {
    /// The files that are new, gone or different; of the first revision none.
    pub changed: Vec<SourcePath>,
    /// The revision.
    pub revision: Arc<Revision>,
    /// How many outputs it has.
    pub outputs: usize,
    /// How many of them were drawn anew.
    pub drawn: u64,
    /// From the first sign of the change until it could be seen.
    pub shown_after: Duration,
    /// Until all was drawn; `None` if another change came first.
    pub complete_after: Option<Duration>,
    /// What a fresh build would have made otherwise.
    pub differs: Vec<Diagnostic>,
}

/// Who finishes a rebuild: the one that first sets it from here.
const RUNNING: u8 = 0;
const OVERTAKEN: u8 = 1;
const COMPLETE: u8 = 2;

struct Background {
    state: Arc<AtomicU8>,
    begun: Begun,
}

/// A rebuild that is shown and not complete.
#[derive(Clone)]
struct Begun {
    changed: Vec<SourcePath>,
    revision: Arc<Revision>,
    since: Instant,
    shown_after: Duration,
    drawn_before: u64,
}

struct PreviewLoop {
    follow: PreviewLoopOptions,
    watch: Watch,
    last: Option<Result<Snapshot, Diagnostic>>,
    background: Option<Background>,
    /// Draws in the background with one thread fewer than there are processors, so that whoever asks for a page is
    /// not kept waiting.
    pool: Option<Arc<ThreadPool>>,
}

impl PreviewLoopOptions {
    /// Follows the files until the program ends.
    pub fn run(self) {
        let (watch, why) = Watch::new(self.poll);
        if let Some(why) = why {
            (self.on_event)(PreviewEvent::Polling(&why));
        }
        let mut follower = PreviewLoop { follow: self, watch, last: None, background: None, pool: pool() };
        let mut since = Instant::now();
        loop {
            let changed = follower.round(since);
            let limit = if changed { RESCAN_TIME } else { IDLE_TIME };
            if let Err(why) = follower.watch.wait(limit) {
                (follower.follow.on_event)(PreviewEvent::Polling(&why));
            }
            since = follower.watch.last_hint();
        }
    }

    /// What a revision depends on beside the files.
    fn options(&self, scanned: &Result<Snapshot, Diagnostic>) -> BuildOptions {
        let zone = scanned.as_ref().map_or(TimeZone::UTC, |snapshot| time_zone(snapshot, &self.config));
        let as_of = clock::as_of(self.as_of, &zone).unwrap_or(self.today);
        BuildOptions { config: self.config.clone(), as_of, drafts: self.drafts, base_url: None }
    }
}

impl PreviewLoop {
    /// Looks until nothing changes any more; whether there was anything to show.
    fn round(&mut self, since: Instant) -> bool {
        let limit = since + MAX_WAIT;
        self.watch.rest(SCAN_QUIET_TIME, limit);
        loop {
            let scanned = self.scan();
            let Some(changed) = self.changed(&scanned) else {
                self.resume();
                return false;
            };
            self.overtake();
            let revision = self.follow.preview.consider(scanned.clone(), &self.follow.options(&scanned));
            let first = self.last.is_none();
            if first || self.watch.rest(SAVE_QUIET_TIME, limit) || Instant::now() > limit {
                self.last = Some(scanned);
                self.show(changed, revision, since);
                return true;
            }
        }
    }

    /// Reads the files, and watches all folders that there are before it is done.
    fn scan(&mut self) -> Result<Snapshot, Diagnostic> {
        loop {
            let started = Instant::now();
            let scanned = self.follow.scanner.scan();
            self.watch.poll_no_faster_than(started.elapsed() * 10);
            match self.watch.cover(self.follow.scanner.folders(), self.follow.scanner.root()) {
                Cover::Done => return scanned,
                Cover::Added => {}
                Cover::Polling(why) => (self.follow.on_event)(PreviewEvent::Polling(&why)),
            }
        }
    }

    /// The files that differ from the last scan; `None` if all is as it was.
    fn changed(&self, scanned: &Result<Snapshot, Diagnostic>) -> Option<Vec<SourcePath>> {
        match (&self.last, scanned) {
            (None, _) => Some(Vec::new()),
            (Some(Err(before)), Err(now)) if before == now => None,
            (Some(Ok(before)), Ok(now)) => {
                let changed = differences(before, now);
                (!changed.is_empty() || before.diagnostics != now.diagnostics).then_some(changed)
            }
            _ => Some(vec![self.follow.config.clone()]),
        }
    }

    fn show(&mut self, changed: Vec<SourcePath>, revision: Revision, since: Instant) {
        if let Some(before) = self.background.take().filter(Background::is_overtaken) {
            let rebuild = before.begun.rebuild(&self.follow.preview, None, Vec::new());
            (self.follow.on_event)(PreviewEvent::Rebuilt(&rebuild));
        }
        let drawn_before = self.follow.preview.drawn();
        let revision = self.follow.preview.show(revision);
        (self.follow.on_event)(PreviewEvent::Shown);
        let begun = Begun { changed, revision, since, shown_after: since.elapsed(), drawn_before };
        self.complete(begun);
    }

    /// Draws the rest in the background.
    fn complete(&mut self, begun: Begun) {
        let state = Arc::new(AtomicU8::new(RUNNING));
        self.background = Some(Background { state: Arc::clone(&state), begun: begun.clone() });
        let (preview, on_event) = (Arc::clone(&self.follow.preview), Arc::clone(&self.follow.on_event));
        let (verify, pool) = (self.follow.verify, self.pool.clone());
        std::thread::spawn(move || {
            let go_on = || state.load(Ordering::Acquire) == RUNNING;
            let work = || preview.complete(&begun.revision, &go_on);
            let build = match &pool {
                Some(pool) => pool.install(work),
                None => work(),
            };
            let differs = match &build {
                Some(build) if verify => preview.verify(&begun.revision, build),
                _ => Vec::new(),
            };
            if state.compare_exchange(RUNNING, COMPLETE, Ordering::AcqRel, Ordering::Acquire).is_ok() {
                let complete_after = Some(begun.since.elapsed());
                on_event(PreviewEvent::Rebuilt(&begun.rebuild(&preview, complete_after, differs)));
                on_event(PreviewEvent::Shown);
            }
        });
    }

    /// Gives up what is being drawn in the background, as there is something newer.
    fn overtake(&mut self) {
        let Some(background) = &self.background else { return };
        // If it was complete first, it says so itself.
        let _ = background.state.compare_exchange(RUNNING, OVERTAKEN, Ordering::AcqRel, Ordering::Acquire);
    }

    /// Takes up again what was given up for a change that then was none.
    fn resume(&mut self) {
        if let Some(background) = self.background.take_if(|b| b.is_overtaken()) {
            self.complete(background.begun);
        }
    }
}

impl Background {
    fn is_overtaken(&self) -> bool {
        self.state.load(Ordering::Acquire) == OVERTAKEN
    }
}

impl Begun {
    fn rebuild(&self, preview: &Preview, complete_after: Option<Duration>, differs: Vec<Diagnostic>) -> Rebuild {
        Rebuild {
            changed: self.changed.clone(),
            revision: Arc::clone(&self.revision),
            outputs: self.revision.site().map_or(0, LinkedSite::count),
            drawn: preview.drawn() - self.drawn_before,
            shown_after: self.shown_after,
            complete_after,
            differs,
        }
    }
}

fn pool() -> Option<Arc<ThreadPool>> {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get().saturating_sub(1).max(1));
    ThreadPoolBuilder::new().num_threads(threads).build().ok().map(Arc::new)
}

/// The files that are in only one of two snapshots, or different.
fn differences(before: &Snapshot, now: &Snapshot) -> Vec<SourcePath> {
    let gone = before.files.keys().filter(|path| !now.files.contains_key(*path));
    let new = now.files.iter().filter(|(path, file)| before.files.get(*path).is_none_or(|old| old.hash != file.hash));
    gone.chain(new.map(|(path, _)| path)).cloned().collect()
}
