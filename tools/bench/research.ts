import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { newCheckId } from '../../src/checks/check-service.ts';
import { type Checker, createChecker } from '../../src/core/checker.ts';
import { createMatcher } from '../../src/core/match/matcher.ts';
import { createMatchingModel } from '../../src/core/match/model.ts';
import weights from '../../src/core/match/weights.json' with { type: 'json' };
import type { Trace } from '../../src/core/trace.ts';
import type { Scope } from '../../src/core/types.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { openResearch } from '../../src/wiring/research.ts';
import { type BenchRun, type Figure, toFigure } from './figures.ts';
import { startStandIns, toStandIns, toUncheckedClaim } from './start-stand-ins.ts';

/** Source of all targets: issue 3, "Speed". */
const OWN_TIME_TARGET_MS = 150;
const STAGE_MS = 1_000;
/** Claims, search, pages, verdict, examination: in sequence, 1 s each. */
const CRITICAL_PATH_MS = 5 * STAGE_MS;
const SLOW_TARGET_MS = 1.1 * CRITICAL_PATH_MS;
const DELAY_TARGET_MS = 50;
const AT_ONCE = 8;
/** The first checks load the reader's threads and compile the code. */
const WARM_UP = 5;
/** The most checks of each kind: they are long, and vary little. */
const MOST_SAMPLES = 60;
const MOST_SLOW = 3;
/** The resolution of the delay monitor; Node's minimum. */
const RESOLUTION_MS = 1;

/** Times full checks with stand-ins in a separate process: the core's own time, its critical path, and its effect on the event loop. */
export async function benchResearch(run: BenchRun): Promise<Figure[]> {
  run.say('research: full checks with stand-ins that answer at once …');
  const quick = await withCore(run, 0, (core) => measureQuick(core, run));
  run.say('research: full checks with stand-ins that take 1 s …');
  const slow = await withCore(run, STAGE_MS, (core) => measureSlow(core, run));
  return [...quick, ...slow];
}

interface Core {
  checker: Checker;
  /** A claim that nobody has asked, about pages that nobody has read. */
  newClaim(): string;
}

async function measureQuick({ checker, newClaim }: Core, { samples, signal }: BenchRun): Promise<Figure[]> {
  const count = Math.min(samples, MOST_SAMPLES);
  const all: number[] = [];
  const stages: Record<Trace['stages'][number]['stage'], number[]> = {
    ...{ matching: [], extracting: [], searching: [], judging: [] },
  };
  for (let round = -WARM_UP; round < count; round += 1) {
    const { ms, trace } = await time(checker, newClaim(), signal);
    if (round < 0) continue;
    all.push(ms);
    for (const { stage, ms: part } of trace?.stages ?? []) stages[stage].push(part);
  }
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const delays: number[] = [];
  const together: number[] = [];
  for (let round = 0; round < Math.max(1, Math.floor(count / AT_ONCE)); round += 1) {
    delay.reset();
    delay.enable();
    const start = performance.now();
    await Promise.all(Array.from({ length: AT_ONCE }, () => time(checker, newClaim(), signal)));
    together.push(performance.now() - start);
    delay.disable();
    delays.push(delay.percentile(99) / 1e6);
  }
  return [
    toFigure('full check, stand-ins answer at once (5 pages of 100 KB)', 'ms', all, OWN_TIME_TARGET_MS),
    ...Object.entries(stages).flatMap(([stage, times]) =>
      times.length === 0 ? [] : [toFigure(`  of it ${stage}`, 'ms', times)],
    ),
    toFigure(`${AT_ONCE} full checks at once, until the last`, 'ms', together),
    toFigure(`${AT_ONCE} full checks at once, event loop delay p99 of each round`, 'ms', delays, DELAY_TARGET_MS),
  ];
}

async function measureSlow({ checker, newClaim }: Core, { samples, signal }: BenchRun): Promise<Figure[]> {
  const times: number[] = [];
  for (let round = -1; round < Math.min(samples, MOST_SLOW); round += 1) {
    const { ms } = await time(checker, newClaim(), signal);
    if (round >= 0) times.push(ms);
  }
  return [toFigure('full check, stand-ins take 1 s a stage (critical path 5 s)', 'ms', times, SLOW_TARGET_MS)];
}

async function time(checker: Checker, claim: string, signal: AbortSignal) {
  let trace: Trace | undefined;
  const onTrace = (told: Trace) => {
    trace = told;
  };
  const start = performance.now();
  const [{ check } = {}] = await checker.check(claim, toScope(claim), signal, { onTrace });
  const ms = performance.now() - start;
  if (check?.verdict.label !== 'true') {
    throw new Error(`A benchmark check returned ${check?.verdict.label}, ${check?.verdict.reason}.`);
  }
  return { ms, trace };
}

async function withCore<T>(run: BenchRun, delayMs: number, measure: (core: Core) => Promise<T>): Promise<T> {
  const standIns = await startStandIns(delayMs);
  try {
    const store = openStore({ file: join(run.folder, `research-${delayMs}.db`) });
    const { checks, priors, confirmations } = store;
    const now = () => new Date();
    const { research, close } = await openResearch({ ...toStandIns(standIns.port), ...{ store, now, fetch } });
    if (!research) throw new Error('The benchmark has no means to research claims.');
    const checker = createChecker({
      ...{ checks, priors, confirmations, research },
      matcher: createMatcher({ priors, model: createMatchingModel(weights) }),
      surroundings: { now, newId: newCheckId },
    });
    let asked = 0;
    try {
      return await measure({ checker, newClaim: () => toUncheckedClaim(asked++) });
    } finally {
      await close();
      store.close();
    }
  } finally {
    standIns.close();
  }
}

/** Each claim is asked in its own chat: made-up names are similar, and the result of one claim must not answer another. */
function toScope(claim: string): Scope {
  const chat = { platform: 'bench', chatId: claim };
  return { ...chat, personId: '', visibility: { kind: 'chat', ...chat } };
}
