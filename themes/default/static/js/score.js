// Scoring, pure. The same arithmetic in the same order as src/model/scoring/;
// tests/fixtures/scoring.json holds both to the same figures.
//
// A table is `{criteria: [{id, weight}], subjects: [{id, cells, undecided}], margin,
// minCoverage}`. A cell is a utility from 0 to 1, null where nothing is known, 'na'
// where the question makes no sense, or [stated, low, high] for a bound or a range.
// `undecided` lists must-haves of which nobody can tell whether they are met.

const ROUNDING = 1e-9;
const MAX_RIVALS = 20;
const LEAST_RANGE = 10;
const SMALL = 1e-12;

const stated = (cell) => (Array.isArray(cell) ? cell[0] : typeof cell === 'number' ? cell : null);
const low = (cell) => (Array.isArray(cell) ? cell[1] : (cell ?? 0));
const high = (cell) => (Array.isArray(cell) ? cell[2] : (cell ?? 1));
const isOpen = (cell) => cell !== 'na' && low(cell) < high(cell);

const clamp = (x) => Math.min(1, Math.max(0, x));
const nothing = () => ({ total: 0, applicable: 0, known: 0, points: 0, low: 0, high: 0 });

function add(sums, cell, weight) {
  sums.total += weight;
  if (cell === 'na') return sums;
  sums.applicable += weight;
  sums.low += weight * low(cell);
  sums.high += weight * high(cell);
  if (stated(cell) !== null) {
    sums.known += weight;
    sums.points += weight * stated(cell);
  }
  return sums;
}

const sum = (criteria, cells, without) =>
  criteria.reduce((sums, { weight }, k) => (k === without ? sums : add(sums, cells[k], weight)), nothing());
const scoreOf = ({ known, points }) => (known > 0 ? clamp(points / known) : null);
const rangeOf = (sums) =>
  sums.applicable > 0 ? [clamp(sums.low / sums.applicable), clamp(sums.high / sums.applicable)] : null;
const isEnough = ({ total, applicable, known }, min) =>
  known > 0 && known / applicable >= min - ROUNDING && applicable / total >= min - ROUNDING;

/**
 * Ranks a table. `entries` are the ranked by score, equal ones in the table's order;
 * `notRanked` the others. `status` is nobody, only, no-weights, certain, leads, tied
 * or not-enough-data; `leaders` whom it names. `overturn` says which unknown cells
 * could overturn a lead, `turns` at which weights it would be lost.
 */
export function rank(table) {
  const { criteria, subjects, minCoverage } = table;
  const contenders = subjects.map(({ id, cells, undecided }) => ({
    id,
    sums: sum(criteria, cells),
    undecided: undecided.length > 0,
  }));
  const verdict = decide(contenders, table);
  const all = subjects.map((subject, i) => ({
    ...describe(table, subject),
    ranked: rankedScore(contenders[i], minCoverage) !== null,
  }));
  const entries = all.filter((one) => one.ranked).sort((a, b) => b.score - a.score);
  const leader = leaderOf(verdict);
  return {
    ...verdict,
    entries,
    notRanked: all.filter((one) => !one.ranked),
    open: all.some(({ range, undecided }) => undecided.length > 0 || (range && range[0] < range[1])),
    overturn: verdict.status === 'leads' ? overturn(table, leader) : { cells: [], together: [] },
    turns: leader === null ? [] : turns(table, leader),
  };
}

function describe({ criteria }, { id, cells, undecided }) {
  const sums = sum(criteria, cells);
  const weighted = criteria
    .map(({ id: criterion, weight }, k) => ({ criterion, weight, utility: stated(cells[k]), cell: cells[k] }))
    .filter((part) => part.weight > 0);
  return {
    id,
    score: scoreOf(sums),
    coverage: sums.applicable > 0 ? sums.known / sums.applicable : null,
    range: rangeOf(sums),
    parts: weighted.filter((part) => part.utility !== null),
    missing: weighted.filter((part) => part.cell === null).map((part) => part.criterion),
    notApplicable: weighted.filter((part) => part.cell === 'na').map((part) => part.criterion),
    undecided,
  };
}

const rankedScore = ({ sums, undecided }, minCoverage) =>
  !undecided && isEnough(sums, minCoverage) ? scoreOf(sums) : null;
const leaderOf = ({ status, leaders }) => (status === 'certain' || status === 'leads' ? leaders[0] : null);

function decide(contenders, { margin, minCoverage }) {
  const verdict = (status, leaders = []) => ({ status, leaders });
  if (!contenders.length) return verdict('nobody');
  if (contenders.length === 1) return verdict('only', [contenders[0].id]);
  if (contenders[0].sums.total <= 0) return verdict('no-weights');
  const ranked = contenders
    .map((one) => ({ id: one.id, score: rankedScore(one, minCoverage), sums: one.sums }))
    .filter((one) => one.score !== null)
    .sort((a, b) => b.score - a.score);
  if (!ranked.length) return verdict('not-enough-data');
  const [best] = ranked;
  const others = contenders
    .filter((one) => one.id !== best.id)
    .map((one) => rangeOf(one.sums))
    .filter(Boolean);
  if (others.every(([, most]) => rangeOf(best.sums)[0] - most > margin + ROUNDING))
    return verdict('certain', [best.id]);
  if (ranked.length < 2) return verdict('not-enough-data');
  const near = ranked.filter(({ score }) => best.score - score <= margin + ROUNDING).map((one) => one.id);
  return verdict(near.length > 1 ? 'tied' : 'leads', near);
}

// Which unknown cells could overturn a lead: each that would alone, else whose would together.
function overturn({ criteria, subjects, margin, minCoverage }, leader) {
  const own = subjects.find((one) => one.id === leader);
  const rivals = subjects.filter((one) => one.id !== leader);
  const sums = (cells) => sum(criteria, cells);
  const near = (lead, rival) => rival !== null && lead - rival <= margin + ROUNDING;
  const isNear = (lead, rival) => isEnough(rival, minCoverage) && near(scoreOf(lead), scoreOf(rival));
  function alone({ id, cells, undecided }, turned, overturns) {
    const would = (k) => overturns(sums(cells.map((cell, i) => (i === k ? turned(cell) : cell))));
    const found = criteria.filter(({ weight }, k) => weight > 0 && isOpen(cells[k]) && would(k)).map((one) => one.id);
    if (overturns(sums(cells))) found.push(...undecided.filter((one) => !found.includes(one)));
    return found.map((criterion) => ({ id, criterion }));
  }
  const lead = sums(own.cells);
  const cells = [
    ...alone(own, low, (worst) => rivals.some((rival) => isNear(worst, sums(rival.cells)))),
    ...rivals.flatMap((rival) => alone(rival, high, (best) => isNear(lead, best))),
  ];
  if (cells.length) return { cells, together: [] };
  const [least] = rangeOf(lead);
  const together = rivals.flatMap((rival) => {
    const theirs = sums(rival.cells);
    const range = rangeOf(theirs);
    if (!range) return [];
    if (near(scoreOf(lead), range[1])) return rival.cells.some(isOpen) ? [rival.id] : [];
    if (near(least, scoreOf(theirs) ?? 0)) return [leader];
    return near(least, range[1]) ? [leader, rival.id] : [];
  });
  return { cells, together: [...new Set(together)] };
}

// Every quantity that the verdict compares is (a + b·w) / (c + d·w) in the weight w of
// one criterion. So it can change only at roots of linear and quadratic equations;
// between neighbouring ones it is decided once.
function turns(table, leader) {
  const { criteria, subjects } = table;
  const score = (subject) => scoreOf(sum(criteria, subject.cells)) ?? -1;
  const rivals = subjects
    .filter((one) => one.id !== leader)
    .map((one) => ({ one, score: score(one) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_RIVALS)
    .map(({ one }) => one);
  const rows = subjects.filter((one) => one.id === leader || rivals.includes(one));
  const most = Math.max(LEAST_RANGE, ...criteria.map(({ weight }) => 2 * weight));
  return criteria.flatMap((criterion, k) => {
    const points = rows.map(({ id, cells, undecided }) => ({
      id,
      undecided: undecided.length > 0,
      others: sum(criteria, cells, k),
      cell: cells[k],
    }));
    const verdict = (weight) =>
      decide(
        points.map((one) => ({ ...one, sums: add({ ...one.others }, one.cell, weight) })),
        table,
      );
    const { id, weight: from } = criterion;
    // What takes the lead away lies where the leader meets a rival; who leads then, where any two meet.
    const own = rootsOf(points, table, most, leader);
    const way = (start, roots, up) =>
      up
        ? [start, ...roots.filter((root) => root > start), most]
        : [start, ...roots.filter((root) => root < start).reverse(), 0];
    return [false, true].flatMap((up) => {
      const lost = first(way(from, own, up), verdict, (leads) => leads !== leader);
      if (!lost) return [];
      const taken = first(
        way(lost.at, rootsOf(points, table, most), up),
        verdict,
        (leads) => leads !== leader && leads !== null,
      );
      const { status, leaders } = lost.verdict;
      return [
        {
          criterion: id,
          from,
          up,
          at: lost.at,
          status,
          leaders,
          next: taken && { at: taken.at, id: leaderOf(taken.verdict) },
        },
      ];
    });
  });
}

/** The first weight on a way beyond which the leader is as wanted, and the verdict there. */
function first(way, verdict, wanted) {
  for (let i = 0; i + 1 < way.length; i += 1) {
    if (way[i] === way[i + 1]) continue;
    const found = verdict((way[i] + way[i + 1]) / 2);
    if (wanted(leaderOf(found))) return { at: way[i], verdict: found };
  }
  return null;
}

/** The weights at which the verdict can change; with a leader, whether it leads. */
function rootsOf(points, { margin, minCoverage }, most, leader) {
  const share = { a: minCoverage, b: 0, c: 1, d: 0 };
  const ratios = points.map(({ id, others: o, cell }) => {
    const own = add(nothing(), cell, 1);
    const of = (points, known) => ({ a: o[points], b: own[points], c: o[known], d: own[known] });
    return {
      id,
      score: of('points', 'known'),
      low: of('low', 'applicable'),
      high: of('high', 'applicable'),
      coverage: of('known', 'applicable'),
      applicable: of('applicable', 'total'),
    };
  });
  // Each pair both ways, so for plus and for minus the margin.
  const rivals = (one) =>
    ratios.filter((other) => other !== one && (leader === undefined || leader === one.id || leader === other.id));
  const roots = ratios
    .flatMap((one) => [
      ...level(one.coverage, share, 0),
      ...level(one.applicable, share, 0),
      ...rivals(one).flatMap((other) => [
        ...level(one.low, other.high, margin),
        ...level(one.score, other.score, margin),
      ]),
    ])
    .filter((root) => root >= 0 && root <= most)
    .sort((a, b) => a - b);
  // Where two curves touch, both roots are one, and nothing changes there.
  return roots.reduce((kept, root) => {
    if (!kept.length || root - kept.at(-1) >= ROUNDING * (1 + kept.at(-1))) kept.push(root);
    return kept;
  }, []);
}

/** The weights at which one ratio exceeds another by `margin`. */
function level(one, other, margin) {
  return solve(
    one.b * other.d - other.b * one.d - margin * one.d * other.d,
    one.a * other.d +
      one.b * other.c -
      other.a * one.d -
      other.b * one.c -
      margin * (one.c * other.d + one.d * other.c),
    one.a * other.c - other.a * one.c - margin * one.c * other.c,
  );
}

/** The real roots of a·x² + b·x + c. */
function solve(...coefficients) {
  const scale = Math.max(...coefficients.map(Math.abs));
  if (scale === 0) return [];
  const [a, b, c] = coefficients.map((x) => x / scale);
  if (Math.abs(a) < SMALL) return Math.abs(b) < SMALL ? [] : [-c / b];
  const inner = b * b - 4 * a * c;
  if (inner < 0) return [];
  // The form that does not subtract numbers that are nearly equal.
  const q = -0.5 * (b + (b < 0 ? -1 : 1) * Math.sqrt(inner));
  return q === 0 ? [0] : [q / a, c / q];
}
