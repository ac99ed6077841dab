import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { defined } from '../../src/core/defined.ts';

/** The conditions of the measurement, without which the figures mean nothing. */
export interface Conditions {
  at: string;
  machine: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  sqlite: string;
  /** Over one minute, when the bench began and when it ended. */
  loadAverage: [before: number, after: number];
  /** Median time to write one page durably, in ms: every first answer includes one such write. */
  durableWriteMs: number;
  /** Absent without git; with `+` if files have uncommitted changes. */
  commit?: string;
}

const FSYNC_TRIES = 30;
const PAGE_BYTES = 4096;

/** @param folder where the bench writes; @param before the load average when it began */
export function readConditions(folder: string, root: string, before: number): Conditions {
  const commit = readCommit(root);
  return {
    at: new Date().toISOString(),
    machine: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${platform()} ${arch()} ${release()}`,
    node: process.versions.node,
    sqlite: process.versions.sqlite ?? 'unknown',
    loadAverage: [before, toLoad()],
    durableWriteMs: measureDurableWrite(join(folder, 'durable')),
    ...defined({ commit }),
  };
}

/** The load average of the last minute. */
export function toLoad(): number {
  return Number((loadavg()[0] ?? 0).toFixed(2));
}

/** The conditions as lines for people. */
export function renderConditions(conditions: Conditions): string[] {
  const { at, machine, cores, memoryGb, system, node, sqlite, loadAverage, durableWriteMs, commit } = conditions;
  return [
    `${machine}, ${cores} cores, ${memoryGb} GB, ${system}`,
    `Node ${node}, SQLite ${sqlite}${commit === undefined ? '' : `, commit ${commit}`}, ${at}`,
    `load average ${loadAverage[0]} before, ${loadAverage[1]} after; one durable write of a page ${durableWriteMs} ms`,
  ];
}

function measureDurableWrite(path: string): number {
  const file = openSync(path, 'w');
  try {
    const page = Buffer.alloc(PAGE_BYTES);
    const times = Array.from({ length: FSYNC_TRIES }, () => {
      const start = performance.now();
      writeSync(file, page, 0, PAGE_BYTES, 0);
      fsyncSync(file);
      return performance.now() - start;
    });
    return Number((times.sort((one, other) => one - other)[FSYNC_TRIES / 2] ?? 0).toFixed(2));
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}

function readCommit(root: string): string | undefined {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+');
  } catch {
    return undefined;
  }
}
