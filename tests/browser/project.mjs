// A project of a test's own, built by the program.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(REPOSITORY, 'target');

/** The program: the one that `VERSUS` names, else the one that built the site under test. */
const PROGRAM = process.env.VERSUS ? resolve(REPOSITORY, process.env.VERSUS) : join(TARGET, 'debug', 'versus');

/**
 * Builds a site from files, texts by path, and removes both after the tests of the file.
 * @returns {string} the folder of the site
 */
export function built(files) {
  const root = mkdtempSync(join(tmpdir(), 'versus-project-'));
  after(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  execFileSync(PROGRAM, ['--root', root, '--quiet', 'build', '--as-of', '2026-11-23'], { stdio: ['ignore', 'inherit', 'inherit'] });
  return join(root, 'site');
}
