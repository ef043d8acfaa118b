//! Opens an address in the reader's browser.

use std::process::{Command, Stdio};

/// Asks the system to open `address`, and does not wait for it.
pub fn open(address: &str) {
    let program = match () {
        () if cfg!(target_os = "macos") => "open",
        () if cfg!(windows) => "explorer",
        () => "xdg-open",
    };
    let mut command = Command::new(program);
    command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = command.spawn() {
        // Waits for it elsewhere, as a child nobody waits for stays in the list of processes.
        std::thread::spawn(move || child.wait());
    }
}
