// Hostile text in every field: in no page is there a script, a handler or an address of theirs, and it is all there
// to read. The policy is put aside here, so that what got through would run.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { eventually, start } from './browser.mjs';
import { FAULTY, HOSTILE, SCRIPT, build, project } from './hostile.mjs';
import { previewOf } from './preview.mjs';
import { serve } from './server.mjs';

let hostile;
const site = start({
  server: async () => {
    hostile = await project();
    await build(hostile.folder);
    return serve(join(hostile.folder, 'site'), '/guide/');
  },
});
after(() => hostile?.remove());

/** All files of the built site. */
function files() {
  const folder = join(hostile.folder, 'site');
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')).filter((path) => !path.startsWith('.'));
}

const text = (path) => readFileSync(join(hostile.folder, 'site', path), 'utf8');

/** What in a document, and in what hangs on it, is more than text. Runs in the browser. */
function faults() {
  const found = globalThis.ran ? ['a script ran'] : [];
  const schemes = ['http:', 'https:', 'mailto:', 'tel:', location.protocol];
  const look = (root) => {
    for (const element of root.querySelectorAll('*')) {
      const name = element.localName;
      const say = (what) => found.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
      if (name === 'script' && ['application/json', 'application/ld+json'].includes(element.type)) JSON.parse(element.textContent);
      else if (name === 'script' && (!element.src || new URL(element.src).origin !== location.origin || element.textContent)) say('a script');
      if (['iframe', 'object', 'embed', 'base', 'style', 'foreignobject', 'animate', 'set'].includes(name)) say('an element');
      for (const { name: attribute, value } of element.attributes) {
        if (/^on|^style$|^srcdoc$/i.test(attribute)) say(`an attribute ${attribute}`);
        if (/^(href|src|action|formaction|poster|data|xlink:href|ping)$/i.test(attribute)) {
          const url = new URL(value, document.baseURI);
          // The overlay leads to the author's files.
          const isFile = root instanceof ShadowRoot && url.protocol === 'file:';
          if (!isFile && !schemes.includes(url.protocol)) say(`an address in ${attribute}`);
          const isOther = name === 'a' && /^https?:$/.test(url.protocol) && url.origin !== location.origin;
          if (isOther && !element.relList.contains('noopener')) say('no rel=noopener');
        }
      }
      if (element instanceof HTMLTemplateElement) look(element.content);
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  return found;
}

test('in no page is hostile text more than text', async () => {
  const profile = await site.profile({ bypassCSP: true });
  const page = await site.open('', { profile });
  const pages = files().filter((path) => path.endsWith('.html') && !text(path).includes('http-equiv="refresh"'));
  assert.ok(pages.length > 25, `${pages.length} pages`);
  let read = 0;
  for (const path of pages) {
    await page.goto(site.url(path.split('/').map(encodeURIComponent).join('/')), { waitUntil: 'load' });
    assert.deepEqual(await page.evaluate(faults), [], path);
    assert.doesNotMatch(text(path), /[\0-\x08\v\x0e-\x1f\x7f]/, `${path} holds what no document may`);
    const [shown, title] = await page.evaluate(() => [document.body.textContent, document.title]);
    if (shown.includes(SCRIPT) && shown.includes('{{ 7*7 }}') && title.length > 0) read += 1;
  }
  assert.ok(read > 20, `only ${read} of ${pages.length} pages show the hostile text: it went nowhere`);
});

test('with every instrument opened and used, hostile text stays text', async () => {
  const profile = await site.profile({ bypassCSP: true });
  const page = await site.open('guides/nodejs-vs-python/', { profile });
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
  for (const box of await page.locator('.checklist input').all()) await box.check();
  for (const button of await page.locator('.matrix .sort').all()) await button.click();
  for (const button of await page.locator('[data-preset], [data-ranking-controls] button').all()) await button.click();
  await page.locator('.matrix [data-query]').first().fill(HOSTILE.replaceAll('\u0000', ''));
  assert.deepEqual(await page.evaluate(faults), []);
  await page.goto(site.url('data/backend/nodejs/'));
  assert.deepEqual(await page.evaluate(faults), []);
});

test('the search shows hostile text, and takes it, as text', async () => {
  const profile = await site.profile({ bypassCSP: true });
  const page = await site.open(`search/?q=${encodeURIComponent(HOSTILE)}`, { profile });
  const field = page.locator('[data-search] input[type=search]');
  for (const query of ['onerror script', 'corners', HOSTILE.replaceAll('\u0000', ''), '"><svg onload=globalThis.ran=1>']) {
    await field.fill(query);
    await page.waitForTimeout(250);
    assert.deepEqual(await page.evaluate(faults), [], query);
  }
  await field.fill('corners');
  await eventually(async () => (await page.locator('[data-search-results] a').count()) > 0, true);
  assert.deepEqual(await page.evaluate(faults), []);
});

test('what machines read is sound, and holds the text as text', async () => {
  const page = await site.open('');
  const kinds = { xml: 0, json: 0, csv: 0, md: 0 };
  for (const path of files()) {
    const kind = path.split('.').pop();
    if (!(kind in kinds)) continue;
    kinds[kind] += 1;
    if (kind === 'json') JSON.parse(text(path));
    if (kind === 'xml') {
      const wrong = await page.evaluate((source) => {
        const xml = new DOMParser().parseFromString(source, 'application/xml');
        return [...xml.querySelectorAll('parsererror, script, img, *|script')].map((element) => element.outerHTML.slice(0, 200));
      }, text(path));
      assert.deepEqual(wrong, [], path);
    }
    // Code keeps what it is; elsewhere raw HTML would be HTML again to whoever draws the twin.
    if (kind === 'md') {
      const prose = text(path).replace(/^(`{3,})[^]*?^\1$/gm, '').replace(/(`+)[^`][^]*?\1/g, '');
      assert.doesNotMatch(prose, /(?<!\\)<(script|img|svg)/i, path);
    }
    if (kind === 'csv') assert.doesNotMatch(text(path), /(^|,)"?[=+@\t]/m, path);
  }
  for (const [kind, count] of Object.entries(kinds)) assert.ok(count > 1, `${count} files of ${kind}`);
});

/** Browsers take no file from the disk that carries an integrity attribute, as they cannot read across origins there. */
test('read from the disk, a page has its style sheets', async () => {
  const page = await (await site.profile({ js: false })).newPage();
  await page.goto(pathToFileURL(join(hostile.folder, 'site/index.html')).href);
  const sheets = await page.evaluate(() => [...document.querySelectorAll('link[rel=stylesheet]')].map((link) => link.sheet !== null));
  assert.ok(sheets.length >= 2 && sheets.every(Boolean), sheets.join());
});

test('the preview shows faults with hostile messages as text', async () => {
  const faulty = await project(FAULTY);
  const shown = await previewOf(faulty.folder, '--as-of', '2026-11-25');
  try {
    const profile = await site.profile({ bypassCSP: true });
    for (const path of ['', 'faulty/']) {
      const page = await profile.newPage();
      await page.goto(`${shown.url.replace(/guide\/$/, '')}guide/${path}`);
      await eventually(() => page.locator('versus-preview .panel .fault').count().then((count) => count > 10), true);
      const said = await page.locator('versus-preview .panel').innerText();
      assert.ok(said.includes('<script>globalThis.ran=1</script>'), said.slice(0, 500));
      assert.deepEqual(await page.evaluate(faults), [], path);
      await page.close();
    }
  } finally {
    await shown.close();
    await faulty.remove();
  }
});
