// How well search finds known items, and how much a query loads, beside MiniSearch on the same pages.
//
//   node tests/bench/search.mjs [SITE]                    a built site, else ./site
//   node tests/bench/search.mjs --pages 10000 VERSUS      that many generated pages, built by the binary VERSUS
//
// The items are headings that stand on one page only: who types one wants that page. Each is asked for in full,
// again cut in the last word, as it is while a reader types, and with two letters swapped in its longest word. Other
// items are spellings and parts of words that only one page has: `nodejs` for Node.js, `effect` for useEffect. Bytes are those of a first query in a fresh
// browser, the excerpts of ten results and all, as they are on the disk and as gzip sends them.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import MiniSearch from 'minisearch';
import { place } from '../../themes/default/static/js/excerpt.js';
import {
  filesFor, filesNear, fold, isAnswered, parse, rank, replaced, slips, telling, variants, words,
} from '../../themes/default/static/js/find.js';
import * as prose from './corpus/prose.mjs';

const RESULTS = 10;
const QUERIES = 500;

const [first, count, versus] = process.argv.slice(2);
if (first === '--pages') {
  const folder = mkdtempSync(join(tmpdir(), 'versus-search-'));
  try {
    generate(folder, Number(count));
    execFileSync(versus, ['-r', folder, 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
    measure(join(folder, 'site'));
  } finally {
    rmSync(folder, { recursive: true });
  }
} else {
  measure(first ?? 'site');
}

function measure(site) {
  const index = open(join(site, 'search'));
  const pages = index.pages();
  const items = knownItems(pages);
  console.log(`${pages.length} pages, ${index.files.length} files of ${kb(sum(index.files.map((f) => f.raw)))} (gzip ${kb(sum(index.files.map((f) => f.gzip)))}), the list of them ${kb(index.manifestSize.raw)} (gzip ${kb(index.manifestSize.gzip)})`);
  const mini = miniSearch(pages);
  console.log(`MiniSearch: one file of ${kb(mini.size.raw)} (gzip ${kb(mini.size.gzip)})`);
  const typed = items.map(({ query, ...rest }) => ({ ...rest, query: query.slice(0, -Math.min(3, Math.ceil(lastWord(query).length / 3))) }));
  const sets = { headings: items, 'headings, being typed': typed, 'headings with a slip': slipped(items), ...spelledItems(pages) };
  for (const [name, set] of Object.entries(sets).filter(([, set]) => set.length)) {
    console.log(`\n${set.length} ${name}`);
    report('Versus', set, (query) => index.ask(query));
    if (!set[0].id) {
      report('MiniSearch', set, (query) => mini.ask(query));
      continue;
    }
    console.log(`  its section is the one shown: ${share(set, ({ query, page, id }) => {
      const own = pages.findIndex((p) => p.p === page);
      return place(pages[own], parse(query, 'en')).id === id;
    })}`);
    report('MiniSearch', set, (query) => mini.ask(query));
    const loads = set.map(({ query }) => index.load(query));
    for (const kind of ['raw', 'gzip']) {
      const sizes = loads.map((load) => load[kind]).sort((a, b) => a - b);
      console.log(`  a first query loads, ${kind}: median ${kb(sizes[sizes.length >> 1])}, 95 in 100 below ${kb(sizes[Math.floor(sizes.length * 0.95)])}, most ${kb(sizes.at(-1))}`);
    }
  }
}

function report(name, set, ask) {
  const start = performance.now();
  const places = set.map(({ query, page }) => ask(query).indexOf(page));
  const time = (performance.now() - start) / set.length;
  const top = (n) => share(places, (at) => at >= 0 && at < n);
  console.log(`  ${name}: first ${top(1)}, in the first three ${top(3)}, in the first ten ${top(RESULTS)}, ${time.toFixed(1)} ms a query`);
}

/** The published index, read as a browser reads it. */
function open(folder) {
  const file = (name) => {
    const bytes = readFileSync(join(folder, name));
    return { value: JSON.parse(bytes), raw: bytes.length, gzip: gzipSync(bytes).length };
  };
  const read = memo(file);
  const all = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const name = html.match(/data-index="[^"]*?(index\.[0-9a-f]+\.json)"/)[1];
  const manifest = read(name).value;
  const wordsFile = (i) => `words-${i}.${manifest.words[i][1]}.json`;
  const pagesFile = (i) => `pages-${i}.${manifest.files.slice(i * 6, i * 6 + 6)}.json`;
  const fileOf = (page) => Math.floor(page / manifest.per);
  const find = (query) => {
    const names = new Set([name]);
    const listOf = (numbers) => numbers.map(wordsFile).flatMap((n) => {
      names.add(n);
      return read(n).value;
    });
    const ranked = (asked) => {
      const lists = asked.map((one) => listOf(filesFor(one, manifest)));
      return { found: rank(asked, lists, manifest.pages).slice(0, RESULTS), lists };
    };
    const told = telling(parse(query, 'en'), manifest);
    let { found, lists } = ranked(told);
    if (!found.length) {
      const missing = told.filter((one, i) => !isAnswered(one, lists[i], manifest.pages));
      const near = missing.map((one) => [one.word, slips(one, listOf(filesNear(one, manifest)))]);
      ({ found } = ranked(replaced(told, new Map(near))));
    }
    found.forEach((page) => names.add(pagesFile(fileOf(page))));
    return { found, names };
  };
  const page = (number) => read(pagesFile(fileOf(number))).value[number % manifest.per];
  return {
    files: all.map((n) => read(n)),
    manifestSize: read(name),
    pages: () => Array.from({ length: manifest.pages }, (_, i) => page(i)),
    ask: (query) => find(query).found.map((number) => page(number).p),
    load(query) {
      const files = [...find(query).names].map(read);
      return { raw: sum(files.map((f) => f.raw)), gzip: sum(files.map((f) => f.gzip)) };
    },
  };
}

function miniSearch(pages) {
  const mini = new MiniSearch({
    idField: 'path',
    fields: ['title', 'headings', 'description', 'text'],
    storeFields: ['title'],
    tokenize: (text) => words(fold(text)),
    processTerm: (word) => word,
  });
  mini.addAll(pages.map(({ p, t, d, x }) => ({
    path: p, title: t, description: d, headings: x.map((part) => part[1]).join('\n'), text: x.map((part) => part[2]).join('\n'),
  })));
  const bytes = Buffer.from(JSON.stringify(mini));
  const options = { boost: { title: 4, headings: 2, description: 1.2 }, prefix: (term, i, terms) => i === terms.length - 1 };
  return {
    size: { raw: bytes.length, gzip: gzipSync(bytes).length },
    ask: (query) => mini.search(query, options).slice(0, RESULTS).map((hit) => hit.id),
  };
}

/** Headings of two words and more that stand once, and where. */
function knownItems(pages) {
  const seen = new Map();
  for (const { p, x } of pages) {
    for (const [id, query] of x) {
      const key = words(fold(query)).join(' ');
      if (!id || !key.includes(' ')) continue;
      seen.set(key, seen.has(key) ? null : { page: p, id, query });
    }
  }
  const items = [...seen.values()].filter(Boolean);
  const step = Math.max(1, items.length / QUERIES);
  return Array.from({ length: Math.min(items.length, QUERIES) }, (_, i) => items[Math.floor(i * step)]);
}

/** The longest word of each item, alone and with two letters swapped; only words that no page has then. */
function slipped(items) {
  return items.flatMap(({ query, ...rest }) => {
    const word = words(fold(query)).filter((one) => /^[a-z]{6,}$/.test(one)).sort((a, b) => b.length - a.length)[0];
    return word && word[2] !== word[3] ? [{ ...rest, query: query.toLowerCase().replace(word, word.slice(0, 2) + word[3] + word[2] + word.slice(4)) }] : [];
  });
}

/** Other spellings of words, and parts of words, that stand on one page only and nowhere as words. */
function spelledItems(pages) {
  const seen = { 'other spellings': new Map(), 'parts of words': new Map() };
  const plain = new Set();
  for (const { p, t, d, x } of pages) {
    const texts = [t, d, ...x.flatMap(([, title, text]) => [title, text])];
    texts.forEach((text) => words(fold(text)).forEach((word) => plain.add(word)));
    for (const { spellings, parts } of texts.flatMap((text) => variants(text))) {
      for (const [kind, found] of [['other spellings', spellings], ['parts of words', parts]]) {
        found.forEach((query) => seen[kind].set(query, [undefined, p].includes(seen[kind].get(query)) ? p : null));
      }
    }
  }
  const items = (found) => [...found].filter(([query, page]) => page !== null && query.length > 3 && !plain.has(query)).map(([query, page]) => ({ query, page }));
  return Object.fromEntries(Object.entries(seen).map(([kind, found]) => [kind, items(found).slice(0, QUERIES)]));
}

/** Pages of about 2 KB in which words are as unevenly frequent as in prose. */
function generate(folder, pages) {
  const random = prose.generator(20261123);
  writeFileSync(join(folder, 'versus.yaml'), 'title: Many pages\nnavigation: []\n');
  for (let i = 0; i < pages; i += 1) {
    const section = join(folder, 'content', `s${i % 100}`);
    mkdirSync(section, { recursive: true });
    const parts = Array.from({ length: 5 }, () => {
      const heading = prose.words(random, 2 + random(3), prose.topic);
      // A text speaks of what its heading says.
      const body = prose.words(random, 60, () => (random(25) === 0 ? heading.split(' ')[0] : prose.word(random)));
      return `## ${heading}\n\n${body}.\n`;
    });
    writeFileSync(join(section, `p${i}.md`), `---\ntitle: ${prose.words(random, 3, prose.topic)}\ndescription: ${prose.words(random, 8, prose.topic)}\n---\n${parts.join('\n')}`);
  }
  console.log(`generated: ${kb(size(join(folder, 'content')))} of Markdown`);
}

function memo(make) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key);
  };
}

function size(path) {
  const info = statSync(path);
  return info.isDirectory() ? sum(readdirSync(path).map((name) => size(join(path, name)))) : info.size;
}

function lastWord(query) {
  return query.trim().split(/\s+/).at(-1);
}

function share(items, holds) {
  return `${((100 * items.filter(holds).length) / items.length).toFixed(1)} %`;
}

function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0);
}

function kb(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
