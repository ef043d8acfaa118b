// Crawls the built site on a plain file server, below a path of its own as a project page has it: every link leads
// somewhere, every anchor is there, every asset arrives, and nothing is taken from elsewhere.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { SITE, serve } from '../browser/server.mjs';
import { ofPage, ofScript, ofStyle } from './pages.mjs';

const BASE = '/some/path/';
let below;
let above;
let files;

before(async () => {
  below = await serve(SITE, BASE);
  above = await serve(SITE, '/');
  files = (await readdir(SITE, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(SITE.length + 1))
    .filter((path) => !path.startsWith('.'));
});

after(() => Promise.all([below?.close(), above?.close()]));

/** Fetches each address once. */
function fetcher() {
  const answers = new Map();
  return (url) => {
    const { href } = new URL('', url);
    const address = href.replace(/#.*$/, '');
    if (!answers.has(address)) answers.set(address, get(address));
    return answers.get(address);
  };
}

async function get(address) {
  const response = await fetch(address, { redirect: 'manual' });
  const type = response.headers.get('content-type') ?? '';
  const text = await response.text();
  const page = type.startsWith('text/html') ? ofPage(text) : { links: [], ids: new Set() };
  return { status: response.status, type, text, ...page };
}

/** What is wrong with the references of the page at `address`. */
async function faults(address, server, fetched) {
  const { status, links } = await fetched(address);
  if (status !== 200) return [`${address}: ${status}`];
  const found = [];
  for (const { attribute, target, loads } of links) {
    const url = new URL(target, address);
    const say = (what) => found.push(`${address}: ${attribute}="${target}" ${what}`);
    if (url.origin !== new URL(address).origin) {
      if (loads) say('is loaded from elsewhere');
      continue;
    }
    if (!url.href.startsWith(server.url)) {
      say('leaves the folder of the site');
      continue;
    }
    const answer = await fetched(url);
    if (answer.status !== 200) say(`is answered with ${answer.status}`);
    const anchor = decodeURIComponent(url.hash.slice(1));
    if (answer.status === 200 && anchor && anchor !== 'top' && !isState(anchor) && !answer.ids.has(anchor)) {
      say('leads to an anchor that is not there');
    }
  }
  return found;
}

/** Scripts may keep state behind the hash; an anchor has no `=`. */
const isState = (anchor) => anchor.includes('=');

const pageOf = (path) => encodeURI(path).replace(/(^|\/)index\.html$/, '$1').replaceAll('?', '%3F').replaceAll('#', '%23');

test('there is a site to crawl', () => {
  const pages = files.filter((path) => path.endsWith('.html'));
  assert.ok(pages.length > 5, `${pages.length} pages in ${SITE}: build the site first`);
});

test('every link, asset and anchor of every page is there, below any path', async () => {
  const fetched = fetcher();
  const pages = files.filter((path) => path.endsWith('.html') && path !== '404.html');
  const found = [];
  for (const path of pages) found.push(...(await faults(below.url + pageOf(path), below, fetched)));
  assert.deepEqual(found, []);
});

test('the page for missing addresses holds at the root of a host, from any depth', async () => {
  const fetched = fetcher();
  const page = await fetched(`${above.url}404.html`);
  const relative = page.links.filter(({ target }) => !/^(\/|#|[a-z]+:)/.test(target)).map(({ target }) => target);
  assert.deepEqual(relative, [], 'relative references lead astray from a deeper address');
  assert.deepEqual(await faults(`${above.url}404.html`, above, fetched), []);
});

test('the theme\'s style sheets and scripts take only what is there', async () => {
  const fetched = fetcher();
  const found = [];
  for (const path of files.filter((file) => /^assets\/.*\.(css|m?js)$/.test(file))) {
    const text = await readFile(join(SITE, path), 'utf8');
    for (const target of path.endsWith('.css') ? ofStyle(text) : ofScript(text)) {
      const url = new URL(target, below.url + pageOf(path));
      if (!url.href.startsWith(below.url)) found.push(`${path}: ${target} is taken from elsewhere`);
      else if ((await fetched(url)).status !== 200) found.push(`${path}: ${target} is not there`);
    }
  }
  assert.deepEqual(found, []);
});

test('the crawl sees what it looks for', () => {
  const { links, ids } = ofPage('<a href="x#y">a</a><img srcset="a.png 1x, b.png 2x" src="c.png"><i id="y"></i><meta http-equiv="refresh" content="0; url=../z/"><template><a href="t"></a></template>');
  assert.deepEqual(links.map(({ target }) => target).sort(), ['../z/', 'a.png', 'b.png', 'c.png', 't', 'x#y']);
  assert.ok(ids.has('y'));
  assert.deepEqual(ofStyle('/* url(no) */ a { b: url("x.svg") } @import \'y.css\';'), ['x.svg', 'y.css']);
  assert.deepEqual(ofScript('import "./a.js"; import {b} from \'./b.js\'; await import("./c.js"); export * from "./d.js"'), ['./a.js', './b.js', './d.js', './c.js']);
});
