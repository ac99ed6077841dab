import { z } from 'zod';
import { DEFAULT_SETTINGS, type GroupSettings, toGroupKey, toPlaceKey } from './group-settings.ts';
import type { Asker, Atomically, Entries } from './ports.ts';

/** What is counted: the asker and the request. */
type Ask = Asker & { command: string; text: string };

/** Why a request was refused. `person-…` counts one person, `group-…` a whole group; `recheck-…` one check. */
export interface Refusal {
  why: 'person-pause' | 'group-pause' | 'recheck-pause' | 'person-day' | 'group-day' | 'channel-off' | 'moderators';
  /** The ISO timestamp from which it can be asked again; absent if waiting changes nothing. */
  until?: string;
  /** The person was told so already: within the same pause or day, or a few minutes ago. */
  repeated?: boolean;
  /** The group wants no refusals where everyone can read them. */
  quiet?: boolean;
}

/** Limits for everybody; 0 is no limit. A group's own pause and day limit come from its settings. */
export interface RateLimitOptions {
  /** Checks of one person in private, in a minute. */
  personPerMinute: number;
  /** Checks of one person, everywhere on the platform, in a day. */
  personPerDay: number;
  /** Checks of a whole group in a minute. */
  groupPerMinute: number;
  groupPerDay: number;
  /** How long after a re-check the same check cannot be re-checked again in that chat. */
  recheckPauseMs: number;
}

/** A group is answered no more often than Telegram lets a bot write to it. Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const DEFAULT_LIMITS: RateLimitOptions = {
  personPerMinute: 10,
  personPerDay: 100,
  groupPerMinute: 20,
  groupPerDay: 500,
  recheckPauseMs: 10 * 60_000,
};

/** How many private results a person may post to a group in a minute: each is a message for everybody there. */
const POSTS_A_MINUTE = 3;
/** How many closest claims a person may judge in a minute: each word edits a card that others may see. */
const WORDS_A_MINUTE = 6;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The interval after which a refusal without an end is told again. */
const LASTING_MS = 10 * MINUTE_MS;

/** Counts requests, and refuses those beyond a limit. */
export interface RateLimits {
  /** Counts the request, once, unless it is refused. A refused request does not count. */
  admit(request: Ask, settings: GroupSettings): Promise<Refusal | undefined>;
  /** Refuses for a reason that waiting does not change. */
  refuse(request: Ask, why: 'channel-off' | 'moderators'): Promise<Refusal>;
  /** Undoes the counting of this request: it could not be accepted. */
  giveBack(request: Ask): Promise<void>;
  /**
   * Nothing could be checked: the request counts for neither pause nor day. The notice still counts for its minute.
   * @returns whether the person was told the same there in the last minute
   */
  makeFree(request: Ask): Promise<boolean>;
}

/**
 * One counter: the events of the last minute or pause with their times (ms), and the total of this UTC day.
 */
const COUNT = z.object({
  recent: z.array(z.object({ at: z.number(), id: z.string() })),
  day: z.string(),
  today: z.number(),
});
type Count = z.output<typeof COUNT>;

interface Rule {
  key: string;
  /** The least time between two requests, in ms. */
  pauseMs: number;
  perMinute: number;
  perDay: number;
  pause: Refusal['why'];
  day: Refusal['why'];
}

/** Creates the counters. A day is a UTC day. */
export function createRateLimits(options: {
  atomically: Atomically;
  now(): Date;
  limits?: Partial<RateLimitOptions>;
}): RateLimits {
  const { atomically, now } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };

  function toRules(request: Ask, settings: GroupSettings): Rule[] {
    const { platform, actorId, chat, command, text } = request;
    const group = toGroupKey(request);
    const person = `person:${platform}:${actorId}`;
    const base = { pauseMs: 0, perMinute: 0, perDay: 0, pause: 'person-pause', day: 'person-day' } as const;
    // The check was counted already and is only shown to more people: that has its own counters.
    if (command === 'post') {
      const groupKey = `post:group:${platform}:${group?.groupId ?? chat.id}`;
      return [
        { ...base, key: `post:${person}:${group?.groupId ?? chat.id}`, perMinute: POSTS_A_MINUTE },
        { ...base, key: groupKey, perMinute: limits.groupPerMinute, pause: 'group-pause' },
      ];
    }
    // The answer to a card's question follows the card directly: no pause between them.
    if (command === 'same' || command === 'different') {
      const groupKey = `words:group:${platform}:${group?.groupId ?? chat.id}`;
      return [
        { ...base, key: `words:${person}`, perMinute: WORDS_A_MINUTE, perDay: limits.personPerDay },
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

  function read(entries: Entries, key: string, at: number): Count {
    const day = toDay(at);
    const kept = COUNT.safeParse(entries.get(key)).data;
    if (!kept) return { recent: [], day, today: 0 };
    // After the clock was set back, some times are in the future: they must not keep anybody waiting.
    const recent = kept.recent.filter((one) => one.at <= at);
    return { ...kept, recent, day, today: kept.day === day ? kept.today : 0 };
  }

  const toTold = ({ platform, actorId }: Ask, about: string) => `told:${platform}:${actorId}:${about}`;
  const toLasting = ({ chat }: Ask, why: 'channel-off' | 'moderators') => `${why}:${toPlaceKey(chat)}`;
  const toFree = ({ chat }: Ask) => `free:${toPlaceKey(chat)}`;
  const toMs = ({ at }: Entries): number => at ?? now().getTime();

  /** Whether the person was told already: once per pause, not for every message of a flood. */
  function isTold(entries: Entries, request: Ask, about: string, forMs: number): boolean {
    const { id } = request;
    const key = toTold(request, about);
    const told = entries.get(key);
    if (told === undefined) entries.set(key, id, Math.max(1, forMs));
    // The same event arrives again if the process ended before the person was told.
    return told !== undefined && told !== id;
  }

  const tellOnce = (entries: Entries, request: Ask, refusal: Refusal, about: string, forMs: number): Refusal =>
    isTold(entries, request, about, forMs) ? { ...refusal, repeated: true } : refusal;

  const refuse = (request: Ask, why: 'channel-off' | 'moderators') =>
    atomically([toTold(request, toLasting(request, why))], (entries) =>
      tellOnce(entries, request, { why }, toLasting(request, why), LASTING_MS),
    );

  const toCounters = (request: Ask) => toRules(request, DEFAULT_SETTINGS).map(({ key }) => key);

  function uncount(entries: Entries, request: Ask, isAnswered: boolean): void {
    const at = toMs(entries);
    // Pauses do not matter here, only which counters exist.
    for (const { key, perMinute } of toRules(request, DEFAULT_SETTINGS)) {
      const count = read(entries, key, at);
      if (!count.recent.some(({ id }) => id === request.id)) continue;
      const stays = isAnswered && perMinute > 0;
      const recent = count.recent.flatMap((one) =>
        one.id !== request.id ? one : stays ? { ...one, id: `free ${one.id}` } : [],
      );
      entries.set(key, { ...count, recent, today: Math.max(0, count.today - 1) }, DAY_MS);
    }
  }

  return {
    refuse,
    async admit(request, settings) {
      if (settings.off.includes(toPlaceKey(request.chat))) return refuse(request, 'channel-off');
      const rules = toRules(request, settings);
      return atomically(
        rules.flatMap(({ key }) => [key, toTold(request, key)]),
        (entries) => {
          const at = toMs(entries);
          const open = rules.map((rule) => ({ rule, count: read(entries, rule.key, at) }));
          // The process ended between counting and storing the request, and the platform sent it again.
          if (open.some(({ count }) => count.recent.some(({ id }) => id === request.id))) return undefined;
          for (const { rule, count } of open) {
            const refusal = toRefusal(rule, count, at);
            if (refusal) return tellOnce(entries, request, refusal, rule.key, Date.parse(refusal.until) - at);
          }
          for (const { rule, count } of open) {
            const since = at - Math.max(MINUTE_MS, rule.pauseMs);
            const recent = [...count.recent, { at, id: request.id }].filter((one) => one.at > since);
            entries.set(rule.key, { ...count, recent, today: count.today + 1 }, DAY_MS + rule.pauseMs);
          }
          return undefined;
        },
      );
    },
    giveBack: (request) => atomically(toCounters(request), (entries) => uncount(entries, request, false)),
    makeFree: (request) =>
      atomically([...toCounters(request), toTold(request, toFree(request))], (entries) => {
        uncount(entries, request, true);
        return isTold(entries, request, toFree(request), MINUTE_MS);
      }),
  };
}

function toRefusal(rule: Rule, count: Count, at: number): (Refusal & { until: string }) | undefined {
  const { pauseMs, perMinute, perDay, pause, day } = rule;
  if (perDay > 0 && count.today >= perDay) return { why: day, until: toMoment(Date.parse(toDay(at)) + DAY_MS) };
  const last = count.recent.at(-1);
  if (last !== undefined && at - last.at < pauseMs) return { why: pause, until: toMoment(last.at + pauseMs) };
  const minute = count.recent.filter((one) => one.at > at - MINUTE_MS);
  const first = minute.at(-perMinute);
  if (perMinute > 0 && minute.length >= perMinute && first !== undefined)
    return { why: pause, until: toMoment(first.at + MINUTE_MS) };
  return undefined;
}

function toDay(at: number): string {
  return toMoment(at).slice(0, 10);
}

function toMoment(at: number): string {
  return new Date(at).toISOString();
}
