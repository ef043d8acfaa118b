//! Where the preview is served: the interface and the port.

use std::io::ErrorKind;
use std::net::{IpAddr, TcpListener};

use crate::base::{Code, Diagnostic};

/// How many ports are tried after the default one.
const TRIES: u16 = 50;

/// Which port to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one, or the next that is free.
    From(u16),
    /// This one and no other; 0 is any.
    Only(u16),
}

/// Takes a port of an interface.
///
/// # Errors
/// When the port is taken, or the interface is none of this machine.
pub fn bind(interface: IpAddr, port: Port) -> Result<TcpListener, Diagnostic> {
    let ports = match port {
        Port::From(first) => first..=first.saturating_add(TRIES),
        Port::Only(port) => port..=port,
    };
    let (first, last) = (*ports.start(), *ports.end());
    for port in ports {
        match TcpListener::bind((interface, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(refused(interface, port, &error)),
        }
    }
    let message = if first == last {
        format!("port {first} of {interface} is in use")
    } else {
        format!("the ports {first} to {last} of {interface} are all in use")
    };
    Err(Diagnostic::error(Code::Serve, message).help("end what uses it, or choose another with `--port`"))
}

fn refused(interface: IpAddr, port: u16, error: &std::io::Error) -> Diagnostic {
    let help = match error.kind() {
        ErrorKind::AddrNotAvailable => "name an address of this machine with `--interface`, such as 127.0.0.1",
        ErrorKind::PermissionDenied => "choose a port above 1023 with `--port`",
        _ => "choose another with `--port` or `--interface`",
    };
    Diagnostic::error(Code::Serve, format!("port {port} of {interface} cannot be used: {error}")).help(help)
}
