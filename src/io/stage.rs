//! Staging: writes all that a plan needs beside the site, on the same file system, before the site is touched.
//!
//! It refuses to touch the site. A full disk shows here, where nothing is lost by it.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use rayon::prelude::*;

use super::failure::failure;
use super::manifest::write_durably;
use super::place::Folder;
use super::plan::{Plan, Put};
use crate::base::Diagnostic;

/// Fewer files than this are not worth several threads.
const MANY: usize = 16;

/// Writes the files of `plan`, and the manifest that names them, into the housekeeping.
///
/// # Errors
/// When something cannot be written, by the name of the file that it would have become.
pub(crate) fn write(folder: &Folder, plan: &Plan) -> Result<(), Diagnostic> {
    let make = |name| fs::create_dir(folder.house(name));
    make("stage").and_then(|()| make("old")).map_err(|error| cannot(folder, ".versus", &error))?;
    let puts = plan.puts.par_iter().enumerate().with_min_len(MANY);
    puts.try_for_each(|(index, put)| write_one(folder, index, put))?;
    write_durably(&folder.house("stage/next"), &plan.next.to_json())
        .map_err(|error| cannot(folder, ".versus/next.json", &error))
}

/// Where the file of the plan's put number `index` waits.
pub(crate) fn staged(folder: &Folder, index: usize) -> PathBuf {
    folder.house(&format!("stage/{index}"))
}

fn write_one(folder: &Folder, index: usize, put: &Put) -> Result<(), Diagnostic> {
    fs::File::create_new(staged(folder, index))
        .and_then(|mut file| file.write_all(&put.file.bytes))
        .map_err(|error| cannot(folder, &put.file.path, &error))
}

fn cannot(folder: &Folder, path: &str, error: &std::io::Error) -> Diagnostic {
    failure(format!("the output file {} could not be written", folder.name(path)), error)
}
