// Any subjects side by side, drawn from the published data of a dataset
// (src/model/export/shape.rs). The address names them, so it can be kept.

import { copy, fill, h, messages, names } from './dom.js';
import { enhance } from './matrix.js';
import { ids, link, onReturn, read, show } from './state.js';
import { columnClasses } from './table.js';

// The keys of the messages for what is not known.
const STATES = { unknown: 'unknown', na: 'not_applicable', missing: 'missing' };

for (const root of document.querySelectorAll('[data-compare]')) chooser(root);

function chooser(root) {
  const { id } = root;
  const find = (name) => root.querySelector(`[data-compare-${name}]`);
  const boxes = [...root.querySelectorAll('input[type="checkbox"]')];
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const colours = new Map(boxes.map((box) => [box.value, box.nextElementSibling.classList[1]]));
  let loading = null;

  function restore() {
    const wanted = ids(
      read(id)[''],
      boxes.map((box) => box.value),
    );
    for (const box of boxes) box.checked = wanted.includes(box.value);
    draw();
  }
  async function draw() {
    let drawn = '';
    try {
      loading ??= chosen().length > 1 ? fetch(root.dataset.compare).then((response) => response.json()) : null;
      const data = await loading;
      // Choices may have changed while the data came.
      if (chosen().length > 1) drawn = drawTable(data, chosen(), `${id}-table`, colours);
    } catch {
      loading = null;
      drawn = h('p', { class: 'notice' }, messages.data_unavailable);
    }
    find('result').replaceChildren(drawn);
    if (drawn.matches?.('.matrix')) enhance(drawn);
    find('status').textContent = drawn && (drawn.querySelector('caption') ?? drawn).textContent;
  }
  const address = () => ({ '': chosen().join('.') });
  root.addEventListener('change', ({ target }) => {
    if (!boxes.includes(target)) return;
    show(id, address());
    draw();
  });
  find('copy').addEventListener('click', ({ target }) => copy(target, link(id, address())));
  onReturn(restore);
  restore();
  root.hidden = false;
}

// The markup of the block `matrix`, for some subjects of a published dataset.
function drawTable(data, chosen, id, colours) {
  const subjects = data.subjects.filter((subject) => chosen.includes(subject.id));
  const caption = `${data.title}: ${names(subjects.map((subject) => subject.name))}`;
  const notes = [];
  const bodies = [...data.groups, {}].map((group) => ({
    group,
    criteria: data.criteria.filter((one) => one.group === group.id),
  }));
  return h(
    'div',
    { class: 'matrix', id },
    h('p', { id: `${id}-sort-hint`, hidden: true }, messages.sort_hint),
    h(
      'section',
      { class: 'matrix-scroll', tabindex: 0, 'aria-label': caption },
      h(
        'table',
        { class: columnClasses(subjects.length) },
        h('caption', null, caption),
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            h('th', { scope: 'col', class: 'corner' }, messages.criterion),
            subjects.map((subject) =>
              h('th', { scope: 'col', 'data-subject': subject.id, class: colours.get(subject.id) }, subject.name),
            ),
          ),
        ),
        bodies
          .filter(({ criteria }) => criteria.length)
          .map(({ group, criteria }) =>
            h(
              'tbody',
              { 'data-group': group.id },
              group.name &&
                h('tr', { class: 'group' }, h('th', { scope: 'rowgroup', colspan: subjects.length + 1 }, group.name)),
              criteria.map((criterion) =>
                drawRow(criterion, data, subjects, (cell, subject) => noteLink(cell, subject, notes, id)),
              ),
            ),
          ),
      ),
    ),
    h(
      'ol',
      { class: 'notes' },
      notes.map((note, i) => drawNote(note, `${id}-note-${i + 1}`, data.sources)),
    ),
  );
}

function drawRow(criterion, data, subjects, note) {
  const { id, name, group, type, currency, unit, help } = criterion;
  const cells = subjects.map((subject) => ({ subject, datum: subject.values[id], rank: subject.values[id]?.rank }));
  const best = bestRank(cells, criterion);
  const units = [currency, unit].filter(Boolean).join(' ');
  return h(
    'tr',
    { 'data-criterion': id, 'data-group': group },
    h(
      'th',
      { scope: 'row' },
      h('span', { class: 'name' }, name),
      units && h('span', { class: 'unit' }, ` (${units})`),
      help && h('span', { class: 'help' }, help),
    ),
    cells.map(({ subject, datum, rank }) => {
      const known = rank !== undefined;
      const level = known && levelOf(datum.value, criterion, data.scales);
      const classes = [['number', 'money'].includes(type) && 'num', level && `lv lv-${level} is-${type}`].filter(
        Boolean,
      );
      return h(
        'td',
        {
          class: classes.join(' '),
          'data-subject': subject.id,
          'data-sort': rank,
          'data-name': subject.name,
        },
        known && Array.isArray(datum.value) && !datum.text
          ? h(
              'ul',
              null,
              datum.value.map((entry) => h('li', null, entry)),
            )
          : h(
              'span',
              { class: known ? 'value' : 'state' },
              known ? datum.display : messages[STATES[datum?.value ?? 'missing']],
            ),
        datum && note(datum, subject),
        known && rank === best && [' ', h('span', { class: 'best' }, messages.best)],
      );
    }),
  );
}

// The rank that is marked as the best, where that tells something, as src/model/order.rs says.
function bestRank(cells, { type, better }) {
  const ranks = cells.map((cell) => cell.rank).filter((rank) => rank !== undefined);
  const [low, high] = [Math.min(...ranks), Math.max(...ranks)];
  const best = low < high ? { higher: high, lower: low }[better] : undefined;
  const holders = ranks.filter((rank) => rank === best).length;
  const least = { support: 1, rating: 0.5 }[type] ?? 0;
  const [upwards, downwards] = better === 'lower' ? ['at-most', 'at-least'] : ['at-least', 'at-most'];
  const open = ({ qualifier }, towards) =>
    ['number', 'money', 'date', 'version'].includes(type) && qualifier === towards;
  const fits = ({ datum, rank }) =>
    rank === undefined ||
    (rank === best
      ? (datum.utility ?? 1) >= least && !open(datum, downwards) && (holders === 1 || !open(datum, upwards))
      : !open(datum, upwards));
  return holders <= Math.max(1, Math.floor(cells.length / 3)) && cells.every(fits) ? best : undefined;
}

// The step of colour, 1 to 5.
function levelOf(value, { type, scale }, scales) {
  if (type === 'support') return { yes: 5, partial: 3, no: 1 }[value];
  return type === 'rating' && 1 + Math.floor(((value - 1) * 4) / (scales[scale].length - 1));
}

function noteLink({ note, source, as_of: own }, subject, notes, id) {
  if (!note && !source) return null;
  const day = own ?? subject.as_of;
  const same = notes.findIndex((other) => other.note === note && other.source === source && other.day === day);
  const n = same < 0 ? notes.push({ note, source, day }) : same + 1;
  return h(
    'sup',
    null,
    h('a', { class: 'ref', href: `#${id}-note-${n}`, 'aria-label': fill(messages.note_number, { n }) }, n),
  );
}

function drawNote({ note, source, day }, id, sources) {
  const { title, url } = sources[source] ?? {};
  const asOf = day && `${messages.as_of} ${day}`;
  if (!title) return h('li', { id }, note, asOf && ` (${asOf})`);
  return h(
    'li',
    { id },
    note,
    ' ',
    /^https?:/i.test(url) ? h('a', { href: url, rel: 'noopener' }, title) : title,
    asOf && `, ${asOf}`,
  );
}
