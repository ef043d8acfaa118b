import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUIDE, eventually, forbidStorage, parameters, rewrite, start } from './browser.mjs';

const ID = 'nodejs-or-python';
const site = start();

const box = (page, id, list = ID) => page.locator(`#${list}-${id}`);
const verdict = (page, list = ID) => page.locator(`#${list} [data-verdict]`).textContent();
const progress = (page, list = ID) => page.locator(`#${list} [data-tick-count]`).textContent();
const ticked = (page, list = ID) => page.locator(`#${list} input:checked`).evaluateAll((boxes) => boxes.map((one) => one.value));
const notice = (page) => page.locator(`#${ID} [data-notice]`);

test('progress, a verdict and its reasons follow the ticks', async () => {
  const page = await site.open(GUIDE);
  assert.equal(await progress(page), '0 of 10 ticked.');
  assert.equal(await verdict(page), 'Nothing ticked yet.');
  await box(page, 'one-stack').check();
  await box(page, 'many-connections').check();
  await box(page, 'batteries').check();
  assert.equal(await progress(page), '3 of 10 ticked.');
  assert.match(await verdict(page), /^This points to Node\.js\.$/);
  const reasons = page.locator(`#${ID} [data-side="nodejs"] .reasons li`);
  assert.deepEqual(await reasons.allTextContents(), [
    'The load is I/O-heavy, with many connections open at once.',
    'We want one stack, and shared types, from front end to back.',
  ]);
  assert.equal(await page.locator(`#${ID} [data-side="nodejs"] .rank-score`).textContent(), 'weight 3 of 8');
  assert.match(await page.locator(`#${ID} [role="status"]`).textContent(), /^3 of 10 ticked\. This points to Node\.js\.$/);
});

test('clicking a statement ticks it', async () => {
  const page = await site.open(GUIDE);
  await page.getByText('Rapid development and readable code matter most.').click();
  assert.deepEqual(await ticked(page), ['readable-fast']);
});

test('equal weight is said to be no lead', async () => {
  const page = await site.open(GUIDE);
  await box(page, 'many-connections').check();
  await box(page, 'data-team').check();
  assert.equal(await verdict(page), 'No clear lead: Node.js and Python.');
});

test('one decisive statement decides, two sides of them are a conflict', async () => {
  const page = await site.open(GUIDE);
  const conflict = page.locator(`#${ID} [data-checklist-conflict]`);
  assert.equal(await conflict.isVisible(), false);
  await box(page, 'live').check();
  assert.match(await verdict(page), /Node\.js: a decisive statement/);
  for (const id of ['readable-fast', 'data-team']) await box(page, id).check();
  assert.match(await verdict(page), /By weight alone it would be Python\.$/);
  await box(page, 'ml-central').check();
  assert.match(await verdict(page), /Node\.js and Python at once/);
  assert.equal(await conflict.isVisible(), true);
  assert.match(await conflict.textContent(), /two workloads live in one product/);
  await box(page, 'ml-central').uncheck();
  assert.equal(await conflict.isVisible(), false);
});

test('ticks outlive a reload, a visit and another page', async () => {
  const profile = await site.profile();
  const page = await site.open(GUIDE, { profile });
  await box(page, 'live').check();
  await box(page, 'batteries').check();
  await page.reload();
  assert.deepEqual(await ticked(page), ['live', 'batteries']);
  assert.equal(await notice(page).isVisible(), false);
  await page.goto(site.url('method/'));
  await page.goto(site.url(GUIDE));
  assert.deepEqual(await ticked(page), ['live', 'batteries']);
  assert.equal(await progress(page), '2 of 10 ticked.');
  const next = await site.open(GUIDE, { profile });
  assert.deepEqual(await ticked(next), ['live', 'batteries']);
});

test('a link brings its ticks to somebody else', async () => {
  const page = await site.open(GUIDE);
  await box(page, 'live').check();
  await box(page, 'data-team').check();
  const button = page.locator(`#${ID}`).getByRole('button', { name: 'Copy link' });
  await button.click();
  await eventually(() => page.locator(`#${ID} [data-do="copy"]`).textContent(), 'Link copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(new URL(link).hash, `#${ID}`);
  const other = await site.open(link.slice(site.url('').length));
  assert.deepEqual(await ticked(other), ['live', 'data-team']);
  assert.equal(await notice(other).isVisible(), false);
});

test('a link wins over what was kept, which can be had back', async () => {
  const profile = await site.profile();
  const first = await site.open(GUIDE, { profile });
  await box(first, 'live').check();
  const link = first.url();
  await box(first, 'live').uncheck();
  await box(first, 'batteries').check();
  const page = await profile.newPage();
  await page.goto(link);
  assert.deepEqual(await ticked(page), ['live']);
  assert.equal(await notice(page).isVisible(), true);
  await notice(page).getByRole('button').click();
  assert.deepEqual(await ticked(page), ['batteries']);
  assert.equal(await notice(page).isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.type), 'checkbox');
});

test('reset clears everything and can be undone', async () => {
  const page = await site.open(GUIDE);
  await box(page, 'live').check();
  const reset = page.locator(`#${ID} [data-do="reset"]`);
  await reset.click();
  assert.deepEqual(await ticked(page), []);
  assert.deepEqual(parameters(page, ID), {});
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assert.equal(await reset.textContent(), 'Undo reset');
  await reset.click();
  assert.deepEqual(await ticked(page), ['live']);
  await reset.click();
  await page.reload();
  assert.deepEqual(await ticked(page), []);
});

test('back and forward keep the ticks', async () => {
  const page = await site.open(GUIDE);
  await box(page, 'live').check();
  await page.goto(site.url('method/'));
  await page.goBack();
  assert.deepEqual(await ticked(page), ['live']);
  // Within the page: each entry has the ticks it was left with.
  await page.evaluate(() => { location.hash = 'faq'; });
  await box(page, 'batteries').check();
  await page.goBack();
  await eventually(() => ticked(page), ['live']);
  await page.goForward();
  await eventually(() => ticked(page), ['live', 'batteries']);
});

test('a changed checklist takes no old ticks, from storage or from a link', async () => {
  const profile = await site.profile();
  const page = await site.open(GUIDE, { profile });
  await box(page, 'live').check();
  const link = page.url();
  await page.close();
  await rewrite(profile, GUIDE, (html) => html.replace(/(data-checklist="[^"]*?hash&quot;:&quot;)[^&]*/, '$1000000000000'));
  const changed = await site.open(GUIDE, { profile });
  assert.deepEqual(await ticked(changed), []);
  await changed.goto(link);
  assert.deepEqual(await ticked(changed), []);
  assert.match(await notice(changed).textContent(), /earlier version/);
  await box(changed, 'batteries').check();
  assert.equal(await changed.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('versus:')).length), 1);
});

test('several checklists on a page do not disturb each other', async () => {
  const profile = await site.profile();
  await rewrite(profile, GUIDE, (html) => {
    const list = html.match(/<section class="checklist[\s\S]*?<\/section>/)[0];
    return html.replace(list, list + list.replaceAll(`id="${ID}`, 'id="second').replaceAll(`for="${ID}`, 'for="second').replaceAll(`describedby="${ID}`, 'describedby="second'));
  });
  const page = await site.open(GUIDE, { profile });
  await box(page, 'live').check();
  await box(page, 'batteries', 'second').check();
  assert.deepEqual([await ticked(page), await ticked(page, 'second')], [['live'], ['batteries']]);
  await page.reload();
  assert.deepEqual([await ticked(page), await ticked(page, 'second')], [['live'], ['batteries']]);
  assert.equal(await progress(page, 'second'), '1 of 10 ticked.');
  await page.locator('#second [data-do="reset"]').click();
  assert.deepEqual([await ticked(page), await ticked(page, 'second')], [['live'], []]);
  await page.goto(site.url(GUIDE));
  assert.deepEqual([await ticked(page), await ticked(page, 'second')], [['live'], []]);
});

test('without storage ticks live in the address', async () => {
  const page = await site.open(GUIDE, { init: forbidStorage });
  await box(page, 'live').check();
  assert.equal(await progress(page), '1 of 10 ticked.');
  await page.reload();
  assert.deepEqual(await ticked(page), ['live']);
});

test('garbage in the address or in storage is the empty list', async () => {
  for (const query of [`?${ID}=%3Cscript%3Ealert(1)%3C/script%3E`, `?${ID}=....`, `?${ID}=%E0%A4%A`, `?${ID}=${'x.'.repeat(3000)}`, `?${ID}.__proto__=1&${ID}[]=live`]) {
    const page = await site.open(GUIDE + query);
    assert.deepEqual(await ticked(page), []);
    assert.equal(await progress(page), '0 of 10 ticked.');
    await box(page, 'live').check();
    await page.reload();
    assert.deepEqual(await ticked(page), ['live']);
    await page.context().close();
  }
  const profile = await site.profile();
  const page = await site.open(GUIDE, { profile });
  await box(page, 'live').check();
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, '{"live":[<img src=x onerror=alert(1)>].\u0000');
  });
  await page.goto(site.url(GUIDE));
  assert.deepEqual(await ticked(page), []);
});

test('broken data leave the list as it is without a script', async () => {
  const profile = await site.profile();
  await rewrite(profile, GUIDE, (html) => html.replace(/data-checklist="[^"]*"/, 'data-checklist="{&quot;items&quot;:[{}]}"'));
  const page = await site.open(GUIDE, { profile });
  await box(page, 'live').check();
  assert.equal(await page.locator(`#${ID} [data-checklist-panel]`).isVisible(), false);
});

test('the list alone goes to paper, with its verdict', async () => {
  const page = await site.open(GUIDE, {
    init: () => { window.print = () => { window.printed = document.documentElement.className; }; },
  });
  await box(page, 'live').check();
  await page.locator(`#${ID} [data-do="print"]`).click();
  assert.match(await page.evaluate(() => window.printed), /printing/);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator(`#${ID} [data-verdict]`).isVisible(), true);
  assert.equal(await page.locator(`#${ID} [data-do="print"]`).isVisible(), false);
  assert.equal(await page.locator('#root').isVisible(), false);
  const alone = await page.pdf();
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  assert.equal(await page.locator('#root').isVisible(), true);
  const whole = await page.pdf();
  assert.equal(whole.subarray(0, 5).toString(), '%PDF-');
  assert.ok(alone.length * 2 < whole.length, `${alone.length} of ${whole.length}`);
});

test('without JavaScript every statement, tag and text is there, and boxes can be ticked', async () => {
  const page = await site.open(GUIDE, { js: false });
  assert.equal(await page.locator(`#${ID} input[type="checkbox"]`).count(), 10);
  assert.equal(await page.locator(`#${ID} fieldset`).count(), 2);
  assert.equal(await page.locator(`#${ID} [data-checklist-conflict]`).isVisible(), true);
  assert.equal(await page.locator(`#${ID} [data-checklist-panel]`).isVisible(), false);
  await box(page, 'live').check();
  assert.ok((await page.pdf()).length > 1000);
});

test('everything can be done by keyboard', async () => {
  const page = await site.open(GUIDE);
  await box(page, 'js-team').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.value), 'live');
  await page.keyboard.press('Space');
  assert.deepEqual(await ticked(page), ['js-team', 'live']);
  for (let i = 0; i < 20; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.dataset.do === 'reset')) break;
  }
  await page.keyboard.press('Enter');
  assert.deepEqual(await ticked(page), []);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Undo reset');
});

test('names, roles and states are in the accessibility tree', async () => {
  const page = await site.open(GUIDE);
  await box(page, 'live').check();
  const tree = await page.locator(`#${ID}`).ariaSnapshot();
  assert.match(tree, /group "For Node\.js"/);
  assert.match(tree, /checkbox "The product needs real-time features over WebSockets\. decisive weight 2" \[checked\]/);
  assert.match(tree, /status: "1 of 10 ticked\./);
  assert.match(tree, /button "Copy link"/);
});
