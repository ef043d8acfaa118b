// Chromium on a served site. Whatever a page reports as an error, a broken policy
// among it, fails the test that opened it.

import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { chromium } from 'playwright-core';
import { SITE, serve } from './server.mjs';

export const GUIDE = 'guides/nodejs-vs-python/';
export const FRAMEWORKS = 'guides/web-frameworks/';
export const HUB = 'data/';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * Starts a server and a browser for the tests of a file: the built site below `base`, or whatever `server` gives.
 * @returns an object whose `open` gives a page in a fresh profile
 */
export function start({ base = '/', server = () => serve(SITE, base) } = {}) {
  const under = { errors: [], contexts: [] };
  before(async () => {
    under.server = await server();
    under.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS });
  });
  after(async () => {
    await under.browser?.close();
    await under.server?.close();
  });
  afterEach(async () => {
    await Promise.all(under.contexts.splice(0).map((context) => context.close()));
    assert.deepEqual(under.errors.splice(0), [], 'what pages reported');
  });

  /** The address of a page. */
  under.url = (path) => under.server.url + path;

  /** A profile of its own: `width`, `height`, `js: false`, `init` to run before any page, and Playwright's own options. */
  under.profile = async ({ width = 1280, height = 900, js = true, init, ...options } = {}) => {
    const context = await under.browser.newContext({
      viewport: { width, height }, javaScriptEnabled: js, reducedMotion: 'reduce', ...options,
    });
    under.contexts.push(context);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    if (init) await context.addInitScript(init);
    context.on('page', (page) => watch(page, under.errors));
    return context;
  };

  /** A page in a fresh profile, or in `profile`. */
  under.open = async (path, { profile, ...options } = {}) => {
    const context = profile ?? await under.profile(options);
    const page = await context.newPage();
    await page.goto(under.url(path));
    return page;
  };
  return under;
}

/** Serves a page of the site with its HTML changed. */
export async function rewrite(context, path, change) {
  await context.route((url) => url.pathname.endsWith(`/${path}`), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.text()) });
  });
}

/** Storage that a browser refuses to open. */
export function forbidStorage() {
  Object.defineProperty(globalThis, 'localStorage', {
    get() { throw new DOMException('denied', 'SecurityError'); },
  });
}

/** The parameters of an instrument in the page's address. */
export function parameters(page, id) {
  const found = {};
  for (const [key, value] of new URL(page.url()).searchParams) {
    if (key === id || key.startsWith(`${id}.`)) found[key.slice(id.length + 1)] = value;
  }
  return found;
}

/** Asks until `probe` gives something equal to `expected`, for two seconds. */
export async function eventually(probe, expected) {
  const end = Date.now() + 4000;
  for (;;) {
    const found = await probe();
    try {
      assert.deepEqual(found, expected);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((done) => { setTimeout(done, 40); });
  }
}

function watch(page, errors) {
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.stack}`));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${page.url()}: ${message.text()}`);
  });
}
