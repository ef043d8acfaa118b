// What of a found page to show: the place on it that answers best, and a few
// words around, with those that were asked for marked. Pure.

import { answering, fold, UNSPACED, variants, words } from './find.js';

const LENGTH = 190;
const RUN = /[\p{Alphabetic}\p{N}\p{M}\u00ad\u200b-\u200d\u2060\ufeff]+(?:\.[0-9]+)*[+#]{0,2}/gu;

/**
 * The best part of a page for a query: its heading, if it is not the page's own
 * beginning, and an excerpt.
 */
export function place(page, asked) {
  const parts = page.x.map(([id, title, text], i) => {
    const inTitle = hits(title, asked);
    const inText = hits(text, asked);
    return {
      id,
      title,
      text,
      inText,
      i,
      score: 3 * distinct(inTitle) + distinct(inText) + Math.min(inText.length, 9) / 10,
    };
  });
  const best = parts.reduce((a, b) => (b.score > a.score ? b : a), {
    id: '',
    title: '',
    text: '',
    inText: [],
    score: 0,
  });
  // A title that says all names the page, unless a heading says it as well.
  const titled = distinct(hits(page.t, asked)) * 3 >= best.score;
  const described = best.inText.length === 0 && page.d;
  return {
    id: titled ? '' : best.id,
    heading: titled ? '' : best.title,
    excerpt: described ? excerpt(page.d, asked) : excerpt(best.text || page.d || (page.x[0]?.[2] ?? ''), asked),
  };
}

/** A few words of a text around those asked for, as pieces `{text, marked}`. */
export function excerpt(text, asked, length = LENGTH) {
  const found = hits(text, asked);
  const [from, to] = range(text, found, length);
  return [
    ...(from > 0 ? [{ text: '… ', marked: false }] : []),
    ...marked(text, found, from, to),
    ...(to < text.length ? [{ text: ' …', marked: false }] : []),
  ];
}

/** A text in pieces, those asked for marked. */
export function marked(text, found, from = 0, to = text.length) {
  const out = [];
  let at = from;
  for (const { start, end } of found) {
    if (start < from || end <= at || end > to) continue;
    if (start > at) out.push({ text: text.slice(at, start), marked: false });
    if (start <= at && out.at(-1)?.marked) out.at(-1).text += text.slice(at, end);
    else out.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < to) out.push({ text: text.slice(at, to), marked: false });
  return out;
}

/** Where words that answer stand in a text, and which word of the query they answer. */
export function hits(text, asked) {
  const whole = variants(text).flatMap(({ spellings, parts, start, end }) => {
    const word = asked.findIndex((one) => [...spellings, ...parts].some((w) => answering(one, w) > 0));
    return word < 0 ? [] : [{ start, end, word }];
  });
  const found = [...whole];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    for (const [start, end] of UNSPACED.test(run) ? pairs(run) : [[0, run.length]]) {
      const own = words(fold(run.slice(start, end)));
      const word = asked.findIndex((one) => own.some((w) => answering(one, w) > 0));
      const hit = { start: index + start, end: index + end, word };
      if (word >= 0 && !whole.some((other) => other.word === word && other.start <= hit.start && hit.end <= other.end))
        found.push(hit);
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

function pairs(run) {
  const starts = [...run].reduce((all, c) => [...all, all.at(-1) + c.length], [0]);
  return starts.length < 3 ? [[0, run.length]] : starts.slice(0, -2).map((start, i) => [start, starts[i + 2]]);
}

function distinct(found) {
  return new Set(found.map(({ word }) => word)).size;
}

// The stretch with the most words of the query, from and to a space.
function range(text, found, length) {
  if (text.length <= length) return [0, text.length];
  let best = { start: 0, score: 0 };
  found.forEach(({ start }, i) => {
    const within = found.slice(i, i + 40).filter(({ end }) => end - start <= length - 40);
    const score = distinct(within) + within.length / 100;
    if (score > best.score) best = { start, score };
  });
  const from = best.start < 40 ? 0 : after(text, best.start - 40, best.start);
  const to = from + length >= text.length ? text.length : before(text, from + length, from + length / 2);
  return [from, to];
}

function after(text, at, limit) {
  const space = text.indexOf(' ', at);
  return space < 0 || space >= limit ? at : space + 1;
}

function before(text, at, limit) {
  const space = text.lastIndexOf(' ', at);
  return space < limit ? at : space;
}
