// What a page or a style sheet or a script refers to, and where others can refer to in it.

import { parse } from 'parse5';

/**
 * The references and ids of an HTML document.
 * @returns {{links: {attribute: string, target: string, loads: boolean}[], ids: Set<string>}} `loads` tells what a
 *   browser fetches with the page from what a reader may follow.
 */
export function ofPage(html) {
  const links = [];
  const ids = new Set();
  const visit = (node) => {
    const attributes = Object.fromEntries((node.attrs ?? []).map(({ name, value }) => [name, value]));
    if (attributes.id) ids.add(attributes.id);
    links.push(...ofElement(node.nodeName, attributes));
    for (const child of node.childNodes ?? []) visit(child);
    if (node.content) visit(node.content);
  };
  visit(parse(html));
  return { links, ids };
}

function ofElement(name, attributes) {
  const found = [];
  const add = (attribute, target, loads) => found.push({ attribute: `${name} ${attribute}`, target, loads });
  const rel = (attributes.rel ?? '').split(/\s+/);
  const fetched = name === 'link' && !rel.some((r) => ['canonical', 'alternate', 'next', 'prev'].includes(r));
  if (attributes.href !== undefined) add('href', attributes.href, fetched || name === 'use' || name === 'image');
  if (attributes.src !== undefined) add('src', attributes.src, true);
  if (attributes.poster !== undefined) add('poster', attributes.poster, true);
  if (attributes.action !== undefined) add('action', attributes.action, false);
  for (const part of (attributes.srcset ?? '').split(',')) {
    const target = part.trim().split(/\s+/)[0];
    if (target) add('srcset', target, true);
  }
  const refresh = /^\s*\d+\s*;\s*url=(.*)$/i.exec(attributes['http-equiv'] === 'refresh' ? (attributes.content ?? '') : '');
  if (refresh) add('refresh', refresh[1], false);
  return found;
}

/** The files that a style sheet takes. */
export function ofStyle(css) {
  const text = css.replace(/\/\*[^]*?\*\//g, '');
  const found = [...text.matchAll(/url\(\s*(['"]?)(.*?)\1\s*\)|@import\s+(['"])(.*?)\3/g)];
  return found.map((match) => match[2] ?? match[4]).filter((target) => !target.startsWith('data:'));
}

/** The modules that a script takes, by name: imports, and `new URL('./x', import.meta.url)`. */
export function ofScript(js) {
  const found = [
    ...js.matchAll(/\bimport\s*(?:[\w*{}\s,$]+\s*from\s*)?(['"])(.+?)\1/g),
    ...js.matchAll(/\bexport\s+[\w*{}\s,$]+\s+from\s*(['"])(.+?)\1/g),
    ...js.matchAll(/\bimport\(\s*(['"])(.+?)\1\s*\)/g),
    ...js.matchAll(/new URL\(\s*(['"])(.+?)\1\s*,\s*import\.meta\.url/g),
  ];
  return found.map((match) => match[2]);
}
