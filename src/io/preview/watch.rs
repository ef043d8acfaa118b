//! Watching: says that something may have changed in a set of folders, by the system's events or by the clock.
//!
//! An event is only a hint to look; which file it names is heeded for nothing but the watches themselves. Events
//! get lost, come in bursts, name what is gone again, and a watch dies with its folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};

/// The shortest time between two looks without events.
const POLL: Duration = Duration::from_millis(250);

/// Watches folders.
pub struct Watch {
    /// What has the system's events come; without it, the clock does.
    events: Option<Events>,
    last_hint: Instant,
    poll: Duration,
}

struct Events {
    watcher: RecommendedWatcher,
    hints: Receiver<Hint>,
    watched: BTreeSet<PathBuf>,
}

/// What an event says.
#[derive(Default)]
struct Hint {
    /// Paths that may stand for other folders than before.
    moved: Vec<PathBuf>,
    /// Whether events were lost.
    lost: bool,
    /// Why no more events will come.
    failed: Option<String>,
}

/// What came of covering a set of folders.
#[derive(Debug, PartialEq, Eq)]
pub enum Cover {
    /// All were watched already.
    Done,
    /// Some were not, and may have changed before they were: look again.
    Added,
    /// There will be no events from now on, and why; the clock takes their place.
    Polling(String),
}

impl Watch {
    /// A watch over nothing yet; by the clock if `poll`, or when the system gives no events, and then why.
    pub fn new(poll: bool) -> (Self, Option<String>) {
        let started = if poll { Ok(None) } else { Events::start().map(Some) };
        let (events, why) = match started {
            Ok(events) => (events, None),
            Err(error) => (None, Some(reason(&error))),
        };
        (Self { events, last_hint: Instant::now(), poll: POLL }, why)
    }

    /// Watches these folders and no others.
    pub fn cover(&mut self, folders: &BTreeSet<PathBuf>, root: &Path) -> Cover {
        let Some(events) = &mut self.events else { return Cover::Done };
        match events.cover(&places(folders, root)) {
            Ok(true) => Cover::Added,
            Ok(false) => Cover::Done,
            Err(error) => {
                self.events = None;
                Cover::Polling(reason(&error))
            }
        }
    }

    /// Looks without events shall not come closer to each other than this.
    pub fn poll_no_faster_than(&mut self, pause: Duration) {
        self.poll = pause.max(POLL);
    }

    /// Waits for a hint, or for `limit`; `Err` says why there will be no more events.
    pub fn wait(&mut self, limit: Duration) -> Result<(), String> {
        let Some(events) = &mut self.events else {
            std::thread::sleep(self.poll.min(limit));
            self.last_hint = Instant::now();
            return Ok(());
        };
        match events.hints.recv_timeout(limit) {
            Ok(hint) => self.take(hint),
            Err(RecvTimeoutError::Timeout) => Ok(()),
            Err(RecvTimeoutError::Disconnected) => {
                self.events = None;
                Err("the system stopped sending events".to_owned())
            }
        }
    }

    /// Waits until there was no hint for the time `quiet`, at most until `limit`; whether there was none at all
    /// while it waited.
    pub fn rest(&mut self, quiet: Duration, limit: Instant) -> bool {
        let mut undisturbed = true;
        loop {
            let Some(events) = &mut self.events else {
                std::thread::sleep(quiet.saturating_sub(self.last_hint.elapsed()));
                return undisturbed;
            };
            let left =
                quiet.saturating_sub(self.last_hint.elapsed()).min(limit.saturating_duration_since(Instant::now()));
            // Hints that wait already come first, however late it is.
            let hint = match events.hints.try_recv() {
                Ok(hint) => hint,
                Err(_) if left.is_zero() => return undisturbed,
                Err(_) => match events.hints.recv_timeout(left) {
                    Ok(hint) => hint,
                    Err(_) => return undisturbed,
                },
            };
            undisturbed = false;
            if self.take(hint).is_err() {
                return undisturbed;
            }
        }
    }

    /// When the last hint came.
    pub fn last_hint(&self) -> Instant {
        self.last_hint
    }

    fn take(&mut self, hint: Hint) -> Result<(), String> {
        self.last_hint = Instant::now();
        let Some(events) = &mut self.events else { return Ok(()) };
        if hint.lost {
            events.watched.clear();
        }
        for path in hint.moved {
            // Paths sort part by part, so what is in a folder follows it.
            while let Some(below) = events.watched.range(path.clone()..).next().filter(|p| p.starts_with(&path)) {
                let below = below.clone();
                events.watched.remove(&below);
            }
        }
        match hint.failed {
            Some(why) => {
                self.events = None;
                Err(why)
            }
            None => Ok(()),
        }
    }
}

impl Events {
    fn start() -> notify::Result<Self> {
        let (sender, hints) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event| pass_on(event, &sender))?;
        Ok(Self { watcher, hints, watched: BTreeSet::new() })
    }

    /// Watches these places and no others; whether any is new.
    fn cover(&mut self, places: &BTreeSet<(PathBuf, bool)>) -> notify::Result<bool> {
        let wanted: BTreeSet<&PathBuf> = places.iter().map(|(path, _)| path).collect();
        // The old go first: a folder that was renamed keeps its watch in the system, and taking that from the old
        // name would take it from the new one.
        let gone: Vec<PathBuf> = self.watched.iter().filter(|path| !wanted.contains(path)).cloned().collect();
        for path in gone {
            self.watched.remove(&path);
            // It may be gone already, and its watch with it.
            let _ = self.watcher.unwatch(&path);
        }
        let mut added = false;
        for (path, deep) in places {
            if self.watched.contains(path) {
                continue;
            }
            let mode = if *deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            match self.watcher.watch(path, mode) {
                Ok(()) => {
                    added = true;
                    self.watched.insert(path.clone());
                }
                Err(error) if is_limit(&error) => return Err(error),
                // A folder that vanished or cannot be read; the next look will tell.
                Err(_) => {}
            }
        }
        Ok(added)
    }
}

/// Where the system is to watch, and whether also below. Linux and the BSDs watch one folder at a time whoever asks,
/// and doing it here leaves no gap between a new folder and its watch. The others watch whole trees, and on Windows
/// an open folder further down would keep those above from being renamed.
fn places(folders: &BTreeSet<PathBuf>, root: &Path) -> BTreeSet<(PathBuf, bool)> {
    let trees = cfg!(any(target_os = "macos", windows));
    let is_top = |folder: &Path| folder.parent().is_none_or(|above| above == root || !folders.contains(above));
    let places = folders.iter().filter(|folder| !trees || *folder == root || is_top(folder));
    places.map(|folder| (folder.clone(), trees && folder != root)).collect()
}

/// Passes an event on as a hint, unless it only says that somebody read something, as our own looking does.
fn pass_on(event: notify::Result<notify::Event>, hints: &Sender<Hint>) {
    let hint = match event {
        Ok(event) if event.need_rescan() => Hint { lost: true, ..Hint::default() },
        Ok(event) => match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => Hint::default(),
            EventKind::Access(_) => return,
            EventKind::Modify(notify::event::ModifyKind::Data(_)) => Hint::default(),
            _ => Hint { moved: event.paths, ..Hint::default() },
        },
        Err(error) if is_limit(&error) => Hint { failed: Some(reason(&error)), ..Hint::default() },
        Err(_) => Hint { lost: true, ..Hint::default() },
    };
    // Nobody listens any more once the watch is dropped.
    let _ = hints.send(hint);
}

fn is_limit(error: &notify::Error) -> bool {
    matches!(error.kind, ErrorKind::MaxFilesWatch)
}

fn reason(error: &notify::Error) -> String {
    if is_limit(error) {
        "the system's limit of watched folders is reached (raise fs.inotify.max_user_watches)".to_owned()
    } else {
        format!("the system gives no events ({error})")
    }
}
