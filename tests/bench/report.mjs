// Tables in Markdown, and on which machine they came to be.

import { cpus, release, totalmem, type } from 'node:os';

/** “Linux 6.1, 2 × Xeon …, 24 GB”. */
export function machine() {
  const processors = cpus();
  return `${type()} ${release()}, ${processors.length} × ${processors[0].model.trim()}, ${Math.round(totalmem() / 1e9)} GB`;
}

export const today = () => new Date().toISOString().slice(0, 10);

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

export function seconds(value) {
  return value < 10 ? `${value.toFixed(2)} s` : `${value.toFixed(1)} s`;
}

export function milliseconds(value) {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

export function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}

export function percent(ratio) {
  return `${Math.round(100 * ratio)} %`;
}
