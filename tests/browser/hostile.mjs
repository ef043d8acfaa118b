// A copy of the guide in which every text is hostile: whatever a field or a block takes as text begins or ends with
// all that would break out of text, attribute, address, script or template, if anything let it.

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The program under test. */
const VERSUS = resolve(ROOT, process.env.VERSUS ?? 'target/debug/versus');

/** What would run, if it were anything but text. */
export const SCRIPT = '<script>globalThis.ran=1</script>';
/** All of it. */
export const HOSTILE = [SCRIPT, '"><img src=x onerror=globalThis.ran=1>', "' onmouseover='globalThis.ran=1", '</script></title></style></svg>',
  '<svg/onload=globalThis.ran=1>', '<!--', '{{ 7*7 }}{% raw %}', '&lt;b&gt;', 'javascript:globalThis.ran=1', '=cmd()', '\u202e\u2066', '\u0000\u0007'].join(' ');

/** Keys whose values are texts for readers. */
const KEYS = 'title|name|text|note|caption|label|question|help|description|summary|author|licence|unit|conflict|tie';
const BLOCK = new RegExp(`^(\\s*(?:- )?(?:${KEYS}): )(?![|>{\\[&*"'])(.+)$`, 'gm');
const FLOW = new RegExp(`([{,]\\s*(?:${KEYS}): )(?:"((?:[^"\\\\]|\\\\.)*)"|([^,}\\]"'\\[{ ][^,}]*))`, 'g');

/** YAML with every text for readers made hostile. */
function yaml(text) {
  const hostile = (value) => JSON.stringify(`${value.trim()} ${HOSTILE}`);
  return text.replace(FLOW, (_, key, quoted, plain) => key + hostile(quoted ?? plain)).replace(BLOCK, (line, key, value) =>
    (value.includes(HOSTILE.slice(0, 20)) ? line : key + hostile(value)));
}

/** Markdown with hostile front matter, headings, paragraphs and blocks. */
function markdown(text) {
  const [, front = '', body] = text.match(/^(?:---\n([^]*?)\n---\n)?([^]*)$/);
  const prose = HOSTILE.replace('\u0000', '');
  const blocks = body
    .replace(/^(`{3,})\{([\w-]+)\}\n([^]*?)\n\1$/gm, (_, fence, name, inner) =>
      `${fence}{${name}}\n${yaml(inner).replace(/^(:(?:title|summary): )(.*)$/gm, `$1$2 ${prose}`)}\n${fence}`)
    .replace(/^(#+ [^{\n]+)$/gm, `$1 ${prose}`);
  return `---\n${yaml(front)}\n---\n${blocks}`;
}

/** What the guide does not show. */
const PAGE = `---
title: ${JSON.stringify(`Corners ${HOSTILE}`)}
authors: [${JSON.stringify(HOSTILE)}]
date: 2026-01-01
taxonomies: {tags: [${JSON.stringify(HOSTILE.replace('\u0000', ''))}]}
compare: {dataset: corners}
extra: {any: ${JSON.stringify(HOSTILE)}}
---
[link](https://example.org/?"><script> 'title "><script>globalThis.ran=1</script>') ![alt ${SCRIPT} "onerror=x](${'a%20\'onclick=\'x%20&%20{{7}}.txt'} "title ' onload='x")

| ${SCRIPT} | "onclick=x |
|---|---|
| {{ 7*7 }} ${SCRIPT} | \`${SCRIPT}\` |

Note[^n"'><b>]. {value}\`tea.text\` <https://example.org/?'onclick='x>

[^n"'><b>]: ${SCRIPT}

\`\`\`x"><b>'onclick title="${SCRIPT.replaceAll('"', '')}"
${HOSTILE}
\`\`\`

\`\`\`rust
let a = "${SCRIPT}"; // <!-- </script>
\`\`\`

\`\`\`{matrix}
\`\`\`
`;

const FILES = {
  'versus.yaml': `title: ${JSON.stringify(`Guide ${HOSTILE}`)}
description: ${JSON.stringify(HOSTILE)}
author: ${JSON.stringify(HOSTILE)}
base_url: https://example.org/guide/
taxonomies: {topics: {}, tags: {title: ${JSON.stringify(HOSTILE)}, feed: true}}
navigation:
  - {title: ${JSON.stringify(`Home ${HOSTILE}`)}, path: ""}
  - {title: ${JSON.stringify(HOSTILE)}, url: "https://example.org/?'onclick='x"}
publish: {pairs: true, llms: true, json_ld_faq: true}
links: {internal: warn}
highlight: {unknown_language: warn}
extra: {any: ${JSON.stringify(HOSTILE)}}
`,
  'content/corners.md': PAGE,
  "content/a 'onclick='x & {{7}}.txt": 'A file with a hostile name.\n',
  'content/data/corners/dataset.yaml': `title: ${JSON.stringify(HOSTILE)}
criteria:
  - {id: text, name: ${JSON.stringify(HOSTILE)}, type: text}
  - {id: list, name: List, type: list}
`,
  'content/data/corners/subjects/tea.yaml': `name: ${JSON.stringify(`Tea ${HOSTILE}`)}\nurl: "https://example.org/?'onclick='x"\nvalues: {list: [a, ${JSON.stringify(HOSTILE)}]}\n`,
  'content/data/corners/subjects/coffee.yaml': `name: ${JSON.stringify(`=Coffee ${HOSTILE}`)}\nvalues: {list: [b]}\n`,
  'content/data/corners/values.csv': `subject,text\ntea,"${HOSTILE.replaceAll('"', '""').replace('\u0000', '')}"\ncoffee,"=1+1 ${SCRIPT}"\n`,
};

/** Pages with faults whose messages are hostile: for a preview. */
export const FAULTY = {
  'content/faulty.md': `---\ntitle: Faulty\n---\n# Faulty ${SCRIPT}\n\n${[
    'javascript:x', 'JaVaScRiPt:x', 'java&#10;script:x', '&#106;avascript:x', '%6aavascript:x', ' javascript:x', '\u0001javascript:x',
    'vbscript:x', 'data:text/html,<script>', '//evil.example', '/\\\\evil.example', 'javascript&colon;x', 'javascript&#58;x',
  ].map((address) => `[a](<${address}>) ![b](<${address}>)`).join('\n')}\n\n\`\`\`{"><img src=x onerror=globalThis.ran=1>}\n\`\`\`\n\n{${SCRIPT}}\`x\`\n`,
  'content/faulty-key.md': `---\n${JSON.stringify(SCRIPT)}: 1\n---\n`,
  'content/faulty-block.md': `# Block\n\n\`\`\`{matrix}\ndataset: ${JSON.stringify(SCRIPT)}\n\`\`\`\n`,
};

async function each(folder, act) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await act(join(entry.parentPath, entry.name));
  }
}

/** Makes the project in a new folder; the shipped guide's own files and `more`. */
export async function project(more = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'versus-hostile-'));
  await cp(join(ROOT, 'content'), join(folder, 'content'), { recursive: true });
  await each(join(folder, 'content'), async (path) => {
    const change = path.endsWith('.md') ? markdown : path.endsWith('.yaml') && yaml;
    if (change) await writeFile(path, change(await readFile(path, 'utf8')));
  });
  for (const [path, text] of Object.entries({ ...FILES, ...more })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** Builds a project; its messages. */
export async function build(folder) {
  const { stderr } = await promisify(execFile)(VERSUS, ['-r', folder, '-q', 'build', '--as-of', '2026-11-25', '--no-cache'], { maxBuffer: 1 << 26 })
    .catch((error) => { throw new Error(error.stderr.slice(0, 4000)); });
  return stderr;
}
