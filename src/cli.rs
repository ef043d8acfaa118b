//! Floor 7: flags into checked options into a run. The only code that prints.
//!
//! It refuses to know how anything is built.

mod args;
mod build;
mod external;
mod init;
mod manual;
mod messages;
mod new;
mod schema;
mod serve;
pub mod snippet;

use std::process::ExitCode;

use clap::Parser as _;

use args::MessageFormat;
pub use args::{CliArgs, Command};

use crate::base::panic::catch;
use crate::base::{Severity, Snapshot};

/// The exit code of a build or check with errors.
const FAILED: u8 = 1;
/// The exit code of a command line that cannot be followed.
const USAGE: u8 = 2;

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
    let succeeded = catch("this command", || follow(&args)).unwrap_or_else(|fault| {
        messages::print(&args.global, MessageFormat::Human, &Snapshot::default(), &[fault], Severity::Error);
        false
    });
    if succeeded { ExitCode::SUCCESS } else { ExitCode::from(FAILED) }
}

fn follow(args: &CliArgs) -> bool {
    match &args.command {
        Command::Init(options) => init::init(&args.global, options),
        Command::New(options) => new::new(&args.global, options),
        Command::Build(options) => build::build(&args.global, options),
        Command::Check(options) => build::check(&args.global, options),
        Command::Serve(options) => serve::serve(&args.global, options),
        Command::Clean(options) => build::clean(&args.global, options),
        Command::Schema { kind } => schema::print(*kind),
        Command::Completions { shell } => manual::completions(*shell),
        Command::Man { dir } => manual::man(&args.global, dir.as_deref()),
    }
}

/// A panic is told as a diagnostic by whoever guards against it. What Rust prints of it names threads, which differ
/// from run to run, and stays for those who ask for a backtrace.
fn silence_panics() {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
}
