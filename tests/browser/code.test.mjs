import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUIDE, eventually, forbidStorage, start } from './browser.mjs';

const site = start();
const tabs = (page) => page.locator('[data-code-compare] [role="tab"]');
const shown = (page) => page.locator('[data-code-compare] [data-panel]:not([hidden])').evaluateAll((panels) => panels.map((panel) => panel.dataset.subject));

test('copies exactly the source', async () => {
  const page = await site.open(GUIDE);
  const figures = page.locator('figure.code');
  assert.ok(await figures.count() >= 2);
  const sources = await page.evaluate(async () => {
    const text = async (path) => (await (await fetch(path)).text()).replaceAll('\r\n', '\n');
    return Promise.all(['../samples/users-express/server.js', '../samples/users-fastapi/main.py'].map(text));
  });
  for (const [i, source] of sources.entries()) {
    await figures.nth(i).getByRole('button', { name: 'Copy' }).click();
    await eventually(() => figures.nth(i).locator('.copy').textContent(), 'Copied');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied.length > 100);
    assert.ok(source.includes(copied.trimEnd()), copied);
  }
  assert.equal(await page.locator('#code-status').textContent(), 'Copied');
  await eventually(() => figures.first().locator('.copy').textContent(), 'Copy');
});

test('line numbers and the marks of a patch are not copied', async () => {
  const page = await site.open('writing-guides/');
  for (const figure of await page.locator('figure.code').all()) {
    await figure.locator('.copy').click();
    await eventually(() => figure.locator('.copy').textContent(), 'Copied');
    const [copied, source] = await Promise.all([page.evaluate(() => navigator.clipboard.readText()), figure.locator('code').textContent()]);
    assert.equal(copied, source);
    assert.doesNotMatch(copied, /^\s*1\s+\S.*\n\s*2\s/);
  }
});

test('side by side where there is room', async () => {
  const page = await site.open(GUIDE);
  assert.equal(await page.locator('[role="tablist"]').isVisible(), false);
  assert.equal((await shown(page)).length, 2);
  assert.equal(await page.locator('[role="tabpanel"]').count(), 0);
});

test('tabs on a phone, by keyboard', async () => {
  const page = await site.open(GUIDE, { width: 390 });
  assert.deepEqual(await shown(page), ['nodejs']);
  await tabs(page).first().focus();
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await shown(page), ['python']);
  assert.equal(await tabs(page).nth(1).getAttribute('aria-selected'), 'true');
  assert.equal(await tabs(page).nth(1).evaluate((tab) => tab === document.activeElement), true);
  assert.equal(await tabs(page).first().getAttribute('tabindex'), '-1');
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await shown(page), ['nodejs']);
  await page.keyboard.press('End');
  assert.deepEqual(await shown(page), ['python']);
  await page.keyboard.press('Home');
  assert.deepEqual(await shown(page), ['nodejs']);
  const tree = await page.locator('[data-code-compare]').ariaSnapshot();
  assert.match(tree, /tablist "Code samples"/);
  assert.match(tree, /tab "Express" \[selected\]/);
  assert.match(tree, /tabpanel "Express"/);
});

test('the chosen subject is remembered, and garbage is no choice', async () => {
  const profile = await site.profile({ width: 390 });
  const page = await site.open(GUIDE, { profile });
  await tabs(page).nth(1).click();
  await page.reload();
  assert.deepEqual(await shown(page), ['python']);
  await page.evaluate(() => { localStorage.setItem('versus-subject', '"><script>'); });
  await page.reload();
  assert.deepEqual(await shown(page), ['nodejs']);
});

test('without storage tabs work for the page', async () => {
  const page = await site.open(GUIDE, { width: 390, init: forbidStorage });
  await tabs(page).nth(1).click();
  assert.deepEqual(await shown(page), ['python']);
});

test('turning the phone shows both, and on paper all are there', async () => {
  const page = await site.open(GUIDE, { width: 390 });
  await page.setViewportSize({ width: 1280, height: 800 });
  await eventually(async () => (await shown(page)).length, 2);
  await page.setViewportSize({ width: 390, height: 800 });
  await eventually(async () => (await shown(page)).length, 1);
  await page.emulateMedia({ media: 'print' });
  for (const panel of await page.locator('[data-code-compare] [data-panel]').all()) assert.equal(await panel.isVisible(), true);
});

test('without JavaScript both samples are there', async () => {
  const page = await site.open(GUIDE, { js: false, width: 390 });
  assert.equal((await shown(page)).length, 2);
});
