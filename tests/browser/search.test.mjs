import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { GUIDE, eventually, start } from './browser.mjs';

const SEARCH = 'search/';
const site = start({ base: '/below/' });
const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

const field = (page) => page.locator('[data-search] input[type=search]');
const results = (page) => page.locator('[data-search-results] > li');
const status = (page) => page.locator('[data-search-status]').textContent();
const focused = (page) => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);

/** Addresses of the index that a page asks for. */
function loaded(page) {
  const found = [];
  page.on('request', (request) => {
    if (/\/search\/.*\.json$/.test(request.url())) found.push(request.url());
  });
  return found;
}

async function ask(page, query) {
  await field(page).fill(query);
  await results(page).first().waitFor();
}

test('nothing of the index is loaded before the reader searches', async () => {
  const context = await site.profile();
  const page = await context.newPage();
  const requests = loaded(page);
  for (const path of ['', GUIDE, SEARCH]) {
    await page.goto(site.url(path), { waitUntil: 'networkidle' });
    assert.deepEqual(requests, []);
  }
  await ask(page, 'checklist');
  assert.ok(requests.length >= 3);
  assert.equal(requests.length, new Set(requests).size);
});

test('results come as one types, with their section, a link to the heading, and marks', async () => {
  const page = await site.open(SEARCH);
  await field(page).pressSequentially('event loo');
  await results(page).first().waitFor();
  const hit = results(page).filter({ hasText: 'Node.js' }).first();
  assert.ok(await hit.locator('mark').count() > 0);
  await eventually(async () => /^Pages found: \d+\.$/.test(await status(page)), true);
  await eventually(() => new URL(page.url()).searchParams.get('q'), 'event loo');
  const deep = page.locator('[data-search-results] .result-place a').first();
  const href = await deep.getAttribute('href');
  assert.match(href, /\/below\/.+#./);
  await deep.click();
  await page.waitForURL((url) => url.hash !== '');
  assert.ok(await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))));
  await page.goBack();
  assert.equal(await field(page).inputValue(), 'event loo');
  await results(page).first().waitFor();
});

test('the box in the header leads to the results', async () => {
  const page = await site.open(GUIDE);
  await page.keyboard.press('/');
  await page.keyboard.type('concurrency');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\/\?q=concurrency$/);
  await results(page).first().waitFor();
  assert.equal(await field(page).inputValue(), 'concurrency');
});

test('where the box has no room, the key opens the search page; in a field it is a sign', async () => {
  const page = await site.open(GUIDE, { width: 360 });
  await page.keyboard.press('/');
  await page.waitForURL(/\/search\/$/);
  await page.keyboard.press('/');
  assert.equal(await focused(page), 'search-input');
  await page.keyboard.type('a/b');
  assert.equal(await field(page).inputValue(), 'a/b');
});

test('arrows go through the links, Escape goes back and then clears', async () => {
  const page = await site.open(`${SEARCH}?q=python`);
  await results(page).first().waitFor();
  await field(page).focus();
  const links = await page.locator('[data-search-results] a').allTextContents();
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), links[0]);
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), links[1]);
  await page.keyboard.press('End');
  assert.equal(await focused(page), links.at(-1));
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(page), 'search-input');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), 'search-input');
  await page.keyboard.press('Escape');
  assert.equal(await field(page).inputValue(), '');
  await eventually(() => results(page).count(), 0);
  await eventually(() => new URL(page.url()).search, '');
});

test('Enter on a result opens it', async () => {
  const page = await site.open(`${SEARCH}?q=method`);
  await results(page).first().waitFor();
  await field(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.includes('/search/'));
});

test('whatever the address holds, the page stands', async () => {
  for (const query of ['?q=%00%ff%F0%9F', '?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', `?q=${'x'.repeat(3000)}`, '?q=__proto__%20constructor',
    '?q=.*%2B%3F%5B(', '?q=%F0%9F%A6%80', '?q=a&q=b', '?q.x=1', '?q=+++']) {
    const page = await site.open(SEARCH + query);
    await page.waitForLoadState('networkidle');
    assert.equal(await page.locator('[data-search-results] :is(img, script)').count(), 0);
    await ask(page, 'python');
    await page.close();
  }
});

test('no answer is said to be none; an index that cannot be had is said, and asked for again', async () => {
  const page = await site.open(SEARCH);
  await field(page).fill('zzyzx');
  await eventually(() => status(page), 'No page has these words.');
  const other = await site.open(SEARCH);
  let broken = true;
  await other.route(/\/search\/.*\.json$/, (route) => (broken ? route.fulfill({ body: '<html>' }) : route.continue()));
  await field(other).fill('python');
  await eventually(() => status(other), 'The index could not be loaded. Search again in a moment.');
  broken = false;
  await ask(other, 'python ');
});

test('without JavaScript the page lists all others, and the box leads to it', async () => {
  const page = await site.open('', { js: false });
  await page.locator('[data-search-box] input').fill('x');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\/\?q=x$/);
  assert.equal(await page.locator('[data-search]').isVisible(), false);
  assert.ok(await page.locator('.tree a').count() > 4);
  assert.match(await page.locator('main').textContent(), /needs JavaScript/);
});

test('the page with results has no fault that axe finds', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await site.open(`${SEARCH}?q=python`, { colorScheme, bypassCSP: true });
    await results(page).first().waitFor();
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    });
    assert.deepEqual(found, []);
  }
});
