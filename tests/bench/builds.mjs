// Builds of the same pages by Versus and by other generators, in alternation.
//
//   node tests/bench/builds.mjs TOOLS.json [--pages 100,1000] [--runs 5] [--only versus,hugo] [--text] [--data] [--datum]
//
// With --text only pages without code; with --data also datasets by Versus alone; with --datum also a datum that fifty of
// the pages show.
//
// TOOLS.json names the programs; `tests/bench/run` writes it. A cold build finds the sources and nothing else: no
// output and no cache of its own; what was there is set aside rather than removed, since some file systems make new
// files slowly for a minute after many were removed. Then each is asked again with nothing changed, and with one article
// changed. A ratio is the median over rounds of Versus's figure by the other's in the same round.

import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FORMS, write, writeCorpus } from './corpus.mjs';
import { VARIANTS, dataset, withText } from './corpus/data.mjs';
import { addition } from './corpus/pages.mjs';
import { measure, median, needTime } from './measure.mjs';
import { machine, megabytes, milliseconds, percent, seconds, table, today } from './report.mjs';

/** How many pages show the datum. */
const FIFTY = 50;
/** These have no version of their own. */
const UNVERSIONED = ['lean', 'floor'];
/** Whether it is asked again what it has built: the libraries alone know nothing of before. */
const isAskedAgain = (name) => name !== 'floor';
const HEAD = ['', 'generator', 'wall', 'CPU', 'peak memory', 'Versus takes of it: wall', 'CPU', 'memory'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: 'string', default: '100,1000' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: Object.keys(FORMS).join(',') },
    text: { type: 'boolean', default: false },
    data: { type: 'boolean', default: false },
    datum: { type: 'boolean', default: false },
  },
});
const tools = JSON.parse(readFileSync(positionals[0], 'utf8'));
const runs = Number(options.runs);
const names = options.only.split(',');
needTime();

console.log(`${today()}, ${machine()}. ${names.filter((name) => !UNVERSIONED.includes(name)).map((name) => `${FORMS[name].name} ${tools.versions[name]}`).join(', ')}. ${runs === 1 ? 'One run each' : `Medians of ${runs} runs`}.`);
for (const pages of options.pages.split(',').map(Number)) {
  for (const code of options.text ? [false] : [true, false]) pagesTable(pages, code);
}
if (options.datum) datumTable(Math.max(...options.pages.split(',').map(Number)));
if (options.data) dataTable();

function pagesTable(pages, code) {
  const kept = names.map((name) => project(name, pages, { code }));
  try {
    const figures = Object.fromEntries(names.map((name) => [name, { cold: [], same: [], edited: [] }]));
    for (let round = 0; round < runs; round += 1) {
      for (const one of kept) {
        const own = figures[one.name];
        one.clean();
        own.cold.push(one.build());
        if (!isAskedAgain(one.name)) continue;
        own.same.push(one.build());
        one.edit(FORMS[one.name].source(round, pages), addition(round));
        own.edited.push(one.build());
      }
    }
    const kinds = [['cold', 'cold build'], ['same', 'nothing changed'], ['edited', 'an article changed']];
    console.log(`\n### ${pages.toLocaleString('en')} pages ${code ? 'with two listings each' : 'without code'}\n`);
    console.log(table(HEAD, kinds.flatMap(([kind, label]) => names.filter((name) => figures[name][kind].length > 0).map((name) => row(label, name, figures, kind)))));
  } finally {
    kept.forEach((one) => one.remove());
  }
}

function row(label, name, figures, kind) {
  const own = figures[name][kind];
  const middle = (figure) => median(own.map((one) => one[figure]));
  const ratio = (figure) => (name === 'versus' || name === 'lean' || !figures.versus ? '' :
    percent(median(own.map((one, at) => figures.versus[kind][at][figure] / one[figure]))));
  return [label, FORMS[name].name, seconds(middle('wall')), seconds(middle('cpu')), megabytes(middle('memory')),
    ratio('wall'), ratio('cpu'), ratio('memory')];
}

/** A datum that fifty pages among many show. */
function datumTable(pages) {
  const one = project('versus', pages);
  const data = dataset({ subjects: 10, criteria: 8 });
  const values = 'content/data/small/values.csv';
  const shown = Array.from({ length: FIFTY }, (_, at) => [`content/shown/p${at}.md`, `---\ntitle: Shows ${at}\ncompare: {dataset: small}\n---\n\nIt is {value}\`x1.c4\`.\n`]);
  write(one.folder, [['content/data/small/dataset.yaml', data['dataset.yaml']], [values, data['values.csv']], ...shown]);
  try {
    const found = { cold: [], edited: [] };
    for (let round = 0; round < runs; round += 1) {
      one.clean();
      found.cold.push(one.build());
      one.edit(values, '', (text) => withText(text, `changed${round}`));
      found.edited.push(one.build());
    }
    const middle = (kind, figure) => median(found[kind].map((each) => each[figure]));
    const line = (label, kind) => [label, seconds(middle(kind, 'wall')), seconds(middle(kind, 'cpu')), percent(middle(kind, 'wall') / middle('cold', 'wall'))];
    console.log(`\n### A datum on ${FIFTY} of ${(pages + FIFTY).toLocaleString('en')} pages, ${runs === 1 ? 'one run' : `medians of ${runs} runs`}\n`);
    console.log(table(['', 'wall', 'CPU', 'of a cold build'], [line('cold build', 'cold'), line('the datum changed', 'edited')]));
  } finally {
    one.remove();
  }
}

function dataTable() {
  const rows = Object.entries(VARIANTS).flatMap(([variant, { subjects, criteria, pairs }]) => {
    const one = project('versus', variant);
    try {
      const label = `${subjects.toLocaleString('en')} subjects × ${criteria} criteria${pairs ? ', a page for each two' : ''}`;
      const cold = one.build();
      const same = one.build();
      one.edit('content/data/bench/values.csv', '', (text) => withText(text, 'changed'));
      const edited = one.build();
      const made = pairs ? (subjects * (subjects - 1)) / 2 : 0;
      return [['cold build', cold], ['nothing changed', same], ['a datum changed', edited]].map(([kind, figures]) =>
        [`${label}: ${kind}`, seconds(figures.wall), seconds(figures.cpu), megabytes(figures.memory), made > 0 && kind !== 'nothing changed' ? milliseconds((1000 * figures.cpu) / made) : '']);
    } finally {
      one.remove();
    }
  });
  console.log(`\n### Data, one run each\n\n${table(['', 'wall', 'CPU', 'peak memory', 'CPU for each two'], rows)}`);
}

/** A corpus in a folder of its own. */
function project(name, what, corpus) {
  const folder = mkdtempSync(join(tmpdir(), `versus-bench-${name}-`));
  const sources = writeCorpus(FORMS[name], what, folder, corpus);
  if (name === 'eleventy') {
    symlinkSync(tools.modules, join(folder, 'node_modules'));
    sources.add('node_modules');
  }
  const asides = [];
  const env = { XDG_CACHE_HOME: join(folder, '.caches') };
  return {
    name,
    folder,
    build: () => measure(FORMS[name].command(tools, folder), { cwd: folder, env }),
    clean() {
      const made = readdirSync(folder).filter((entry) => !sources.has(entry));
      const aside = mkdtempSync(`${folder}-aside-`);
      asides.push(aside);
      made.forEach((entry) => renameSync(join(folder, entry), join(aside, entry)));
    },
    edit(path, addition, change = (text) => text + addition) {
      const file = join(folder, path);
      writeFileSync(file, change(readFileSync(file, 'utf8')));
    },
    remove: () => [folder, ...asides].forEach((each) => rmSync(each, { recursive: true, force: true })),
  };
}
