// The recipes for nginx in content/hosting.md, run by nginx on a copy of the guide: at the root of a host and below a
// path, every kind of file arrives as what it is, with the headers that `_headers` asks for.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { nginx, recipe } from './nginx.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const VERSUS = resolve(ROOT, process.env.VERSUS ?? 'target/debug/versus');
const run = promisify(execFile);
const MOVED = `---
title: Moved
aliases: [old/address/]
---
## Here {#here}
`;

let folder;
let server;
let rules;
let moved;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'versus-nginx-'));
  await chmod(folder, 0o755);
  await cp(join(ROOT, 'content'), join(folder, 'content'), { recursive: true });
  const config = await readFile(join(ROOT, 'versus.yaml'), 'utf8');
  await writeFile(join(folder, 'versus.yaml'), `${config}redirects:\n  gone/: moved/#here\n  away/: https://example.org/\n`);
  await writeFile(join(folder, 'content/moved.md'), MOVED);
  await mkdir(join(folder, 'content/files'));
  await writeFile(join(folder, 'content/files/module.mjs'), 'export {};\n');
  await writeFile(join(folder, 'content/files/notes.txt'), 'Größe\n');
  for (const [name, path] of [['root', ''], ['below', 'guides/']]) {
    await run(VERSUS, ['-r', folder, 'build', '-q', '-o', join(folder, name), '-u', `https://example.org/${path}`]);
  }
  const { stdout } = await run('sh', ['-c', await movedMap()], { cwd: folder });
  rules = headers(await readFile(join(folder, 'root/_headers'), 'utf8'));
  moved = new Set((await readFile(join(folder, 'root/_redirects'), 'utf8')).split('\n').map((line) => line.split(' ')[0]));
  server = await nginx(join(folder, 'nginx'), { root: join(folder, 'root'), below: join(folder, 'below') }, stdout);
});

after(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

/** The command of the documentation that writes the map of redirects, printing it instead. */
async function movedMap() {
  const text = await readFile(join(ROOT, 'content/hosting.md'), 'utf8');
  const [line] = text.match(/^sed -nE .*$/m);
  assert.match(line, / site\/_redirects > \/etc\/nginx\/guides-moved\.map$/);
  return line.replace('site/', 'root/').replace(/ > .*$/, '');
}

/** `_headers` by pattern: a path, then indented headers. */
function headers(text) {
  const found = new Map();
  let current;
  for (const line of text.split('\n').filter((l) => l.trim())) {
    if (!line.startsWith(' ')) found.set(line, current = []);
    else current.push(line.trim().split(/: (.*)/).slice(0, 2));
  }
  return found;
}

const get = (url) => fetch(url, { redirect: 'manual' });

/** The files of the built site that may be asked for. */
async function published(site) {
  const all = await readdir(site, { recursive: true, withFileTypes: true });
  const paths = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(site.length + 1));
  return paths.filter((path) => !path.startsWith('.') && !/^_(headers|redirects)$/.test(path));
}

const TYPES = {
  html: 'text/html', css: 'text/css', js: 'application/javascript', mjs: 'text/javascript', json: 'application/json',
  csv: 'text/csv', md: 'text/markdown', txt: 'text/plain', xml: 'text/xml', svg: 'image/svg+xml',
};

for (const place of ['root', 'below']) {
  test(`every file arrives as what it is, with its headers (${place})`, async () => {
    const kinds = new Set();
    for (const path of await published(join(folder, place))) {
      const url = server[place] + encodeURI(path).replace(/(^|\/)index\.html$/, '$1');
      const answer = await get(url);
      const kind = path.split('.').pop();
      const type = answer.headers.get('content-type');
      if (place === 'root' && moved.has(`/${path.replace(/index\.html$/, '')}`)) continue;
      assert.equal(answer.status, 200, url);
      // Sources of programs are text; pictures have no charset.
      assert.equal(type, kind === 'svg' ? TYPES.svg : `${TYPES[kind] ?? TYPES.txt}; charset=utf-8`, path);
      for (const [name, value] of rules.get('/*')) assert.equal(answer.headers.get(name), value, `${name} of ${path}`);
      const [, kept] = rules.get('/assets/*')[0];
      assert.equal(answer.headers.get('cache-control'), path.startsWith('assets/') ? kept : 'no-cache', path);
      if (TYPES[kind]) kinds.add(kind);
      await answer.arrayBuffer();
    }
    assert.deepEqual([...kinds].sort(), Object.keys(TYPES).sort());
  });

  test(`what is not there is answered with the site's own page, at any depth (${place})`, async () => {
    const page = await readFile(join(folder, place, '404.html'), 'utf8');
    for (const path of ['nothing', 'a/b/c/nothing.html', 'assets/', 'assets/js/gone.0123456789.js', '.versus/manifest.json', '_headers', '_redirects', '.nojekyll']) {
      const answer = await get(server[place] + path);
      assert.equal(answer.status, 404, path);
      assert.equal(await answer.text(), page, path);
      const policy = rules.get('/*').find(([name]) => name === 'Content-Security-Policy')[1];
      assert.equal(answer.headers.get('content-security-policy'), policy, path);
      assert.notEqual(answer.headers.get('cache-control'), rules.get('/assets/*')[0][1], path);
    }
    const base = new URL(server[place]).pathname;
    const links = [...page.matchAll(/(?:href|src)="([^"#]+)"/g)].map(([, link]) => link).filter((link) => !link.includes(':'));
    assert.ok(links.length > 5 && links.every((link) => link.startsWith(base)), links.join(' '));
    for (const link of links) assert.equal((await get(new URL(link, server[place]))).status, 200, link);
  });

  test(`a folder without its slash leads to it, on the same host (${place})`, async () => {
    const answer = await get(`${server[place]}guides`.replace(/guides\/guides$/, 'guides/method'));
    assert.equal(answer.status, 301);
    assert.match(answer.headers.get('location'), /^\/(guides|guides\/method)\/$/);
  });

  test(`text is sent compressed (${place})`, async () => {
    const answer = await fetch(`${server[place]}guides/nodejs-vs-python/`, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(answer.headers.get('content-encoding'), 'gzip');
    assert.match(await answer.text(), /<\/html>/);
  });
}

test('redirects are answered as such at the root', async () => {
  const expected = { 'old/address/': '/moved/', 'gone/': '/moved/#here', 'away/': 'https://example.org/' };
  for (const [path, target] of Object.entries(expected)) {
    const answer = await get(server.root + path);
    assert.deepEqual([answer.status, answer.headers.get('location')], [301, target], path);
  }
});

test('below a path they are pages that lead on', async () => {
  const answer = await get(`${server.below}old/address/`);
  assert.equal(answer.status, 200);
  const page = await answer.text();
  assert.match(page, /<meta http-equiv="refresh" content="0; url=\.\.\/\.\.\/moved\/">/);
  assert.match(page, /<link rel="canonical" href="https:\/\/example\.org\/guides\/moved\/">/);
});

test('the recipes say what `_headers` says', async () => {
  const snippet = await recipe('/etc/nginx/snippets/guides.conf');
  for (const [name, value] of rules.get('/*')) assert.ok(snippet.includes(`add_header ${name} "${value}" always;`), name);
  const text = await readFile(join(ROOT, 'content/hosting.md'), 'utf8');
  const caddy = await recipe('Caddyfile');
  for (const [name, value] of rules.get('/*')) assert.ok(caddy.includes(`${name} "${value}"`), `${name} in the Caddyfile`);
  assert.ok(text.includes(rules.get('/assets/*')[0][1]));
});
