/** Loaded into a measured process by `--import`: at its end it writes its largest resident set, in kilobytes, and its processor time, in ms, to file descriptor 3. */
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
  // Linux carries this one over from the process that started this one, so it is only the second choice.
  return process.resourceUsage().maxRSS;
}
