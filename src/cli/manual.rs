//! `versus completions` and `versus man`: completion scripts and manual pages, made from the command line itself.

use std::io::{self, Write as _};
use std::path::Path;

use clap::CommandFactory as _;
use clap_mangen::Man;

use super::args::{CliArgs, Global};
use super::{CommandResult, Outcome, messages};
use crate::io::create;

/// Prints a completion script.
#[expect(clippy::unnecessary_wraps, reason = "commands have one signature")]
pub(super) fn completions(shell: clap_complete::Shell) -> CommandResult {
    // Into memory first: whoever reads may close the pipe, over which the generator would panic.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut CliArgs::command(), "versus", &mut script);
    Ok(Outcome::of(io::stdout().write_all(&script).is_ok()))
}

/// Prints the manual page of `versus`, or writes that and those of its commands into a folder.
pub(super) fn man(global: &Global, folder: Option<&Path>) -> CommandResult {
    let Some(folder) = folder else { return Ok(Outcome::of(print_page().is_ok())) };
    for (name, page) in pages(CliArgs::command()) {
        create::overwrite(folder, &name, &page)?;
    }
    messages::say(global, &format!("the manual pages were written into {}", folder.display()));
    Ok(Outcome::Success)
}

fn print_page() -> io::Result<()> {
    io::stdout().write_all(&page(&Man::new(CliArgs::command())))
}

/// The manual pages of a command and of those below it, by file name.
fn pages(command: clap::Command) -> Vec<(String, Vec<u8>)> {
    fn add(command: &clap::Command, pages: &mut Vec<(String, Vec<u8>)>) {
        command.get_subcommands().filter(|below| !below.is_hide_set()).for_each(|below| add(below, pages));
        let man = Man::new(command.clone());
        pages.push((man.get_filename(), page(&man)));
    }
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    add(&command, &mut pages);
    pages
}

fn page(man: &Man) -> Vec<u8> {
    let mut page = Vec::new();
    // Memory does not fail.
    let _ = man.render(&mut page);
    page
}
