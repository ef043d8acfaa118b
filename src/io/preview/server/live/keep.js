// Keeps what a reader has done to a page while it is loaded again: how far it was scrolled, what was opened, ticked
// and written, and what had the focus. Elements are known again by their id, or by what they say.

const KEY = `versus:kept:${location.pathname}`;
const FRESH = 15000;

/** Every element of the page by a name that it most likely has after the page changed as well. */
function names() {
  const counts = new Map();
  const byName = new Map();
  for (const element of document.querySelectorAll('body *')) {
    const base = element.id ? `#${element.id}` : saying(element);
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    byName.set(`${base}|${count}`, element);
  }
  return byName;
}

function saying(element) {
  const said = {
    details: () => element.querySelector('summary')?.textContent,
    summary: () => element.textContent,
    a: () => element.getAttribute('href'),
    button: () => element.textContent,
    input: () => `${element.name}|${isTick(element) ? element.value : ''}|${element.labels?.[0]?.textContent ?? ''}`,
    select: () => element.name,
    textarea: () => element.name,
  }[element.localName]?.();
  return `${element.localName}|${element.className}|${(said ?? '').trim().slice(0, 80)}`;
}

const isTick = (field) => field.type === 'checkbox' || field.type === 'radio';
const isField = (element) =>
  element.matches('input, select, textarea') && !['password', 'file', 'hidden'].includes(element.type);

/** Remembers the page as it is, until it is loaded again. */
export function keep() {
  const kept = { time: Date.now(), x: scrollX, y: scrollY, open: [], ticked: [], written: [], scrolled: [] };
  for (const [name, element] of names()) {
    if (element.localName === 'details') kept.open.push([name, element.open]);
    else if (isField(element) && isTick(element)) kept.ticked.push([name, element.checked]);
    else if (isField(element)) kept.written.push([name, element.value]);
    if (element.scrollLeft || element.scrollTop) kept.scrolled.push([name, element.scrollLeft, element.scrollTop]);
    if (element === document.activeElement) kept.focus = name;
    const top = element.id ? element.getBoundingClientRect().top : NaN;
    if (top <= 1) kept.anchor = [name, top];
  }
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
    history.scrollRestoration = 'manual';
  } catch {
    // Without storage the page is loaded again all the same.
  }
}

/** Brings the page to where it was, if it was loaded again just now. */
export function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  sessionStorage.removeItem(KEY);
  if (!kept || Date.now() - kept.time > FRESH) return;
  const byName = names();
  const each = (list, act) => list.forEach(([name, ...rest]) => byName.has(name) && act(byName.get(name), ...rest));
  each(kept.open, (details, open) => (details.open = open));
  each(kept.ticked, (field, checked) => field.checked !== checked && change(field, 'checked', checked));
  each(kept.written, (field, value) => field.value !== value && change(field, 'value', value));
  byName.get(kept.focus)?.focus({ preventScroll: true });
  const scroll = () => {
    each(kept.scrolled, (element, left, top) => element.scrollTo({ left, top, behavior: 'instant' }));
    scrollTo({ left: kept.x, top: place(kept, byName), behavior: 'instant' });
  };
  scroll();
  // Pictures and fonts move the text once more.
  addEventListener('load', () => {
    scroll();
    history.scrollRestoration = 'auto';
  });
}

/** How far to scroll: the last element above the window's top is to be where it was, whatever came before it. */
function place(kept, byName) {
  const [name, top] = kept.anchor ?? [];
  const anchor = byName.get(name);
  return anchor && kept.y > 0 ? anchor.getBoundingClientRect().top + scrollY - top : kept.y;
}

/** As if the reader had done it, so that the page's scripts hear of it. */
function change(field, property, value) {
  field[property] = value;
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}
