// A corpus as a Versus project.

import { VARIANTS, dataset } from '../corpus/data.mjs';
import { contentFile, contentFiles } from '../corpus/pages.mjs';

export const source = contentFile;
export const name = 'Versus';

/** The command that builds, given what the tools are. */
export const command = ({ versus }, folder) => [versus, '--quiet', '--root', folder, 'build', '--as-of', '2026-11-23'];

/** The files of a site of `count` pages, path and text. */
export function* files(count, { code = true } = {}) {
  yield ['versus.yaml', config()];
  yield* contentFiles(count, code, ({ section, name: file }) => `../${section}/${file}.md`);
}

/** The files of a project around a dataset. */
export function* dataFiles(variant) {
  const { subjects, pairs } = VARIANTS[variant];
  yield ['versus.yaml', `${config()}publish: {pairs: ${pairs}}\n`];
  yield ['content/_index.md', '---\ntitle: Many data\n---\nThe front page.\n'];
  yield ['content/table.md', `---\ntitle: All ${subjects}\ncompare: {dataset: bench}\n---\n\n${BLOCKS}`];
  for (const [path, text] of Object.entries(dataset(VARIANTS[variant]))) yield [`content/data/bench/${path}`, text];
}

const BLOCKS = '```{matrix}\ncriteria: [c0, c1, c2, c3]\n```\n';

function config() {
  return 'title: Many pages\nbase_url: https://example.org/\nnavigation: []\n';
}
