// The comparison table as an instrument. What is in the page is complete; this
// only moves and hides it.

import { copy, debounce, fill, h, messages } from './dom.js';
import { notesInPlace } from './notes.js';
import { ids, link, onReturn, read, show } from './state.js';
import { columnClasses, differ, matches, moved, plain, sorted } from './table.js';

// Beyond this, rows out of sight are not drawn, so that a thousand answer at once.
const LONG = 120;
// In rem: a screen below it is narrow.
const NARROW = 40;

for (const root of document.querySelectorAll('[data-matrix]')) enhance(root);

/** Makes the block of a table answer. */
export function enhance(root) {
  const grid = readTable(root.querySelector('table'));
  notesInPlace(root);
  if (!grid.rows.length) return;
  // A table may come without some of its controls, or without any.
  const tools = root.querySelector('[data-matrix-tools]');
  const set = (name, property, value) => {
    const element = root.querySelector(`[data-${name}]`);
    if (element) element[property] = value;
  };
  const announce = debounce(() => set('matrix-status', 'textContent', summary()));
  const publish = () => show(root.id, address());
  const publishSoon = debounce(publish);
  let state = parse(read(root.id), grid);

  if (grid.subjects.length > 1) addSortButtons(grid, `${root.id}-sort-hint`);
  readControls();
  root.addEventListener('input', ({ target }) => {
    if (target.matches('[data-query]')) change({ query: target.value }, true);
  });
  root.addEventListener('change', ({ target }) => {
    if (target.matches('[data-pick-group]')) change({ group: target.value });
    if (target.matches('[data-differences]')) change({ differences: target.checked });
    if (target.matches('[data-stack]')) change({ layout: target.checked ? 'stack' : 'table' });
    if (target.matches('[data-choose]')) choose(target);
  });
  root.addEventListener('click', ({ target }) => {
    const sort = target.closest('button.sort');
    if (sort)
      change({
        sort: next(state.sort, grid.byId.get(sort.closest('tr').dataset.criterion)),
      });
    const move = target.closest('[data-move]');
    if (move) moveSubject(move);
    const act = target.closest('[data-do]')?.dataset.do;
    if (act === 'reset') {
      change(parse({}, grid));
      readControls();
    }
    if (act === 'copy') copy(target, link(root.id, address()));
  });
  onReturn(() => {
    if (!root.isConnected) return;
    state = parse(read(root.id), grid);
    readControls();
    draw();
  });
  new ResizeObserver(measure).observe(root);
  if (grid.rows.length > LONG) {
    nameCells(grid);
    root.dataset.long = '';
  }
  measure();
  draw();
  if (tools) {
    tools.hidden = false;
    if (grid.width < NARROW) tools.open = false;
    if (Object.values(address()).some(Boolean)) tools.open = true;
  }

  // Read once here: a look at sizes between changes would cost a layout each.
  function measure() {
    grid.width = root.clientWidth / parseFloat(getComputedStyle(document.documentElement).fontSize);
    layOut();
  }
  // Where the columns do not fit a narrow screen each criterion lists the subjects below it.
  function layOut() {
    const narrow = grid.width < Math.min(NARROW, 7.5 + 7 * order().length);
    const stack = state.layout ? state.layout === 'stack' : narrow;
    if (stack) nameCells(grid);
    root.dataset.layout = stack ? 'stack' : 'table';
    set('stack', 'checked', stack);
  }
  function change(values, soon) {
    state = { ...state, ...values };
    draw();
    announce();
    if (soon) publishSoon();
    else publish();
  }
  function shown() {
    return state.order.filter((id) => state.chosen.includes(id));
  }
  function order() {
    const { sort } = state;
    return sort ? sorted(shown(), (id) => grid.byId.get(sort.id).cells.get(id), sort.direction === 'desc') : shown();
  }
  function draw() {
    const columns = order();
    drawColumns(grid, columns);
    drawRows(grid, columns, state);
    drawSort(grid, state.sort);
    layOut();
    set(
      'none',
      'hidden',
      grid.rows.some((row) => !row.element.hidden),
    );
    set('count', 'textContent', counts());
  }
  function counts() {
    return fill(messages.matrix_counts, {
      n: grid.rows.filter((row) => !row.element.hidden).length,
      of: grid.rows.length,
      subjects: order().length,
      all: grid.subjects.length,
    });
  }
  function summary() {
    const { sort } = state;
    const by =
      sort &&
      fill(sort.direction === 'desc' ? messages.sorted_descending : messages.sorted_ascending, {
        name: grid.byId.get(sort.id).name,
      });
    return [counts(), by].filter(Boolean).join(' ');
  }
  function address() {
    const { query, group, differences, sort, layout } = state;
    const subjects = shown().join('.');
    return {
      q: query.trim(),
      group,
      diff: differences && '1',
      subjects: subjects === grid.subjects.join('.') ? '' : subjects,
      sort: sort && `${sort.id}.${sort.direction}`,
      layout,
    };
  }
  function readControls() {
    set('query', 'value', state.query);
    set('pick-group', 'value', state.group);
    set('differences', 'checked', state.differences);
    const items = new Map([...root.querySelectorAll('[data-item]')].map((item) => [item.dataset.item, item]));
    for (const id of state.order) {
      const item = items.get(id);
      item?.parentElement.append(item);
      item?.querySelectorAll('[data-choose]').forEach((box) => {
        box.checked = state.chosen.includes(id);
      });
    }
  }
  function choose(box) {
    const id = box.closest('[data-item]').dataset.item;
    const chosen = box.checked ? [...state.chosen, id] : state.chosen.filter((other) => other !== id);
    // A table of nobody says nothing.
    if (chosen.length) change({ chosen });
    else box.checked = true;
  }
  function moveSubject(button) {
    const id = button.closest('[data-item]').dataset.item;
    // What a reader moves by hand is no longer sorted.
    const now = [...order(), ...state.order.filter((other) => !state.chosen.includes(other))];
    change({
      order: moved(state.sort ? now : state.order, id, Number(button.dataset.move)),
      sort: null,
    });
    readControls();
    button.focus();
  }
}

/** What a query string asks for, as far as the table has it. */
function parse(values, { subjects, byId, groups }) {
  const [id, direction] = (values.sort ?? '').split('.');
  const listed = ids(values.subjects, subjects);
  const chosen = listed.length ? listed : subjects;
  return {
    query: (values.q ?? '').slice(0, 200),
    group: groups.includes(values.group) ? values.group : '',
    differences: values.diff === '1',
    chosen,
    order: [...chosen, ...subjects.filter((subject) => !chosen.includes(subject))],
    sort: byId.has(id) && ['asc', 'desc'].includes(direction) ? { id, direction } : null,
    layout: ['stack', 'table'].includes(values.layout) ? values.layout : '',
  };
}

function next(sort, row) {
  const first = row.numeric ? 'desc' : 'asc';
  if (sort?.id !== row.id) return { id: row.id, direction: first };
  return sort.direction === first ? { id: row.id, direction: first === 'desc' ? 'asc' : 'desc' } : null;
}

function readTable(table) {
  const heads = [...table.tHead.rows[0].querySelectorAll('[data-subject]')];
  const subjects = heads.map((head) => head.dataset.subject);
  const bodies = [...table.tBodies];
  const rows = bodies
    .flatMap((body) => [...body.rows])
    .filter((row) => row.dataset.criterion)
    .map(readRow);
  return {
    table,
    subjects,
    head: {
      element: table.tHead.rows[0],
      cells: new Map(heads.map((head) => [head.dataset.subject, { element: head }])),
    },
    names: new Map(heads.map((head) => [head.dataset.subject, head.textContent.trim()])),
    rows,
    byId: new Map(rows.map((row) => [row.id, row])),
    bodies,
    groups: bodies.map((body) => body.dataset.group).filter(Boolean),
    drawn: subjects,
  };
}

function readRow(element) {
  const [header, ...cells] = element.cells;
  const name = header.querySelector('.name');
  return {
    element,
    header,
    label: name,
    id: element.dataset.criterion,
    group: element.dataset.group ?? '',
    name: name.textContent.trim(),
    numeric: cells.some((cell) => cell.matches('.num, .lv')),
    cells: new Map(
      cells.map((cell) => [
        cell.dataset.subject,
        {
          element: cell,
          sort: cell.dataset.sort,
          text: (cell.querySelector('.value, .state, ul') ?? cell).textContent.trim(),
        },
      ]),
    ),
  };
}

function addSortButtons({ rows }, hint) {
  for (const { label } of rows) {
    const button = h('button', {
      type: 'button',
      class: 'sort',
      'aria-describedby': hint,
    });
    button.append(...label.childNodes);
    label.append(button);
  }
}

// Cells are moved rather than hidden, so that what is there can be counted and read in order.
function drawColumns(grid, columns) {
  if (columns.join() === grid.drawn.join()) return;
  for (const { element, cells } of [grid.head, ...grid.rows]) {
    for (const [id, cell] of cells) if (!columns.includes(id)) cell.element.remove();
    let at = element.children[1] ?? null;
    for (const { element: cell } of columns.map((id) => cells.get(id))) {
      if (cell === at) at = cell.nextElementSibling;
      else element.insertBefore(cell, at);
    }
  }
  for (const head of grid.table.querySelectorAll('th[colspan]')) head.colSpan = columns.length + 1;
  grid.table.className = columnClasses(columns.length);
  grid.drawn = columns;
}

function drawRows({ rows, bodies }, columns, { query, group, differences }) {
  const wanted = plain(query);
  for (const row of rows) {
    row.plain ??= plain(row.element.textContent);
    row.element.hidden = !(
      matches(row.plain, wanted) &&
      (!group || row.group === group) &&
      (!differences || differ(columns.map((id) => row.cells.get(id))))
    );
  }
  for (const body of bodies) body.hidden = ![...body.rows].some((row) => row.dataset.criterion && !row.hidden);
}

function drawSort({ rows }, sort) {
  for (const { header, id } of rows) {
    if (id === sort?.id) header.setAttribute('aria-sort', sort.direction === 'desc' ? 'descending' : 'ascending');
    else header.removeAttribute('aria-sort');
  }
}

// Cells that are no longer drawn as a table keep what a table tells of them.
function nameCells(grid) {
  if (grid.named) return;
  grid.named = true;
  const { table, rows, names } = grid;
  table.setAttribute('role', 'table');
  for (const part of [table.tHead, ...table.tBodies]) part.setAttribute('role', 'rowgroup');
  for (const row of table.rows) row.setAttribute('role', 'row');
  for (const head of table.tHead.rows[0].cells) head.setAttribute('role', 'columnheader');
  for (const { header, cells } of rows) {
    header.setAttribute('role', 'rowheader');
    for (const [id, { element }] of cells) {
      element.setAttribute('role', 'cell');
      element.dataset.name = names.get(id);
    }
  }
}
