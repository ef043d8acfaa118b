import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rank } from '../../themes/default/static/js/score.js';

const fixture = JSON.parse(readFileSync(new URL('../fixtures/scoring.json', import.meta.url)));
const round = (x) => (x === null ? null : Math.round(x * 1000) / 1000);

const described = ({ id, score, coverage, range, missing }) => ({
  id, score: round(score), coverage: round(coverage), range: range && range.map(round), missing,
});

for (const { name, why, tie_margin: margin, min_coverage: minCoverage, criteria, subjects, ruled_out, expect } of fixture.cases) {
  test(`${name}: ${why}`, () => {
    const left = subjects.filter((s) => !ruled_out.includes(s.id)).map((s) => ({ undecided: [], ...s }));
    const found = rank({ criteria, subjects: left, margin, minCoverage });
    assert.equal(found.status, expect.status);
    assert.deepEqual(found.leaders, expect.leaders);
    assert.deepEqual(found.entries.map(described), expect.ranked);
    assert.deepEqual(found.notRanked.map(described), expect.not_ranked);
    assert.deepEqual(found.overturn.cells.map(({ id, criterion }) => [id, criterion]), expect.overturn.cells);
    assert.deepEqual(found.overturn.together, expect.overturn.together);
    assert.deepEqual(found.turns.map(({ criterion, from, up, at, status, leaders, next }) => ({
      criterion, from, up, at: round(at), status, leaders, next: next && [round(next.at), next.id],
    })), expect.turns);
  });
}

test('what counts adds up to the score', () => {
  for (const table of tables(500)) {
    for (const { score, parts } of [...rank(table).entries, ...rank(table).notRanked]) {
      const known = parts.reduce((sum, part) => sum + part.weight, 0);
      if (score !== null) assert.ok(Math.abs(parts.reduce((sum, part) => sum + part.utility * part.weight, 0) / known - score) < 1e-12);
    }
  }
});

// Random tables with gaps, bounds and what does not apply; the same at every run.
function* tables(count, subjects = 4) {
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const eighth = () => Math.floor(random() * 9) / 8;
  const cell = () => {
    const kind = random();
    if (kind < 0.15) return null;
    if (kind < 0.2) return 'na';
    const utility = eighth();
    return kind < 0.3 ? [utility, utility, 1] : kind < 0.35 ? [utility, 0, utility] : utility;
  };
  for (let n = 0; n < count; n += 1) {
    const criteria = Array.from({ length: 1 + Math.floor(random() * 6) }, (_, k) => ({ id: `c${k}`, weight: Math.floor(random() * 7) / 2 }));
    yield {
      criteria,
      subjects: Array.from({ length: 2 + Math.floor(random() * subjects) }, (_, s) => ({
        id: `s${s}`, cells: criteria.map(cell), undecided: random() < 0.05 ? ['z'] : [],
      })),
      margin: random() < 0.5 ? 0.05 : 0,
      minCoverage: 0.6,
    };
  }
}

const all = ({ entries, notRanked }) => [...entries, ...notRanked];

test('the score lies in its range, and ten times the weights change nothing', () => {
  for (const table of tables(2000)) {
    const scaled = { ...table, criteria: table.criteria.map((c) => ({ ...c, weight: c.weight * 8 })) };
    const [a, b] = [rank(table), rank(scaled)];
    assert.equal(a.status, b.status);
    assert.deepEqual(a.leaders, b.leaders);
    for (const { id, score, range } of all(a)) {
      if (score !== null) assert.ok(range[0] - 1e-12 <= score && score <= range[1] + 1e-12, JSON.stringify(table));
      const other = all(b).find((one) => one.id === id);
      assert.ok(score === other.score || Math.abs(score - other.score) < 1e-12);
    }
  }
});

test('another subject changes nothing about the others', () => {
  for (const table of tables(2000)) {
    const fewer = { ...table, subjects: table.subjects.slice(1) };
    const [many, few] = [rank(table), rank(fewer)];
    const own = ({ id, score, coverage, range, missing }) => ({ id, score, coverage, range, missing });
    for (const part of ['entries', 'notRanked']) {
      const without = many[part].filter((one) => one.id !== 's0').map(own);
      assert.deepEqual(without, few[part].map(own));
    }
  }
});

test('on this side of a turning point the leader leads, beyond it no longer', () => {
  let turns = 0;
  for (const table of tables(3000)) {
    const result = rank(table);
    const [leader] = result.leaders;
    const leads = (criterion, weight) => {
      const moved = { ...table, criteria: table.criteria.map((c) => (c.id === criterion ? { ...c, weight } : c)) };
      const { status, leaders } = rank(moved);
      return status === 'certain' || status === 'leads' ? leaders[0] : null;
    };
    for (const { criterion, from, up, at, next } of result.turns) {
      const way = up ? 1 : -1;
      const step = way * 1e-6 * (1 + at);
      if (Math.abs(at - from) > 1e-5) assert.equal(leads(criterion, at - step), leader, JSON.stringify([table, criterion, at]));
      if (at + step >= 0) assert.notEqual(leads(criterion, at + step), leader, JSON.stringify([table, criterion, at]));
      if (next && next.at + step >= 0) assert.equal(leads(criterion, next.at + step), next.id, JSON.stringify([table, criterion, next]));
      turns += 1;
    }
  }
  assert.ok(turns > 1000, `${turns}`);
});
