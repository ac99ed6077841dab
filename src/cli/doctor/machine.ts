import { lookup } from 'node:dns/promises';
import type { Config } from '../../config/config.ts';
import type { Finding } from '../../shared/finding.ts';
import type { ProviderPlaces } from '../../wiring/research.ts';

/** A larger clock error, in ms, breaks signatures, expiry and "as of" on cards. */
const MOST_SKEW_MS = 60_000;

/** The running program. */
export function examineNode(version: string): Finding {
  const { node } = process.versions;
  return {
    standing: 'ok',
    what: 'Program',
    text: `Claimcheck ${version} on Node ${node}, ${process.platform} ${process.arch}.`,
  };
}

/** Compares this machine's clock with the times that servers report. */
export interface ClockWatch {
  /** The same fetch; it notes the time in each response. */
  fetch: typeof globalThis.fetch;
  finding(): Finding[];
}

/** @param now this machine's clock */
export function createClockWatch(fetch: typeof globalThis.fetch, now: () => Date): ClockWatch {
  const ahead: { host: string; ms: number }[] = [];
  return {
    async fetch(input, init) {
      const response = await fetch(input, init);
      const date = Date.parse(response.headers.get('date') ?? '');
      const { host } = new URL(input instanceof Request ? input.url : input);
      if (!Number.isNaN(date)) ahead.push({ host, ms: now().getTime() - date });
      return response;
    },
    finding() {
      // One server's clock may itself be wrong.
      const [best] = ahead.toSorted((one, other) => Math.abs(one.ms) - Math.abs(other.ms));
      if (!best) return [];
      const seconds = Math.round(Math.abs(best.ms) / 1000);
      if (Math.abs(best.ms) <= MOST_SKEW_MS)
        return [{ standing: 'ok', what: 'Clock', text: `it agrees with ${best.host}.` }];
      const way = best.ms > 0 ? 'ahead of' : 'behind';
      const text = `it is ${seconds.toLocaleString('en')} s ${way} ${best.host}: correct it, and keep it in sync with NTP.`;
      return [{ standing: 'warn', what: 'Clock', text }];
    },
  };
}

/** Whether DNS knows the hosts of all configured services. */
export async function examineNetwork(hosts: readonly string[]): Promise<Finding[]> {
  if (hosts.length === 0) return [{ standing: 'ok', what: 'Network', text: 'no external service is set up.' }];
  const found = await Promise.all(
    hosts.map((host) =>
      lookup(host).then(
        () => '',
        (error: unknown) => toCode(error),
      ),
    ),
  );
  const lost = hosts.flatMap((host, at) => (found[at] === '' ? [] : `${host} (${found[at]})`));
  if (lost.length === 0) return [{ standing: 'ok', what: 'Network', text: `${hosts.join(', ')} can be resolved.` }];
  const text = `cannot resolve ${lost.join(', ')}: check the name, and this machine's network and DNS.`;
  return [{ standing: 'FAIL', what: 'Network', text }];
}

function toCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
}

/** The hosts that a running bot contacts, without duplicates. @param places other addresses of the providers */
export function toHosts(config: Config, places: ProviderPlaces = {}): string[] {
  const { discordToken, discordApi, telegramToken, telegramApiRoot, research } = config;
  const { model, braveKey, tavilyKey, searxngUrl, wikipedia, googleFactCheckKey } = research;
  const urls = [
    discordToken && (discordApi ?? 'https://discord.com'),
    telegramToken && (telegramApiRoot ?? 'https://api.telegram.org'),
    model && (model.baseUrl ?? 'https://api.openai.com'),
    braveKey && (places.brave ?? 'https://api.search.brave.com'),
    tavilyKey && (places.tavily ?? 'https://api.tavily.com'),
    searxngUrl,
    wikipedia && (places.wikipedia ?? 'https://en.wikipedia.org'),
    googleFactCheckKey && (places.googleFactCheck ?? 'https://factchecktools.googleapis.com'),
  ];
  const names = urls.flatMap((url) => URL.parse(url || '')?.hostname ?? []);
  // An IPv6 address in a URL has brackets, which a DNS look-up rejects.
  return [...new Set(names.map((name) => name.replace(/^\[|\]$/g, '')))];
}
