// Listings put together from snippets/LANGUAGE.txt: `%n%` becomes a name, `%N%` one with a capital letter, `%d%` a
// number and `%s%` a few words, so no two listings are alike, but for lines such as a closing brace.

import { readFileSync, readdirSync } from 'node:fs';
import { capital, topic, words } from './prose.mjs';

const FOLDER = new URL('./snippets/', import.meta.url);
const SNIPPETS = new Map(readdirSync(FOLDER).sort().map((file) => {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  return [file.replace('.txt', ''), text.trimEnd().split('\n\n')];
}));
const FILL = {
  n: (random) => topic(random),
  N: (random) => capital(topic(random)),
  d: (random) => String(1 + random(8000)),
  s: (random) => words(random, 4),
};

/** The languages, in the order of their names. */
export const LANGUAGES = [...SNIPPETS.keys()];

/** A listing of `lines` lines. */
export function listing(random, language, lines = 15) {
  const snippets = SNIPPETS.get(language);
  const chosen = [];
  while (chosen.length < lines) {
    chosen.push(...snippets[random(snippets.length)].split('\n'));
  }
  return chosen.slice(0, lines).join('\n').replace(/%([nNds])%/g, (all, kind) => FILL[kind](random));
}
