// What an author sees of the preview: pages that follow the files and stay where they were, and faults over them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUIDE, eventually, start } from './browser.mjs';
import { preview, themeFile } from './preview.mjs';

const site = start({ server: () => preview('--drafts', '--as-of', '2026-11-25') });
const ARTICLE = `content/${GUIDE.slice(0, -1)}.md`;
const METHOD = 'content/method.md';

const files = () => site.server;
/** Opens a page and leaves a mark that only a reload takes away. */
async function open(path, options) {
  const page = await site.open(path, options);
  await page.evaluate(() => { globalThis.mark = true; });
  return page;
}
const isSame = (page) => page.evaluate(() => globalThis.mark === true);
const shows = (page, text) => eventually(() => page.evaluate((t) => document.body.innerText.includes(t), text).catch(() => false), true);
const panel = (page) => page.locator('versus-preview .panel');
const append = (path, text) => files().edit(path, (before) => `${before}\n\n${text}\n`);

/** Runs with a file changed, and puts it back. */
async function withEdit(path, change, act) {
  const before = await files().read(path);
  await files().write(path, change(before));
  try {
    await act();
  } finally {
    await files().write(path, before);
  }
}

test('a page is loaded again when it changed itself, and no other is', async () => {
  const [guide, method] = [await open(GUIDE), await open('method/')];
  await append(METHOD, 'Written while it was read.');
  await shows(method, 'Written while it was read.');
  assert.equal(await isSame(method), false);
  assert.equal(await isSame(guide), true);
});

test('place, open details, ticks, fields and focus survive', async () => {
  const page = await open(GUIDE);
  await page.locator('.checklist input').nth(2).check();
  await page.locator('.faq summary').nth(1).click();
  await page.locator('.matrix [data-query]').first().evaluate((field) => { field.closest('details').open = true; });
  await page.locator('.matrix [data-query]').first().fill('data');
  await page.locator('.checklist input').nth(4).focus();
  const place = () => page.evaluate(() => Math.round(document.activeElement.getBoundingClientRect().top));
  const before = await place();
  // Above everything that is on the screen.
  await files().edit(ARTICLE, (text) => text.replace('\n## ', '\nA first paragraph, as long as it takes.\n\n## '));
  await eventually(() => isSame(page).catch(() => true), false);
  await eventually(() => page.locator('.checklist input').nth(2).isChecked(), true);
  assert.equal(await page.locator('.checklist input:checked').count(), 1);
  assert.equal(await page.locator('.faq details').nth(1).getAttribute('open'), '');
  assert.equal(await page.locator('.matrix [data-query]').first().inputValue(), 'data');
  assert.equal(await page.locator('.checklist input').nth(4).evaluate((box) => box === document.activeElement), true);
  await eventually(async () => Math.abs(await place() - before) <= 2, true);
});

test('a style sheet is exchanged without loading the page again', async () => {
  const page = await open('method/');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await ground();
  const sheet = await themeFile('static/css/main.css');
  await files().write('themes/default/static/css/main.css', `${sheet}\nbody { background-color: rgb(1, 2, 3); }\n`);
  await eventually(ground, 'rgb(1, 2, 3)');
  assert.equal(await isSame(page), true);
  await files().write('themes/default/static/css/main.css', sheet);
  await eventually(ground, before);
  assert.equal(await page.locator('link[rel="stylesheet"][href*="main"]').count(), 1);
});

test('a datum is new on every page that shows it', async () => {
  const [guide, subject] = [await open(GUIDE), await open('data/backend/nodejs/')];
  const told = async () => [
    await guide.locator('.matrix thead').first().innerText().then((text) => text.includes('Node.js')),
    await subject.locator('h1').innerText().then((text) => text.includes('Node.js')),
  ];
  await withEdit('content/data/backend/subjects/nodejs.yaml', (text) => text.replace(/^name: .*$/m, 'name: Node'), async () => {
    await eventually(() => told().catch(() => null), [false, false]);
  });
  await eventually(() => told().catch(() => null), [true, true]);
});

test('faults stand over the page with place and source, until they are mended', async () => {
  const page = await open('method/');
  const before = await page.locator('main').innerText();
  const hostile = '<img src=x onerror=alert(1)>';
  page.on('dialog', () => assert.fail('a script ran'));
  await withEdit(METHOD, (text) => text.replace('---\n', `---\n${hostile}: 1\n`), async () => {
    await panel(page).waitFor();
    const told = await panel(page).innerText();
    assert.match(told, /1 error/);
    assert.match(told, /content\/method\.md:2:1/);
    assert.ok(told.includes(`${hostile}: 1`), told);
    assert.equal(await panel(page).locator('img').count(), 0);
    assert.match(await panel(page).locator('.place a').first().getAttribute('href'), /^file:.*content\/method\.md/);
    assert.equal(await page.locator('main').innerText(), before, 'the last good page stays');
    const close = panel(page).getByRole('button', { name: 'Close' });
    assert.equal(await close.isVisible(), true);
    await page.keyboard.press('Escape');
    assert.equal(await panel(page).count(), 0);
    const badge = page.locator('versus-preview button.mark');
    assert.match(await badge.innerText(), /1 error/);
    await badge.click();
    assert.equal(await panel(page).count(), 1);
  });
  await eventually(() => panel(page).count(), 0);
  await eventually(() => page.locator('versus-preview button.error').count(), 0);
});

test('drafts are marked', async () => {
  await files().write('content/guides/unfinished.md', '---\ntitle: Unfinished\ndraft: true\n---\nText.\n');
  const page = await site.open('');
  await eventually(() => page.request.get(site.url('guides/unfinished/')).then((answer) => answer.status()), 200);
  await page.goto(site.url('guides/unfinished/'));
  await eventually(() => page.locator('versus-preview .mark').first().innerText(), 'Draft');
});

test('a dozen tabs all follow', async () => {
  const profile = await site.profile();
  const pages = [];
  for (let i = 0; i < 12; i += 1) pages.push(await site.open('method/', { profile }));
  await append(METHOD, 'Seen by all.');
  for (const page of pages) {
    await page.bringToFront();
    await shows(page, 'Seen by all.');
  }
});

test('search, redirects, data and the page for missing addresses are as on a host', async () => {
  const page = await site.open('search/?q=checklist');
  await eventually(() => page.locator('main ol li, main .result').count().then((n) => n > 0), true);
  const dataset = await page.request.get(site.url('data/backend.json'));
  assert.equal(dataset.status(), 200);
  await files().edit(ARTICLE, (text) => text.replace('---\n', '---\naliases: [an/old/address]\n'));
  await eventually(() => page.request.get(site.url('an/old/address/')).then((answer) => answer.status()), 200);
  await page.goto(site.url('an/old/address/'), { waitUntil: 'commit' });
  await page.waitForURL(site.url(GUIDE));
  const missing = await page.goto(site.url('no/such/page/'));
  assert.equal(missing.status(), 404);
  assert.match(await page.locator('main').innerText(), /404|not found/i);
  // Chromium reports the answer it was to give.
  site.errors.splice(0);
});

test('a browser comes back after the server was away, and loads the page once', async () => {
  const page = await open('method/');
  let loads = 0;
  page.on('load', () => { loads += 1; });
  await files().stop();
  await append(METHOD, 'Written while nobody served.');
  await files().restart();
  await eventually(() => page.evaluate(() => document.body.innerText.includes('Written while nobody served.')).catch(() => false), true);
  await page.waitForTimeout(1500);
  assert.equal(loads, 1);
  // While the server was away the stream failed, as it must.
  assert.ok(site.errors.splice(0).every((error) => /ERR_CONNECTION|Failed to load/.test(error)));
});
