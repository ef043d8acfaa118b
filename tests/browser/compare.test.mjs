import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FRAMEWORKS, HUB, eventually, parameters, start } from './browser.mjs';

const site = start();
const ID = 'compare-web-frameworks';

const choice = (page, id) => page.locator(`#${ID} input[value="${id}"]`);
const columns = (page) => page.locator(`#${ID} thead [data-subject]`).evaluateAll((heads) => heads.map((head) => head.dataset.subject));
const drawn = (page, ids) => eventually(() => columns(page), ids);

test('any subjects are drawn side by side, under a permanent address', async () => {
  const page = await site.open(HUB);
  await choice(page, 'flask').check();
  assert.deepEqual(await columns(page), []);
  await choice(page, 'express').check();
  await choice(page, 'django').check();
  await drawn(page, ['django', 'express', 'flask']);
  assert.equal(parameters(page, ID)[''], 'django.express.flask');
  assert.match(await page.locator(`#${ID} [role="status"]`).textContent(), /Django, Express and Flask$/);
  const there = await site.open(page.url().slice(site.url('').length));
  await drawn(there, ['django', 'express', 'flask']);
  assert.equal(await choice(there, 'django').isChecked(), true);
  await choice(there, 'django').uncheck();
  await drawn(there, ['express', 'flask']);
  await choice(there, 'flask').uncheck();
  await drawn(there, []);
});

test('the table says what the one in the guide says', async () => {
  const page = await site.open(HUB);
  const guide = await site.open(FRAMEWORKS, { js: false });
  const ids = ['django', 'express', 'fastapi', 'fastify', 'flask', 'nestjs'];
  for (const id of ids) await choice(page, id).check();
  await drawn(page, ids);
  const read = (locator) => locator.locator('tr[data-criterion]').evaluateAll((rows) => Object.fromEntries(rows.map((row) => [row.dataset.criterion,
    Object.fromEntries([...row.querySelectorAll('td')].map((cell) => [cell.dataset.subject, [(cell.querySelector('.value, .state, ul') ?? cell).textContent.trim(),
      cell.dataset.sort, /\blv-\d/.exec(cell.className)?.[0], Boolean(cell.querySelector('.best')), Boolean(cell.querySelector('a.ref'))]]))])));
  const published = Object.assign({}, ...await Promise.all((await guide.locator('.matrix').all()).map(read)));
  const compared = await read(page.locator(`#${ID}`));
  assert.ok(Object.keys(published).length >= 20);
  for (const [criterion, cells] of Object.entries(published)) assert.deepEqual(compared[criterion], cells, criterion);
});

test('the drawn table sorts, opens notes and stacks like any other', async () => {
  const page = await site.open(`${HUB}?${ID}=express.django.flask`);
  await drawn(page, ['django', 'express', 'flask']);
  const sort = page.locator(`#${ID} .sort`).first();
  await sort.click();
  assert.equal(await page.locator(`#${ID} [aria-sort]`).count(), 1);
  await page.locator(`#${ID} a.ref`).first().click();
  assert.ok((await page.locator('.note-box').textContent()).length > 10);
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 360, height: 700 });
  await eventually(() => page.locator(`#${ID} .matrix`).getAttribute('data-layout'), 'stack');
});

test('back and forward follow', async () => {
  const page = await site.open(`${HUB}?${ID}=express.django`);
  await drawn(page, ['django', 'express']);
  await page.evaluate(() => { location.hash = 'main'; });
  await choice(page, 'flask').check();
  await drawn(page, ['django', 'express', 'flask']);
  await page.goBack();
  await drawn(page, ['django', 'express']);
  await page.goForward();
  await drawn(page, ['django', 'express', 'flask']);
});

test('whoever ticks fast sees the last table', async () => {
  const page = await site.open(HUB);
  await page.route('**/data/web-frameworks.json', async (route) => {
    await new Promise((done) => { setTimeout(done, 300); });
    await route.continue();
  });
  for (const id of ['express', 'django', 'flask']) await choice(page, id).check();
  await choice(page, 'express').uncheck();
  await drawn(page, ['django', 'flask']);
});

test('garbage in the address is no choice', async () => {
  for (const garbage of ['<script>alert(1)</script>', '__proto__.constructor', 'express', 'express.express', '....']) {
    const page = await site.open(`${HUB}?${ID}=${encodeURIComponent(garbage)}`);
    assert.deepEqual(await columns(page), []);
  }
});

test('data that say markup are text, and a link leads only to the web', async () => {
  const profile = await site.profile();
  await profile.route('**/data/web-frameworks.json', async (route) => {
    const response = await route.fetch();
    const data = await response.json();
    data.title = '<img src=x onerror=alert(1)>';
    data.criteria[0].name = '<script>alert(1)</script>';
    for (const source of Object.values(data.sources)) source.url = 'javascript:alert(1)';
    await route.fulfill({ response, json: data });
  });
  const page = await site.open(`${HUB}?${ID}=express.django`, { profile });
  await drawn(page, ['django', 'express']);
  assert.equal(await page.locator(`#${ID} :is(img, script)`).count(), 0);
  assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
});

test('without the data the page says so', async () => {
  const profile = await site.profile();
  await profile.route('**/data/web-frameworks.json', (route) => route.fulfill({ status: 200, body: '{"subjects":' }));
  const page = await site.open(`${HUB}?${ID}=express.django`, { profile });
  await eventually(() => page.locator(`#${ID} [role="status"]`).textContent(), 'The data could not be loaded.');
});

test('without JavaScript the choice is not offered', async () => {
  const page = await site.open(HUB, { js: false });
  assert.equal(await page.locator(`#${ID}`).isVisible(), false);
  assert.ok(await page.getByRole('link', { name: 'JSON' }).count() > 0);
});
