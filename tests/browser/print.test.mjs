// What is on paper: everything that is on the page, in its column. And on the screen, the columns of tables that are
// long and wide.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { start } from './browser.mjs';
import { built } from './project.mjs';
import { serve } from './server.mjs';

const LINES = 90;

const numbers = (count) => Array.from({ length: count }, (_, i) => i + 1);

/** A dataset of texts, each of which says its row and column: `r12c7`. */
function dataset(rows, columns) {
  const subject = (c) => `  s${c}:\n    name: Subject${c}\n    values: {${numbers(rows).map((r) => `k${r}: r${r}c${c}`).join(', ')}}`;
  return [
    'title: Facts',
    'criteria:',
    ...numbers(rows).map((r) => `  - {id: k${r}, name: Criterion${r}, type: text}`),
    'subjects:',
    ...numbers(columns).map(subject),
  ].join('\n');
}

const matrix = (name) => `---\ntitle: A table\n---\n\`\`\`{matrix}\ndataset: ${name}\n\`\`\`\n`;
const code = (name) => `\`\`\`js title="${name}"\n${numbers(LINES).map((n) => `${name}(${n});`).join('\n')}\n\`\`\`\n`;

const folder = built({
  'versus.yaml': 'title: Print\nlanguage: en\n',
  'content/_index.md': '---\ntitle: Print\n---\n',
  'content/wide.md': matrix('wide'),
  'content/usual.md': matrix('usual'),
  'content/code.md': `---\ntitle: Code\n---\n\`\`\`\`{code-compare}\n${code('left')}${code('right')}\`\`\`\`\n\nAfter it.\n`,
  'content/data/wide.yaml': dataset(130, 19),
  'content/data/usual.yaml': dataset(35, 6),
});
const site = start({ server: () => serve(folder) });

/** The words of a page's PDF, each with its box. */
async function printed(path, options) {
  const page = await site.open(path, options);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const html = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, maxBuffer: 1 << 28 }).toString();
  const sheets = html.split('<page ').slice(1);
  return sheets.flatMap((sheet, number) => [...sheet.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g)]
    .map(([, left, top, right, bottom, text]) => ({ sheet: number, left: +left, top: +top, right: +right, bottom: +bottom, text })));
}

function count(words) {
  const counts = new Map();
  for (const { text } of words) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function lost(words, rows, columns) {
  const there = count(words);
  const cells = numbers(rows).flatMap((r) => numbers(columns).map((c) => `r${r}c${c}`));
  const names = [...numbers(rows).map((r) => `Criterion${r}`), ...numbers(columns).map((c) => `Subject${c}`)];
  return [...cells, ...names].filter((text) => !there.has(text));
}

for (const js of [true, false]) {
  const how = js ? 'with scripts' : 'without scripts';

  test(`a table of 35 rows and 6 columns is printed whole, each cell below its header, ${how}`, async () => {
    const words = await printed('usual/', { js });
    assert.deepEqual(lost(words, 35, 6), []);
    for (const head of words.filter(({ text }) => text.startsWith('Subject'))) {
      const column = head.text.slice('Subject'.length);
      const cells = words.filter(({ text, sheet }) => sheet === head.sheet && text.endsWith(`c${column}`) && /^r\d/.test(text));
      assert.ok(cells.length > 0, `there are cells below ${head.text}`);
      for (const cell of cells) assert.ok(Math.abs(cell.left - head.left) < 1.5, `${cell.text} at ${cell.left}, ${head.text} at ${head.left}`);
    }
  });

  test(`of a table of 130 rows and 19 columns nothing is lost, and each value has its subject’s name, ${how}`, async () => {
    const words = await printed('wide/', { js });
    assert.deepEqual(lost(words, 130, 19), []);
    const there = count(words);
    for (const c of numbers(19)) assert.ok(there.get(`Subject${c}`) >= 130, `Subject${c}: ${there.get(`Subject${c}`)}`);
    const small = words.filter(({ text, top, bottom }) => /^r\d/.test(text) && bottom - top < 8);
    assert.equal(small.length, 0, 'the print is legible');
  });

  test(`code is printed to its last line, and over nothing else, ${how}`, async () => {
    const words = await printed('code/', { js });
    const there = count(words);
    const missing = ['left', 'right'].flatMap((name) => numbers(LINES).map((n) => `${name}(${n});`)).filter((text) => !there.has(text));
    assert.deepEqual(missing, []);
    const after = words.findLast(({ text }) => text === 'After');
    const last = words.find(({ text }) => text === `right(${LINES});`);
    assert.ok(after.sheet > last.sheet || after.top >= last.bottom, 'what follows is below the code');
  });
}

for (const width of [1280, 800]) {
  test(`the headers of 130 rows by 19 columns stand over their columns, ${width} wide`, async () => {
    const page = await site.open('wide/', { width });
    assert.equal(await page.locator('[data-long][data-layout="table"]').count(), 1);
    for (const row of [1, 70, 130]) {
      await page.locator(`tr[data-criterion="k${row}"] th`).scrollIntoViewIfNeeded();
      const boxes = await page.evaluate((name) => {
        const box = (element) => {
          const { left, right } = element.getBoundingClientRect();
          return { left, right };
        };
        const cells = document.querySelectorAll(`tr[data-criterion="${name}"] td`);
        return [...cells].map((cell) => ({
          cell: box(cell),
          head: box(document.querySelector(`thead [data-subject="${cell.dataset.subject}"]`)),
        }));
      }, `k${row}`);
      assert.equal(boxes.length, 19);
      for (const { cell, head } of boxes) {
        assert.ok(Math.abs(cell.left - head.left) < 1 && Math.abs(cell.right - head.right) < 1, JSON.stringify({ row, cell, head }));
        assert.ok(cell.right - cell.left >= 112, 'a column has room for its values');
      }
    }
    const tops = await page.locator('thead th').evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().top));
    assert.equal(new Set(tops).size, 1, 'all headers stand in one line');
  });
}
