import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rank } from '../../themes/default/static/js/score.js';

const fixture = JSON.parse(readFileSync(new URL('../fixtures/scoring.json', import.meta.url)));
const round = (x) => Math.round(x * 1000) / 1000;

for (const { name, why, tie_margin, criteria, subjects, ruled_out, expect } of fixture.cases) {
  test(`${name}: ${why}`, () => {
    const left = subjects.filter((s) => !ruled_out.includes(s.id));
    const found = rank({ criteria, subjects: left, margin: tie_margin });
    assert.equal(found.status, expect.status);
    assert.deepEqual(found.leaders, expect.leaders);
    assert.deepEqual(Object.fromEntries(found.entries.map((e) => [e.id, round(e.score)])), expect.scores);
    assert.deepEqual(found.coverage, expect.coverage);
    assert.deepEqual(found.flips.map((flip) => ({ ...flip, at: round(flip.at) })), expect.flips);
  });
}

test('what counts adds up to the score', () => {
  for (const { criteria, subjects, tie_margin } of fixture.cases) {
    for (const { score, parts } of rank({ criteria, subjects, margin: tie_margin }).entries) {
      const total = parts.reduce((sum, part) => sum + part.weight, 0);
      assert.ok(Math.abs(parts.reduce((sum, part) => sum + part.utility * part.weight, 0) / total - score) < 1e-12);
    }
  }
});

// Random tables, the same at every run.
function* tables(count) {
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let n = 0; n < count; n += 1) {
    const criteria = Array.from({ length: 1 + Math.floor(random() * 6) }, (_, k) => ({ id: `c${k}`, weight: Math.floor(random() * 5) }));
    const subjects = Array.from({ length: 2 + Math.floor(random() * 4) }, (_, s) => ({
      id: `s${s}`, utilities: criteria.map(() => (random() < 0.05 ? null : Math.floor(random() * 5) / 4)),
    }));
    yield { criteria, subjects, margin: 0.05 };
  }
}

test('scores are from 0 to 1, and ten times the weights change none', () => {
  for (const table of tables(2000)) {
    const scaled = { ...table, criteria: table.criteria.map((c) => ({ ...c, weight: c.weight * 10 })) };
    const [a, b] = [rank(table), rank(scaled)];
    assert.equal(a.status, b.status);
    assert.deepEqual(a.leaders, b.leaders);
    a.entries.forEach((entry, i) => {
      assert.ok(entry.score >= 0 && entry.score <= 1);
      assert.ok(Math.abs(entry.score - b.entries[i].score) < 1e-12);
    });
  }
});

test('behind a flip point the challenger leads, before it the winner does', () => {
  let flips = 0;
  for (const table of tables(2000)) {
    const result = rank({ ...table, margin: 0 });
    const best = (weight, criterion) => rank({
      ...table, margin: 0, criteria: table.criteria.map((c) => (c.id === criterion ? { ...c, weight } : c)),
    }).entries;
    for (const { criterion, from, at, challenger } of result.flips) {
      const step = Math.sign(at - from) * 1e-6;
      const score = (entries, id) => entries.find((entry) => entry.id === id).score;
      const before = best(at - step, criterion);
      assert.ok(score(before, result.leaders[0]) > score(before, challenger));
      if (at + step < 0) continue;
      const behind = best(at + step, criterion);
      assert.ok(score(behind, result.leaders[0]) < score(behind, challenger));
      flips += 1;
    }
  }
  assert.ok(flips > 500);
});
