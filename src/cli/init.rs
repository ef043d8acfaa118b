//! `versus init`. It asks nothing, and writes over no file.

use std::path::{Component, Path, PathBuf};

use jiff::tz::TimeZone;

use super::args::{Global, Init};
use super::{CommandResult, Outcome, messages};
use crate::base::Diagnostic;
use crate::io::{self, create::Created};
use crate::scaffold;

/// Begins a project.
pub(super) fn run(global: &Global, args: &Init) -> CommandResult {
    // Without the `.` that the root is by default.
    let folder: PathBuf = global.root.join(&args.dir).components().filter(|part| *part != Component::CurDir).collect();
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let created = create(&folder, args)?;
    for path in &created.kept {
        messages::say(global, &format!("{path} was there and stays as it is"));
    }
    messages::say(global, &format!("{}: {}", folder.display(), written(&created)));
    messages::say(global, &next_steps(&folder));
    Ok(Outcome::Success)
}

fn create(folder: &Path, args: &Init) -> Result<Created, Diagnostic> {
    let today = io::clock::as_of(args.as_of, &TimeZone::UTC)?;
    if !args.force {
        io::check_empty(folder)?;
    }
    let absolute = io::resolve(folder)?;
    let name = absolute.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let files = scaffold::starter(&scaffold::title_of_folder(&name), today)?;
    io::create(folder, &files)
}

fn written(created: &Created) -> String {
    match created.written.len() {
        0 => "nothing was missing".to_owned(),
        1 => "1 file written".to_owned(),
        n => format!("{n} files written"),
    }
}

/// The commands to go on with.
fn next_steps(folder: &Path) -> String {
    let here = folder == Path::new(".");
    let enter = if here { String::new() } else { format!("  cd {}\n", shell_word(&folder.display().to_string())) };
    format!(
        "\nNext:\n{enter}  versus serve      shows it, and keeps up with what you write\n  versus build      writes the site into site/"
    )
}

/// A path as one word of a shell.
fn shell_word(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-~:\\".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
