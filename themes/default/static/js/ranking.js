// The ranking as an instrument: weights, presets, must-haves on and off.
// `data-ranking` holds, as JSON, `RankingData` of src/pages/blocks/ranking/script.rs.

import { copy, debounce, drop, fill, fillIn, h, messages, names, repeat } from './dom.js';
import { rank } from './score.js';
import { ids, link, onReturn, read, show } from './state.js';

// As Rust writes them, with the point that the page's language then replaces: halves go to the even digit.
const digits = (least, most) =>
  new Intl.NumberFormat('en', {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
    roundingMode: 'halfEven',
    useGrouping: false,
  }).format;
const pointsText = digits(0, 0);
const weightText = digits(0, 3);
const percentText = digits(0, 1);

for (const root of document.querySelectorAll('[data-ranking]')) {
  const model = readModel(root);
  if (model) ranking(root, model);
}

function ranking(root, model) {
  const { id } = root;
  const find = (name) => root.querySelector(`[data-ranking-${name}]`);
  const [controls, result, status] = ['controls', 'result', 'status'].map(find);
  const template = root.querySelector('[data-ranking-template]');
  const drawn = [...result.childNodes];
  const panel = drawControls(id, model);
  const announce = debounce(() => {
    status.textContent = result.querySelector('.headline')?.textContent;
  });
  const publish = () => show(id, address(model, state));
  const publishSoon = debounce(publish);
  let state = parse(read(id), model);

  controls.append(panel.element);
  controls.addEventListener('input', ({ target }) => {
    const weight = weightOf(target.value);
    // Half a number, while somebody types it, is not yet a weight.
    if (!target.dataset.weight || weight === null) return;
    set({ own: { ...state.own, [target.dataset.weight]: weight } }, target);
    publishSoon();
  });
  controls.addEventListener('change', ({ target }) => {
    if (target.dataset.must) set({ musts: panel.ticked() });
    else panel.show(state);
    publish();
  });
  controls.addEventListener('click', ({ target }) => {
    const { preset, do: act } = target.dataset;
    if (act === 'copy') copy(target, link(id, address(model, state)));
    if (preset === undefined) return;
    set(start(model, preset));
    publish();
  });
  onReturn(() => {
    state = parse(read(id), model);
    draw();
  });
  for (const plain of [find('profiles'), find('weights')]) if (plain) plain.hidden = true;
  controls.hidden = false;
  draw();

  function set(values, typing) {
    state = { ...state, ...values };
    draw(typing);
    announce();
  }
  // As it stood in the page, the result is put back as it was.
  function draw(typing) {
    panel.show(state, typing);
    const changed = Object.values(address(model, state)).some(Boolean);
    result.replaceChildren(...(changed ? [drawResult(template, weigh(model, state), model)] : drawn));
  }
}

/** The block's data, or null if they are not what they should be. */
function readModel(root) {
  try {
    const model = JSON.parse(root.dataset.ranking);
    const profiles = new Map([['', model], ...model.profiles.map((profile) => [profile.id, profile])]);
    for (const [id, profile] of profiles) {
      profile.require = profile.require.map(key);
      profile.about = id && root.querySelector(`[data-profile="${id}"] > p`)?.textContent;
    }
    return {
      ...model,
      profiles,
      musts: model.musts.map((must) => ({ ...must, id: key(must.id) })),
      minCoverage: model.min_coverage,
      most: Math.max(
        10,
        ...[...profiles.values()].flatMap(({ weights }) => Object.values(weights)).map((weight) => 2 * weight),
      ),
      criterion: new Map(model.criteria.map((criterion) => [criterion.id, criterion])),
      subject: new Map(model.subjects.map((subject, index) => [subject.id, { ...subject, index }])),
    };
  } catch {
    return null;
  }
}

// The ids of must-haves hold words; in an address they are joined by dots.
function key(must) {
  return must.toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, '-');
}

/** The state in which a profile, or the block itself, starts. */
function start({ profiles }, profile) {
  return { profile, own: {}, musts: profiles.get(profile).require };
}

/** What a query string asks for, as far as the block has it. */
function parse(values, model) {
  const state = start(model, model.profiles.has(values.profile) ? values.profile : '');
  if (values.must !== undefined)
    state.musts = ids(
      values.must,
      model.musts.map((must) => must.id),
    );
  for (const { id } of model.criteria) {
    const weight = weightOf(values[`w.${id}`]);
    if (weight !== null) state.own[id] = weight;
  }
  return state;
}

function address({ profiles }, { profile, own, musts }) {
  const { weights, require } = profiles.get(profile);
  const changed = Object.entries(own).filter(([id, weight]) => weight !== (weights[id] ?? 0));
  return {
    profile,
    // A dot alone is a list of none.
    must: musts.join() === require.join() ? '' : musts.join('.') || '.',
    ...Object.fromEntries(changed.map(([id, weight]) => [`w.${id}`, String(weight)])),
  };
}

function weightOf(text) {
  return /^\d{1,3}(\.\d{1,6})?$/.test(text) ? Number(text) : null;
}

/** Ranks who is not ruled out by the weights in force. */
function weigh({ profiles, criteria, musts, subjects, margin, minCoverage }, state) {
  const weights = { ...profiles.get(state.profile).weights, ...state.own };
  const weighed = criteria.filter(({ id }) => id in weights);
  const required = musts.filter((must) => state.musts.includes(must.id));
  const which = (id, outcome) =>
    required.filter((must) => id in must[outcome]).map((must) => ({ ...must, has: must[outcome][id] }));
  const everybody = subjects.map(({ id }, s) => ({
    id,
    cells: weighed.map((criterion) => criterion.cells[s]),
    undecided: which(id, 'undecided').map((must) => must.criterion),
    doubts: which(id, 'undecided'),
    lacks: which(id, 'lacks'),
  }));
  const table = {
    criteria: weighed.map(({ id }) => ({ id, weight: weights[id] })),
    subjects: everybody.filter((one) => !one.lacks.length),
    margin,
    minCoverage,
  };
  const doubts = new Map(everybody.map((one) => [one.id, one.doubts]));
  return { ...rank(table), doubts, ruledOut: everybody.filter((one) => one.lacks.length) };
}

function drawControls(block, { profiles, criteria, musts, most }) {
  const button = (text, attributes) => h('button', { type: 'button', class: 'button', ...attributes }, text);
  const group = (name, className, ...children) =>
    h('fieldset', { class: className }, h('legend', null, name), children);
  const presets = [...profiles].map(([id, { name }]) =>
    button(id ? name : messages.weights_standard, { 'data-preset': id }),
  );
  const about = h('p', { class: 'help' });
  const rows = criteria.map(({ id, name, cells }) => {
    // Where nobody has a value there is nothing to weigh.
    const empty = cells.every((cell) => cell === null || cell === 'na');
    const why = empty && h('span', { class: 'help', id: `${block}-w-${id}-why` }, messages.weight_without_values);
    const shared = { 'data-weight': id, min: 0, ...(empty && { disabled: '', 'aria-describedby': why.id }) };
    const slider = h('input', { ...shared, id: `${block}-w-${id}`, type: 'range', max: most, step: most / 20 });
    const exact = h('input', {
      ...shared,
      type: 'number',
      max: 999,
      step: 'any',
      'aria-label': fill(messages.weight_exact, { name }),
    });
    return {
      id,
      inputs: [slider, exact],
      element: h('div', { class: 'weight' }, h('label', { for: slider.id }, name), slider, exact, why),
    };
  });
  const boxes = musts.map(({ id }) => h('input', { type: 'checkbox', 'data-must': id }));

  function show({ profile, own, musts: wanted }, typing) {
    const { weights, about: text } = profiles.get(profile);
    const asIs = Object.entries(address({ profiles }, { profile, own, musts: wanted })).every(
      ([name, value]) => name === 'profile' || !value,
    );
    for (const preset of presets)
      preset.setAttribute('aria-pressed', String(asIs && preset.dataset.preset === profile));
    about.textContent = (asIs && text) || '';
    for (const { id, inputs } of rows) {
      for (const input of inputs) if (input !== typing) input.value = own[id] ?? weights[id] ?? 0;
    }
    for (const box of boxes) box.checked = wanted.includes(box.dataset.must);
  }
  const element = h(
    'div',
    { class: 'ranking-controls' },
    presets.length > 1 && group(messages.presets, 'presets', presets, about),
    group(
      messages.weights_own,
      'weights-own',
      rows.map((row) => row.element),
    ),
    boxes.length > 0 &&
      group(
        messages.musts,
        'musts',
        boxes.map((box, i) => h('label', { class: 'check' }, box, fill(messages.must, musts[i]))),
      ),
    h(
      'p',
      { class: 'tool-actions' },
      button(messages.reset, { 'data-preset': '' }),
      button(messages.copy_link, { 'data-do': 'copy' }),
    ),
  );
  return { element, show, ticked: () => boxes.filter((box) => box.checked).map((box) => box.dataset.must) };
}

/** A copy of what `ui.ranking_template` draws, filled in with a result; what the result lacks is taken out. */
function drawResult(template, result, model) {
  const { entries, notRanked, ruledOut, doubts, leaders, status } = result;
  const drawn = template.content.cloneNode(true);
  const find = (selector) => drawn.querySelector(selector);
  const section = (selector, items, draw) => {
    if (items.length) repeat(find(`${selector} ul`), items, draw);
    else find(selector).remove();
  };
  const criterion = (id) => model.criterion.get(id);
  const subject = (id) => model.subject.get(id);
  fillIn(drawn, { status, headline: headline(result, model) });

  repeat(find('.ranks'), entries, (row, entry) => {
    const { id, score, parts } = entry;
    const rank = entries.findIndex((other) => Math.abs(other.score - score) < 1e-9) + 1;
    const known = knownOf(entry, model).join(' ');
    drawSubject(row, subject(id), { rank, score: pointsText(score * 100), percent: percentText(score * 100), known });
    if (!known) row.querySelector('.known').remove();
    if (leaders.length < 2 || !leaders.includes(id)) drop(row.querySelector('.tag'));
    repeat(row.querySelector('.reasons'), parts, (reason, { criterion: of, weight, utility }) =>
      fillIn(reason, {
        criterion: criterion(of).name,
        value: criterion(of).texts[subject(id).index],
        weight: written(weightText(weight)),
        utility: pointsText(utility * 100),
        width: percentText(utility * 100),
      }),
    );
    if (!parts.length) row.querySelector('.reasons').remove();
    return row;
  });
  if (!entries.length) find('.ranks').remove();

  section('.overturn', overturnOf(result, model), (item, text) => fillIn(item, { text }));
  section('.not-ranked', notRanked, (item, entry) => {
    const undecided = doubts.get(entry.id).map((must) => fill(messages.undecided, must));
    return drawSubject(item, subject(entry.id), { known: [...undecided, ...knownOf(entry, model)].join(' ') });
  });
  section('.ruled-out', ruledOut, (out, { id, lacks }) => {
    drawSubject(out, subject(id));
    repeat(out.querySelector('ul'), lacks, (lack, { name, wanted, has }) =>
      fillIn(lack, { criterion: name, wanted, has }),
    );
    return out;
  });
  section('.turns', result.turns, (item, turn) => fillIn(item, { text: turnOf(turn, model) }));
  return drawn;

  // A subject is a link only if it has a page.
  function drawSubject(element, { id, name, slot, path }, values) {
    fillIn(element, { id, name, slot, ...values });
    const anchor = element.querySelector('.subject > a');
    if (path) anchor.setAttribute('href', template.dataset.root + path);
    else anchor.replaceWith(...anchor.childNodes);
    return element;
  }
}

// The sentences of a result, as src/pages/blocks/ranking.rs makes them.

function written(text) {
  return text.replace('.', messages.decimal);
}

function phrase(ids, model) {
  return names(ids.map((id) => model.subject.get(id).name));
}

function headline({ status, leaders, open }, model) {
  const known = !open && (status === 'certain' || status === 'leads');
  const leading = phrase(leaders, model);
  return fill(messages[`verdict_${known ? 'known' : status.replaceAll('-', '_')}`], { name: leading, names: leading });
}

function knownOf({ range, coverage, missing, notApplicable }, model) {
  const list = (ids) => ids.map((id) => model.criterion.get(id).name).join(messages.list_separator);
  return [
    range &&
      range[0] < range[1] &&
      fill(messages.score_range, { low: pointsText(range[0] * 100), high: pointsText(range[1] * 100) }),
    coverage !== null && coverage < 1 && fill(messages.known_share, { percent: pointsText(coverage * 100) }),
    missing.length > 0 && fill(messages.missing_values, { names: list(missing) }),
    notApplicable.length > 0 && fill(messages.not_applicable_values, { names: list(notApplicable) }),
  ].filter(Boolean);
}

function overturnOf({ overturn: { cells, together } }, model) {
  if (together.length) return [fill(messages.overturn_together, { names: phrase(together, model) })];
  return cells.map(({ id, criterion }) => {
    const { name, index } = model.subject.get(id);
    const of = model.criterion.get(criterion) ?? model.musts.find((must) => must.criterion === criterion);
    return fill(messages.overturn_cell, {
      subject: name,
      name: of.name,
      text: of.texts ? of.texts[index] : of.undecided[id],
    });
  });
}

function turnOf({ criterion, from, up, at, status, leaders, next }, model) {
  const step = (weight, verdict, ids) => {
    const who = phrase(ids, model);
    const then = fill(messages[verdict], { name: who, names: who });
    return fill(up ? messages.turn_up : messages.turn_down, {
      at: written(weightText(beyond(weight, from, up))),
      then,
    });
  };
  const leads = status === 'certain' || status === 'leads';
  const verdict = leads ? 'turn_leads' : status === 'tied' ? 'turn_tied' : 'turn_not_enough_data';
  const steps = [step(at, verdict, leaders), next && !leads && step(next.at, 'turn_leads', [next.id])].filter(Boolean);
  return fill(messages.turn, {
    name: model.criterion.get(criterion).name,
    from: written(weightText(from)),
    steps: steps.join(messages.list_separator),
  });
}

/** A turning point with one decimal, rounded away from the present weight. */
function beyond(at, from, up) {
  // A hair on the wrong side of a decimal is rounding.
  const tenths = up ? Math.ceil(at * 10 - 1e-6) : Math.floor(at * 10 + 1e-6);
  const rounded = Math.max(0, tenths) / 10;
  const turned = up ? rounded > from : rounded < from;
  return turned || rounded <= 0 ? rounded : Math.max(0, tenths + (up ? 1 : -1)) / 10;
}
