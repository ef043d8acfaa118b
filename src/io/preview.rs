//! The preview: watching the sources, building again, and serving pages to a browser.

pub mod preview_loop;
pub mod server;
pub mod watch;
