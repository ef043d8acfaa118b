// A corpus as an Eleventy site, with its documented plug-in for highlighting and links that are final addresses.

import { contentFile, page, place, sections } from '../corpus/pages.mjs';

export const source = contentFile;
export const name = 'Eleventy';
export const command = ({ node, eleventy }, folder) => [node, eleventy, '--quiet'];

export function* files(count, { code = true } = {}) {
  yield ['package.json', '{"private": true, "type": "module"}\n'];
  yield ['eleventy.config.js', config(code)];
  yield ['content/_includes/base.njk', BASE];
  yield ['content/_includes/page.njk', PAGE];
  yield ['content/index.md', '---\ntitle: Many pages\nlayout: base.njk\n---\nThe front page.\n'];
  for (let at = 0; at < sections(count); at += 1) {
    const { section } = place(at, count);
    yield [`content/${section}/${section}.json`, `{"layout": "page.njk", "tags": ["${section}"]}\n`];
    yield [`content/${section}/index.njk`, list(at, section)];
  }
  for (let number = 0; number < count; number += 1) {
    const { title, description, date, body } = page(number, count, { code });
    const linked = body.replace(/\]\(@(\d+)\)/g, (all, to) => {
      const { section, name: file } = place(Number(to), count);
      return `](/${section}/${file}/)`;
    });
    // The text is no template, which spares Eleventy reading it as one.
    const front = `---\ntitle: ${title}\ndescription: ${description}\ndate: ${date}\ntemplateEngineOverride: md\n---\n\n`;
    yield [source(number, count), front + linked];
  }
}

function config(code) {
  const plugin = code ? "import highlight from '@11ty/eleventy-plugin-syntaxhighlight';\n" : '';
  return `${plugin}export default function (config) {
${code ? '  config.addPlugin(highlight);\n' : ''}  return { dir: { input: 'content', output: '_site' } };
}
`;
}

function list(at, section) {
  return `---
title: Section ${at}
layout: base.njk
tags: []
eleventyExcludeFromCollections: true
---
<ul>{% for one in collections.${section} %}<li><a href="{{ one.url }}">{{ one.data.title }}</a><p>{{ one.data.description }}</p></li>{% endfor %}</ul>
`;
}

const BASE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ title }} | Many pages</title>
<meta name="description" content="{{ description }}">
</head>
<body>
<header><a href="/">Many pages</a></header>
<main><h1>{{ title }}</h1>{{ content | safe }}</main>
</body>
</html>
`;

const PAGE = `---
layout: base.njk
---
<article>
<p>{{ description }}</p>
<time datetime="{{ page.date.toISOString() }}">{{ page.date.toDateString() }}</time>
{{ content | safe }}
</article>
`;
