//! Cleaning: removes what Versus wrote into an output folder, and nothing else.
//!
//! It refuses to remove a file that the manifest does not name, or anything at all without a manifest.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::commit;
use super::manifest::{MANIFEST, META_DIR, STAMPS};
use super::output_scan::OutputScan;
use super::place;
use super::place::OutputFolder;
use super::session::{OutputOwnership, PublishSession, standing};
use super::{PublishOptions, PublishReport, is_page};
use crate::base::Diagnostic;
use crate::io::error::failure;

/// Removes the site that Versus published to `output`, then the mark, then the folder itself if it is empty.
/// The same folders are refused as for a build; one that is not there is clean.
///
/// # Errors
/// When the folder is refused or has content but no mark, or a file cannot be removed. What is left keeps its
/// mark then, so that it can be tried again.
pub fn clean(root: &Path, output: &Path, options: PublishOptions) -> Result<PublishReport, Diagnostic> {
    let folder = place::check(root, output)?;
    if standing(&folder)? == OutputOwnership::Free {
        return Ok(PublishReport::default());
    }
    let session = PublishSession::open(&folder, &|| options.wait())?;
    let mut removed = OutputScan::new(&folder, &session.manifest, &[]).stale(&BTreeSet::new())?;
    removed.sort_by_key(|path| !is_page(path));
    for path in &removed {
        remove(&folder, path)?;
        commit::prune(&folder, path);
    }
    for name in [STAMPS, MANIFEST] {
        remove(&folder, &format!("{META_DIR}/{name}"))?;
    }
    session.leave();
    if folder.is_given_directly() {
        let _ = fs::remove_dir(folder.path());
    }
    removed.sort();
    Ok(PublishReport { removed, ..PublishReport::default() })
}

fn remove(folder: &OutputFolder, path: &str) -> Result<(), Diagnostic> {
    match fs::remove_file(folder.file(path)) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(failure(format!("{} could not be removed", folder.name(path)), &error))
        }
        _ => Ok(()),
    }
}
