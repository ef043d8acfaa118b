//! The preview's server: the routes of the site from memory, and what keeps open pages up with it.
//!
//! It never touches the disk; what is not an output of the site is not there.

mod address;
mod body;
mod events;
mod faults;
mod live;
mod media;
pub mod origin_check;
mod reply;
mod route;
mod write_timeout;

use std::convert::Infallible;
use std::future::Future;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use self::body::ResponseBody;
use self::origin_check::Guard;
use self::write_timeout::WriteTimeout;
use crate::base::sync::lock;
use crate::base::{Diagnostic, Hash128};
use crate::engine::preview::Preview;
use crate::io::error::failure;

pub use self::address::{Port, bind};
pub use self::faults::Editor;

/// The longest request line and headers together, in bytes.
const MAX_HEAD_BYTES: usize = 32 << 10;
/// The most headers of a request.
const MAX_HEADERS: usize = 100;
/// The time in which a request must have come, and for which a connection may stand idle.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// The time for which an answer may wait for its reader.
const WRITE_TIME: Duration = Duration::from_secs(30);
/// The most connections at one time; others wait.
const MAX_CONNECTIONS: usize = 512;
/// The most event streams at one time, which do not count as connections; others are refused.
const MAX_EVENT_STREAMS: usize = 4096;

/// What is served, and to whom.
pub struct Settings {
    /// What is shown.
    pub preview: Arc<Preview>,
    /// The project's folder, for links to files.
    pub root: PathBuf,
    /// How links to files are written.
    pub editor: Editor,
    /// Host names to answer to, beside those of the machine itself.
    pub hosts: Vec<String>,
}

/// Notifies open pages that there may be something new to show.
#[derive(Clone)]
pub struct ReloadNotifier {
    preview: Arc<Preview>,
    version: watch::Sender<u64>,
}

/// What all connections share.
struct ServerState {
    settings: Settings,
    guard: Guard,
    notifier: ReloadNotifier,
    /// Tells this run of the server from earlier ones at the same address.
    run: String,
}

impl ReloadNotifier {
    /// A notifier for a preview.
    pub fn new(preview: &Arc<Preview>) -> Self {
        Self { preview: Arc::clone(preview), version: watch::Sender::new(preview.version()) }
    }

    /// Notifies them if there is a new version.
    pub fn notify(&self) {
        let now = self.preview.version();
        self.version.send_if_modified(|sent| std::mem::replace(sent, now) != now);
    }
}

/// Serves until the program is asked to end.
///
/// # Errors
/// When the system refuses threads or sockets.
pub fn serve(listener: TcpListener, settings: Settings, notifier: ReloadNotifier) -> Result<(), Diagnostic> {
    let cannot = |error: &std::io::Error| failure("the preview cannot be served", error);
    let bound = listener.local_addr().map_err(|error| cannot(&error))?;
    listener.set_nonblocking(true).map_err(|error| cannot(&error))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| cannot(&error))?;
    let guard = Guard::new(bound.ip(), &settings.hosts);
    let shared = Arc::new(ServerState { settings, guard, notifier, run: run_id(bound) });
    let ended = runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::spawn(accept(listener, shared));
        asked_to_end().await
    });
    // Event streams never end by themselves, and a page that is being drawn is not waited for.
    runtime.shutdown_background();
    ended.map_err(|error| cannot(&error))
}

/// The address to print and to open.
///
/// # Errors
/// When the system has lost the socket.
pub fn url(listener: &TcpListener) -> Result<String, Diagnostic> {
    let address = listener.local_addr().map_err(|error| failure("the preview cannot be served", &error))?;
    let shown = if address.ip().is_unspecified() {
        match address.ip() {
            IpAddr::V4(_) => IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
            IpAddr::V6(_) => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
        }
    } else {
        address.ip()
    };
    Ok(format!("http://{}/", SocketAddr::new(shown, address.port())))
}

async fn accept(listener: tokio::net::TcpListener, shared: Arc<ServerState>) {
    let streams = Arc::new(Semaphore::new(MAX_EVENT_STREAMS));
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of descriptors, most likely: others must close first.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let shared = Arc::clone(&shared);
        let place = ConnectionPlace { streams: Arc::clone(&streams), permit: Arc::new(Mutex::new(Some(place))) };
        tokio::spawn(async move {
            // An answer of two writes would wait for the reader's acknowledgement of the first.
            let _ = stream.set_nodelay(true);
            let service = service_fn(move |request| answer(Arc::clone(&shared), place.clone(), request));
            let mut server = http1::Builder::new();
            server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_headers(MAX_HEADERS);
            server.max_buf_size(MAX_HEAD_BYTES);
            // What a client does wrong was answered, or it is gone.
            let stream = TokioIo::new(WriteTimeout::new(stream, WRITE_TIME));
            let _ = server.serve_connection(stream, service).await;
        });
    }
}

async fn answer(
    shared: Arc<ServerState>,
    place: ConnectionPlace,
    request: Request<Incoming>,
) -> Result<Response<ResponseBody>, Infallible> {
    let answer = route::answer(&shared, &request).await;
    if answer.body().is_stream() && !place.move_to_streams() {
        return Ok(reply::text(StatusCode::SERVICE_UNAVAILABLE, "there are too many open pages"));
    }
    Ok(answer)
}

/// The place of a connection among others, until it ends.
#[derive(Clone)]
struct ConnectionPlace {
    streams: Arc<Semaphore>,
    permit: Arc<Mutex<Option<OwnedSemaphorePermit>>>,
}

impl ConnectionPlace {
    /// Takes a place among the event streams instead, which last as long as a page is open; whether there was one.
    fn move_to_streams(&self) -> bool {
        let stream = Arc::clone(&self.streams).try_acquire_owned().ok();
        let moved = stream.is_some();
        if moved {
            *lock(&self.permit) = stream;
        }
        moved
    }
}

/// Ctrl-C, and what asks a program to end where there is no terminal.
fn asked_to_end() -> impl Future<Output = std::io::Result<()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        async {
            let mut terminate = signal(SignalKind::terminate())?;
            let mut hang_up = signal(SignalKind::hangup())?;
            let mut interrupt = signal(SignalKind::interrupt())?;
            std::future::poll_fn(|context| {
                let asked =
                    [&mut terminate, &mut hang_up, &mut interrupt].into_iter().any(|s| s.poll_recv(context).is_ready());
                if asked { std::task::Poll::Ready(Ok(())) } else { std::task::Poll::Pending }
            })
            .await
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c()
}

fn run_id(bound: SocketAddr) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos();
    Hash128::of_parts([&now.to_le_bytes()[..], &std::process::id().to_le_bytes(), bound.to_string().as_bytes()])
        .short(16)
}
