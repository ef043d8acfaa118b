// The whole site under its policy: no page may report anything, whatever its
// address and its storage hold, at the root of a host and below a path.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUIDE, forbidStorage, start } from './browser.mjs';
import { pages } from './pages.mjs';

const site = start();
const below = start({ base: '/some/where/' });

const broken = () => {
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(`policy: ${violatedDirective} ${blockedURI}`);
  });
};

for (const [name, place] of [['the root', site], ['a path below it', below]]) {
  test(`no page breaks the policy or reports an error, at ${name}`, async () => {
    const all = pages().filter((path) => path !== '404.html');
    assert.ok(all.length > 5);
    const page = await place.open(all[0], { init: broken });
    for (const path of all) {
      const response = await page.goto(place.url(path), { waitUntil: 'load' });
      assert.equal(response.status(), 200, path);
    }
  });
}

test('each page loads only the modules it uses', async () => {
  const page = await site.open('method/');
  const scripts = (path) => page.goto(site.url(path)).then(() => page.evaluate(() =>
    performance.getEntriesByType('resource').map((entry) => entry.name.match(/js\/(\w+)\.\w+\.js$/)?.[1]).filter(Boolean).sort()));
  const guide = await scripts(GUIDE);
  for (const name of ['checklist', 'code', 'matrix', 'ranking']) assert.ok(guide.includes(name), name);
  assert.ok(!guide.includes('compare'));
  assert.deepEqual(await scripts(''), ['theme']);
});

const GARBAGE = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>{{7*7}}%00\u202e\u0000__proto__';

test('garbage in every storage key and parameter gives the default state, never script', async () => {
  const profile = await site.profile({ init: broken });
  const page = await site.open(GUIDE, { profile });
  page.on('dialog', () => assert.fail('a script ran'));
  const plain = await page.locator('main').innerText();
  // Leave a trace in every key there is, then fill all of them with garbage.
  await page.locator('.checklist input').first().check();
  await page.evaluate((garbage) => {
    localStorage.setItem('versus-subject', garbage);
    localStorage.setItem('versus-scheme', garbage);
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, garbage);
  }, GARBAGE);
  const names = await page.evaluate(() => [...document.querySelectorAll('main [id]')].map((element) => element.id).slice(0, 60));
  const query = new URLSearchParams(names.flatMap((id) => [[id, GARBAGE], ...['sort', 'q2', 'group', 'subjects', 'layout', 'diff', 'profile', 'must', 'w.realtime'].map((name) => [`${id}.${name}`, GARBAGE])]));
  const chunks = [...query.entries()];
  for (let at = 0; at < chunks.length; at += 40) {
    await page.goto(site.url(`${GUIDE}?${new URLSearchParams(chunks.slice(at, at + 40))}`));
    assert.equal(await page.locator('main').innerText(), plain);
    assert.equal(await page.locator('main script, main img, main iframe').count(), 0);
  }
});

test('without storage every instrument works', async () => {
  const page = await site.open(GUIDE, { init: forbidStorage });
  await page.locator('.checklist input').first().check();
  await page.locator('[data-preset="live"]').click();
  await page.locator('.matrix .sort').first().click();
  assert.equal(await page.locator('[data-tick-count]').textContent(), '1 of 10 ticked.');
});
