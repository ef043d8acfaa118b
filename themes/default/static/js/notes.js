// Notes of a table open where their number stands and give focus back. Without
// popovers a number leads to the list below the table, as ever.

import { h, messages } from './dom.js';

const GAP = 6;

/** Opens the notes of `root` in place. */
export function notesInPlace(root) {
  if (!HTMLElement.prototype.showPopover) return;
  root.addEventListener('click', (event) => {
    const ref = event.target.closest('a.ref');
    const note = ref && document.getElementById(decodeURIComponent(ref.hash.slice(1)));
    if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(ref, note);
  });
}

function open(ref, note) {
  const close = h('button', { type: 'button', class: 'note-close', 'aria-label': messages.close }, '×');
  const box = h(
    'div',
    {
      class: 'note-box',
      popover: 'auto',
      role: 'dialog',
      tabindex: -1,
      'aria-label': ref.getAttribute('aria-label'),
    },
    close,
    h('div', null, ...content(note)),
  );
  // After the number, so that Tab goes on from here.
  (ref.closest('sup') ?? ref).after(box);
  box.showPopover();
  place(box, ref.getBoundingClientRect());
  box.focus({ preventScroll: true });

  close.addEventListener('click', () => box.hidePopover());
  // It must not lie over what has focus next, nor stay behind when the table scrolls.
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) box.hidePopover();
  });
  box.closest('section')?.addEventListener('scroll', () => box.isConnected && box.hidePopover(), {
    once: true,
  });
  box.addEventListener('toggle', ({ newState }) => {
    if (newState !== 'closed') return;
    const here = document.activeElement;
    if (here === document.body || box.contains(here)) ref.focus({ preventScroll: true });
    box.remove();
  });
}

function content(note) {
  const copy = note.cloneNode(true);
  copy.querySelectorAll('.back').forEach((link) => link.remove());
  copy.querySelectorAll('[id]').forEach((element) => element.removeAttribute('id'));
  return [...copy.childNodes];
}

// Below its number if there is room, else above; never beyond the window's sides.
function place(box, at) {
  const { offsetWidth: width, offsetHeight: height } = box;
  const view = document.documentElement;
  const left = Math.max(GAP, Math.min(at.left, view.clientWidth - width - GAP));
  const below = at.bottom + GAP + height <= view.clientHeight || at.top < height + GAP;
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(below ? at.bottom + GAP : at.top - GAP - height) + scrollY}px`;
}
