// Articles of about 1,200 words: headings, paragraphs with links, a list, a table and two listings of 15 lines.
//
// A page depends on its number and on how many there are, and on nothing else. Its links to other pages are written
// `](@NUMBER)`; each generator's form makes of them what that generator documents.

import { LANGUAGES, listing } from './code.mjs';
import { capital, generator, sentence, topic, word, words } from './prose.mjs';

const HEADINGS = 6;
const PARAGRAPHS = 3;
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAY = 24 * 3600 * 1000;

/** How many sections a site of `count` pages has. */
export function sections(count) {
  return Math.max(5, Math.floor(count / 100));
}

/** Where page `number` of `count` stands: its section and its name, as `s03` and `p00017`. */
export function place(number, count) {
  const digits = (n, width) => String(n).padStart(width, '0');
  return { section: `s${digits(number % sections(count), 2)}`, name: `p${digits(number, 5)}` };
}

/** The file of page `number` of `count`, where files stand below `content`. */
export function contentFile(number, count) {
  const { section, name } = place(number, count);
  return `content/${section}/${name}.md`;
}

/** The pages and sections of a site of `count` pages as files below `content`; `link` makes the address of a place. */
export function* contentFiles(count, code, link) {
  yield ['content/_index.md', '---\ntitle: Many pages\n---\nThe front page.\n'];
  for (let at = 0; at < sections(count); at += 1) {
    yield [`content/${place(at, count).section}/_index.md`, `---\ntitle: Section ${at}\n---\n`];
  }
  for (let number = 0; number < count; number += 1) {
    const { title, description, date, body } = page(number, count, { code });
    const linked = body.replace(/\]\(@(\d+)\)/g, (all, to) => `](${link(place(Number(to), count))})`);
    yield [contentFile(number, count), `---\ntitle: ${title}\ndescription: ${description}\ndate: ${date}\n---\n\n${linked}`];
  }
}

/** Page `number` of `count`: title, description, date and the Markdown of its body. */
export function page(number, count, { code = true } = {}) {
  const random = generator(number * 7919 + 1);
  const title = sentence(random, 3, topic);
  const description = `${sentence(random, 9)}.`;
  const date = new Date(FIRST_DAY + (number % 900) * DAY).toISOString().slice(0, 10);
  const parts = Array.from({ length: HEADINGS }, (_, at) => [
    `## ${sentence(random, 2 + random(3), topic)}`,
    ...Array.from({ length: PARAGRAPHS }, () => paragraph(random, count)),
    ...(at === 1 ? [list(random)] : []),
    ...(at === 3 ? [table(random)] : []),
    ...(code && (at === 2 || at === 4) ? [fence(random)] : []),
  ]);
  return { ...place(number, count), title, description, date, body: `${parts.flat().join('\n\n')}\n` };
}

function paragraph(random, count) {
  const sentences = Array.from({ length: 4 }, () => {
    const own = sentence(random, 11 + random(6)).split(' ');
    const at = 1 + random(own.length - 1);
    own[at] = marked(random, own[at], count);
    return `${own.join(' ')}.`;
  });
  return sentences.join(' ');
}

function marked(random, text, count) {
  switch (random(8)) {
    case 0: return `**${text}**`;
    case 1: return `*${text}*`;
    case 2: return `\`${text}\``;
    case 3: return `[${text}](@${random(count)})`;
    case 4: return random(4) ? text : `[${text}](https://example.org/${topic(random)}/)`;
    default: return text;
  }
}

function list(random) {
  return Array.from({ length: 5 }, () => `- ${sentence(random, 9)}.`).join('\n');
}

function table(random) {
  const row = (cell) => `| ${Array.from({ length: 4 }, cell).join(' | ')} |`;
  const body = Array.from({ length: 6 }, () => row(() => (random(2) ? String(random(5000)) : words(random, 2))));
  return [row(() => capital(topic(random))), row(() => '---'), ...body].join('\n');
}

function fence(random) {
  const language = LANGUAGES[random(LANGUAGES.length)];
  return `\`\`\`${language}\n${listing(random, language)}\n\`\`\``;
}

/** A paragraph that was not there before, for edits. */
export function addition(seed) {
  const random = generator(seed);
  return `\n${words(random, 12, word)} addition${seed}.\n`;
}
