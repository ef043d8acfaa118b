// A corpus as an mdBook book. It highlights in the reader's browser, so code costs it nothing while it builds.

import { page, place, sections } from '../corpus/pages.mjs';

export const name = 'mdBook';
export const command = ({ mdbook }, folder) => [mdbook, 'build', folder];

export function source(number, count) {
  const { section, name: file } = place(number, count);
  return `src/${section}/${file}.md`;
}

export function* files(count, { code = true } = {}) {
  yield ['book.toml', "[book]\ntitle = 'Many pages'\nlanguage = 'en'\n"];
  yield ['src/SUMMARY.md', summary(count)];
  for (let at = 0; at < sections(count); at += 1) {
    yield [`src/${place(at, count).section}/index.md`, `# Section ${at}\n`];
  }
  for (let number = 0; number < count; number += 1) {
    const { title, description, body } = page(number, count, { code });
    const linked = body.replace(/\]\(@(\d+)\)/g, (all, to) => {
      const { section, name: file } = place(Number(to), count);
      return `](../${section}/${file}.md)`;
    });
    yield [source(number, count), `# ${title}\n\n${description}\n\n${linked}`];
  }
}

function summary(count) {
  const lines = ['# Summary\n'];
  const step = sections(count);
  for (let at = 0; at < step; at += 1) {
    lines.push(`- [Section ${at}](${place(at, count).section}/index.md)`);
    for (let number = at; number < count; number += step) {
      const { section, name: file } = place(number, count);
      lines.push(`  - [Page ${number}](${section}/${file}.md)`);
    }
  }
  return `${lines.join('\n')}\n`;
}
