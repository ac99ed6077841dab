import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ResearchConfig } from '../../src/config/research-config.ts';
import type { ProviderPlaces } from '../../src/wiring/research.ts';

const SCRIPT = fileURLToPath(new URL('./research-stand-ins.ts', import.meta.url));
const SYLLABLES = ['ka', 'lo', 'mi', 'ru', 'ze', 'ba', 'do', 'fi', 'gu', 'he'];

/** Starts search, pages and model in a separate process. @param delayMs the delay of each of their answers */
export async function startStandIns(delayMs: number): Promise<{ port: number; close(): void }> {
  const child = spawn(process.execPath, [SCRIPT, String(delayMs)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [first] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown];
  const port = Number(String(first).trim());
  if (!Buffer.isBuffer(first) || !Number.isInteger(port))
    throw new Error('The stand-ins of the benchmark did not start.');
  return { port, close: () => void child.kill() };
}

/** The settings for the stand-ins. */
export function toStandIns(port: number): { config: ResearchConfig; places: ProviderPlaces } {
  const origin = `http://127.0.0.1:${port}`;
  return {
    config: {
      model: { apiKey: 'none', baseUrl: `${origin}/v1`, name: 'stand-in' },
      ...{ openAiWebSearch: false, vision: false, braveKey: 'none', wikipedia: false, prices: {} },
    },
    places: {
      brave: `${origin}/res/v1`,
      lookup: (_hostname, _options, done) => setImmediate(done, null, [{ address: '127.0.0.1', family: 4 }]),
      allowAddress: () => true,
      ports: [port],
    },
  };
}

/** A claim that nobody has checked: no two are alike, so that each has its own pages. The stand-ins find it true. */
export function toUncheckedClaim(number: number): string {
  const digits = String(number).padStart(3, '0');
  const name = Array.from(digits, (digit, at) => SYLLABLES[(Number(digit) + 3 * at) % 10]).join('');
  return `The ${name.charAt(0).toUpperCase()}${name.slice(1)}burg bridge opened to traffic in May 2024`;
}
