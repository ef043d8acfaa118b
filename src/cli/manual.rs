//! `versus completions` and `versus man`: what shells and readers are told about the command line, made from itself.
//!
//! It refuses to know the options.

use std::io::{self, Write as _};
use std::path::Path;

use clap::CommandFactory as _;

use super::args::{CliArgs, Global, MessageFormat};
use super::messages;
use crate::base::{Code, Diagnostic};

/// Prints a completion script; whether that worked.
pub(super) fn completions(shell: clap_complete::Shell) -> bool {
    // Into memory first: whoever reads may close the pipe, over which the generator would panic.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut CliArgs::command(), "versus", &mut script);
    io::stdout().write_all(&script).is_ok()
}

/// Prints the manual page of `versus`, or writes that and those of its commands into a folder; whether that worked.
pub(super) fn man(global: &Global, folder: Option<&Path>) -> bool {
    match folder {
        None => print_page().is_ok(),
        Some(folder) => match write_pages(folder) {
            Ok(()) => {
                messages::say(global, &format!("the manual pages were written into {}", folder.display()));
                true
            }
            Err(error) => {
                let message = format!("the manual pages could not be written into `{}`: {error}", folder.display());
                let error = Diagnostic::error(Code::Output, message).help("name a folder in which you may write");
                messages::fail(global, MessageFormat::Human, error)
            }
        },
    }
}

fn print_page() -> io::Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(CliArgs::command()).render(&mut page)?;
    io::stdout().write_all(&page)
}

fn write_pages(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    clap_mangen::generate_to(CliArgs::command(), folder)
}
