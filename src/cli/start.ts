import { once } from 'node:events';
import type { RouterOptions } from '../../commands/router.ts';
import { inOneProcess } from '../bot/in-one-process.ts';
import { ROLES, type Role } from '../bot/share-jobs.ts';
import { startPatiently } from '../bot/start-patiently.ts';
import { type Config, readConfig } from '../config/config.ts';
import { toSecrets } from '../config/secrets.ts';
import { defined } from '../core/defined.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { StatusServer } from '../status/status-server.ts';
import { EXIT, readArguments } from './command-line.ts';
import { NO_PLATFORM } from './doctor/settings.ts';

/** How long connections may linger after everything was stopped. */
const LINGER_MS = 1_000;

const USAGE = `Usage: npm start [-- --role all|gateway|worker]

Runs the bot on each platform that has a token, until you stop it (Ctrl-C or SIGTERM). It reads settings from the environment
and from .env in this folder. .env.example lists all settings.

  DISCORD_BOT_TOKEN    the token from Discord's developer portal (docs/discord.md)
  TELEGRAM_BOT_TOKEN   the token from @BotFather (docs/telegram.md)
  --role all           accept questions and answer them; the default
  --role gateway       only accept questions and queue them (needs DATABASE_URL; docs/scaling.md)
  --role worker        only answer queued questions (needs DATABASE_URL)
  --help               show this text

Exit codes: 0 stopped, 2 wrong usage, 3 a setting is wrong, no platform has a token, or every platform refused its token.
`;

/** `npm start`: runs every platform that has a token, until stopped. */
export async function startCommand(args: string[], signal: AbortSignal): Promise<number> {
  const options = { help: { type: 'boolean', short: 'h' }, role: { type: 'string', default: 'all' } } as const;
  const { values } = readArguments({ args, options });
  if (values.help) {
    process.stdout.write(USAGE);
    return EXIT.done;
  }
  const role = ROLES.find((name) => name === values.role);
  if (!role) throw new ClaimcheckError('usage', `--role must be one of ${ROLES.join(', ')}. See --help.`);
  const config = readConfig(process.env);
  if (role !== 'all' && config.databaseUrl === undefined) throw new ClaimcheckError('config-invalid', toUnshared(role));
  const { createLogger } = await import('../shared/logger.ts');
  const log = createLogger(config.logLevel, process.stderr, toSecrets(config));
  for (const hint of config.hints) log.warn(hint);
  const onFault: RouterOptions['onFault'] = (error, where) => {
    // A fault without a request explains itself and says what to do.
    const isOwn = error instanceof ClaimcheckError && where.command === '';
    log.error({ err: error, ...where }, isOwn ? error.message : 'a request failed');
  };
  const { toPlatforms } = await import('../wiring/adapters.ts');
  const { openStatus, toStatusPlace } = await import('../wiring/status.ts');
  const { toLogLine } = await import('../checks/check-report.ts');
  const now = () => new Date();
  const platforms = toPlatforms(config, process.env, onFault);
  if (platforms.length === 0) {
    console.error(NO_PLATFORM);
    return EXIT.source;
  }
  const { openApp } = await import('../wiring/app.ts');
  const ending = new AbortController();
  const untilEnd = AbortSignal.any([signal, ending.signal]);
  const background: Promise<void>[] = [];
  const { createFailureLog } = await import('../providers/http/failure-log.ts');
  const failures = createFailureLog((facts, sentence) => log.warn(facts, sentence));
  const place = toStatusPlace(config.status, process.env);
  const { currency } = config.research;
  const metrics = place && (await import('../status/metrics.ts')).createMetrics(currency ?? '', now);
  const app = await openApp(config, onFault, {
    failures,
    onChecked(report) {
      log.info(toLogLine(report, currency), 'checked');
      metrics?.checked(report);
    },
  });
  // Discord shard processes leave this to their manager, and a gateway runs no checks.
  if (process.env.SHARDING_MANAGER === undefined && role !== 'gateway')
    background.push(
      tellTrouble(config.research, log, untilEnd).catch((error: unknown) => {
        if (!untilEnd.aborted) log.error({ err: error }, 'the model and the providers could not be tested');
      }),
    );
  const { openChat } = await import('../wiring/open-chat.ts');
  const chat = await openChat(app, config, onFault, { failures, role, ...defined({ onPosted: metrics?.posted }) });
  /** Starts one platform; it must neither delay nor stop the others. */
  const startOne = ({ name, open }: (typeof platforms)[number]) =>
    startPatiently(
      async () => log.info(await chat.start(await open({ role, leases: app.store.leases }))),
      (error, isFinal) => {
        const next = isFinal ? '' : ' The bot keeps trying.';
        if (error instanceof ClaimcheckError) log.error(`${error.message}${next}`);
        else log.error({ err: error, platform: name }, `a platform could not be started.${next}`);
      },
      signal,
    );
  let status: StatusServer | undefined;
  try {
    if (place && metrics) {
      status = await openStatus(place, { app, chat, metrics, platforms: platforms.map(({ name }) => name), signal });
      log.info(
        `Status: http://${place.address.includes(':') ? `[${place.address}]` : place.address}:${status.port}/healthz, /readyz and /metrics`,
      );
    }
    const starts = platforms.map(startOne);
    const standings = await Promise.all(starts.map(({ first }) => first)).catch(() => undefined);
    if (standings && !signal.aborted) {
      if (!standings.includes('started') && !standings.includes('later')) return EXIT.source;
      if (app.hint !== undefined) log.warn(app.hint);
      log.info(
        standings.every((standing) => standing === 'started')
          ? 'Ready. Stop with Ctrl-C.'
          : `${standings.includes('started') ? 'Ready, but not on every platform' : 'Not ready yet'}: see above. Stop with Ctrl-C.`,
      );
      const damage = app.store.findDamage?.(untilEnd).then((found) => {
        if (found) log.error(found.message);
      });
      if (damage) background.push(damage);
      /** Runs work that one process does for all. */
      const forAll = (name: string, trouble: string, work: (until: AbortSignal) => Promise<void>) => {
        const tell = (error: unknown) => log.error({ err: error }, trouble);
        if (role !== 'gateway')
          background.push(inOneProcess({ leases: app.store.leases, name, onFault: tell }, work, untilEnd));
      };
      if (config.archives.length > 0) {
        forAll('archives', 'an archive could not be updated', async (until) => {
          const { keepArchives } = await import('./keep-archives.ts');
          await keepArchives({
            ...{ archives: config.archives, store: app.store, fetch, signal: until, now },
            onRead: () => chat.followChanges(),
            say: (line, isFault) => (isFault ? log.warn(line) : log.info(line)),
          });
        });
      }
      if (config.rereadStarter) {
        const { keyv } = app.store;
        const { contact } = config.research;
        forAll('starter', 'sources of the starter pack could not be read', async (until) => {
          const { rereadStarter } = await import('./reread-starter.ts');
          const { createPageReader } = await import('../providers/pages/web-reader.ts');
          const reader = createPageReader({ cache: keyv('pages'), now, ...defined({ contact }) });
          await rereadStarter({
            ...{ store: app.store, seen: keyv('starter-sources'), read: reader.read, signal: until, now },
            onRead: () => chat.followChanges(),
          }).finally(() => reader.close());
        });
      }
      // In the end, retried platforms may all be refused.
      const last = await Promise.all(starts.map((one) => one.last)).catch(() => undefined);
      if (last && !last.includes('started')) return EXIT.source;
      if (!signal.aborted) await once(signal, 'abort');
    }
    log.info(
      'Stopping: running checks have a few seconds to finish; the next start answers the rest. Press Ctrl-C again to stop at once.',
    );
    return 0;
  } finally {
    ending.abort();
    await Promise.all(background);
    await chat.stop().catch((error: unknown) => log.error({ err: error }, 'the bot did not stop cleanly'));
    await chat.close();
    await status?.close();
    await app.close();
    // A request to a platform that never answered, such as a log-in, must not keep the process alive.
    setTimeout(() => process.exit(), LINGER_MS).unref();
  }
}

/** With a file per process, no process could answer what another one accepted. */
const toUnshared = (role: Role) =>
  `--role ${role} needs a store that processes can share: set DATABASE_URL to a PostgreSQL database (docs/scaling.md), or omit --role.`;

/** Asks the model and each provider one small question, and logs those that do not answer well. */
async function tellTrouble(research: Config['research'], log: Logger, signal: AbortSignal): Promise<void> {
  const [{ examine }, { toProviderProbes }] = await Promise.all([
    import('./doctor/probe.ts'),
    import('./doctor/providers.ts'),
  ]);
  const probes = await toProviderProbes({ config: research, fetch });
  await Promise.all(
    probes.map(async (probe) => {
      for (const { standing, what, text, said } of await examine(probe, signal))
        if (standing !== 'ok') log.warn({ provider: what, serverSaid: said }, text);
    }),
  );
}
