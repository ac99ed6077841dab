import { once } from 'node:events';
import type { RouterOptions } from '../../commands/router.ts';
import type { ChatAdapter } from '../bot/chat-adapter.ts';
import { readConfig } from '../config/config.ts';
import { defined } from '../core/defined.ts';
import { orAbort } from '../shared/async.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { EXIT } from './command-line.ts';

/** How long connections may take to close by themselves once everything has been stopped. */
const LINGER_MS = 1_000;

/** `npm start`: every platform that has a token, until it is told to stop. */
export async function startCommand(_args: string[], signal: AbortSignal): Promise<number> {
  const config = readConfig(process.env);
  const { createLogger } = await import('../shared/logger.ts');
  const log = createLogger(config.logLevel);
  for (const hint of config.hints) log.warn(hint);
  const onFault: RouterOptions['onFault'] = (error, where) => {
    // What is about no request says itself what it is, and what to do.
    const isOwn = error instanceof ClaimcheckError && where.command === '';
    log.error({ err: error, ...where }, isOwn ? error.message : 'a request failed');
  };
  const { createAdapters } = await import('../wiring/adapters.ts');
  const now = () => new Date();
  const adapters = await createAdapters(config, process.env, onFault);
  if (adapters.length === 0) {
    console.error(
      'No chat platform is set up yet: put DISCORD_BOT_TOKEN or TELEGRAM_BOT_TOKEN into a file named .env (copy .env.example), and run npm start again. ' +
        'To check a claim right here, without any token: npm run check -- "claim"',
    );
    return EXIT.source;
  }
  const { openApp } = await import('../wiring/app.ts');
  const app = await openApp(config, onFault);
  const { openChat } = await import('../wiring/open-chat.ts');
  const chat = await openChat(app, config, onFault);
  /** One platform must not keep another waiting, nor take it down. */
  const startOne = async (adapter: ChatAdapter): Promise<boolean> => {
    try {
      log.info(await chat.start(adapter));
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      if (error instanceof ClaimcheckError) log.error(error.message);
      else log.error({ err: error, platform: adapter.platform }, 'a platform could not be started');
      return false;
    }
  };
  const background: Promise<void>[] = [];
  try {
    const started = await orAbort(Promise.all(adapters.map(startOne)), signal).catch(() => undefined);
    if (started && !signal.aborted) {
      if (!started.includes(true)) return EXIT.source;
      if (app.hint !== undefined) log.warn(app.hint);
      log.info(
        started.includes(false)
          ? 'Ready, but not on every platform: see above. Stop with Ctrl-C.'
          : 'Ready. Stop with Ctrl-C.',
      );
      if (config.archives.length > 0) {
        const { keepArchives } = await import('./keep-archives.ts');
        const kept = keepArchives({
          ...{ archives: config.archives, store: app.store, fetch, signal, now },
          onRead: () => chat.followChanges(),
          say: (line, isFault) => (isFault ? log.warn(line) : log.info(line)),
        });
        background.push(
          kept.catch((error: unknown) => log.error({ err: error }, 'an archive could not be read again')),
        );
      }
      if (config.rereadStarter) {
        const { rereadStarter } = await import('./reread-starter.ts');
        const { createPageReader } = await import('../providers/pages/web-reader.ts');
        const { keyv } = app.store;
        const { contact } = config.research;
        const reader = createPageReader({ cache: keyv('pages'), now, ...defined({ contact }) });
        const reread = rereadStarter({
          ...{ store: app.store, seen: keyv('starter-sources'), read: reader.read, signal, now },
          onRead: () => chat.followChanges(),
        });
        background.push(
          reread
            .catch((error: unknown) => log.error({ err: error }, 'sources of the starter pack could not be read'))
            .finally(() => reader.close()),
        );
      }
      await once(signal, 'abort');
    }
    log.info(
      'Stopping: running checks have a few seconds, the next start answers the rest. Ctrl-C again stops at once.',
    );
    return 0;
  } finally {
    await Promise.all(background);
    await chat.stop().catch((error: unknown) => log.error({ err: error }, 'stopping did not go well'));
    await chat.close();
    await app.close();
    // What is still waiting for a platform that never answered, such as a log-in, must not keep the process.
    setTimeout(() => process.exit(), LINGER_MS).unref();
  }
}
