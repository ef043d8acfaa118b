// Listens to the stream of events for all tabs of a browser. A browser opens six connections to a host and no more:
// with a stream each, the seventh tab would not even load.

const tabs = new Set();
let stream = null;

addEventListener('connect', (event) => {
  const tab = event.ports[0];
  tabs.add(tab);
  tab.addEventListener('message', ({ data }) => (data === 'away' ? tabs.delete(tab) : tabs.add(tab)));
  tab.start();
  open();
});

function open() {
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource('/__versus/events');
  stream.addEventListener('message', (event) => tabs.forEach((tab) => tab.postMessage(event.data)));
  // A stream that broke begins again by itself; one that was refused does not.
  stream.addEventListener('error', () => stream.readyState === EventSource.CLOSED && setTimeout(open, 1000));
}
