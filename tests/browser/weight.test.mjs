// What a reader's browser loads and shows before it has run anything: compressed bytes, shifts of the layout, and the
// first paint.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { FRAMEWORKS, GUIDE, start } from './browser.mjs';
import { SITE } from './server.mjs';

/**
 * The most that the flagship may load without its images, compressed as servers do. Two kilobytes of it are the
 * arithmetic by which the reader's own weights get a verdict that gaps cannot turn, and what would change it.
 */
const HEAVIEST = 62_000;

const under = start();

test(`/${GUIDE} and all that it loads is light`, async (t) => {
  const page = await (await under.profile()).newPage();
  const loaded = [];
  page.on('response', (response) => loaded.push(response));
  await page.goto(under.url(GUIDE), { waitUntil: 'networkidle' });
  await scrolledThrough(page);
  const files = loaded.filter((response) => response.request().resourceType() !== 'image').map(weight);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  files.sort((a, b) => b.bytes - a.bytes).forEach(({ name, bytes }) => t.diagnostic(`${bytes} ${name}`));
  t.diagnostic(`/${GUIDE}: ${total} bytes compressed, in ${files.length} files`);
  assert.ok(files.length > 2, 'the page loads its style sheets and scripts');
  assert.ok(total < HEAVIEST, `${total} bytes`);
});

for (const path of [GUIDE, FRAMEWORKS]) {
  for (const width of [390, 1280]) {
    test(`/${path} does not shift while it loads, ${width} wide`, async () => {
      const page = await (await under.profile({ width, init: countShifts })).newPage();
      await page.goto(under.url(path), { waitUntil: 'networkidle' });
      await scrolledThrough(page);
      const { score, sources } = await page.evaluate(() => globalThis.shifts);
      assert.equal(score, 0, sources.join(', '));
    });
  }

  test(`/${path} is painted before its modules are there`, async () => {
    const context = await under.profile();
    const held = [];
    let holding = true;
    // One small script comes before the first paint, so that the page begins in the colours that were chosen.
    await context.route(/\/js\/(?!theme\.).*\.js$/, (route) => (holding ? held.push(route) : route.continue()));
    const page = await context.newPage();
    await page.goto(under.url(path), { waitUntil: 'commit' });
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    assert.ok(held.length > 0, 'the page asked for modules, which were held back');
    assert.ok(await page.locator('h1').isVisible());
    holding = false;
    await Promise.all(held.map((route) => route.continue()));
    await page.waitForLoadState('networkidle');
  });
}

function weight(response) {
  const { pathname } = new URL(response.url());
  const file = join(SITE, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  return { name: pathname, bytes: gzipSync(readFileSync(file), { level: 9 }).length };
}

/** What comes into sight late may shift, too. */
async function scrolledThrough(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 700) {
    await page.mouse.wheel(0, 700);
    await page.waitForTimeout(30);
  }
}

function countShifts() {
  globalThis.shifts = { score: 0, sources: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      globalThis.shifts.score += entry.value;
      globalThis.shifts.sources.push(...entry.sources.map(({ node }) => node?.className || node?.nodeName));
    }
  }).observe({ type: 'layout-shift', buffered: true });
}
