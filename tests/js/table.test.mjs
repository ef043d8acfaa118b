import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differ, matches, moved, plain, sorted } from '../../themes/default/static/js/table.js';

const cells = { a: { sort: '2' }, b: {}, c: { sort: '10' }, d: { sort: '2' } };
const cell = (id) => cells[id];

test('subjects sort by place, level ones as they were, those without a value last', () => {
  assert.deepEqual(sorted(['a', 'b', 'c', 'd'], cell, true), ['c', 'a', 'd', 'b']);
  assert.deepEqual(sorted(['b', 'd', 'c', 'a'], cell, false), ['d', 'a', 'c', 'b']);
  assert.deepEqual(sorted(['x', 'a'], cell, false), ['a', 'x']);
});

test('sorting leaves the given order alone', () => {
  const order = ['a', 'b', 'c'];
  sorted(order, cell, true);
  assert.deepEqual(order, ['a', 'b', 'c']);
});

test('cells differ in value, or else in what is read', () => {
  assert.equal(differ([{ sort: '1', text: 'Very mature' }, { sort: '1', text: 'Mature' }]), false);
  assert.equal(differ([{ sort: '1', text: 'MIT' }, { text: 'unknown' }]), true);
  assert.equal(differ([{ text: 'unknown' }, { text: 'not applicable' }]), true);
  assert.equal(differ([{ text: 'unknown' }, { text: 'unknown' }]), false);
  assert.equal(differ([{ sort: '3' }]), false);
  assert.equal(differ([]), false);
});

test('a search knows neither case nor accents nor the order of words', () => {
  assert.ok(matches(plain('Café  Über\nStraße'), plain('uber CAFE')));
  assert.ok(!matches(plain('WebSockets'), plain('web sockets x')));
  assert.ok(matches(plain('anything'), plain('  ')));
});

test('moving goes as far as the ends', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 'a', 1), ['b', 'a', 'c']);
  assert.deepEqual(moved(['a', 'b', 'c'], 'a', -1), ['a', 'b', 'c']);
  assert.deepEqual(moved(['a', 'b', 'c'], 'c', 1), ['a', 'b', 'c']);
  assert.deepEqual(moved(['a', 'b', 'c'], 'c', -1), ['a', 'c', 'b']);
});
