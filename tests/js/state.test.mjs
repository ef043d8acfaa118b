import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { ids, keep, link, load, merge, read, recall, show, store } from '../../themes/default/static/js/state.js';

// As much of a browser as the module touches.
function storage(items = new Map()) {
  return new Proxy({
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => { items.set(key, String(value)); },
    removeItem: (key) => { items.delete(key); },
  }, {
    ownKeys: () => [...items.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}

beforeEach(() => {
  globalThis.location = new URL('https://example.org/site/guides/a/?utm=1#top');
  globalThis.localStorage = storage();
  globalThis.history = { state: null, replaceState(_, __, address) { globalThis.location = new URL(address, location); } };
});
afterEach(() => {
  delete globalThis.location;
  delete globalThis.localStorage;
  delete globalThis.history;
});

test('reads its own parameters and nobody else’s', () => {
  const found = read('table', '?table=x&table.sort=a.desc&table2.sort=b&tab.le=1&other=2');
  assert.deepEqual({ ...found }, { '': 'x', sort: 'a.desc' });
});

test('garbage is text or nothing', () => {
  for (const search of ['?', '?%', '?%E0%A4%A', '?table=%00%ff', '?&&=&==', `?table=${'x'.repeat(5000)}`, '?table.__proto__=1']) {
    const found = read('table', search);
    assert.equal(Object.getPrototypeOf(found), null);
    for (const value of Object.values(found)) assert.equal(typeof value, 'string');
  }
  assert.equal(read('table', `?table=${'x'.repeat(5000)}`)[''], undefined);
});

test('the first of two equal parameters counts', () => {
  assert.equal(read('a', '?a=1&a=2')[''], '1');
});

test('writes its own parameters and keeps the others', () => {
  assert.equal(merge('?utm=1&a.x=1&ab=2', 'a', { '': 'v', y: '2', z: '' }), '?utm=1&ab=2&a=v&a.y=2');
  assert.equal(merge('?a=1', 'a', { '': '' }), '');
  assert.equal(merge('?a=1', 'a', { x: false, y: null, z: undefined }), '');
});

test('what is written is read again', () => {
  const values = { '': 'a.b-c_d', q: 'Größe & <b>"x"</b> + %', sort: 'x.desc' };
  assert.deepEqual({ ...read('i', merge('?x=1', 'i', values)) }, values);
});

test('the address keeps its fragment and what others wrote', () => {
  show('a', { '': '1' });
  show('b', { q: 'x' });
  assert.equal(location.href, 'https://example.org/site/guides/a/?utm=1&a=1&b.q=x#top');
  show('a', {});
  assert.equal(location.search, '?utm=1&b.q=x');
});

test('a link holds one instrument and leads to it', () => {
  show('b', { '': '2' });
  assert.equal(link('a', { '': '1' }), 'https://example.org/site/guides/a/?a=1#a');
});

test('storage is by page, instrument and version', () => {
  keep('list', 'v1', 'a.b');
  assert.equal(recall('list', 'v1'), 'a.b');
  assert.equal(recall('list', 'v2'), null);
  assert.equal(recall('other', 'v1'), null);
  globalThis.location = new URL('https://example.org/site/guides/b/');
  assert.equal(recall('list', 'v1'), null);
  globalThis.location = new URL('https://example.org/site/guides/a/index.html');
  assert.equal(recall('list', 'v1'), 'a.b');
});

test('a new version forgets the old ones, and only its own', () => {
  keep('list', 'v1', 'a');
  keep('list-2', 'v1', 'b');
  keep('list', 'v2', 'c');
  assert.deepEqual([recall('list', 'v1'), recall('list', 'v2'), recall('list-2', 'v1')], [null, 'c', 'b']);
});

test('without storage nothing breaks', () => {
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, get() { throw new Error('forbidden'); } });
  keep('list', 'v1', 'a');
  store('x', 'y');
  assert.equal(recall('list', 'v1'), null);
  assert.equal(load('x'), null);
});

test('a browser that refuses the address does not break the page', () => {
  history.replaceState = () => { throw new Error('SecurityError'); };
  show('a', { '': '1' });
  assert.equal(location.search, '?utm=1');
});

test('only known ids pass, each once', () => {
  assert.deepEqual(ids('b.a.b.<script>.__proto__', ['a', 'b', 'c']), ['b', 'a']);
  assert.deepEqual(ids(null, ['a']), []);
  assert.deepEqual(ids(undefined, ['a']), []);
});

/** Numbers that look random, the same for the same seed (mulberry32). */
function random(seed) {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * end);
  };
}

// `SOAK=1000000 node --test tests/js/state.test.mjs` tries as many.
test('any query string gives text by name, and what is set is read back', () => {
  const pieces = ['?', '&', '=', '.', '%', '%2e', '%00', '%ff', '%E2%80%AE', '+', '#', ';', 'table', 'table.', 'sort', '__proto__', 'constructor',
    'toString', 'a.desc', '<script>', '"', "'", 'javascript:x', '\u0000', '\u202e', '語', '🙂', '\ud800', '1e999', '-1', 'x'.repeat(50), '{{', '}}'];
  const next = random(1);
  const some = () => Array.from({ length: next(12) }, () => pieces[next(pieces.length)]).join('');
  for (let run = 0; run < Number(process.env.SOAK ?? 3000); run += 1) {
    const search = `?${some()}`;
    const found = read('table', search);
    assert.equal(Object.getPrototypeOf(found), null);
    for (const value of Object.values(found)) assert.equal(typeof value, 'string', search);
    const known = ['a', 'constructor', 'sort'];
    for (const id of ids(found[''], known)) assert.ok(known.includes(id), search);
    const values = { sort: some().toWellFormed(), '': some().toWellFormed() };
    const merged = merge(search, 'table', values);
    const kept = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
    assert.deepEqual({ ...read('table', merged) }, kept, search);
    const others = (text) => [...new URLSearchParams(text)].filter(([key]) => key !== 'table' && !key.startsWith('table.'));
    assert.deepEqual(others(merged), others(search), search);
  }
});
