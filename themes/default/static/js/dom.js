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

/** A copy of a bar as the theme draws it, filled to so many percent. */
export function bar(model, percent) {
  const copied = model.cloneNode(true);
  copied.querySelector('.fill').setAttribute('width', percent);
  return copied;
}

/** Puts values into the places in braces of an interface text. */
export function fill(text, values) {
  return (text ?? '').replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** Names as a phrase; `words` has what stands between them: “A, B and C”. */
export function names(all, { and, separator }) {
  return [all.slice(0, -1).join(separator), all.at(-1)].filter(Boolean).join(and);
}

/** Calls `run` once, `wait` milliseconds after the last of a burst of calls. */
export function debounce(run, wait = 300) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(run, wait, ...args);
  };
}

/** Copies a text for a button, which says for two seconds how that went: its `data-done` or `data-failed`. */
export async function copy(button, text) {
  const done = await navigator.clipboard?.writeText(text).then(() => true, () => false) || copySelected(text);
  const { dataset } = button;
  dataset.label ??= button.textContent;
  button.textContent = done ? dataset.done : dataset.failed;
  clearTimeout(dataset.timer);
  dataset.timer = setTimeout(() => { button.textContent = dataset.label; }, 2000);
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
