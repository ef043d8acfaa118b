import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FRAMEWORKS, GUIDE, eventually, parameters, rewrite, start } from './browser.mjs';

const site = start();

const ranking = (page) => page.locator('.ranking');
const id = (page) => ranking(page).getAttribute('id');
const headline = (page) => ranking(page).locator('[data-ranking-result] > .headline').textContent();
const scores = (page) => ranking(page).locator('[data-ranking-result] .ranks > li').evaluateAll((rows) => Object.fromEntries(
  rows.map((row) => [row.dataset.subject, Number(row.querySelector('.rank-score').textContent)])));
const turns = (page) => ranking(page).locator('[data-ranking-result] .turns li').allTextContents();
const preset = (page, name) => ranking(page).getByRole('button', { name, exact: true });
const slider = (page, name) => ranking(page).getByRole('slider', { name, exact: true });
const exact = (page, name) => ranking(page).getByRole('spinbutton', { name: `Exact weight: ${name}` });
const pressed = (page) => ranking(page).locator('[aria-pressed="true"]').allTextContents();
const query = async (page) => parameters(page, await id(page));

/** A result as markup, without what only tells it apart from its neighbours. */
const markup = (locator) => locator.evaluate((root) => [...root.children]
  .filter((child) => child.matches('.headline, .ranks, .overturn, .not-ranked, .ruled-out, .turns'))
  .map((child) => child.outerHTML.replace(/\s+/g, ' ').replaceAll('> <', '><')).join('\n'));

test('as published the result is the page’s own', async () => {
  const plain = await site.open(GUIDE, { js: false });
  const page = await site.open(GUIDE);
  assert.deepEqual(await scores(page), { nodejs: 80, python: 80 });
  assert.match(await headline(page), /Node\.js and Python are tied/);
  assert.equal(await markup(ranking(page).locator('[data-ranking-result]')), await markup(ranking(plain).locator('[data-ranking-result]')));
  assert.deepEqual(await pressed(page), ['As published']);
});

for (const path of [GUIDE, FRAMEWORKS]) {
  test(`the script draws each profile of ${path} as Rust does`, async () => {
    const plain = await site.open(path, { js: false });
    const page = await site.open(path);
    const profiles = ranking(plain).locator('[data-profile]');
    assert.ok(await profiles.count() > 1);
    for (let i = 0; i < await profiles.count(); i += 1) {
      const profile = profiles.nth(i);
      await preset(page, (await profile.locator('summary').textContent()).trim()).click();
      assert.equal(await markup(ranking(page).locator('[data-ranking-result]')), await markup(profile));
      assert.equal((await query(page)).profile, await profile.getAttribute('data-profile'));
    }
  });
}

test('the check figures come out', async () => {
  const page = await site.open(GUIDE);
  await preset(page, 'Real-time app').click();
  assert.deepEqual(await scores(page), { nodejs: 96, python: 68 });
  assert.deepEqual(await turns(page), [
    'Data science and ML (weight 0): from 2.1 on Python and Node.js are tied, from 3.4 on Python leads.',
    'Development speed (weight 1): from 6.5 on Node.js and Python are tied.',
  ]);
  await preset(page, 'Data product').click();
  assert.deepEqual(await scores(page), { python: 96, nodejs: 58 });
  assert.deepEqual(await turns(page), [
    'Real-time features (weight 1): from 7.5 on Python and Node.js are tied.',
    'Data science and ML (weight 3): at 0.2 or less Python and Node.js are tied.',
    'Code sharing, front to back (weight 0): from 2.5 on Node.js and Python are tied, from 3.7 on Node.js leads.',
  ]);
});

test('weights move by slider and by number, and the verdict turns where it says', async () => {
  const page = await site.open(GUIDE);
  await preset(page, 'Real-time app').click();
  await exact(page, 'Data science and ML').fill('2.6');
  assert.match(await headline(page), /tied/);
  await exact(page, 'Data science and ML').fill('10');
  assert.match(await headline(page), /^Python leads/);
  assert.equal(await slider(page, 'Data science and ML').inputValue(), '10');
  assert.deepEqual(await pressed(page), []);
  await slider(page, 'Real-time features').focus();
  const before = Number(await slider(page, 'Real-time features').inputValue());
  await page.keyboard.press('ArrowRight');
  const after = Number(await exact(page, 'Real-time features').inputValue());
  assert.ok(after > before);
  await eventually(async () => (await query(page))['w.realtime'], String(after));
  const seen = await scores(page);
  await page.reload();
  assert.deepEqual(await scores(page), seen);
  assert.equal((await query(page)).profile, 'live');
});

test('half a number changes nothing, and a weight beyond all reason neither', async () => {
  const page = await site.open(GUIDE);
  for (const text of ['', '-1', '1e9', '5000']) {
    await exact(page, 'Real-time features').fill(text);
    assert.deepEqual(await scores(page), { nodejs: 80, python: 80 });
  }
  await exact(page, 'Real-time features').blur();
  assert.equal(await exact(page, 'Real-time features').inputValue(), '1');
});

test('must-haves rule out, on and off', async () => {
  const page = await site.open(FRAMEWORKS);
  const boxes = ranking(page).locator('input[data-must]');
  assert.ok(await boxes.count() > 0);
  for (const box of await boxes.all()) await box.check();
  assert.ok(await ranking(page).locator('[data-ranking-result] .ruled-out li').count() > 0 || /Only|Nobody/.test(await headline(page)));
  const { must } = await query(page);
  assert.ok(must.length > 0);
  await page.reload();
  for (const box of await boxes.all()) assert.equal(await box.isChecked(), true);
  for (const box of await boxes.all()) await box.uncheck();
  assert.deepEqual(await query(page), {});
});

test('a profile’s must-have can be taken off, and the link knows', async () => {
  const page = await site.open(GUIDE);
  await preset(page, 'Real-time app').click();
  await ranking(page).locator('input[data-must]').uncheck();
  assert.deepEqual(await query(page), { profile: 'live', must: '.' });
  await ranking(page).getByRole('button', { name: 'Copy link' }).click();
  await eventually(() => ranking(page).locator('[data-do="copy"]').textContent(), 'Link copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const there = await site.open(link.slice(site.url('').length));
  assert.equal(await ranking(there).locator('input[data-must]').isChecked(), false);
  assert.deepEqual(await scores(there), await scores(page));
});

test('all weights at 0 leave nothing to rank by', async () => {
  const page = await site.open(GUIDE);
  for (const box of await ranking(page).getByRole('spinbutton').all()) await box.fill('0');
  assert.match(await headline(page), /nothing to rank by/);
  await ranking(page).getByRole('button', { name: 'Reset' }).click();
  assert.deepEqual(await scores(page), { nodejs: 80, python: 80 });
  assert.deepEqual(await query(page), {});
});

test('the result is announced once it is settled', async () => {
  const page = await site.open(GUIDE);
  await preset(page, 'Data product').click();
  await eventually(() => ranking(page).locator('[data-ranking-status]').textContent(), 'Python leads.');
});

test('back and forward follow', async () => {
  const page = await site.open(GUIDE);
  await preset(page, 'Data product').click();
  await page.evaluate(() => { location.hash = 'top'; });
  await preset(page, 'Real-time app').click();
  await page.goBack();
  await eventually(() => pressed(page), ['Data product']);
  await page.goForward();
  await eventually(() => pressed(page), ['Real-time app']);
});

test('garbage in the address is the result as published', async () => {
  const page = await site.open(GUIDE);
  const name = await id(page);
  for (const search of [
    `?${name}.profile=<script>&${name}.w.realtime=-3&${name}.w.data-ml=NaN&${name}.w.nothing=3&${name}.must=x.y`,
    `?${name}.profile=__proto__&${name}.w.realtime=Infinity&${name}.w.__proto__=1`,
    `?${name}.w.realtime=${'9'.repeat(400)}`,
  ]) {
    await page.goto(site.url(GUIDE + search));
    assert.deepEqual(await scores(page), { nodejs: 80, python: 80 });
    assert.deepEqual(await pressed(page), ['As published']);
  }
});

test('broken data leave the page as it is without a script', async () => {
  for (const data of ['', '{', 'null', '{"profiles":[],"musts":[]}', '[1]']) {
    const profile = await site.profile();
    await rewrite(profile, GUIDE, (html) => html.replace(/data-ranking="[^"]*"/, `data-ranking="${data.replaceAll('"', '&quot;')}"`));
    const page = await site.open(GUIDE, { profile });
    assert.deepEqual(await scores(page), { nodejs: 80, python: 80 });
    assert.equal(await ranking(page).locator('[data-ranking-controls]').isVisible(), false);
    assert.equal(await ranking(page).locator('[data-ranking-profiles]').isVisible(), true);
    await profile.close();
  }
});

test('what the data say is text, whatever it looks like', async () => {
  const profile = await site.profile();
  await rewrite(profile, GUIDE, (html) => html.replace(/data-ranking="[^"]*"/, (data) =>
    data.replaceAll('Real-time features', '&lt;img src=x onerror=alert(1)&gt;')));
  const page = await site.open(GUIDE, { profile });
  await preset(page, 'Real-time app').click();
  assert.equal(await page.locator('img').count(), 0);
  assert.match(await ranking(page).locator('.reasons').first().textContent(), /<img src=x/);
});

test('without JavaScript the result, its reasons, all profiles and weights are there', async () => {
  const page = await site.open(GUIDE, { js: false });
  assert.deepEqual(await scores(page), { nodejs: 80, python: 80 });
  assert.equal(await ranking(page).locator('[data-profile]').count(), 2);
  assert.ok(await ranking(page).locator('.reasons li').count() >= 10);
  assert.equal(await ranking(page).locator('[data-ranking-weights] tbody tr').count(), 5);
});

test('everything can be done by keyboard', async () => {
  const page = await site.open(GUIDE);
  await preset(page, 'As published').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.deepEqual(await pressed(page), ['Real-time app']);
  const reached = new Set();
  for (let i = 0; i < 30; i += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => ({
      kind: document.activeElement.type,
      covered: (() => {
        const { left, top, width, height } = document.activeElement.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        return there !== document.activeElement && !document.activeElement.contains(there);
      })(),
      inside: Boolean(document.activeElement.closest('.ranking')),
    }));
    if (!stop.inside) break;
    assert.equal(stop.covered, false);
    reached.add(stop.kind);
  }
  for (const kind of ['range', 'number', 'checkbox', 'button']) assert.ok(reached.has(kind), kind);
});

test('names, roles and states are in the accessibility tree', async () => {
  const page = await site.open(GUIDE);
  await preset(page, 'Real-time app').click();
  const tree = await ranking(page).ariaSnapshot();
  assert.match(tree, /region "Weigh it yourself"/);
  assert.match(tree, /group "Purpose"/);
  assert.match(tree, /button "Real-time app" \[pressed\]/);
  assert.match(tree, /slider "Real-time features": "3"/);
  assert.match(tree, /spinbutton "Exact weight: Real-time features"': "3"/);
  assert.match(tree, /checkbox "Real-time features: needs Good" \[checked\]/);
});
