//! The stream of events to which open pages listen, one for each browser.
//!
//! An event says only that there may be something new.

use std::sync::Arc;
use std::time::Duration;

use hyper::body::Bytes;
use hyper::{Response, StatusCode};
use tokio::sync::mpsc;

use super::ServerState;
use super::body::ResponseBody;
use super::reply;

/// After this long without news something is sent all the same: a browser that is gone is noticed only by that.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// A stream that begins with the state as it is.
pub(super) fn stream(shared: &Arc<ServerState>) -> Response<ResponseBody> {
    let (sender, events) = mpsc::channel(4);
    tokio::spawn(send_events(Arc::clone(shared), sender));
    reply::fresh(StatusCode::OK, "text/event-stream", ResponseBody::Stream(events))
}

async fn send_events(shared: Arc<ServerState>, sender: mpsc::Sender<Bytes>) {
    let mut version = shared.notifier.version.subscribe();
    // A browser that loses the stream is to ask again soon: the author has restarted the preview.
    let mut event = format!("retry: 500\n{}", state(&shared.run, *version.borrow_and_update()));
    loop {
        if sender.send(Bytes::from(event)).await.is_err() {
            return;
        }
        event = match tokio::time::timeout(HEARTBEAT, version.changed()).await {
            Ok(Ok(())) => state(&shared.run, *version.borrow_and_update()),
            Ok(Err(_)) => return,
            Err(_) => ":\n\n".to_owned(),
        };
    }
}

fn state(run: &str, version: u64) -> String {
    format!("data: {{\"run\":\"{run}\",\"version\":{version}}}\n\n")
}
