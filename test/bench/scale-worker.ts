/**
 * Run as a process of its own: a worker of the bench, by `URL PORT LIMIT`. The store, the jobs' engine, the runner and the whole check are the bot's; only the
 * platform is missing. It says `ready`, and for each job `answered`, the verdict, and the processor's ms up to then, a line each.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '../../commands/reply.ts';
import { toScope } from '../../commands/request.ts';
import { createJobRunner } from '../../src/bot/job-runner.ts';
import { openApp } from '../../src/wiring/app.ts';
import { toStandIns } from '../../tools/bench/start-stand-ins.ts';

const DONE: Reply = { kind: 'notice', tone: 'info', title: 'Done', lines: [] };

const [databaseUrl = '', port, limit] = process.argv.slice(2);
const onFault = (error: unknown) => console.error(error);
const { config: research, places } = toStandIns(Number(port));
const app = await openApp({ database: '', databaseUrl, research }, onFault, places);
const jobs = await app.store.openJobs(onFault);
const runner = createJobRunner({
  jobs,
  postings: app.store.postings,
  isOpen: () => true,
  deliver: async () => [],
  progress: () => undefined,
  begun: () => undefined,
  async answer({ request }, _onStage, signal) {
    const [{ check } = {}] = await app.checkService.check(request.text, toScope(request), signal);
    const { user, system } = process.cpuUsage();
    console.log(`answered ${check?.verdict.label} ${(user + system) / 1_000}`);
    return DONE;
  },
  toApology: () => DONE,
  onDelivered: async () => undefined,
  onFault,
  now: () => new Date(),
  random: Math.random,
  pause: (ms, signal) => sleep(ms, undefined, { signal }),
});
const total = Number(limit);
const end = await jobs.dispatch?.work('bench', { total, perOwner: total }, runner.run, async () => undefined);
console.log('ready');
await once(process, 'SIGTERM');
end?.();
await runner.stop();
await app.close();
