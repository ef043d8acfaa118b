import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { excerpt, hits, marked, place } from '../../themes/default/static/js/excerpt.js';
import {
  closeness, decode, filesFor, filesNear, fold, parse, rank, replaced, slips, stem, telling, variants, words,
} from '../../themes/default/static/js/find.js';

const fixture = (name) => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url)));
const SIX_BITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

// As src/search/files.rs writes them.
function encode(pages) {
  let next = 0;
  return pages.map(([page, weight]) => {
    let distance = page - next;
    next = page + 1;
    let digits = '';
    for (; distance >= 32; distance = Math.floor(distance / 32)) digits += SIX_BITS[32 + (distance % 32)];
    return digits + SIX_BITS[distance] + SIX_BITS[weight];
  }).join('');
}

const list = (entries) => Object.entries(entries).flatMap(([word, pages]) => [word, encode(pages)]);
const only = (text, language = 'en') => parse(text, language)[0];
const text = (pieces) => pieces.map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join('');

test('text becomes the words that the index has', () => {
  for (const [given, expected] of fixture('words')) assert.deepEqual(words(fold(given)), expected, given);
});

test('compounds have the variants that the index has', () => {
  for (const [given, spellings, parts] of fixture('variants')) {
    const found = variants(given);
    assert.deepEqual([found.flatMap((one) => one.spellings), found.flatMap((one) => one.parts)], [spellings, parts], given);
  }
});

test('a query finds other spellings of its words', () => {
  const pages = (query, words) => rank(parse(query, 'en'), parse(query, 'en').map(() => list(words)), 50);
  assert.deepEqual(pages('server-side', { serverside: [[3, 9]] }), [3]);
  assert.deepEqual(pages('1,000', { 1000: [[4, 9]] }), [4]);
  assert.deepEqual(pages('v3.10.4', { '3.10.4': [[5, 9]] }), [5]);
  assert.deepEqual(pages('C#', { csharp: [[6, 9]] }), [6]);
  assert.deepEqual(pages('rfc9110', { rfc: [[1, 9], [2, 9]], 9110: [[2, 9], [3, 9]] }), [2]);
  assert.deepEqual(pages('node.js', { node: [[1, 9]], js: [[1, 9]], nodejs: [[1, 9], [2, 9]] }), [1, 2]);
});

test('a word with one slip is near', () => {
  const entries = { python: [[1, 9], [2, 9]], pythons: [[1, 9]], typhon: [[1, 9]], jython: [[1, 9]], ython: [[1, 9]] };
  assert.deepEqual(slips({ word: 'pyhton' }, list(entries)), ['python']);
  assert.deepEqual(slips({ word: 'pythn' }, list(entries)), ['python']);
  assert.deepEqual(slips({ word: 'pythonn' }, list(entries)), ['python', 'pythons']);
  assert.deepEqual(slips({ word: 'py' }, list(entries)), []);
  assert.deepEqual(slips({ word: '12000' }, list({ 1000: [[1, 9]] })), []);
  const query = replaced(parse('pyhton speed', 'en'), new Map([['pyhton', ['python', 'pythons']]]));
  assert.deepEqual(query.map(({ word }) => word), ['python', 'speed']);
  assert.equal(query[0].also[0][0].word, 'pythons');
  const manifest = { words: Array.from({ length: 26 }, (_, i) => [String.fromCharCode(97 + i), '0']) };
  assert.deepEqual(filesNear({ word: 'pyhton' }, manifest), [15]);
  assert.equal(filesNear({ word: 'pyhton' }, { words: manifest.words.slice(0, 9) }).length, 9);
});

test('forms of an English word have one stem', () => {
  const families = ['compare compares compared comparing', 'library libraries', 'run runs running', 'class classes',
    'query queries queried', 'box boxes', 'build builds building', 'cache caches cached caching', 'study studied studies'];
  for (const family of families) assert.equal(new Set(family.split(' ').map(stem)).size, 1, family);
  for (const word of ['status', 'this', 'node', 'ring', 'bed', 'c++', 'größe']) assert.ok(stem(word).length >= word.length - 1, word);
});

test('a query is its words, each once; the last may grow until a space ends it', () => {
  assert.deepEqual(parse('Node node PERF', 'en').map(({ word, open }) => [word, open]), [['node', false], ['perf', true]]);
  assert.equal(only('node ').open, false);
  assert.deepEqual(parse('  …!? ', 'en'), []);
  assert.ok(parse('a b c d e f g h i j k l m n o p', 'en').length <= 12);
  assert.deepEqual(parse('日本語').map(({ word }) => word), ['日本', '本語']);
});

test('nearness: itself, its forms, then what it begins', () => {
  assert.equal(closeness(only('compare'), 'compare'), 1);
  assert.equal(closeness(only('comparing '), 'compared'), 0.8);
  assert.equal(closeness(only('comparing ', 'de'), 'compared'), 0);
  assert.ok(closeness(only('java'), 'javascript') > 0);
  assert.equal(closeness(only('java '), 'javascript'), 0);
  assert.ok(closeness(only('Datenbank ', 'de'), 'datenbanken') > 0);
  assert.equal(closeness(only('script'), 'javascript'), 0);
});

test('pages and weights come back as they were stored', () => {
  for (const pages of [[], [[0, 1]], [[0, 63], [1, 1], [33, 7], [2000, 9], [1000000, 63]], [[31, 5], [64, 5], [97, 6]]]) {
    assert.deepEqual(decode(encode(pages)), pages);
  }
  assert.doesNotThrow(() => decode('é🦀?'));
});

test('a word is looked for where it stands or would stand, in few files', () => {
  const manifest = { words: ['a', 'compare', 'compared', 'd', 'library', 'x'].map((first) => [first, '0']) };
  assert.deepEqual(filesFor(only('b'), manifest), [0]);
  assert.deepEqual(filesFor(only('compared'), manifest), [2, 1]);
  assert.deepEqual(filesFor(only('libraries'), manifest), [3, 4]);
  assert.deepEqual(filesFor(only('zebra'), manifest), [5]);
  assert.deepEqual(filesFor(only('0'), { words: [['a', '0']] }), []);
  assert.deepEqual(filesFor(only('a'), { words: [] }), []);
  assert.ok(filesFor(only('c'), manifest).length <= 2);
});

test('words on every page are left out, unless there are no others', () => {
  const manifest = { common: ['the', 'a'] };
  assert.deepEqual(telling(parse('the node a', 'en'), manifest).map(({ word }) => word), ['node']);
  assert.deepEqual(telling(parse('the a', 'en'), manifest).map(({ word }) => word), ['the', 'a']);
});

test('pages with all words come first, then by weight and how rare the word is', () => {
  const asked = parse('node speed ', 'en');
  const lists = [list({ node: [[0, 30], [1, 20], [2, 10]] }), list({ speed: [[1, 20], [3, 20]] })];
  assert.deepEqual(rank(asked, lists, 50)[0], 1);
  assert.deepEqual(new Set(rank(asked, lists, 50)), new Set([0, 1, 2, 3]));
  assert.deepEqual(rank(parse('no', 'en'), [list({ no: [[5, 10]], node: [[1, 10]] })], 50), [5, 1]);
  assert.deepEqual(rank(asked, [[], []], 50), []);
});

test('marks stand where the text has the words, whatever their case, accents and forms', () => {
  const shown = (given, query, language) => text(marked(given, hits(given, parse(query, language))));
  assert.equal(shown('Größe und GRÖSSE', 'grosse', 'de'), '[Größe] und [GRÖSSE]');
  assert.equal(shown('It compares C++ with C.', 'comparing c++ ', 'en'), 'It [compares] [C++] with C.');
  assert.equal(shown('Use Node.js, NodeJS or node.', 'nodejs', 'en'), 'Use [Node.js], [NodeJS] or node.');
  assert.equal(shown('A data\u00adbase with useEffect()', 'database effect', 'en'), 'A [data\u00adbase] with [useEffect]()');
  assert.equal(shown('日本語の本', '日本語'), '[日本語]の本');
  assert.equal(shown('<mark>&amp;', 'mark', 'en'), '<[mark]>&amp;');
  assert.equal(shown('e\u0301tude', 'etude', 'fr'), '[e\u0301tude]');
});

test('an excerpt is short and holds the words', () => {
  const long = `${'before '.repeat(80)}the needle stands here ${'after '.repeat(80)}`;
  const shown = text(excerpt(long, parse('needle', 'en')));
  assert.match(shown, /^… .*\[needle\].* …$/);
  assert.ok(shown.length < 220);
  assert.equal(text(excerpt('short', parse('x', 'en'))), 'short');
  assert.equal(text(excerpt('', parse('x', 'en'))), '');
});

test('the place on a page is the heading that answers, or the page itself', () => {
  const page = { p: 'a/', t: 'Runtimes', s: 'Guides', d: 'All of them', x: [
    ['', '', 'Node and Python.'], ['speed', 'Raw speed', 'How fast they are.'], ['ecosystem', 'Ecosystem', 'Packages and speed.'],
  ] };
  assert.equal(place(page, parse('speed', 'en')).id, 'speed');
  assert.equal(place(page, parse('packages', 'en')).id, 'ecosystem');
  assert.equal(place(page, parse('runtime', 'en')).id, '');
  assert.equal(text(place(page, parse('runtime', 'en')).excerpt), 'All of them');
  assert.equal(place(page, parse('python', 'en')).heading, '');
  assert.doesNotThrow(() => place({ p: '', t: '', s: '', d: '', x: [] }, parse('x', 'en')));
});
