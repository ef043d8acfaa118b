// WCAG 2.2 AA on every page: axe-core in light, dark, forced colours and at 320 px,
// then what it cannot see: text at twice its size, and reduced motion.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { FRAMEWORKS, GUIDE, start } from './browser.mjs';
import { pages } from './pages.mjs';

const site = start();
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules that ask how a page is drawn rather than what it is; in other modes they alone can come out otherwise. */
const DRAWN = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

const MODES = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark', rules: DRAWN },
  'forced colours': { forcedColors: 'active', rules: DRAWN },
  '320 px': { width: 320 },
};

/** What axe finds, a line each: by `rules` alone, or by all. */
async function violations(page, rules) {
  await page.evaluate(axe.source);
  return page.evaluate(async (runOnly) => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    const found = await window.axe.run(document, { runOnly, resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`));
  }, rules ?? TAGS);
}

for (const [mode, { rules, ...options }] of Object.entries(MODES)) {
  test(`axe finds nothing on any page, ${mode}`, async () => {
    const page = await site.open('', options);
    for (const path of pages()) {
      if (path === '404.html') continue;
      await page.goto(site.url(path));
      assert.deepEqual(await violations(page, rules), [], path);
    }
  });

  test(`axe finds nothing on instruments in use, ${mode}`, async () => {
    const page = await site.open(GUIDE, options);
    for (const box of await page.locator('.checklist input').all()) await box.check();
    await page.locator('[data-preset="live"]').click();
    await page.locator('.matrix .sort').first().click();
    await page.locator('.matrix [data-query]').first().evaluate((field) => {
      field.value = 'no such thing';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    assert.deepEqual(await violations(page, rules), []);
    await page.locator('.matrix a.ref:visible').first().click();
    assert.deepEqual(await violations(page, rules), []);
  });
}

for (const path of [GUIDE, FRAMEWORKS]) {
  test(`text at 200 % loses nothing on ${path}`, async () => {
    const page = await site.open(path);
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await page.waitForTimeout(200);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page scrolls sideways');
    const cut = await page.evaluate(() => [...document.querySelectorAll('button, summary, label, legend, .headline, td, th, select, [role="tab"]')]
      .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden'))
      .filter((element) => getComputedStyle(element).overflow !== 'visible' && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1))
      .map((element) => element.outerHTML.slice(0, 120)));
    assert.deepEqual(cut, []);
  });

  test(`nothing scrolls sideways at 320 px on ${path}`, async () => {
    const page = await site.open(path, { width: 320 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });

  test(`what is pressed is large enough on ${path}`, async () => {
    const page = await site.open(path, { width: 390 });
    await page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
    // 24 px, or as much room around it; links in running text are exempt.
    const small = await page.evaluate(() => [...document.querySelectorAll('main button, main select, main input, main summary')]
      .filter((element) => element.checkVisibility())
      .map((element) => (element.matches('[type="checkbox"]') ? element.closest('label, li') : element))
      .filter((element) => !element.matches('.sort'))
      .filter((element) => element.getBoundingClientRect().height < 24 || element.getBoundingClientRect().width < 24)
      .map((element) => element.outerHTML.slice(0, 120)));
    assert.deepEqual(small, []);
  });
}

test('with reduced motion nothing moves', async () => {
  const page = await site.open(GUIDE);
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((element) => {
    const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
    return animationName !== 'none' || parseFloat(transitionDuration) > 0 || scrollBehavior === 'smooth';
  }).length);
  assert.equal(moving, 0);
});
