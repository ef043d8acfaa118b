// Writes a corpus for a generator, the same bytes each time.
//
//   node tests/bench/corpus.mjs versus 1000 FOLDER [--without-code]     1,000 pages
//   node tests/bench/corpus.mjs versus pairs|table|cells FOLDER         a dataset: see corpus/data.mjs
//
// In the place of `versus`: lean, floor, hugo, mdbook, eleventy, zensical, for pages.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { VARIANTS } from './corpus/data.mjs';
import * as eleventy from './forms/eleventy.mjs';
import * as floor from './forms/floor.mjs';
import * as hugo from './forms/hugo.mjs';
import * as lean from './forms/lean.mjs';
import * as mdbook from './forms/mdbook.mjs';
import * as versus from './forms/versus.mjs';
import * as zensical from './forms/zensical.mjs';

export const FORMS = { versus, lean, floor, hugo, mdbook, eleventy, zensical };

/** Writes files below `folder`; returns the names at its top, which are all that a build may find there. */
export function write(folder, files) {
  const made = new Set();
  const top = new Set();
  for (const [path, text] of files) {
    const target = join(folder, path);
    const parent = dirname(target);
    if (!made.has(parent)) {
      mkdirSync(parent, { recursive: true });
      made.add(parent);
    }
    writeFileSync(target, text);
    top.add(path.split('/')[0]);
  }
  return top;
}

/** Writes the corpus `what`: a number of pages or the name of a variant of data. */
export function writeCorpus(form, what, folder, options) {
  return write(folder, Object.hasOwn(VARIANTS, what) ? form.dataFiles(what) : form.files(Number(what), options));
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const [form, what, folder, option] = process.argv.slice(2);
  const sound = FORMS[form] && folder && (Number(what) > 0 || (form === 'versus' && Object.hasOwn(VARIANTS, what)));
  if (!sound || ![undefined, '--without-code'].includes(option)) {
    console.error('usage: node tests/bench/corpus.mjs FORM PAGES|pairs|table|cells FOLDER [--without-code]');
    process.exit(2);
  }
  writeCorpus(FORMS[form], what, folder, { code: option !== '--without-code' });
}
