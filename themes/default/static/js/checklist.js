// The checklist as an instrument: progress, a verdict with its reasons, and ticks
// that last. `data-checklist` holds, as JSON, `hash`,
// which changes with the statements, `tie_margin`, and `items` with `id`,
// `subject`, `weight` and `decisive`.

import { copy, fill, h, messages, names } from './dom.js';
import { ids, keep, link, onReturn, read, recall, show } from './state.js';
import { tally } from './tally.js';

for (const root of document.querySelectorAll('[data-checklist]')) {
  const data = readData(root);
  if (data) checklist(root, data);
}

function checklist(root, { statements, hash, margin }) {
  const { id } = root;
  const panel = root.querySelector('[data-checklist-panel]');
  const known = statements.map((s) => s.id);
  const ticked = () =>
    statements
      .filter((s) => s.box.checked)
      .map((s) => s.id)
      .join('.');
  const own = () => ids(recall(id, hash), known).join('.');
  const address = () => ({ '': ticked() && `${hash}.${ticked()}` });
  const view = verdictView(root, panel, statements, margin);
  const reset = panel.querySelector('[data-do="reset"]');
  let undone = '';

  function tick(text) {
    const wanted = ids(text, known);
    for (const { box, id: statement } of statements) box.checked = wanted.includes(statement);
  }
  // Old ticks must not be read as answers to new statements.
  function linked() {
    const [version, ...ticks] = (read(id)[''] ?? '').split('.');
    const text = ids(ticks.join('.'), known).join('.');
    return version === hash ? { text } : { text: '', outdated: Boolean(text) };
  }
  function changed() {
    keep(id, hash, ticked());
    show(id, address());
    view.notice('');
    view.draw(true);
  }
  // A link wins over storage. Without anything valid in either the list stays as
  // it is, for somebody may have ticked while this was loading.
  function restore() {
    const { text, outdated } = linked();
    if (text || own()) tick(text || own());
    view.notice(outdated ? 'outdated' : text && own() && text !== own() ? 'linked' : '');
    show(id, address());
    view.draw();
  }
  const actions = {
    reset() {
      const before = ticked();
      tick(before ? '' : undone);
      undone = before;
      changed();
      reset.textContent = before ? messages.undo_reset : messages.reset;
    },
    own() {
      tick(own());
      changed();
      statements[0].box.focus();
    },
    copy: (button) => copy(button, link(id, address())),
    print: () => printAlone(root),
  };
  root.addEventListener('change', () => {
    undone = '';
    reset.textContent = messages.reset;
    changed();
  });
  root.addEventListener('click', ({ target }) => actions[target.dataset.do]?.(target));
  onReturn(() => {
    tick(linked().text);
    view.draw();
  });
  restore();
  panel.hidden = false;
}

/** The statements with their boxes, or null if the data are not what they should be. */
function readData(root) {
  try {
    const { hash, tie_margin: margin, items } = JSON.parse(root.dataset.checklist);
    const statements = items.map((item) => {
      const box = root.querySelector(`input[value="${item.id}"]`);
      return {
        ...item,
        box,
        text: box.labels[0].querySelector('[data-text]').textContent.trim(),
      };
    });
    return { hash, margin, statements };
  } catch {
    return null;
  }
}

function verdictView(root, panel, statements, margin) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const conflict = find('checklist-conflict');
  const sides = new Map([...panel.querySelectorAll('[data-side]')].map((side) => [side.dataset.side, side]));
  // A subject with several groups of statements has one side.
  panel.querySelectorAll('[data-side]').forEach((side) => side === sides.get(side.dataset.side) || side.remove());
  const named = (subjects) => names(subjects.map((id) => sides.get(id).dataset.name));

  function draw(say) {
    const result = tally(
      statements.map((s) => ({ ...s, ticked: s.box.checked })),
      margin,
    );
    const { status, leaders, byWeight } = result;
    const progress = fill(messages.checklist_progress, {
      n: result.ticked,
      of: result.total,
    });
    const verdict = [
      fill(messages[`checklist_${status}`], { names: named(leaders) }),
      byWeight.length && fill(messages.checklist_although, { names: named(byWeight) }),
    ];
    find('tick-count').textContent = progress;
    find('verdict').textContent = verdict.filter(Boolean).join(' ');
    find('verdict').className = `headline is-${status}`;
    if (conflict) conflict.hidden = status !== 'conflict';
    result.sides.forEach(drawSide);
    find('sides').hidden = status === 'none';
    if (say) find('checklist-status').textContent = `${progress} ${find('verdict').textContent}`;
  }
  function written(number) {
    return String(number).replace('.', messages.decimal);
  }
  function drawSide({ subject, have, of, share }) {
    const side = sides.get(subject);
    side.querySelector('.rank-score').textContent = fill(messages.checklist_score, {
      n: written(have),
      of: written(of),
    });
    side.querySelector('.fill').setAttribute('width', share * 100);
    side
      .querySelector('.reasons')
      .replaceChildren(
        ...statements
          .filter((s) => s.subject === subject && s.box.checked)
          .map((s) => h('li', null, s.text, s.decisive && [' ', h('span', { class: 'tag' }, messages.decisive)])),
      );
  }
  function notice(kind) {
    find('notice').hidden = !kind;
    find('notice-text').textContent = messages[`checklist_${kind}`] ?? '';
    find('do="own"').hidden = kind !== 'linked';
  }
  return { draw, notice };
}

// Only this list goes to paper, not the article around it.
function printAlone(root) {
  const mark = (on) => {
    root.classList.toggle('print-only', on);
    document.documentElement.classList.toggle('printing', on);
  };
  mark(true);
  addEventListener('afterprint', () => mark(false), { once: true });
  print();
}
