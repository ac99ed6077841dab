import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, keepOutputsQuiet, loadInstalled } from './cli/command-line.ts';
import { readConfig } from './config/config.ts';
import { defined } from './core/defined.ts';
import type { StorePlace } from './providers/store/open-set-store.ts';
import type { Store } from './providers/store/ports.ts';
import { ClaimcheckError } from './shared/errors.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STARTER = join(ROOT, 'starter');

/** A command: takes the arguments after its name, and returns its exit code. */
type Run = (args: string[], signal: AbortSignal) => Promise<number>;

interface Command {
  /** How to call it, as shown in the help. */
  call: string;
  summary: string;
  /** Loads its module, which no other command needs. */
  load(): Promise<Run>;
}

/** The commands, in the order of the help. */
const COMMANDS: Readonly<Record<string, Command>> = {
  check: {
    call: 'npm run check -- "claim"',
    summary: 'check a claim in the terminal',
    load: async () => (await import('./cli/check.ts')).checkCommand,
  },
  start: {
    call: 'npm start',
    summary: 'run the bot on each platform that has a token in .env',
    load: async () => (await import('./cli/start.ts')).startCommand,
  },
  doctor: {
    call: 'npm run doctor',
    summary: 'test your setup and say what to fix',
    async load() {
      const { doctorCommand } = await import('./cli/doctor.ts');
      return (args, signal) => doctorCommand(args, { ...toOutside(signal), env: process.env });
    },
  },
  jobs: {
    call: 'npm run jobs',
    summary: 'list requests that are waiting or have failed for good',
    async load() {
      const { jobsCommand } = await import('./cli/jobs.ts');
      return onStore(async (args, { store, stdout, stderr }) =>
        jobsCommand(args, {
          jobs: await store.openJobs((error) => void stderr.write(`${String(error)}\n`)),
          write: (text) => void stdout.write(text),
        }),
      );
    },
  },
  import: {
    call: 'npm run import -- FILE|URL',
    summary: 'import fact checks that others have published',
    async load() {
      const { importCommand } = await import('./cli/import.ts');
      const { createTrustedPriors } = await import('./providers/claim-reviews/trusted-priors.ts');
      return onStore((args, outside) => {
        const priors = createTrustedPriors(outside.store.priors, readConfig(process.env).trust);
        return importCommand(args, { ...outside, store: { ...outside.store, priors } });
      });
    },
  },
  index: {
    call: 'npm run index -- FOLDER',
    summary: 'make a folder of your own documents searchable',
    async load() {
      const { indexFolderCommand } = await import('./cli/index-folder.ts');
      const { createPageToText } = await import('./providers/documents/page-to-text.ts');
      return onStore(async (args, outside) => {
        const toText = createPageToText(outside.now);
        return indexFolderCommand(args, { ...outside, toText }).finally(() => toText.close());
      });
    },
  },
  backup: {
    call: 'npm run backup -- FILE',
    summary: 'copy the store into a file, even while the bot runs',
    load: async () => onPlace((await import('./cli/backup.ts')).backupCommand),
  },
  restore: {
    call: 'npm run restore -- FILE',
    summary: 'replace the store with a backup',
    load: async () => onPlace((await import('./cli/restore.ts')).restoreCommand),
  },
  'migrate-store': {
    call: 'npm run migrate-store',
    summary: 'copy the store from its file to PostgreSQL',
    load: async () => onPlace((await import('./cli/migrate-store.ts')).migrateStoreCommand),
  },
  'report-spending': {
    call: 'npm run report:spending',
    summary: 'show what checks cost, by chat, provider and day',
    async load() {
      const { reportSpendingCommand } = await import('./cli/report-spending.ts');
      return onStore((args, { store: { spending }, stdout, now }) =>
        reportSpendingCommand(args, { spending, write: (text) => void stdout.write(text), now }),
      );
    },
  },
  'starter-verify': {
    call: 'npm run starter:verify',
    summary: 'check the quotes of the starter pack against its sources',
    async load() {
      const { starterVerifyCommand } = await import('./cli/starter-verify.ts');
      return (args, signal) => starterVerifyCommand(args, { ...toOutside(signal), folder: STARTER });
    },
  },
  'eval-matching': {
    call: 'npm run eval:matching',
    summary: 'measure how well claims are recognised',
    load: async () => (await import('../tools/eval-matching.ts')).evalMatching,
  },
  'eval-pairs': {
    call: 'npm run eval:pairs',
    summary: 'measure how well pairs of claims are told apart',
    load: async () => (await import('../tools/eval-pairs.ts')).evalPairs,
  },
  'eval-verdicts': {
    call: 'npm run eval:verdicts',
    summary: 'measure how accurate the verdicts of your model are',
    async load() {
      const { evalVerdicts } = await import('../tools/eval-verdicts.ts');
      return (args, signal) => evalVerdicts(args, { ...toOutside(signal), readConfig: () => readConfig(process.env) });
    },
  },
  'train-matching': {
    call: 'npm run train:matching',
    summary: 'train the weights for matching claims',
    load: async () => (await import('../tools/train-matching.ts')).trainMatching,
  },
  bench: {
    call: 'npm run bench',
    summary: 'measure speed and memory',
    load: async () => (await import('../tools/bench/bench.ts')).bench,
  },
};

/**
 * Runs the command line.
 *
 * @param args the command's name and its arguments
 * @returns the exit code
 */
export async function main(args: string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  keepOutputsQuiet(process);
  const stop = new AbortController();
  const interrupt = () => stop.abort(new ClaimcheckError('aborted', 'Interrupted.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    (name === 'help' ? console.log : console.error)(renderUsage());
    return name === 'help' ? EXIT.done : EXIT.usage;
  }
  try {
    const run = await loadInstalled(() => command.load());
    return await run(rest, stop.signal);
  } catch (error) {
    if (stop.signal.aborted) return EXIT.interrupted;
    if (!(error instanceof ClaimcheckError)) throw error;
    console.error(error.message);
    return error.code === 'usage' ? EXIT.usage : EXIT.source;
  }
}

function renderUsage(): string {
  const lines = Object.values(COMMANDS).map(({ call, summary }) => `  ${call.padEnd(27)}  ${summary}\n`);
  return `Claimcheck checks claims and shows sourced verdicts. Run it with npm, which uses the right version of Node:\n\n${lines.join('')}\nAdd -- --help to a command for its options.\n`;
}

/** What a command gets from the process. */
interface Outside {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  fetch: typeof globalThis.fetch;
  now(): Date;
  signal: AbortSignal;
}

function toOutside(signal: AbortSignal): Outside {
  const { stdout, stderr } = process;
  return { stdout, stderr, fetch, now: () => new Date(), signal };
}

/** A command that gets the path of the operator's store, and opens it itself if it needs to. */
function onPlace(command: (args: string[], outside: Outside & StorePlace) => Promise<number>): Run {
  return (args, signal) => {
    const { database, databaseUrl } = readConfig(process.env);
    return command(args, { ...toOutside(signal), database, ...defined({ databaseUrl }) });
  };
}

/** A command on the operator's own store. */
function onStore(command: (args: string[], outside: Outside & { store: Store }) => Promise<number>): Run {
  return async (args, signal) => {
    const { openSetStore } = await import('./providers/store/open-set-store.ts');
    const store = await openSetStore(readConfig(process.env));
    return command(args, { ...toOutside(signal), store }).finally(() => store.close());
  };
}
