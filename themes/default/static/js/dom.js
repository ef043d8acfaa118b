// Helpers for drawing. Data only ever becomes text nodes and attributes set by
// name, so nothing in it can become markup.

/** An element with attributes (false and null leave one out, true sets it empty) and children. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== false && value != null) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(3).filter((child) => child != null && child !== false));
  return element;
}

/** The interface text that the page hands to its scripts, by the keys of the theme's messages. */
export const messages = JSON.parse(document.querySelector('script[data-messages]')?.textContent ?? '{}');

/** Fills in the names in braces wherever they are in the text and the attributes of `root`, which is returned. */
export function fillIn(root, values) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = root; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) node.data = fill(node.data, values);
    for (const attribute of node.attributes ?? []) attribute.value = fill(attribute.value, values);
  }
  return root;
}

/** Puts a copy of the first child of `list`, which `draw(copy, item)` fills in, for each item. */
export function repeat(list, items, draw) {
  const model = list.firstElementChild;
  list.replaceChildren(...items.map((item) => draw(model.cloneNode(true), item)));
}

/** Takes an element and the blank before it away. */
export function drop(element) {
  const before = element.previousSibling;
  if (before?.nodeType === Node.TEXT_NODE) before.data = before.data.trimEnd();
  element.remove();
}

/** Puts values into the places in braces of an interface text. */
export function fill(text, values) {
  return (text ?? '').replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** Names as a phrase: “A, B and C”. */
export function names(all) {
  return [all.slice(0, -1).join(messages.list_separator), all.at(-1)].filter(Boolean).join(messages.and);
}

/** Calls `run` once, `wait` milliseconds after the last of a burst of calls. */
export function debounce(run, wait = 300) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(run, wait, ...args);
  };
}

/** Copies a text for a button, which says for two seconds how that went. */
export async function copy(button, text, done = messages.link_copied) {
  const copied =
    (await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )) || copySelected(text);
  const { dataset } = button;
  dataset.label ??= button.textContent;
  button.textContent = copied ? done : messages.copy_failed;
  clearTimeout(dataset.timer);
  dataset.timer = setTimeout(() => {
    button.textContent = dataset.label;
  }, 2000);
}

// Pages from the disk and over plain HTTP have no clipboard of their own.
function copySelected(text) {
  const before = document.activeElement;
  const field = h('textarea', { readonly: true, class: 'visually-hidden' });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}
