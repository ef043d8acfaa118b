// A corpus as a Zensical project, by its defaults, which hold search and highlighting by Pygments.

import { page, place, sections } from '../corpus/pages.mjs';

export const name = 'Zensical';
export const command = ({ zensical }, folder) => [zensical, 'build', '--config-file', `${folder}/zensical.toml`];

export function source(number, count) {
  const { section, name: file } = place(number, count);
  return `docs/${section}/${file}.md`;
}

export function* files(count, { code = true } = {}) {
  yield ['zensical.toml', config(code)];
  yield ['docs/index.md', '# Many pages\n\nThe front page.\n'];
  for (let at = 0; at < sections(count); at += 1) {
    yield [`docs/${place(at, count).section}/index.md`, `# Section ${at}\n`];
  }
  for (let number = 0; number < count; number += 1) {
    const { title, description, body } = page(number, count, { code });
    const linked = body.replace(/\]\(@(\d+)\)/g, (all, to) => {
      const { section, name: file } = place(Number(to), count);
      return `](../${section}/${file}.md)`;
    });
    yield [source(number, count), `---\ntitle: ${title}\ndescription: ${description}\n---\n\n# ${title}\n\n${linked}`];
  }
}

function config(code) {
  const highlighting = '[project.markdown_extensions.pymdownx.highlight]\n[project.markdown_extensions.pymdownx.superfences]\n';
  const tables = '[project.markdown_extensions.tables]\n[project.markdown_extensions.toc]\n';
  return `[project]\nsite_name = "Many pages"\nsite_url = "https://example.org/"\n${tables}${code ? highlighting : ''}`;
}
