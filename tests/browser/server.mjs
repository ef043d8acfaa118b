// A plain file server for a built site: folders give their index.html, and every
// answer carries the policy under which the site must run. Nothing else.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'";

/** The folder of the site under test. */
export const SITE = resolve(process.env.SITE_DIR ?? fileURLToPath(new URL('../../site/', import.meta.url)));

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.xml': 'application/xml; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Serves `root` below `base` ("/" or "/a/path/") on a free port.
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serve(root = SITE, base = '/') {
  const server = createServer((request, response) => {
    answer(root, base, request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}

async function answer(root, base, request, response) {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  const headers = { 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' };
  const inside = path.startsWith(base) && join(root, normalize(`/${path.slice(base.length)}`));
  const file = inside && await find(inside);
  if (file === 'folder') return response.writeHead(301, { ...headers, Location: `${path}/` }).end();
  if (!file) return send(response, 404, headers, join(root, '404.html'));
  return send(response, 200, headers, file);
}

async function find(path) {
  const info = await stat(path).catch(() => null);
  if (info?.isFile()) return path;
  if (!info) return null;
  return path.endsWith('/') ? find(join(path, 'index.html')) : 'folder';
}

function send(response, status, headers, file) {
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  response.writeHead(status, { ...headers, 'Content-Type': type });
  createReadStream(file).on('error', () => response.end()).pipe(response);
}
