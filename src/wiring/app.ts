import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Router, RouterOptions } from '../../commands/router.ts';
import type { CheckReport } from '../checks/check-report.ts';
import { type CheckService, newCheckId } from '../checks/check-service.ts';
import type { Confirmations } from '../checks/confirmations.ts';
import type { Config } from '../config/config.ts';
import type { Checker } from '../core/checker.ts';
import { defined } from '../core/defined.ts';
import type { Budget } from '../core/ports.ts';
import type { Trace } from '../core/trace.ts';
import type { FailureLog } from '../providers/http/failure-log.ts';
import type { Store } from '../providers/store/ports.ts';
import { openResearch, type ProviderPlaces } from './research.ts';
import type { Shared } from './shared-caches.ts';

const STARTER = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'starter');

/** The core on its store, and the commands on the core. */
export interface App {
  router: Router;
  store: Store;
  checker: Checker;
  words: Confirmations;
  checkService: CheckService;
  budget: Budget;
  /** How a claim was matched, for `--verbose`. */
  explain(text: string): Promise<string[]>;
  /** The cost of the last check; a second call returns undefined. */
  takeTrace(): (Trace & { currency?: string }) | undefined;
  /** For the operator: what is not set up yet, in one sentence. */
  hint?: string;
  close(): Promise<void>;
}

export type AppConfig = Pick<Config, 'database' | 'research'> &
  Partial<Pick<Config, 'databaseUrl' | 'redis' | 'trust'>>;

/** Callbacks for the outcomes of checks. */
export interface Watching {
  /** Every failed call of a provider. */
  failures?: FailureLog;
  /** Every message that was checked. */
  onChecked?(report: CheckReport): void;
}

/** Opens the store, loads the starter pack if it is new, and connects the core and the commands to it. */
export async function openApp(
  { database, databaseUrl, redis, research: config, trust = { blocked: [] } }: AppConfig,
  onFault: RouterOptions['onFault'],
  { failures, onChecked = () => {}, ...places }: ProviderPlaces & Watching = {},
): Promise<App> {
  const [
    { openSetStore },
    { loadStarterPack },
    { createTrustedPriors },
    { createMatcher },
    { createMatchingModel },
    { createChecker },
    { createCheckService },
    { watchChecks },
    { createRouter },
    { COMMANDS },
    { default: weights },
    { explainMatching },
    { createBudget },
    { createSpendingLog, withNotes, withSpending },
    { createConfirmations },
    { toMeans },
  ] = await Promise.all([
    import('../providers/store/open-set-store.ts'),
    import('../providers/claim-reviews/starter-pack.ts'),
    import('../providers/claim-reviews/trusted-priors.ts'),
    import('../core/match/matcher.ts'),
    import('../core/match/model.ts'),
    import('../core/checker.ts'),
    import('../checks/check-service.ts'),
    import('../checks/check-report.ts'),
    import('../../commands/router.ts'),
    import('../../commands/index.ts'),
    import('../core/match/weights.json', { with: { type: 'json' } }),
    import('../core/explain.ts'),
    import('../checks/budget.ts'),
    import('../checks/spending.ts'),
    import('../checks/confirmations.ts'),
    import('../core/run.ts'),
  ]);
  const opened = await openSetStore({ database, ...defined({ databaseUrl }) });
  let shared: Shared | undefined;
  try {
    const now = () => new Date();
    const priors = createTrustedPriors(opened.priors, trust);
    await loadStarterPack({ folder: STARTER, priors, meta: opened.meta });
    await retakeUntrusted({ ...opened, priors }, trust, now);
    // Not earlier: loading the starter pack into a new file blocks for seconds, and a silent connection is dropped.
    if (redis !== undefined) shared = await (await import('./shared-caches.ts')).openShared(redis, opened, onFault);
    const store = { ...(shared?.store ?? opened), priors };
    const { checks, confirmations } = store;
    const { prices, currency, moneyPerDay, moneyPerChatPerDay } = config;
    const limits = defined({ moneyPerDay, moneyPerChatPerDay });
    const model = defined({ model: config.model?.name });
    const atomically = store.atomically('budget', { coded: true });
    const plain = createBudget({ atomically, newId: newCheckId, now, prices, limits, ...model });
    const log = createSpendingLog({
      ...{ store: store.spending, toMoney: plain.toMoney, now, ...model, ...defined({ currency }) },
      onFault: (error) => onFault(error, { platform: '', command: 'spending', id: '' }),
    });
    const budget = withNotes(plain, log);
    const { research, hint, close } = await openResearch({ config, store, budget, now, fetch, places, failures });
    const matcher = createMatcher({ priors, model: createMatchingModel(weights) });
    const surroundings = { now, newId: newCheckId };
    const made = createChecker({
      checks,
      priors,
      confirmations,
      matcher,
      surroundings,
      ...defined({ research }),
    });
    const core = withSpending(made, log);
    let last: Trace | undefined;
    const checker = watchChecks(core, now, (report) => {
      last = report.trace;
      onChecked(report);
    });
    const words = createConfirmations({ checker, checks, confirmations, means: toMeans(research), now });
    const checkService = createCheckService({ checker, checks, priors, words, now });
    return {
      router: createRouter({ commands: COMMANDS, checkService, onFault }),
      store,
      checker,
      words,
      checkService,
      budget,
      explain: (text) => explainMatching(matcher, text),
      takeTrace() {
        const trace = last && { ...last, ...defined({ currency }) };
        last = undefined;
        return trace;
      },
      ...defined({ hint }),
      async close() {
        await close();
        await shared?.close();
        await store.close();
      },
    };
  } catch (error) {
    await shared?.close();
    await opened.close();
    throw error;
  }
}

/** The key of the publisher lists that the stored verdicts were last updated with. */
const TRUST = 'publishers-trusted';

/** Removes verdicts from publishers that are no longer trusted. If the lists are unchanged, it costs one read. */
async function retakeUntrusted(
  { meta, archives, checks, priors }: Store,
  trust: Config['trust'],
  now: () => Date,
): Promise<void> {
  const told = JSON.stringify(trust);
  const before = (await meta.get(TRUST)) ?? JSON.stringify({ blocked: [] });
  if (told === before) return;
  const { retakeChecks } = await import('../core/reviews/retake.ts');
  await retakeChecks(await archives.checksFrom(), { checks, priors, now });
  await meta.set(TRUST, told);
}
