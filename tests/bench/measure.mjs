// Runs a command and tells what it took.
//
// Wall and CPU time are those of bash's `time`, which knows milliseconds; CPU is user and system time of the command
// and of all that it started and waited for. Peak memory is what GNU time reports of `wait4`: the largest resident set
// of any single process among them.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** No build takes this long but for a fault. */
const PATIENCE = 15 * 60 * 1000;

/**
 * @param {string[]} command the program and its arguments
 * @returns {{wall: number, cpu: number, memory: number}} seconds, seconds, bytes
 */
export function measure(command, { cwd, env = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'versus-measure-'));
  const [times, memory] = [join(folder, 'times'), join(folder, 'memory')];
  const script = 'exec 3>"$1"; TIMEFORMAT="%R %U %S"; { time command time -f %M -o "$2" "${@:3}" 2>&4; } 4>&2 2>&3';
  try {
    const run = spawnSync('bash', ['-c', script, 'measure', times, memory, ...command], {
      cwd, env: { ...process.env, ...env }, encoding: 'utf8', timeout: PATIENCE, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26,
    });
    if (run.status !== 0) {
      throw new Error(`${command.join(' ')} ended with ${run.status ?? run.signal ?? run.error}\n${run.stdout}${run.stderr}`.slice(0, 4000));
    }
    const [wall, user, system] = readFileSync(times, 'utf8').trim().split(' ').map(Number);
    return { wall, cpu: user + system, memory: Number(readFileSync(memory, 'utf8')) * 1024 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Fails with a way out if what `measure` needs is missing. */
export function needTime() {
  try {
    execFileSync('bash', ['-c', 'command time --version'], { stdio: 'ignore' });
  } catch {
    throw new Error('GNU time is missing: apt-get install time');
  }
}

export function median(numbers) {
  return percentile(numbers, 0.5);
}

/** The number below which `share` of them lie. */
export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}
