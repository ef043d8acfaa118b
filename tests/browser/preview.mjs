// `versus serve` on a copy of the guide: the real program, real files, a real watcher.

import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The program under test. */
const VERSUS = resolve(ROOT, process.env.VERSUS ?? 'target/debug/versus');

/** Starts the program; resolves with its address once it is served. */
function launch(folder, options) {
  const child = spawn(VERSUS, ['-r', folder, 'serve', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((done, fail) => {
    child.on('error', (error) => fail(new Error(`${VERSUS}: ${error.message}; build it: cargo build`)));
    child.on('exit', (code) => fail(new Error(`the preview ended with ${code} before it was served`)));
    createInterface(child.stdout).once('line', (line) => {
      const [url] = line.match(/http:\/\/\S+\//) ?? [];
      if (url) done({ child, url });
      else fail(new Error(`no address in “${line}”`));
    });
  });
}

function ended({ child }) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const end = new Promise((done) => { child.removeAllListeners('exit').once('exit', done); });
  child.kill('SIGTERM');
  return end;
}

/**
 * Serves a copy of the guide.
 * @returns its `url`; `read`, `write` and `edit` for its files; `restart` on the same port; `close`
 */
export async function preview(...options) {
  const folder = await mkdtemp(join(tmpdir(), 'versus-preview-'));
  await cp(join(ROOT, 'content'), join(folder, 'content'), { recursive: true });
  await cp(join(ROOT, 'versus.yaml'), join(folder, 'versus.yaml'));
  let running = await launch(folder, ['--port', '0', ...options]).catch(async (error) => {
    await rm(folder, { recursive: true });
    throw error;
  });
  const { url } = running;
  const own = {
    url,
    read: (path) => readFile(join(folder, path), 'utf8'),
    write: async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    edit: async (path, change) => own.write(path, change(await own.read(path))),
    stop: () => ended(running),
    restart: async () => { running = await launch(folder, ['--port', new URL(url).port, ...options]); },
    close: async () => {
      await ended(running);
      await rm(folder, { recursive: true });
    },
  };
  return own;
}

/** Serves a project that is there already, and leaves it there. */
export async function previewOf(folder, ...options) {
  const running = await launch(folder, ['--port', '0', ...options]);
  return { url: running.url, close: () => ended(running) };
}

/** A file of the built-in theme. */
export const themeFile = (path) => readFile(join(ROOT, 'themes/default', path), 'utf8');
