import type { Keyv } from 'keyv';
import { z } from 'zod';
import { DEFAULT_SETTINGS, type GroupSettings, toGroupKey, toPlaceKey } from './group-settings.ts';
import { createLock } from './lock.ts';
import type { CommandRequest } from './request.ts';

/** Why a request was not taken on. `person-…` counts one person, `group-…` a whole group; `recheck-…` one check. */
export interface Refusal {
  why: 'person-pause' | 'group-pause' | 'recheck-pause' | 'person-day' | 'group-day' | 'channel-off' | 'moderators';
  /** ISO moment from which on it can be asked again; absent where time changes nothing. */
  until?: string;
  /** The person was told so within the same pause or day, or a few minutes ago. */
  repeated?: boolean;
}

/** What is asked of everybody; 0 is no limit. A group's own pause and day limit come from its settings. */
export interface MannersLimits {
  /** Checks of one person in private, in a minute. */
  personPerMinute: number;
  /** Checks of one person, everywhere on the platform, in a day. */
  personPerDay: number;
  /** Checks of a whole group in a minute. */
  groupPerMinute: number;
  groupPerDay: number;
  /** How long a check that was made anew stands before it can be made anew again, in that chat. */
  recheckPauseMs: number;
}

/** A group is answered no more often than Telegram lets a bot write to one. Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const DEFAULT_LIMITS: MannersLimits = {
  personPerMinute: 10,
  personPerDay: 100,
  groupPerMinute: 20,
  groupPerDay: 500,
  recheckPauseMs: 10 * 60_000,
};

/** What a person shows a group of their own results, in a minute: each is a message that everybody there sees. */
const POSTS_A_MINUTE = 3;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** What lasts is said again after this. */
const LASTING_MS = 10 * MINUTE_MS;

/** Counts what is asked, and says when it is too much. */
export interface Manners {
  /** Counts the request, unless it has to be refused. A refused request counts for nothing. */
  admit(request: CommandRequest, settings: GroupSettings): Promise<Refusal | undefined>;
  /** Refuses for a reason that waiting does not change. */
  refuse(request: CommandRequest, why: 'channel-off' | 'moderators'): Promise<Refusal>;
  /** What was counted for this request counts no more: it turned out to be known already. */
  giveBack(request: CommandRequest): Promise<void>;
}

/** One counter: the moments (ms) of the last minute or of the last pause, and how many there were this UTC day. */
const COUNT = z.object({
  recent: z.array(z.number()),
  day: z.string(),
  today: z.number(),
});
type Count = z.output<typeof COUNT>;

interface Rule {
  key: string;
  /** The least time between two, in ms. */
  pauseMs: number;
  perMinute: number;
  perDay: number;
  pause: Refusal['why'];
  day: Refusal['why'];
}

/** Makes the counters. A day is a UTC day. */
export function createManners(options: { keyv: Keyv; now(): Date; limits?: Partial<MannersLimits> }): Manners {
  const { keyv, now } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const exclusive = createLock();

  function toRules(request: CommandRequest, settings: GroupSettings): Rule[] {
    const { platform, actorId, chat, command, text } = request;
    const group = toGroupKey(request);
    const person = `person:${platform}:${actorId}`;
    const base = { pauseMs: 0, perMinute: 0, perDay: 0, pause: 'person-pause', day: 'person-day' } as const;
    // What was checked and counted already is only shown to more people: that has counters of its own.
    if (command === 'post') {
      const groupKey = `post:group:${platform}:${group?.groupId ?? chat.id}`;
      return [
        { ...base, key: `post:${person}:${group?.groupId ?? chat.id}`, perMinute: POSTS_A_MINUTE },
        { ...base, key: groupKey, perMinute: limits.groupPerMinute, pause: 'group-pause' },
      ];
    }
    const rules: Rule[] = [{ ...base, key: person, perDay: limits.personPerDay }];
    if (group) {
      const both = [settings.perDay, limits.groupPerDay].filter((limit) => limit > 0);
      const key = `group:${platform}:${group.groupId}`;
      const perDay = both.length > 0 ? Math.min(...both) : 0;
      rules.push({ ...base, key: `${person}:${group.groupId}`, pauseMs: settings.pauseSeconds * 1000 });
      rules.push({ ...base, key, perMinute: limits.groupPerMinute, perDay, pause: 'group-pause', day: 'group-day' });
    } else rules.push({ ...base, key: `${person}:private`, perMinute: limits.personPerMinute });
    if (command === 'recheck') {
      const key = `recheck:${platform}:${chat.id}:${text.slice(0, 100)}`;
      rules.push({ ...base, key, pauseMs: limits.recheckPauseMs, pause: 'recheck-pause' });
    }
    return rules;
  }

  async function read(key: string, at: number): Promise<Count> {
    const day = toDay(at);
    const kept = COUNT.safeParse(await keyv.get(key)).data;
    if (!kept) return { recent: [], day, today: 0 };
    // A clock that was set back leaves moments that are still to come: they must not keep anybody waiting.
    const recent = kept.recent.filter((moment) => moment <= at);
    return { ...kept, recent, day, today: kept.day === day ? kept.today : 0 };
  }

  /** Whoever has to wait is told once, not for every message of a flood. */
  async function tellOnce({ platform, actorId }: CommandRequest, refusal: Refusal, about: string, forMs: number) {
    const told = `told:${platform}:${actorId}:${about}`;
    const repeated = (await keyv.get(told)) !== undefined;
    if (!repeated) await keyv.set(told, 1, Math.max(1, forMs));
    return { ...refusal, ...(repeated ? { repeated } : {}) };
  }

  const refuse: Manners['refuse'] = (request, why) =>
    tellOnce(request, { why }, `${why}:${toPlaceKey(request.chat)}`, LASTING_MS);

  return {
    refuse: (request, why) => exclusive(() => refuse(request, why)),
    admit: (request, settings) =>
      exclusive(async () => {
        if (settings.off.includes(toPlaceKey(request.chat))) return refuse(request, 'channel-off');
        const at = now().getTime();
        const rules = toRules(request, settings);
        const counts: Count[] = [];
        for (const rule of rules) counts.push(await read(rule.key, at));
        for (const [index, rule] of rules.entries()) {
          const count = counts[index];
          const refusal = count && toRefusal(rule, count, at);
          if (refusal) return tellOnce(request, refusal, rule.key, Date.parse(refusal.until) - at);
        }
        for (const [index, { key, pauseMs }] of rules.entries()) {
          const count = counts[index];
          if (!count) continue;
          const recent = [...count.recent, at].filter((moment) => moment > at - Math.max(MINUTE_MS, pauseMs));
          await keyv.set(key, { ...count, recent, today: count.today + 1 }, DAY_MS + pauseMs);
        }
        return undefined;
      }),
    giveBack: (request) =>
      exclusive(async () => {
        const at = now().getTime();
        // Pauses do not matter here: only which counters there are.
        for (const { key } of toRules(request, DEFAULT_SETTINGS)) {
          const count = await read(key, at);
          const changed = { ...count, recent: count.recent.slice(0, -1), today: Math.max(0, count.today - 1) };
          await keyv.set(key, changed, DAY_MS);
        }
      }),
  };
}

function toRefusal(rule: Rule, count: Count, at: number): (Refusal & { until: string }) | undefined {
  const { pauseMs, perMinute, perDay, pause, day } = rule;
  if (perDay > 0 && count.today >= perDay) return { why: day, until: toMoment(Date.parse(toDay(at)) + DAY_MS) };
  const last = count.recent.at(-1);
  if (last !== undefined && at - last < pauseMs) return { why: pause, until: toMoment(last + pauseMs) };
  const minute = count.recent.filter((moment) => moment > at - MINUTE_MS);
  const first = minute.at(-perMinute);
  if (perMinute > 0 && minute.length >= perMinute && first !== undefined)
    return { why: pause, until: toMoment(first + MINUTE_MS) };
  return undefined;
}

function toDay(at: number): string {
  return toMoment(at).slice(0, 10);
}

function toMoment(at: number): string {
  return new Date(at).toISOString();
}
