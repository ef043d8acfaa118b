import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { eventually, start } from './browser.mjs';
import { built } from './project.mjs';
import { serve } from './server.mjs';

const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

const root = built({
  'versus.yaml': `title: Drinks
base_url: https://example.org/below/
languages:
  de: {title: Getränke}
  he: {title: משקאות}
`,
  'content/_index.md': '# Drinks\n\nWelcome.\n',
  'content/_index.de.md': '# Getränke\n\nWillkommen.\n',
  'content/_index.he.md': '# משקאות\n\nברוכים הבאים.\n',
  'content/tea.md': '# Tea\n\nA hot drink of leaves.\n',
  'content/tea.de.md': '---\nslug: tee\ncompare: {dataset: drinks}\n---\n# Tee\n\nEin heißes Getränk aus Blättern.\n\n```{ranking}\n```\n',
  'content/tea.he.md': '---\ncompare: {dataset: drinks}\n---\n# תה\n\nמשקה חם.\n\n## עוד\n\n```{matrix}\n```\n',
  'content/coffee.md': '# Coffee\n\nA drink of beans.\n',
  'content/data/drinks.yaml': `title: Drinks
criteria:
  - {id: cost, name: Cost, type: number, better: lower, anchors: [0, 3], weight: 1.5}
  - {id: hot, name: Hot, type: support, better: higher}
subjects:
  tea: {name: Tea, as_of: 2026-11-01, values: {cost: 1.5, hot: yes}}
  water: {name: Water, as_of: 2026-11-01, values: {cost: 0.5, hot: no}}
`,
});
const site = start({ server: () => serve(root, '/below/') });

const languages = (page) => page.locator('.languages a');

test('the switch leads from a page to the same page, without JavaScript, and marks where one is', async () => {
  const page = await site.open('tea/', { js: false });
  assert.deepEqual(await languages(page).allTextContents(), ['English', 'Deutsch', 'עברית']);
  assert.equal(await page.locator('.languages [aria-current]').textContent(), 'English');
  await languages(page).filter({ hasText: 'Deutsch' }).click();
  await page.waitForURL(/\/below\/de\/tee\/$/);
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  assert.equal(await page.locator('.languages [aria-current]').textContent(), 'Deutsch');
  const heads = await page.locator('link[hreflang]').evaluateAll((all) => all.map((one) => [one.hreflang, one.href]));
  const base = 'https://example.org/below/';
  assert.deepEqual(heads, [['en', `${base}tea/`], ['x-default', `${base}tea/`], ['de', `${base}de/tee/`], ['he', `${base}he/tea/`]]);
});

test('a page that is not translated says so, in the language around it, and names its original', async () => {
  const page = await site.open('de/coffee/');
  assert.match(await page.locator('.untranslated').textContent(), /nicht übersetzt\.[^]*English/);
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  assert.equal(await page.locator('.body').getAttribute('lang'), 'en');
  assert.equal(await page.locator('link[rel=canonical]').getAttribute('href'), 'https://example.org/below/coffee/');
  assert.equal(await page.locator('link[hreflang]').count(), 0);
  await page.locator('.untranslated a').click();
  await page.waitForURL(/\/below\/coffee\/$/);
});

test('search answers in the language of the page, from the pages of that language', async () => {
  const page = await site.open('de/');
  await page.keyboard.press('/');
  await page.keyboard.type('blättern');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/below\/de\/search\/\?q=/);
  await eventually(() => page.locator('[data-search-status]').textContent(), 'Gefundene Seiten: 1.');
  await page.locator('[data-search-results] a').first().click();
  await page.waitForURL(/\/below\/de\/tee\//);
  const other = await site.open('search/?q=blättern');
  await eventually(() => other.locator('[data-search-status]').textContent(), 'No page has these words.');
});

test('what scripts write is in the language of the page, numbers among it', async () => {
  const page = await site.open('de/tee/');
  const scores = await page.locator('.rank-score').allTextContents();
  // Scores run from 0 to 100, without decimals in any language.
  assert.match(scores.join(' '), /^\d{1,3} \d{1,3}$/);
  await page.locator('[data-ranking-controls] input[type=number]').first().fill('2.5');
  await eventually(async () => /Gewicht 2,5/.test(await page.locator('.reason-weight').first().textContent()), true);
});

test('a language written from right to left runs from the right', async () => {
  for (const width of [1280, 360]) {
    const page = await site.open('he/tea/', { width, bypassCSP: true });
    assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
    const box = (selector) => page.locator(selector).first().boundingBox();
    const [brand, heading, corner, value] = [await box('.brand'), await box('h1'), await box('.corner'), await box('.matrix td')];
    assert.ok(brand.x + brand.width > width * 0.7, 'the name of the site stands at the right');
    assert.ok(heading.x + heading.width > width * 0.55, 'so does the heading');
    if (width > 600) assert.ok(corner.x > value.x, 'the names of rows stand right of their values');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), 'nothing sticks out');
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    });
    assert.deepEqual(found, []);
  }
});
