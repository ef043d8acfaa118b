// How long after a file is saved the preview serves the page that shows it, and what memory many rebuilds take.
//
//   node tests/bench/preview.mjs VERSUS [--pages 100,1000] [--edits 50] [--rebuilds 2000] [--beside pairs]
//
// From the first byte of saving to the last byte of an answer with the change in it, whatever `versus serve` waits in
// between. The page is asked for again a millisecond after each answer. The next edit comes when the preview says that it is
// done with the one before. With --beside the site has a large dataset of that variant as well. Memory is the resident
// set as Linux tells of it.

import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { FORMS, write, writeCorpus } from './corpus.mjs';
import { dataset, VARIANTS, withText } from './corpus/data.mjs';
import { place } from './corpus/pages.mjs';
import { percentile } from './measure.mjs';
import { machine, megabytes, milliseconds, table, today } from './report.mjs';

/** Nothing here takes this long but for a fault. */
const PATIENCE = 120_000;
const DATUM = { subjects: 10, criteria: 8 };

const { values: options, positionals: [versus] } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: 'string', default: '100,1000' },
    edits: { type: 'string', default: '50' },
    rebuilds: { type: 'string', default: '2000' },
    beside: { type: 'string' },
  },
});

if (options.beside !== undefined && !Object.hasOwn(VARIANTS, options.beside)) {
  throw new Error(`--beside takes one of ${Object.keys(VARIANTS).join(', ')}`);
}
console.log(`\n### Preview: from saving to being served\n\n${today()}, ${machine()}. ${options.edits} edits each.\n`);
const rows = [];
for (const pages of options.pages.split(',').map(Number)) rows.push(...await latencies(pages));
console.log(table(['', 'median', '95 in 100 below'], rows));
if (Number(options.rebuilds) > 0) await memory(Number(options.rebuilds));

async function latencies(pages) {
  return during(pages, async (preview) => {
    const found = [];
    for (const [name, edit] of Object.entries(preview.edits)) {
      const times = [];
      for (let round = 0; round < Number(options.edits); round += 1) times.push(await preview.time(edit, `${name}mark${round}`));
      found.push([`${pages.toLocaleString('en')} pages${options.beside ? ` beside the data of ${options.beside}` : ''}: ${name}`, milliseconds(percentile(times, 0.5)), milliseconds(percentile(times, 0.95))]);
    }
    return found;
  });
}

async function memory(rebuilds) {
  const samples = await during(100, async (preview) => {
    const found = [];
    for (let round = 0; round <= rebuilds; round += 1) {
      await preview.time(preview.edits['an article'], `mark${round}`);
      if (round % (rebuilds / 10) === 0) found.push([String(round), megabytes(preview.resident())]);
    }
    return found;
  });
  console.log(`\n### Preview: memory over ${rebuilds} rebuilds of 100 pages\n\n${table(['rebuilds', 'resident'], samples)}`);
}

/** Serves a corpus while `use` looks at it, and ends the server. */
async function during(pages, use) {
  const folder = mkdtempSync(join(tmpdir(), 'versus-preview-'));
  let server;
  try {
    const edits = project(folder, pages);
    server = spawn(versus, ['--root', folder, 'serve', '--port', '0', '--as-of', '2026-11-23'], { stdio: ['ignore', 'pipe', 'pipe'] });
    return await use(await follow(server, edits));
  } finally {
    server?.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function follow(server, edits) {
  let done = () => {};
  createInterface({ input: server.stderr }).on('line', (line) => { if (/complete after|overtaken/.test(line)) done(line); });
  const quiet = () => within('the rebuild', new Promise((resolve) => { done = resolve; }));
  const first = quiet();
  const url = await within('the address', new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => { const at = line.match(/http:\/\/\S+/); if (at) resolve(at[0]); });
    server.on('exit', (code) => reject(new Error(`the preview ended with ${code}`)));
  }));
  await first;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const fetched = (path) => new Promise((resolve, reject) => {
    get(new URL(path, url), { agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts).toString())).on('error', reject);
    }).on('error', reject);
  });
  return {
    edits,
    resident: () => Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+) kB/)[1]) * 1024,
    async time({ save, page, shows }, mark) {
      const settled = quiet();
      const start = performance.now();
      save(mark);
      for (;;) {
        if (await shows(await fetched(page), mark, fetched)) break;
        if (performance.now() - start > PATIENCE) throw new Error(`${page} never showed ${mark}`);
        await new Promise((resolve) => { setTimeout(resolve, 1); });
      }
      const time = performance.now() - start;
      await settled;
      return time;
    },
  };
}

/** Writes the project; what is edited in it, and how one sees that. */
function project(folder, pages) {
  writeCorpus(FORMS.versus, pages, folder);
  const article = FORMS.versus.source(0, pages);
  const { section, name } = place(0, pages);
  const theme = 'themes/own/static/css';
  const data = dataset(DATUM);
  const beside = VARIANTS[options.beside];
  write(folder, [
    ['versus.yaml', `${readFileSync(join(folder, 'versus.yaml'), 'utf8')}theme: own\n${beside?.pairs ? 'publish: {pairs: true}\n' : ''}`],
    ...(beside ? Object.entries(dataset(beside)).map(([name, text]) => [`content/data/bench/${name}`, text]) : []),
    ['content/data/small/dataset.yaml', data['dataset.yaml']],
    ['content/data/small/values.csv', data['values.csv']],
    ['content/datum.md', '---\ntitle: A datum\ncompare: {dataset: small}\n---\n\n{value}`x1.c4`\n\n```{matrix}\n```\n'],
    ['themes/own/templates/page.html', template('')],
  ]);
  mkdirSync(join(folder, theme), { recursive: true });
  copyFileSync(new URL('../../themes/default/static/css/main.css', import.meta.url), join(folder, theme, 'main.css'));
  const saved = (path, change) => {
    const text = readFileSync(join(folder, path), 'utf8');
    return (mark) => writeFileSync(join(folder, path), change(text, mark));
  };
  const marked = (text, mark) => text.includes(mark);
  return {
    'an article': { page: `/${section}/${name}/`, shows: marked, save: saved(article, (text, mark) => `${text}\n${mark}\n`) },
    'a datum': { page: '/datum/', shows: marked, save: saved('content/data/small/values.csv', withText) },
    'a template': { page: `/${section}/${name}/`, shows: marked, save: saved('themes/own/templates/page.html', (text, mark) => template(mark)) },
    'a style sheet': {
      page: `/${section}/${name}/`,
      async shows(text, mark, fetched) {
        return (await fetched(new URL(text.match(/href="([^"]*main\.[^"]*\.css)"/)[1], `http://localhost/${section}/${name}/`).pathname)).includes(mark);
      },
      save: saved(`${theme}/main.css`, (text, mark) => `${text}\n/* ${mark} */\n`),
    },
  };
}

function template(mark) {
  return `{% extends "builtin/page.html" %}{% block head_extra %}<p>${mark}</p>{% endblock %}\n`;
}

function within(what, promise) {
  let timer;
  const late = new Promise((resolve, reject) => { timer = setTimeout(() => reject(new Error(`${what} did not come`)), PATIENCE); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
