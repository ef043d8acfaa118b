//! `versus serve` from outside: the real program on real files, asked over real sockets.
//!
//! Three of its tests grow with the environment, so that the usual run stays short and the long one is the same test;
//! each prints what it did. The long run is
//! `VERSUS_TEST_REPEATS=20 VERSUS_TEST_CHECKOUT=3000 VERSUS_TEST_REBUILDS=2000 cargo test --release --test it serve`:
//! how often each kind of edit is made, how many pages a checkout brings, and how many rebuilds memory is watched
//! over. It refuses to know the insides of the server.

mod broken;
mod edits;
mod hostile;
mod memory;
mod options;
mod pages;
mod world;
