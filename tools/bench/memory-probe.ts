/** Loaded into a measured process by `--import`: on exit it writes its peak resident set (KB) and its processor time (ms) to file descriptor 3. */
import { readFileSync, writeSync } from 'node:fs';

process.on('exit', () => writeSync(3, `${readPeak()} ${readProcessorMs()}`));

function readProcessorMs(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1_000);
}

function readPeak(): number {
  try {
    const peak = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (peak !== undefined) return Number(peak);
  } catch {
    // Not Linux.
  }
  // On Linux this value is inherited from the parent process, so it is only the second choice.
  return process.resourceUsage().maxRSS;
}
