// nginx on loopback with the very files of content/hosting.md; only addresses and paths are put in their places.

import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

const HOSTING = new URL('../../content/hosting.md', import.meta.url);

/** The code block of that title in content/hosting.md. */
export async function recipe(title) {
  const text = await readFile(HOSTING, 'utf8');
  const start = text.indexOf(`title="${title}"\n`);
  if (start < 0) throw new Error(`content/hosting.md has no block titled ${title}`);
  const body = text.slice(text.indexOf('\n', start) + 1);
  return body.slice(0, body.indexOf('\n```') + 1);
}

/** A text with each of these replaced; each must be there. */
function placed(text, changes) {
  let out = text;
  for (const [from, to] of changes) {
    if (!out.includes(from)) throw new Error(`the recipe has no “${from}”`);
    out = out.replaceAll(from, to);
  }
  return out;
}

/** A port that was free a moment ago; nginx cannot choose one itself. */
async function freePort() {
  const server = createServer();
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address();
  await new Promise((done) => { server.close(done); });
  return port;
}

/** The configuration: the site at the root, and on another port the same folder below a path. */
async function configuration(folder, { root, below }, moved) {
  const snippet = join(folder, 'guides.conf');
  await writeFile(snippet, await recipe('/etc/nginx/snippets/guides.conf'));
  await writeFile(join(folder, 'guides-moved.map'), moved);
  const first = placed(await recipe('/etc/nginx/sites-available/guides'), [
    ['listen 80;', `listen 127.0.0.1:${root.port};`], ['/srv/guides', root.site],
    ['/etc/nginx/snippets/guides.conf', snippet], ['/etc/nginx/guides-moved.map', join(folder, 'guides-moved.map')],
  ]);
  const second = placed(await recipe('below a path'), [
    ['/srv/guides/', `${below.site}/`], ['/etc/nginx/snippets/guides.conf', snippet],
  ]);
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(folder, name)};`);
  return `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr warn; events {}
http { access_log off; ${own.join(' ')}
${first}
server { listen 127.0.0.1:${below.port};
${second}
} }`;
}

/** Starts nginx; resolves with the child once it answers, and with nothing if a port was taken meanwhile. */
async function launch(folder, config, port) {
  await writeFile(join(folder, 'nginx.conf'), config);
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => { said += data; });
  const ended = new Promise((done) => { child.once('error', done); child.once('exit', done); });
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await Promise.race([
      fetch(`http://127.0.0.1:${port}/`).then(() => 'up', () => 'not yet'),
      ended.then((why) => why ?? 'ended'),
    ]);
    if (answer === 'up') return { child, ended };
    if (answer !== 'not yet') {
      if (said.includes('Address already in use')) return undefined;
      throw new Error(`nginx: ${answer}\n${said}`);
    }
    await new Promise((done) => { setTimeout(done, 50); });
  }
  child.kill('SIGTERM');
  throw new Error(`nginx did not answer\n${said}`);
}

/**
 * Serves a site at the root of one port and another below `/guides/` of a second one.
 * @returns the two addresses, and `close`
 */
export async function nginx(folder, sites, moved) {
  await mkdir(folder, { recursive: true });
  for (let tries = 0; tries < 5; tries += 1) {
    const places = {
      root: { site: sites.root, port: await freePort() },
      below: { site: sites.below, port: await freePort() },
    };
    const running = await launch(folder, await configuration(folder, places, moved), places.root.port);
    if (running) {
      return {
        root: `http://127.0.0.1:${places.root.port}/`,
        below: `http://127.0.0.1:${places.below.port}/guides/`,
        close: async () => { running.child.kill('SIGTERM'); await running.ended; },
      };
    }
  }
  throw new Error('nginx found no free port');
}
