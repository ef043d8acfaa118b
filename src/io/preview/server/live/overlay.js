// Shows what is wrong with the site over the page: all of it, with file, line and excerpt. It goes away by itself
// once it is mended, or with Escape until something else is wrong. Everything is set as text, nothing as markup.

const STYLES = '/__versus/overlay.css';
const DISMISSED = 'versus:dismissed';

let root = null;
let shown = '';

/** Shows the state of the page; `own` pages of the preview list what is wrong by themselves. */
export function show(state, own) {
  const { errors, warnings, list } = state.faults;
  const wanted = JSON.stringify([errors, warnings, list, state.kept, state.draft, own]);
  if (wanted === shown) return;
  shown = wanted;
  const content = surface();
  const marks = [];
  if (state.draft) marks.push(element('span', { class: 'mark' }, 'Draft'));
  if (errors + warnings > 0 && !own) {
    const badge = element('button', { type: 'button', class: `mark ${errors ? 'error' : 'warning'}` }, count(errors, warnings));
    badge.addEventListener('click', () => reveal(panel(state)));
    marks.push(badge);
  }
  content.replaceChildren(element('div', { class: 'marks' }, ...marks));
  if (errors > 0 && !own && sessionStorage.getItem(DISMISSED) !== signature()) reveal(panel(state));
}

/** The part of the page that belongs to the preview, apart from the page's styles and scripts. */
function surface() {
  if (!root) {
    const host = document.createElement('versus-preview');
    root = host.attachShadow({ mode: 'open' });
    root.append(element('link', { rel: 'stylesheet', href: STYLES }), element('div', { class: 'surface' }));
    document.documentElement.append(host);
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && root.querySelector('.panel')) dismiss();
    });
  }
  return root.querySelector('.surface');
}

function reveal(panel) {
  root.querySelector('.panel')?.remove();
  surface().append(panel);
}

function dismiss() {
  sessionStorage.setItem(DISMISSED, signature());
  const panel = root.querySelector('.panel');
  const hadFocus = panel.contains(root.activeElement);
  panel.remove();
  if (hadFocus) root.querySelector('button.mark')?.focus();
}

/** What is dismissed: these faults and no others. */
function signature() {
  let hash = 0;
  for (const character of shown) hash = (hash * 31 + character.codePointAt(0)) | 0;
  return String(hash);
}

function panel({ faults, kept }) {
  const close = element('button', { type: 'button', class: 'close' }, 'Close (Esc)');
  close.addEventListener('click', dismiss);
  const hidden = faults.errors + faults.warnings - faults.list.length;
  return element(
    'section',
    { class: 'panel', role: 'dialog', 'aria-label': 'What is wrong with the site' },
    element('header', {}, element('h2', { role: 'alert' }, count(faults.errors, faults.warnings)), close),
    kept && element('p', { class: 'kept' }, 'This page cannot be drawn now; it is shown as it last was.'),
    element('ol', { class: 'faults', tabindex: '0' }, ...faults.list.map(fault)),
    hidden > 0 && element('p', { class: 'more' }, `and ${hidden} more`),
  );
}

function fault({ severity, code, message, help, place, notes }) {
  return element(
    'li',
    { class: `fault ${severity}` },
    element('p', { class: 'what' }, element('b', {}, severity), ` ${message} `, element('code', {}, code)),
    ...spot(place),
    help && element('p', { class: 'help' }, help),
    ...notes.flatMap(([text, at]) => [element('p', { class: 'note' }, text), ...spot(at)]),
  );
}

function spot(place) {
  if (!place) return [];
  const at = place.line ? `${place.file}:${place.line}:${place.column}` : place.file;
  const name = place.link ? element('a', { href: place.link }, at) : at;
  const [before, marked, after] = place.excerpt ?? [];
  return [
    element('p', { class: 'place' }, name),
    place.excerpt && element('pre', {}, before, element('mark', {}, marked), after),
  ];
}

function count(errors, warnings) {
  const words = (n, word) => n > 0 && `${n} ${word}${n === 1 ? '' : 's'}`;
  return [words(errors, 'error'), words(warnings, 'warning')].filter(Boolean).join(', ');
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child || child === ''));
  return made;
}
