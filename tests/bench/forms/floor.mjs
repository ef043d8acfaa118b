// A Versus project, of which a bare program makes the pages with the libraries that Versus rests on, and nothing else.

import * as versus from './versus.mjs';

export const name = 'the libraries alone';
export const { files, source } = versus;
export const command = ({ floor }, folder) => [floor, folder];
