// The published JSON Schemas, read by a validator that knows nothing of Versus: they take the shipped project as it is
// and refuse what the program refuses.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const VERSUS = resolve(ROOT, process.env.VERSUS ?? 'target/debug/versus');

function validator(kind) {
  const schema = JSON.parse(execFileSync(VERSUS, ['schema', kind], { encoding: 'utf8', maxBuffer: 1 << 26 }));
  return new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
}

const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const yaml = (text) => parse(text, { schema: 'core', maxAliasCount: 0 });
const files = (pattern) => readdirSync(join(ROOT, 'content'), { recursive: true })
  .map((path) => `content/${path.replaceAll('\\', '/')}`).filter((path) => pattern.test(path)).sort();

/** The YAML before a page's text, if it has any. */
const frontMatter = (text) => /^---\n([^]*?)^---$/m.exec(text)?.[1];

const SHIPPED = {
  config: () => [['versus.yaml', read('versus.yaml')]],
  dataset: () => files(/^content\/data\/[^/]+(\/dataset)?\.yaml$/).map((path) => [path, read(path)]),
  subject: () => files(/^content\/data\/[^/]+\/subjects\/[^/]+\.yaml$/).map((path) => [path, read(path)]),
  'front-matter': () => files(/\.md$/).map((path) => [path, frontMatter(read(path))]).filter(([, text]) => text),
};

for (const [kind, shipped] of Object.entries(SHIPPED)) {
  test(`what ships is valid by the schema of ${kind}`, () => {
    const validate = validator(kind);
    const all = shipped();
    assert.ok(all.length > 0);
    for (const [path, text] of all) assert.ok(validate(yaml(text)), `${path}: ${JSON.stringify(validate.errors, null, 1)}`);
  });
}

const DATASET = 'title: D\ncriteria: [{id: hot, name: Hot, type: support}]\n';
const FAULTY = {
  config: ['titel: A', 'title: [A]', 'title: A\nlinks: {internal: perhaps}', 'title: A\npublish: {pairs: some}', 'description: no title'],
  dataset: [
    'criteria: []',
    DATASET.replace('support', 'bool'),
    DATASET.replace('id: hot, ', ''),
    DATASET.replace('type', 'typ'),
    `${DATASET}groups: {a: b}`,
    `${DATASET}subjects: {tea: {values: {hot: yes}}}`,
    `${DATASET}subjects: {tea: {name: Tea, values: {hot: {value: yes, confidence: sure}}}}`,
    `${DATASET}sources: {s: {url: "https://example.org/"}}`,
  ],
  subject: ['values: {hot: yes}', 'name: Tea\nvalues: [hot]', 'name: Tea\nvalue: {}'],
  'front-matter': ['titel: A', 'draft: perhaps', 'weight: heavy', 'compare: {subjects: [a]}', 'sort_by: size', 'aliases: old'],
};

for (const [kind, faulty] of Object.entries(FAULTY)) {
  test(`the schema of ${kind} refuses what the program refuses`, () => {
    const validate = validator(kind);
    const taken = faulty.filter((text) => validate(yaml(text)));
    assert.deepEqual(taken, []);
  });
}
