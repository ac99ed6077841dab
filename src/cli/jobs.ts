import type { DeadJob, DeadJobStore, Job, JobStore } from '../bot/job.ts';
import { EXIT, readArguments } from './command-line.ts';

const USAGE = `Usage: npm run jobs                list the requests that are waiting, and those that have failed for good
       npm run jobs -- --retry ID  retry a failed request at the next npm start
`;
const MOST_SHOWN = 100;

export interface JobsOptions {
  jobs: Pick<JobStore, 'unfinished'> & DeadJobStore;
  write(text: string): void;
}

/**
 * `npm run jobs`: accepted requests without an answer. Nobody's text is shown.
 *
 * @returns the exit code: 2 if there is no such job to retry
 */
export async function jobsCommand(args: string[], { jobs, write }: JobsOptions): Promise<number> {
  const { values } = readArguments({ args, options: { retry: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) {
    write(USAGE);
    return EXIT.done;
  }
  if (values.retry !== undefined) {
    const revived = await jobs.revive(values.retry);
    write(
      revived
        ? 'The bot will retry this request at its next start. If it is running, stop it, then run npm start.\n'
        : 'There is no failed request with this ID. “npm run jobs” lists them.\n',
    );
    return revived ? EXIT.done : EXIT.usage;
  }
  const [open, dead] = [await jobs.unfinished(), await jobs.dead(MOST_SHOWN)];
  write(`Not answered yet: ${open.length}\n${open.slice(0, MOST_SHOWN).map(toLine).join('')}`);
  const count = dead.length === MOST_SHOWN ? `the last ${MOST_SHOWN}` : dead.length;
  const hint = dead.length > 0 ? ' (to retry one: npm run jobs -- --retry ID)' : '';
  write(`Failed for good: ${count}${hint}\n${dead.map(toDeadLine).join('')}`);
  return EXIT.done;
}

/** Faults that an operator can act on; others are internal, and the log says more about them. */
const MEANINGS: Readonly<Record<string, string>> = {
  'platform-gone': 'the chat is gone, or the bot can no longer write there',
  'platform-refused': 'the platform rejects this answer on every attempt',
  'store-full': 'the disk was full',
  'store-busy': 'another process locked the store',
};

function toLine({ id, request, acceptedAt, attempts }: Job): string {
  const command = request.command.replace(/[^\w-]/g, '').slice(0, 20);
  return `  ${id}  ${request.platform} /${command}, asked ${toMoment(acceptedAt)}, tried ${attempts}×\n`;
}

function toDeadLine(job: DeadJob): string {
  const meaning = Object.hasOwn(MEANINGS, job.fault) ? ` (${MEANINGS[job.fault]})` : '';
  return toLine(job).replace(/\n$/, `, gave up ${toMoment(job.diedAt)}: ${job.fault}${meaning}\n`);
}

/** To the minute, in UTC, as in the log. */
function toMoment(iso: string): string {
  return `${iso.slice(0, 16)}Z`;
}
