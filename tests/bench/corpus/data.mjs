// Datasets of generated values, as the `dataset.yaml` and `values.csv` of a Versus project.

import { capital, generator, topic, words } from './prose.mjs';

const TYPES = ['number', 'rating', 'support', 'number', 'text', 'version', 'date', 'money'];

/** The variants: how many subjects and criteria, and whether each two subjects have a page. */
export const VARIANTS = {
  pairs: { subjects: 200, criteria: 60, pairs: true },
  table: { subjects: 2_000, criteria: 12, pairs: false },
  cells: { subjects: 5_000, criteria: 60, pairs: false },
};

/** The files of a dataset of a variant. */
export function dataset({ subjects, criteria }) {
  const random = generator(subjects * 1009 + criteria);
  const types = Array.from({ length: criteria }, (_, at) => TYPES[at % TYPES.length]);
  const declared = types.map((type, at) => `  - {id: c${at}, name: ${capital(topic(random))} ${at}, ${EXTRAS[type]}}`);
  const yaml = `title: Generated data
scales:
  quality: [Poor, Limited, Fair, Good, Excellent]
criteria:
${declared.join('\n')}
profiles:
  - {id: even, name: Even weights}
`;
  const rows = Array.from({ length: subjects }, (_, at) => {
    const cells = types.map((type) => (random(50) === 0 ? 'unknown' : VALUES[type](random)));
    return [`x${at}`, `${capital(topic(random))} ${at}`, '2026-11-01', ...cells].join(',');
  });
  const header = ['subject', 'name', 'as_of', ...types.map((_, at) => `c${at}`)].join(',');
  return { 'dataset.yaml': yaml, 'values.csv': `${[header, ...rows].join('\n')}\n` };
}

/** The table with `text` as the cell of subject `x1` under `c4`, the first criterion of type text. */
export function withText(table, text) {
  return table.split('\n').map((line) => (line.startsWith('x1,') ? line.split(',').with(7, text).join(',') : line)).join('\n');
}

const EXTRAS = {
  number: 'type: number, unit: ms, better: lower, anchors: [0, 5000]',
  rating: 'type: rating, scale: quality, better: higher',
  support: 'type: support',
  text: 'type: text',
  version: 'type: version',
  date: 'type: date',
  money: 'type: money, currency: EUR, better: lower, anchors: [0, 900]',
};

const VALUES = {
  number: (random) => random(5000),
  rating: (random) => 1 + random(5),
  support: (random) => ['yes', 'no', 'na'][random(3)],
  text: (random) => words(random, 3),
  version: (random) => `${1 + random(30)}.${random(20)}.${random(9)}`,
  date: (random) => `20${10 + random(16)}-0${1 + random(9)}-1${random(10)}`,
  money: (random) => `${random(900)}.50`,
};
