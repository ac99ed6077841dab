import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMANDS } from '../../commands/index.ts';
import { createRouter, type RouterOptions } from '../../commands/router.ts';
import { createCheckService } from '../../src/checks/check-service.ts';
import { createConfirmations } from '../../src/checks/confirmations.ts';
import { createChecker } from '../../src/core/checker.ts';
import { createMatcher } from '../../src/core/match/matcher.ts';
import type { Answer, Check, ClaimReview, Scope } from '../../src/core/types.ts';
import { loadStarterPack } from '../../src/providers/claim-reviews/starter-pack.ts';
import { openStore } from '../../src/providers/store/open-store.ts';
import { model } from './match/matching-fixture.ts';

const STARTER = fileURLToPath(new URL('../../starter', import.meta.url));

/** An hour at which everything in a test happens, unless it says otherwise. */
export const NOON = new Date('2026-11-23T12:00:00.000Z');
export const NEVER = new AbortController().signal;

/** The checks of some answers. */
export const toChecks = (answers: readonly Answer[]): Check[] => answers.map(({ check }) => check);

/** The whole core, as src/main.ts joins it, over a real store file. */
export function openCore(
  file: string,
  { prefix = 'ID', now = () => NOON, likely }: { prefix?: string; now?: () => Date; likely?: number } = {},
) {
  const store = openStore({ file });
  const { checks, priors, confirmations } = store;
  const matcher = createMatcher({
    priors,
    model: likely === undefined ? model : { ...model, thresholds: () => ({ ...model.thresholds(0, true), likely }) },
  });
  let made = 0;
  const newId = () => `${prefix}${String(++made).padStart(8 - prefix.length, '0')}`;
  const checker = createChecker({ checks, priors, confirmations, matcher, surroundings: { now, newId } });
  const means = { model: false, search: false };
  const words = createConfirmations({ checker, checks, confirmations, means, now });
  const checkService = createCheckService({ checker, checks, priors, words, now });
  const faults: { error: unknown; where: object }[] = [];
  const onFault: RouterOptions['onFault'] = (error, where) => void faults.push({ error, where });
  return {
    store,
    checker,
    words,
    checkService,
    faults,
    router: createRouter({ commands: COMMANDS, checkService, onFault }),
    /** The only check of a message. */
    async one(text: string, scope: Scope, signal: AbortSignal = NEVER): Promise<Check> {
      const [check, ...more] = toChecks(await checker.check(text, scope, signal));
      if (!check || more.length > 0) throw new Error(`${more.length + 1} checks for ${text}`);
      return check;
    },
    integrity: () => store.db.prepare<{ integrity_check: string }>('PRAGMA integrity_check').get()?.integrity_check,
    close: () => store.close(),
  };
}

export type Core = ReturnType<typeof openCore>;

let packing: Promise<string> | undefined;

/** A store file that has the starter pack, for copies: made once a run of tests, by the first who needs it. */
export function packedStore(): Promise<string> {
  packing ??= (async () => {
    const shared = process.env.CLAIMCHECK_SHARED;
    const folder = shared ?? mkdtempSync(join(tmpdir(), 'claimcheck-pack-'));
    if (!shared) process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const packed = join(folder, 'packed.db');
    if (existsSync(packed)) return packed;
    const file = join(folder, `${process.pid}.db`);
    const store = openStore({ file });
    await loadStarterPack({ folder: STARTER, priors: store.priors, meta: store.meta });
    store.close();
    // In one step: another process may look for it, or make it as well.
    renameSync(file, packed);
    return packed;
  })();
  return packing;
}

/** A folder with a store file that has the starter pack; each test gets a copy of its own. */
export async function createCoreFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-core-'));
  const packed = await packedStore();
  const open: Core[] = [];
  let copies = 0;
  const newFile = (): string => {
    copies += 1;
    const file = join(folder, `copy-${copies}.db`);
    copyFileSync(packed, file);
    return file;
  };
  return {
    path: folder,
    /** Makes a file with the pack in it. */
    newFile,
    /** A core over such a file, closed with `closeAll`. */
    open(file = newFile(), options: Parameters<typeof openCore>[1] = {}): Core {
      const core = openCore(file, options);
      open.push(core);
      return core;
    },
    closeAll(): void {
      for (const core of open.splice(0)) core.close();
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A review about something the starter pack does not know. */
export function toPlumReview(rest: Partial<ClaimReview> = {}): ClaimReview {
  return {
    id: 'review-plum',
    claimReviewed: 'The town of Oberwald banned plum dumplings in March 2023.',
    forms: [],
    title: 'No, Oberwald did not ban plum dumplings',
    textualRating: 'False',
    label: 'false',
    publisher: 'Example Facts',
    url: 'https://facts.example/plums',
    reviewDate: '2023-03-20',
    language: 'en',
    summary: 'The town council never voted on dumplings. A satirical page made it up.',
    known: 'The council minutes of March 2023 name no such vote.',
    citations: [],
    ...rest,
  };
}

export const PLUM = 'The town of Oberwald banned plum dumplings in March 2023';
