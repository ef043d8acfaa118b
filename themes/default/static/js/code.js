// Code samples: a button that copies exactly the source text, and samples of
// several subjects as tabs where they do not fit side by side.

import { copy, h, messages } from './dom.js';
import { load, store } from './state.js';

// Which subject a reader looks at holds for all samples of the site.
const CHOICE = 'versus-subject';

document.querySelectorAll('figure.code').forEach(addCopyButton);
const groups = [...document.querySelectorAll('[data-code-compare]')].map(tabs).filter(Boolean);
groups.forEach((group) => group.prefer(load(CHOICE)));

function addCopyButton(figure) {
  const code = figure.querySelector('code');
  const button = h('button', { type: 'button', class: 'copy' }, messages.copy);
  // Line numbers and the marks of a patch are drawn by the style sheet, so the text is the source.
  button.addEventListener('click', async () => {
    await copy(button, source(code), messages.copied);
    status().textContent = button.textContent;
  });
  figure.append(button);
}

// Of a session, the commands, without prompts and what they print.
function source(code) {
  const commands = [...code.querySelectorAll('.gc')];
  return commands.length ? commands.map((command) => command.textContent).join('\n') : code.textContent;
}

function status() {
  const there = document.getElementById('code-status');
  if (there) return there;
  const made = h('p', {
    id: 'code-status',
    class: 'visually-hidden',
    role: 'status',
  });
  document.body.append(made);
  return made;
}

function tabs(root) {
  const panels = [...root.querySelectorAll('[data-panel]')];
  if (panels.length < 2) return null;
  const buttons = panels.map((panel) =>
    h(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `${panel.id}-tab`,
        'aria-controls': panel.id,
        class: 'tab',
      },
      panel.dataset.title,
    ),
  );
  const bar = h('div', { role: 'tablist', class: 'tabs', 'aria-label': messages.samples }, buttons);
  const wide = matchMedia('(min-width: 48rem)');
  let current = 0;
  root.querySelector('.panels').before(bar);

  function show() {
    const tabbed = !wide.matches;
    bar.hidden = !tabbed;
    panels.forEach((panel, i) => {
      panel.hidden = tabbed && i !== current;
      if (tabbed) panel.setAttribute('role', 'tabpanel');
      else panel.removeAttribute('role');
      if (tabbed) panel.setAttribute('aria-labelledby', buttons[i].id);
      else panel.removeAttribute('aria-labelledby');
      buttons[i].setAttribute('aria-selected', String(i === current));
      buttons[i].tabIndex = i === current ? 0 : -1;
    });
  }
  function choose(index) {
    current = (index + panels.length) % panels.length;
    show();
    buttons[current].focus();
    const { subject } = panels[current].dataset;
    if (!subject) return;
    store(CHOICE, subject);
    groups.forEach((group) => group.prefer(subject));
  }
  function prefer(subject) {
    const index = panels.findIndex((panel) => subject && panel.dataset.subject === subject);
    if (index >= 0) current = index;
    show();
  }
  bar.addEventListener('click', ({ target }) => {
    const index = buttons.indexOf(target.closest('button'));
    if (index >= 0) choose(index);
  });
  bar.addEventListener('keydown', (event) => {
    const back = getComputedStyle(bar).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    const step = {
      ArrowLeft: 1,
      ArrowRight: 1,
      Home: -current,
      End: panels.length - 1 - current,
    }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    choose(current + (event.key === back ? -1 : step));
  });
  wide.addEventListener('change', show);
  return { prefer };
}
