// What a reader has set, in the query string and in storage. Both may hold
// anything; whoever reads them takes only what it knows.
//
// An instrument's parameters are its id, or its id, a dot and a name. Ids hold no
// dots, so several share one address without disturbing each other.

const LONGEST = 4000;

/** An instrument's parameters by name; '' is the one without. */
export function read(id, search = location.search) {
  const found = Object.create(null);
  for (const [key, value] of new URLSearchParams(search)) {
    const name = key === id ? '' : key.startsWith(`${id}.`) ? key.slice(id.length + 1) : null;
    if (name !== null && !(name in found) && value.length <= LONGEST) found[name] = value;
  }
  return found;
}

/** The query string with exactly `values` for an instrument; empty ones are left out. */
export function merge(search, id, values) {
  const params = new URLSearchParams(search);
  for (const key of [...params.keys()]) {
    if (key === id || key.startsWith(`${id}.`)) params.delete(key);
  }
  for (const [name, value] of Object.entries(values)) {
    if (value !== '' && value != null && value !== false) params.append(name ? `${id}.${name}` : id, value);
  }
  const text = params.toString();
  return text && `?${text}`;
}

/** Puts the instrument's state into the address. */
export function show(id, values) {
  const search = merge(location.search, id, values);
  if (search === location.search) return;
  try {
    history.replaceState(history.state, '', location.pathname + search + location.hash);
  } catch {
    /* too often: the state is still on the screen */
  }
}

/** An address with the state of this instrument and no other. */
export function link(id, values) {
  const url = new URL(location.href);
  url.search = merge('', id, values);
  url.hash = id;
  return url.href;
}

export function onReturn(apply) {
  addEventListener('popstate', apply);
}

/** What was kept of this version of an instrument, or null. */
export function recall(id, version) {
  return load(place(id) + version);
}

/** Keeps a text for the next visit, '' for none, and forgets other versions. */
export function keep(id, version, text) {
  for (const key of stored()) if (key.startsWith(place(id))) store(key, '');
  store(place(id) + version, text);
}

/** A text in storage, or null. */
export function load(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Stores a text; '' removes it. */
export function store(key, text) {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    /* forbidden or full: then it holds for this page */
  }
}

function stored() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

/** The known ones among ids joined by dots, each once, in their order. */
export function ids(text, known) {
  return [...new Set((text ?? '').split('.'))].filter((id) => known.includes(id));
}

// One host may serve several sites in folders, so the whole path counts.
function place(id) {
  return `versus:${location.pathname.replace(/index\.html$/, '')}:${id}:`;
}
