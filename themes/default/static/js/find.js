// Answers a query from the index. Pure: which files a query needs, which pages
// they name, and what of a page to show.
//
// How text becomes words is defined twice, here and in src/search/words.rs;
// tests/fixtures/words.json holds both to the same examples. The form of the
// files is described in src/search/files.rs.

const PART = '\\p{Alphabetic}\\p{N}\\p{M}';
const RUNS = new RegExp(`(?:[${PART}]|(?<=[0-9])\\.(?=[0-9]))+(?:[+#]{1,2}(?![+#${PART}]))?`, 'gu');
const DIACRITICS_RANGES =
  '\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u064b-\\u065f\\u0670\\u1ab0-\\u1aff' +
  '\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe00-\\ufe0f\\ufe20-\\ufe2f';
const DIACRITICS = new RegExp(`[${DIACRITICS_RANGES}]`, 'g');
const UNSPACED_RANGES =
  '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff' +
  '\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}';
/** A letter of a script that is written without spaces. */
export const UNSPACED = new RegExp(`[${UNSPACED_RANGES}]`, 'u');
const PIECES = new RegExp(`[${UNSPACED_RANGES}]+|[^${UNSPACED_RANGES}]+`, 'gu');
const SPELLED_OUT = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
};
const LETTERS = new RegExp(`[${Object.keys(SPELLED_OUT).join('')}]`, 'g');

const LONGEST = 48;
const MOST_WORDS = 12;
/** Files of words read for one word: a beginning of one letter would need most of them. */
const MOST_FILES = 2;

const DIGITS = new Map([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((c, i) => [c, i]));

/** Lower case, without diacritics, in compatibility form. */
export function fold(text) {
  // Quick, and right for most text.
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(DIACRITICS, '')
    .toLowerCase()
    .replace(LETTERS, (c) => SPELLED_OUT[c]);
}

/** The words of a folded text, in order. */
export function words(folded) {
  return [...folded.matchAll(RUNS)].flatMap(([run]) => {
    if (!/[\p{Alphabetic}\p{N}]/u.test(run)) return [];
    if (!UNSPACED.test(run)) return [shortened(run)];
    return run
      .replace(/[+#]+$/, '')
      .match(PIECES)
      .flatMap((piece) => (UNSPACED.test(piece) ? pairs(piece) : [shortened(piece)]));
  });
}

// Writing without spaces: each character with the next one, and the last alone.
function pairs(text) {
  const characters = [...text];
  return characters.map((_, i) => characters.slice(i, i + 2).join(''));
}

function shortened(word) {
  return word.length > LONGEST ? [...word].slice(0, LONGEST).join('') : word;
}

/** What the forms of an English word have in common. */
export function stem(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const one = word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|z|ch|sh)es$/, '$1')
    .replace(/([^siu])s$/, '$1');
  const plain = one.replace(/^(.*[aeiouy].*)(?:ing|ed)$/, (all, rest) =>
    rest.length < 3 ? all : rest.replace(/([^aeiouls])\1$/, '$1'),
  );
  return plain.replace(/e$/, '').replace(/([^aeiou])y$/, '$1i');
}

/** What a query asks for: each word once; the one at its end may still grow. */
export function parse(text, language = '') {
  const english = /^en\b/i.test(language);
  const found = words(fold(text));
  const open = /[\p{Alphabetic}\p{N}\p{M}+#]$/u.test(text) ? found.at(-1) : null;
  // In writing without spaces the last character stands in the pair before it, too.
  const whole = found.filter(
    (word, i) => !(i && UNSPACED.test(word) && [...word].length === 1 && found[i - 1].endsWith(word)),
  );
  return [...new Set(whole)].slice(0, MOST_WORDS).map((word) => ({
    word,
    stem: english ? stem(word) : null,
    open: word === open || UNSPACED.test(word),
  }));
}

/** How well a word of a page answers a word of a query, from 0 to 1. */
export function closeness(asked, word) {
  if (word === asked.word) return 1;
  if (!word.startsWith(beginning(asked))) return 0;
  if (asked.stem && stem(word) === asked.stem) return 0.8;
  if (!word.startsWith(asked.word)) return 0;
  if (asked.open) return Math.max(0.1, 0.7 * (asked.word.length / word.length));
  return asked.word.length > 3 && word.length - asked.word.length < 4 ? 0.4 : 0;
}

// What every form of an asked word begins with.
function beginning({ word, stem: common }) {
  const short = common?.replace(/i$/, '') ?? word;
  return word.startsWith(short) ? short : word;
}

/** The words of a query that tell pages apart: all, if all are common. */
export function telling(asked, { common }) {
  const rest = asked.filter(({ word, open }) => !common.includes(word) || (open && asked.length === 1));
  return rest.length ? rest : asked;
}

/** The numbers of the files in which the answers to a word stand, the likeliest first. */
export function filesFor(asked, { words: files }) {
  const from = beginning(asked);
  const own = files.findLastIndex(([first]) => first <= asked.word);
  const numbers = files
    .map((_, i) => i)
    .filter((i) => {
      const next = files[i + 1]?.[0];
      return (files[i][0] <= from || files[i][0].startsWith(from)) && (next === undefined || next > from);
    });
  const far = (i) => Math.abs(i - own);
  return [...new Set([...(own < 0 ? [] : [own]), ...numbers])]
    .sort((a, b) => far(a) - far(b) || b - a)
    .slice(0, MOST_FILES);
}

/** Pages and weights as they are stored with a word. */
export function decode(text) {
  const pages = [];
  for (let at = 0, next = 0; at < text.length; at += 2) {
    let shift = 0;
    for (let digit = value(text, at); digit >= 32; digit = value(text, (at += 1))) {
      next += (digit - 32) << shift;
      shift += 5;
    }
    next += value(text, at) << shift;
    pages.push([next, value(text, at + 1)]);
    next += 1;
  }
  return pages;
}

function value(text, at) {
  return DIGITS.get(text[at]) ?? 0;
}

/** The numbers of the pages that answer, the best first; `lists` holds the files read for each word. */
export function rank(asked, lists, total) {
  const scores = new Map();
  asked.forEach((one, i) => {
    for (const [page, score] of answers(one, lists[i], total)) {
      const known = scores.get(page) ?? { page, score: 0, words: 0 };
      known.score += score;
      known.words += 1;
      scores.set(page, known);
    }
  });
  // A page that lacks a word of the query answers another question.
  const worth = ({ score, words: count }) => score * (count / asked.length) ** 2;
  return [...scores.values()].sort((a, b) => worth(b) - worth(a) || a.page - b.page).map(({ page }) => page);
}

// Pages with what one word of the query says for them: its best form counts.
function answers(asked, list, total) {
  const forms = [];
  for (let i = 0; i < list.length; i += 2) {
    const near = closeness(asked, list[i]);
    if (near)
      forms.push({
        near,
        exact: list[i] === asked.word,
        pages: decode(list[i + 1]),
      });
  }
  const rare = (count) => Math.log(1 + (total - count + 0.5) / (count + 0.5));
  const own = forms.find(({ exact }) => exact);
  const most = own ? rare(own.pages.length) : Infinity;
  const best = new Map();
  for (const { near, pages } of forms) {
    const factor = near * Math.min(most, rare(pages.length));
    for (const [page, weight] of pages) best.set(page, Math.max(best.get(page) ?? 0, factor * weight ** 2));
  }
  return best;
}
