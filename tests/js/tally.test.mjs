import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tally } from '../../themes/default/static/js/tally.js';

// The flagship's checklist: subject, weight, decisive.
const LIST = [
  ['nodejs', 2, true], ['nodejs', 2, true], ['nodejs', 2], ['nodejs', 1], ['nodejs', 1],
  ['python', 2, true], ['python', 2, true], ['python', 1], ['python', 2], ['python', 1],
].map(([subject, weight, decisive = false]) => ({ subject, weight, decisive }));

const said = (...ticked) => tally(LIST.map((s, i) => ({ ...s, ticked: ticked.includes(i) })), 0.05);

test('nothing ticked says nothing', () => {
  const { status, leaders, ticked, total } = said();
  assert.deepEqual({ status, leaders, ticked, total }, { status: 'none', leaders: [], ticked: 0, total: 10 });
});

test('weight points to a side', () => {
  const { status, leaders, sides } = said(2, 3, 7);
  assert.deepEqual({ status, leaders }, { status: 'points', leaders: ['nodejs'] });
  assert.deepEqual(sides.map(({ have, of, share }) => [have, of, share]), [[3, 8, 3 / 8], [1, 8, 1 / 8]]);
});

test('equal weight is a tie', () => {
  assert.deepEqual([said(2, 8).status, said(2, 8).leaders], ['tied', ['nodejs', 'python']]);
});

test('a decisive statement settles it, and says so when weight alone would not', () => {
  const alone = said(0);
  assert.deepEqual([alone.status, alone.leaders, alone.byWeight], ['decisive', ['nodejs'], []]);
  const against = said(0, 7, 8, 9);
  assert.deepEqual([against.status, against.leaders, against.byWeight], ['decisive', ['nodejs'], ['python']]);
});

test('decisive statements of two sides are a conflict', () => {
  const { status, leaders } = said(0, 5, 2, 3);
  assert.deepEqual([status, leaders], ['conflict', ['nodejs', 'python']]);
});

test('a longer list is no advantage', () => {
  const list = [{ subject: 'a', weight: 1, ticked: true }, ...Array(9).fill({ subject: 'b', weight: 1, ticked: false })];
  list[1] = { ...list[1], ticked: true };
  assert.deepEqual(tally(list, 0.05).leaders, ['a']);
});

test('weights of 0 divide nothing', () => {
  assert.equal(tally([{ subject: 'a', weight: 0, ticked: true }], 0.05).sides[0].share, 0);
});
