import { readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { readDotEnv } from '../config/env-file.ts';
import { toResearchHint } from '../config/research-config.ts';
import { defined } from '../core/defined.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { type Finding, renderFinding } from '../shared/finding.ts';
import type { ProviderPlaces } from '../wiring/research.ts';
import { EXIT, readArguments, runToExit } from './command-line.ts';
import { examineArchives } from './doctor/archives.ts';
import { createClockWatch, examineNetwork, examineNode, toHosts } from './doctor/machine.ts';
import { examine, type Probe } from './doctor/probe.ts';
import { examineTesseract, toProviderProbes } from './doctor/providers.ts';
import { NO_PLATFORM, readSettings } from './doctor/settings.ts';
import { examineDisk, examineStore, type FreeBytes, type Known, readKnown } from './doctor/store.ts';

const USAGE = `Usage: npm run doctor [-- --json]

Tests everything you have set up, with one small request each. It prints one line per test: ok, warn or FAIL, what to do, and what
the service answered. You can run it while the bot is running. It changes nothing except a timestamp in the store. Paid services
charge for the request.

  --json   print one JSON object per line: standing, what, text, said
  --help   show this text

Exit codes: 0 nothing failed, 2 wrong usage, 3 something failed, 130 interrupted.
`;

/** What the command gets from outside. */
export interface DoctorDeps {
  env: Readonly<Record<string, string | undefined>>;
  /** Returns the text of `.env`. Default: the one in the working folder. */
  readEnvFile?: () => string | undefined;
  stdout: Writable;
  stderr: Writable;
  fetch: typeof globalThis.fetch;
  now(): Date;
  signal: AbortSignal;
  places?: ProviderPlaces;
  /** Bytes that the user may still write on a folder's disk. */
  freeBytes?: FreeBytes;
  /** The timeout of each check, in ms. Default: 10 s, and 30 s for a model. */
  limitMs?: number;
}

/**
 * `npm run doctor`: everything that is wrong with the set-up, at once.
 *
 * @returns the exit code, as the help documents it
 */
export async function doctorCommand(args: string[], deps: DoctorDeps): Promise<number> {
  const { stdout, stderr, signal } = deps;
  const run = async () => {
    const flag = { type: 'boolean', default: false } as const;
    const { values } = readArguments({ args, options: { json: flag, help: { ...flag, short: 'h' } } });
    if (values.help) {
      stdout.write(USAGE);
      return EXIT.done;
    }
    const findings: Finding[] = [];
    for await (const finding of findAll(deps)) {
      findings.push(finding);
      stdout.write(`${values.json ? JSON.stringify(finding) : renderFinding(finding)}\n`);
    }
    const failed = findings.filter(({ standing }) => standing === 'FAIL').length;
    const warned = findings.filter(({ standing }) => standing === 'warn').length;
    if (!values.json) stdout.write(`\n${failed} × FAIL, ${warned} × warn.\n`);
    return failed > 0 ? EXIT.source : EXIT.done;
  };
  return runToExit(run, { stderr, signal, usage: USAGE, stopped: 'Stopped.' });
}

/** All findings in order; the probes behind them run concurrently. */
async function* findAll(deps: DoctorDeps): AsyncGenerator<Finding> {
  const { env, readEnvFile = readDotEnv, now, signal, limitMs } = deps;
  const { config, findings } = readSettings(env, readEnvFile);
  const clock = createClockWatch(deps.fetch, now);
  const probes = await toProbes(
    config,
    findings.every(({ standing }) => standing !== 'FAIL'),
    { ...deps, fetch: clock.fetch },
  );
  const running = probes.map((probe) => examine({ ...probe, ...defined({ limitMs }) }, signal));
  for (const one of running) one.catch(() => {});
  yield examineNode(readVersion());
  yield* findings;
  for (const one of running) yield* await one;
  yield* clock.finding();
}

/** @param isWhole false if invalid settings were left out, which are reported already */
async function toProbes(config: Config, isWhole: boolean, deps: DoctorDeps): Promise<Probe[]> {
  const { fetch, now, freeBytes, places } = deps;
  const { database, databaseUrl, redis, research, discordToken, telegramToken, chat } = config;
  // Only code for what is configured is loaded.
  const loadServers = () => import('./doctor/database.ts');
  const known = await (databaseUrl === undefined
    ? readKnown(database)
    : (await loadServers()).readKnownOfDatabase(databaseUrl)
  ).catch(toNothingKnown);
  const hasPlatform = discordToken !== undefined || telegramToken !== undefined || !isWhole;
  const hint = toResearchHint(research, known.hasDocuments);
  const say = (what: string, text: string): Probe => ({ what, look: async () => [{ standing: 'warn', what, text }] });
  const discord: Probe = {
    what: 'Discord',
    async look(signal) {
      const { examineDiscord } = await import('../../adapters/discord/index.ts');
      const { discordMentions: mentions, discordShards: shards } = chat;
      return examineDiscord({ token: discordToken ?? '', api: config.discordApi, mentions, shards }, signal);
    },
  };
  const telegram: Probe = {
    what: 'Telegram',
    async look(signal) {
      const { examineTelegram } = await import('../../adapters/telegram/index.ts');
      const { telegramMentions: mentions, telegramGuests: guests, telegramWebhook: webhook } = chat;
      const options = { token: telegramToken ?? '', apiRoot: config.telegramApiRoot, mentions, guests };
      return examineTelegram({ ...options, webhookUrl: webhook?.url, groups: known.groups }, signal);
    },
  };
  const ofFile: Probe[] = [
    { what: 'Store', look: (signal) => examineStore(database, signal, now) },
    { what: 'Disk', look: () => examineDisk(database, freeBytes) },
  ];
  return [
    ...(databaseUrl === undefined
      ? ofFile
      : [{ what: 'Store', look: async () => (await loadServers()).examineDatabase(databaseUrl, now) }]),
    ...(redis === undefined
      ? []
      : [{ what: 'Redis', look: async () => (await loadServers()).examineRedis(redis, now) }]),
    { what: 'Network', look: () => examineNetwork(toHosts(config, places)) },
    ...(discordToken === undefined ? [] : [discord]),
    ...(telegramToken === undefined ? [] : [telegram]),
    ...(hasPlatform ? [] : [say('Platforms', NO_PLATFORM)]),
    ...(await toProviderProbes({ config: research, fetch, ...defined({ places }) })),
    ...(hint === undefined ? [] : [say('Research', hint)]),
    { what: 'Pictures', look: examineTesseract },
    {
      what: 'Archives',
      look: (signal) => examineArchives({ kept: config.archives, imported: known.archives, fetch, now }, signal),
    },
  ];
}

/** An unreadable store is reported by its own probe. */
function toNothingKnown(error: unknown): Known {
  if (!(error instanceof ClaimcheckError)) throw error;
  return { groups: [], archives: [], hasDocuments: false };
}

function readVersion(): string {
  return String(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version);
}
