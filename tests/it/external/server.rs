//! A server on this machine that answers as the path asks for, and counts.
//!
//! It refuses to know who asks.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Runs until it is dropped.
pub(super) struct Server {
    address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    requests: Mutex<BTreeMap<String, usize>>,
    inside: AtomicUsize,
    most: AtomicUsize,
    ended: AtomicBool,
}

impl Server {
    pub(super) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let server = Self { address: listener.local_addr().expect("its address"), seen: Arc::default() };
        let seen = Arc::clone(&server.seen);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if seen.ended.load(Ordering::SeqCst) {
                    return;
                }
                let seen = Arc::clone(&seen);
                std::thread::spawn(move || answer(stream, &seen));
            }
        });
        server
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How often something was asked for, as `HEAD /ok`.
    pub(super) fn count(&self, request: &str) -> usize {
        self.seen.requests.lock().expect("no panic").get(request).copied().unwrap_or(0)
    }

    pub(super) fn total(&self) -> usize {
        self.seen.requests.lock().expect("no panic").values().sum()
    }

    /// How many requests were on their way at once, at most.
    pub(super) fn most_at_once(&self) -> usize {
        self.seen.most.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.seen.ended.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

fn answer(mut stream: TcpStream, seen: &Seen) {
    let inside = seen.inside.fetch_add(1, Ordering::SeqCst) + 1;
    seen.most.fetch_max(inside, Ordering::SeqCst);
    let lines: Vec<String> =
        BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let mut words = lines.first().map_or("", String::as_str).split(' ');
    let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let times = {
        let mut requests = seen.requests.lock().expect("no panic");
        let times = requests.entry(format!("{method} {path}")).or_default();
        *times += 1;
        *times
    };
    let status = status(method, path.split('?').next().unwrap_or(path), times);
    seen.inside.fetch_sub(1, Ordering::SeqCst);
    let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

/// The status line and what may follow it.
fn status(method: &str, path: &str, times: usize) -> &'static str {
    match path {
        "/ok" => {
            std::thread::sleep(Duration::from_millis(30));
            "200 OK"
        }
        "/missing" => "404 Not Found",
        "/gone" => "410 Gone",
        "/busy" if times == 1 => "429 Too Many Requests\r\nRetry-After: 0",
        "/no-head" if method == "HEAD" => "405 Method Not Allowed",
        "/busy" | "/no-head" => "200 OK",
        "/forbidden" => "403 Forbidden",
        "/broken" => "503 Service Unavailable\r\nRetry-After: 0",
        "/chain" => "302 Found\r\nLocation: /chain-2",
        "/chain-2" => "301 Moved Permanently\r\nLocation: /ok?chain",
        "/to-missing" => "301 Moved Permanently\r\nLocation: /missing?moved",
        "/loop" => "302 Found\r\nLocation: /loop",
        "/slow" => {
            std::thread::sleep(Duration::from_millis(2500));
            "200 OK"
        }
        _ => "400 Bad Request",
    }
}
