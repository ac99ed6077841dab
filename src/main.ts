import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChatAdapter } from '../adapters/adapter.ts';
import type { RouterOptions } from '../commands/router.ts';
import { orAbort } from './async.ts';
import { type Config, readConfig } from './config.ts';
import { defined } from './defined.ts';
import { ClaimcheckError } from './errors.ts';
import { keepOutputsQuiet } from './outputs.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STARTER = join(ROOT, 'starter');

const USAGE = `Claimcheck checks claims. Run it through npm, which brings the right Node along:

  npm run check -- "claim"     a verdict card in the terminal (npm run check -- --help)
  npm start                    the bot, on each platform that has a token in .env
  npm run jobs                 requests that were given up, or wait for their answer
  npm run import -- FILE|URL   adds an archive of fact checks (npm run import -- --help)
  npm run index -- FOLDER      makes a folder of your own documents searchable (npm run index -- --help)
  npm run starter:verify       looks up the quotes of the starter pack's sources
  npm run eval:matching        measures the matching (needs --corpus, --queries, --qrels)
  npm run eval:pairs           says how pairs of sentences are recognised (needs --pairs)
  npm run eval:verdicts        measures the verdicts (needs --claims, --documents, --out)
  npm run train:matching       learns the matching weights
  npm run bench                measures speed and memory
`;

/** For scripts: wrong usage, and what only the operator can mend. */
const EXIT_USAGE = 2;
const EXIT_OPERATOR = 3;
const EXIT_INTERRUPTED = 130;

/** How long connections may take to close by themselves once everything has been stopped. */
const LINGER_MS = 1_000;

/**
 * The command line.
 *
 * @param args the command's name and what stands after it
 * @returns the exit code
 */
export async function main(args: string[]): Promise<number> {
  const [command = 'help', ...rest] = args;
  keepOutputsQuiet(process);
  const stop = new AbortController();
  const interrupt = () => stop.abort(new ClaimcheckError('aborted', 'Interrupted.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  try {
    return await run(command, rest, stop.signal);
  } catch (error) {
    if (stop.signal.aborted) return EXIT_INTERRUPTED;
    if (error instanceof ClaimcheckError) {
      console.error(error.message);
      return error.code === 'usage' ? EXIT_USAGE : EXIT_OPERATOR;
    }
    if (isUsageError(error)) {
      console.error(`${error.message}. See: npm run ${command} -- --help`);
      return EXIT_USAGE;
    }
    throw error;
  }
}

/** What node:util parseArgs throws for an option it does not know. */
function isUsageError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}

async function run(command: string, args: string[], signal: AbortSignal): Promise<number> {
  switch (command) {
    case 'check':
      return check(args, signal);
    case 'start':
      return start(signal);
    case 'import': {
      const [{ importCommand }, { openStore }] = await Promise.all([
        import('../tools/import.ts'),
        import('./providers/store/open-store.ts'),
      ]);
      const store = openStore({ file: readConfig(process.env).database });
      const { stdout, stderr } = process;
      try {
        return await importCommand(args, { store, stdout, stderr, fetch, now: () => new Date(), signal });
      } finally {
        store.close();
      }
    }
    case 'index': {
      const [{ indexFolderCommand }, { openStore }, { createPageToText }] = await Promise.all([
        import('../tools/index-folder.ts'),
        import('./providers/store/open-store.ts'),
        import('./providers/documents/page-to-text.ts'),
      ]);
      const store = openStore({ file: readConfig(process.env).database });
      const now = () => new Date();
      const toText = createPageToText(now);
      const { stdout, stderr } = process;
      try {
        return await indexFolderCommand(args, { store, toText, stdout, stderr, now, signal });
      } finally {
        await toText.close();
        store.close();
      }
    }
    case 'starter-verify': {
      const { starterVerifyCommand } = await import('../tools/starter-verify.ts');
      const { stdout, stderr } = process;
      return starterVerifyCommand(args, { folder: STARTER, fetch, stdout, stderr, now: () => new Date(), signal });
    }
    case 'jobs': {
      const [{ jobsCommand }, { openStore }, { createSqliteJobs }] = await Promise.all([
        import('../tools/jobs.ts'),
        import('./providers/store/open-store.ts'),
        import('./providers/store/sqlite/sqlite-jobs.ts'),
      ]);
      const { db, close } = openStore({ file: readConfig(process.env).database });
      try {
        const jobs = createSqliteJobs(db);
        return await jobsCommand(args, { jobs, write: (text) => void process.stdout.write(text) });
      } finally {
        close();
      }
    }
    case 'eval-verdicts': {
      const { evalVerdicts } = await import('../tools/eval-verdicts.ts');
      const { stdout, stderr } = process;
      return evalVerdicts(args, { readConfig: () => readConfig(process.env), stdout, stderr, fetch, signal });
    }
    case 'train-matching':
      return (await import('../tools/train-matching.ts')).trainMatching(args);
    case 'eval-matching':
      return (await import('../tools/eval-matching.ts')).evalMatching(args);
    case 'eval-pairs':
      return (await import('../tools/eval-pairs.ts')).evalPairs(args);
    case 'bench':
      return (await import('../tools/bench.ts')).bench(args, signal);
    default:
      (command === 'help' ? console.log : console.error)(USAGE);
      return command === 'help' ? 0 : EXIT_USAGE;
  }
}

async function check(args: string[], signal: AbortSignal): Promise<number> {
  const { runCheckCommand } = await import('../adapters/terminal/index.ts');
  const { stdin, stdout, stderr, env } = process;
  const { openApp } = await import('./wiring/app.ts');
  const open = async (onFault: RouterOptions['onFault']) => openApp(readConfig(env), onFault);
  const config = tryConfig();
  return runCheckCommand(args, {
    open,
    stdin,
    stdout,
    stderr,
    env: config?.locale === undefined ? env : { ...env, LC_ALL: config.locale },
    signal,
    nextId: randomUUID,
    ...defined({ historyFile: config && join(dirname(config.database), 'input-history') }),
  });
}

/** The settings, if they are whole; what is wrong with them is said when they are needed. */
function tryConfig(): Config | undefined {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ClaimcheckError) return undefined;
    throw error;
  }
}

/** `npm start`: every platform that has a token, until it is told to stop. */
async function start(signal: AbortSignal): Promise<number> {
  const config = readConfig(process.env);
  const { createLogger } = await import('./logger.ts');
  const log = createLogger(config.logLevel);
  for (const hint of config.hints) log.warn(hint);
  const onFault: RouterOptions['onFault'] = (error, where) => {
    // What is about no request says itself what it is, and what to do.
    const isOwn = error instanceof ClaimcheckError && where.command === '';
    log.error({ err: error, ...where }, isOwn ? error.message : 'a request failed');
  };
  const { createAdapters } = await import('./wiring/adapters.ts');
  const adapters = await createAdapters(config, process.env, onFault);
  if (adapters.length === 0) {
    console.error(
      'No chat platform is set up yet: put DISCORD_BOT_TOKEN or TELEGRAM_BOT_TOKEN into a file named .env (copy .env.example), and run npm start again. ' +
        'To check a claim right here, without any token: npm run check -- "claim"',
    );
    return EXIT_OPERATOR;
  }
  const { openApp } = await import('./wiring/app.ts');
  const app = await openApp(config, onFault);
  const { openChat } = await import('./wiring/serve.ts');
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
  try {
    const started = await orAbort(Promise.all(adapters.map(startOne)), signal).catch(() => undefined);
    if (started && !signal.aborted) {
      if (!started.includes(true)) return EXIT_OPERATOR;
      if (app.hint !== undefined) log.warn(app.hint);
      log.info(
        started.includes(false)
          ? 'Ready, but not on every platform: see above. Stop with Ctrl-C.'
          : 'Ready. Stop with Ctrl-C.',
      );
      await once(signal, 'abort');
    }
    log.info(
      'Stopping: running checks have a few seconds, the next start answers the rest. Ctrl-C again stops at once.',
    );
    return 0;
  } finally {
    await chat.stop().catch((error: unknown) => log.error({ err: error }, 'stopping did not go well'));
    await chat.close();
    await app.close();
    // What is still waiting for a platform that never answered, such as a log-in, must not keep the process.
    setTimeout(() => process.exit(), LINGER_MS).unref();
  }
}
