// The same Versus project without what others do not make: an index for the search.

import * as versus from './versus.mjs';

export const name = 'Versus without search';
export const { command, source } = versus;

export function* files(count, options) {
  for (const [path, text] of versus.files(count, options)) {
    yield [path, path === 'versus.yaml' ? `${text}search: {enabled: false}\n` : text];
  }
}
