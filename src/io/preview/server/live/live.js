// Keeps a page of the preview up with the site: loads it again when its own bytes changed, exchanges style sheets
// when only those did, and shows what is wrong. It asks the server for the state of its own page alone; the stream
// of events only tells it when to ask.

import { keep, restore } from './keep.js';
import { show } from './overlay.js';

const FOLDER = '/__versus/';
const tag = document.querySelector('script[data-versus]');
const own = { run: tag.dataset.run, page: tag.dataset.page, shape: tag.dataset.shape };
const loaded = own.page;

let baseline = null;
let asking = false;
let again = false;
let leaving = false;

restore();
listen(check);
check();

/** Asks for the state of this page and acts on it; while it asks, news only makes it ask once more. */
async function check() {
  again = true;
  if (asking) return;
  asking = true;
  while (again && !leaving) {
    again = false;
    const state = await ask();
    if (state) act(state);
  }
  asking = false;
}

async function ask() {
  try {
    const answer = await fetch(`${FOLDER}state?path=${encodeURIComponent(location.pathname)}`, { cache: 'no-store' });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // The server is away; the stream tells when it is back.
  }
}

function act(state) {
  const restarted = state.run !== own.run;
  const changed = state.page !== own.page && state.shape !== own.shape;
  if ((restarted || changed) && !inVain(state)) return reload(state);
  own.page = state.page;
  exchange(state.styles ?? {});
  show(state, 'own' in tag.dataset);
}

/** Whether loading the page again was tried just now, for the very same, and did not help. */
function inVain(state) {
  const [run, page, time] = JSON.parse(sessionStorage.getItem('versus:reload') ?? '[]');
  return run === state.run && page === state.page && own.run === run && own.page === loaded && Date.now() - time < 3000;
}

function reload(state) {
  leaving = true;
  sessionStorage.setItem('versus:reload', JSON.stringify([state.run, state.page, Date.now()]));
  keep();
  location.reload();
}

/** Replaces the style sheets whose address differs, each once the new one is there. */
function exchange(styles) {
  for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
    const address = new URL(link.href, document.baseURI);
    if (address.origin !== location.origin) continue;
    const plain = address.pathname.replace(/\.[0-9a-f]{10}(?=\.css$)/, '');
    const wanted = styles[plain];
    if (!wanted || wanted === address.pathname + address.search) continue;
    // A sheet without a hash in its name was loaded without one; whether it changed since only a later answer tells.
    if (wanted.includes('?') && (!baseline || baseline[plain] === wanted)) continue;
    replace(link, wanted);
  }
  baseline = styles;
}

function replace(link, address) {
  const next = link.cloneNode();
  next.href = address;
  next.addEventListener('load', () => link.remove());
  next.addEventListener('error', () => next.remove());
  link.after(next);
}

/** Calls `news` whenever there may be any: by one stream for all tabs, or by one of our own while it is seen. */
function listen(news) {
  addEventListener('pageshow', (event) => event.persisted && news());
  if (!('SharedWorker' in globalThis)) return listenAlone(news);
  const worker = new SharedWorker(`${FOLDER}worker.js`, { name: 'versus' });
  worker.addEventListener('error', () => listenAlone(news));
  worker.port.addEventListener('message', news);
  worker.port.start();
  addEventListener('pagehide', () => worker.port.postMessage('away'));
  addEventListener('pageshow', (event) => event.persisted && worker.port.postMessage('back'));
}

/** A browser opens six connections to a host and no more, so a tab that nobody sees gives its own up. */
function listenAlone(news) {
  let stream = null;
  const adjust = () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else if (!stream || stream.readyState === EventSource.CLOSED) {
      stream = new EventSource(`${FOLDER}events`);
      stream.addEventListener('message', news);
      stream.addEventListener('error', () => stream?.readyState === EventSource.CLOSED && setTimeout(adjust, 1000));
    }
  };
  document.addEventListener('visibilitychange', adjust);
  adjust();
}
