// Addresses that lead to others: without a host that knows `_redirects`, they are pages that lead on by themselves.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { start } from './browser.mjs';
import { SITE } from './server.mjs';

const site = start();
const below = start({ base: '/some/where/' });

/** Each redirect as `[from, to]`, without the leading slash. */
async function redirects() {
  const lines = (await readFile(join(SITE, '_redirects'), 'utf8')).split('\n').filter((line) => line.endsWith(' 301'));
  return lines.map((line) => line.split(' ').slice(0, 2).map((path) => path.slice(1)));
}

for (const [name, place, js] of [['at the root', site, true], ['below a path', below, true], ['without scripts', site, false]]) {
  test(`an old address leads to its page, ${name}`, async () => {
    const all = await redirects();
    assert.ok(all.length > 2);
    const page = await place.open('', { js });
    for (const [from, to] of all.slice(0, 5)) {
      await page.goto(place.url(from), { waitUntil: 'commit' });
      await page.waitForURL(place.url(to));
      assert.equal(await page.locator('main h1').count(), 1, from);
    }
  });
}

test('a reader whose browser does not follow finds a link', async () => {
  const [[from, to]] = await redirects();
  const text = await (await fetch(site.url(from))).text();
  const links = [...text.matchAll(/<a href="([^"]+)"/g)].map(([, target]) => new URL(target, site.url(from)).href);
  assert.deepEqual(links, [site.url(to)]);
  assert.match(text, /<meta name="robots" content="noindex">/);
});
