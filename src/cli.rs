//! Floor 7: flags into checked options into a run. The only code that prints.
//!
//! It refuses to know how anything is built.

mod args;
mod build;
#[cfg(feature = "external")]
mod external;
mod init;
mod manual;
mod messages;
mod new;
mod schema;
#[cfg(feature = "serve")]
mod serve;
pub mod snippet;

use std::process::ExitCode;

use clap::Parser as _;

pub use args::{CliArgs, Command};

use crate::base::Diagnostic;
use crate::base::panic::catch;

/// The exit code of a build or check with errors.
const FAILED: u8 = 1;
/// The exit code of a command line that cannot be followed.
const USAGE: u8 = 2;

/// How a command ended that could be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It did what was asked for.
    Success,
    /// It found errors, which were printed.
    Failure,
}

impl Outcome {
    fn of(success: bool) -> Self {
        if success { Self::Success } else { Self::Failure }
    }
}

/// The outcome of a command, or the error that ended it, which is still to be printed.
type CommandResult = Result<Outcome, Diagnostic>;

/// Runs the program.
pub fn run() -> ExitCode {
    let args = match CliArgs::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version come this way as well, and are no failure. Nothing is left to do if the terminal is gone.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { 0 });
        }
    };
    silence_panics();
    let result = catch("this command", || run_command(&args)).and_then(|result| result);
    match result {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::Failure) => ExitCode::from(FAILED),
        Err(error) => {
            messages::print_error(&args.global, args.command.format(), error);
            ExitCode::from(FAILED)
        }
    }
}

fn run_command(args: &CliArgs) -> CommandResult {
    let global = &args.global;
    match &args.command {
        Command::Init(options) => init::run(global, options),
        Command::New(options) => new::run(global, options),
        Command::Build(options) => build::build(global, options),
        Command::Check(options) => build::check(global, options),
        Command::Serve(options) => serve::run(global, options),
        Command::Clean(options) => build::clean(global, options),
        Command::Schema { kind } => schema::run(*kind),
        Command::Completions { shell } => manual::completions(*shell),
        Command::Man { dir } => manual::man(global, dir.as_deref()),
    }
}

/// The error for a command that needs a part of the program that was left out when it was compiled.
#[cfg(not(all(feature = "serve", feature = "external")))]
fn without_feature(code: crate::base::Code, command: &str, feature: &str) -> Diagnostic {
    let message = format!("this `versus` was compiled without the feature `{feature}`, which `{command}` needs");
    Diagnostic::error(code, message)
        .help(format!("compile it with `--features {feature}`, or install it with all its features"))
}

/// A panic becomes a diagnostic where it is caught. Rust's own message names threads, which differ from run to run, so it
/// is printed only with `RUST_BACKTRACE`.
fn silence_panics() {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
}

#[cfg(not(feature = "serve"))]
mod serve {
    //! Stands in for the preview.

    use super::args::{Global, Serve};
    use super::{CommandResult, without_feature};
    use crate::base::Code;

    pub(super) fn run(_: &Global, _: &Serve) -> CommandResult {
        Err(without_feature(Code::Serve, "versus serve", "serve"))
    }
}

#[cfg(not(feature = "external"))]
mod external {
    //! Stands in for the check of links elsewhere.

    use super::args::{CheckOnly, Global};
    use super::without_feature;
    use crate::base::{Code, Diagnostic, Snapshot, Store};
    use crate::engine::{BuildOptions, Engine};

    pub(super) fn check(
        _: &Global,
        _: &CheckOnly,
        _: &Engine,
        _: (&Snapshot, &BuildOptions),
        _: Option<&dyn Store>,
    ) -> Result<Vec<Diagnostic>, Diagnostic> {
        Err(without_feature(Code::UncheckedLink, "versus check --external", "external"))
    }
}
