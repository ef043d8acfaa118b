import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { SITE } from './server.mjs';

/** The addresses of all pages of the site under test but those that only lead to others, and do so at once. */
export function pages(folder = SITE) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pages(path);
    if (!entry.name.endsWith('.html')) return [];
    if (readFileSync(path, 'utf8').includes('http-equiv="refresh"')) return [];
    return [relative(SITE, path).split(sep).join('/').replace(/(^|\/)index\.html$/, '$1')];
  });
}
