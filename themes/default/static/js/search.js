// The search page. Nothing of the index is loaded before the reader types or a
// link brings a query; then the list of its files, and of those what is needed.

import { debounce, fill, h, messages } from './dom.js';
import { marked, hits, place } from './excerpt.js';
import { filesFor, filesNear, isAnswered, parse, rank, replaced, slips, telling } from './find.js';
import { onReturn, read, show } from './state.js';

const SHOWN = 10;

for (const root of document.querySelectorAll('[data-search][data-index]')) enhance(root);

/** Makes a search form answer. */
export function enhance(root) {
  const index = new URL(root.dataset.index, document.baseURI);
  const load = loader();
  const input = root.querySelector('input[type=search]');
  const status = root.querySelector('[data-search-status]');
  const results = root.querySelector('[data-search-results]');
  const more = root.querySelector('[data-search-more]');
  let turn = 0;
  let answer = null;
  let said = '';

  const note = debounce(() => show('q', { '': input.value.trim() }), 400);
  const announce = debounce(() => {
    status.textContent = said;
  }, 350);
  const typed = debounce(search, 120);

  input.addEventListener('input', () => {
    typed();
    note();
  });
  root.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    search();
    show('q', { '': input.value.trim() });
  });
  root.addEventListener('keydown', (event) => {
    if (!event.altKey && !event.ctrlKey && !event.metaKey && move(event)) event.preventDefault();
  });
  more.addEventListener('click', () => extend(true));
  onReturn(restore);
  root.hidden = false;
  restore();

  function restore() {
    input.value = read('q')[''] ?? '';
    search();
  }

  async function search() {
    const mine = (turn += 1);
    const asked = parse(input.value, document.documentElement.lang);
    if (!asked.length) return finish(null, input.value.trim() ? messages.search_wordless : '');
    try {
      const manifest = await load(index.href);
      const { query, found, instead } = await answerTo(asked, manifest);
      if (mine !== turn) return;
      const shown = await Promise.all(found.slice(0, SHOWN).map((page) => pageAt(page, manifest)));
      if (mine !== turn) return;
      finish({ asked: query, manifest, found, shown: 0 }, summary(found.length, instead));
      draw(shown);
    } catch {
      if (mine === turn) finish(null, messages.search_failed);
    }
  }

  // The pages for a query; where there are none, those for words that are spelt nearly like the ones no page has.
  async function answerTo(asked, manifest) {
    const told = telling(asked, manifest);
    const lists = await Promise.all(told.map((one) => wordsFor(filesFor(one, manifest), manifest)));
    const found = rank(told, lists, manifest.pages);
    if (found.length) return { query: asked, found, instead: [] };
    const missing = told.filter((one, i) => !isAnswered(one, lists[i], manifest.pages));
    const near = await Promise.all(
      missing.map(async (one) => [one.word, slips(one, await wordsFor(filesNear(one, manifest), manifest))]),
    );
    const query = replaced(told, new Map(near));
    const others = await Promise.all(query.map((one) => wordsFor(filesFor(one, manifest), manifest)));
    return { query, found: rank(query, others, manifest.pages), instead: near.flatMap(([, words]) => words) };
  }

  function finish(next, text) {
    answer = next;
    results.replaceChildren();
    more.hidden = true;
    said = text;
    announce();
  }

  async function extend(focus) {
    const { found, manifest, shown } = answer;
    const mine = turn;
    try {
      const pages = await Promise.all(found.slice(shown, shown + SHOWN).map((page) => pageAt(page, manifest)));
      if (mine !== turn) return;
      draw(pages);
      if (focus) results.children[shown]?.querySelector('a').focus();
    } catch {
      said = messages.search_failed;
      announce();
    }
  }

  function draw(pages) {
    answer.shown += pages.length;
    more.hidden = answer.shown >= answer.found.length;
    results.append(...pages.map((page) => result(page, answer.asked, index)));
  }

  function summary(count, instead) {
    if (count === 0) return messages.search_none;
    const found = fill(messages.search_found, { n: count });
    return instead.length ? `${fill(messages.search_near, { words: instead.join(', ') })} ${found}` : found;
  }

  async function wordsFor(numbers, manifest) {
    const files = numbers.map((i) => load(new URL(`words-${i}.${manifest.words[i][1]}.json`, index).href));
    return (await Promise.all(files)).flat();
  }

  async function pageAt(number, { per, files }) {
    const file = Math.floor(number / per);
    const pages = await load(new URL(`pages-${file}.${files.slice(file * 6, file * 6 + 6)}.json`, index).href);
    return pages[number % per];
  }

  // Arrows go through the links, Escape back to the field, and there it clears.
  function move({ key, target, isComposing }) {
    const links = [...results.querySelectorAll('a')];
    const at = links.indexOf(target);
    if (isComposing || (at < 0 && target !== input)) return false;
    if (key === 'Escape') {
      if (at >= 0) input.focus();
      else if (input.value) {
        input.value = '';
        search();
        note();
      } else return false;
      return true;
    }
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: at < 0 ? null : 0, End: at < 0 ? null : links.length - 1 }[
      key
    ];
    if (next == null || (at < 0 && key === 'ArrowUp')) return false;
    if (next < 0) input.focus();
    else links[next]?.focus();
    return links.length > 0;
  }
}

// Each file once; one that could not be read may be asked for again.
function loader() {
  const files = new Map();
  return (href) => {
    if (!files.has(href)) {
      const file = fetch(href).then((response) => {
        if (!response.ok) throw new Error(`${response.status} ${href}`);
        return response.json();
      });
      file.catch(() => files.delete(href));
      files.set(href, file);
    }
    return files.get(href);
  };
}

function result(page, asked, index) {
  const { id, heading, excerpt } = place(page, asked);
  const href = new URL(`../${page.p}`, index).href;
  const drawn = (text) => pieces(marked(text, hits(text, asked)));
  return h(
    'li',
    { class: 'entry' },
    h(
      'article',
      null,
      h(
        'div',
        null,
        h('h2', null, h('a', { href }, drawn(page.t))),
        h(
          'p',
          { class: 'result-place' },
          page.s && h('span', null, page.s),
          heading && h('a', { href: id ? `${href}#${encodeURIComponent(id)}` : href }, drawn(heading)),
        ),
        h('p', { class: 'excerpt' }, pieces(excerpt)),
      ),
    ),
  );
}

function pieces(all) {
  return all.map(({ text, marked: isMarked }) => (isMarked ? h('mark', null, text) : text));
}
