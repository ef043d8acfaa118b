//! The `versus` program: see `versus --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    versus::cli::run()
}
