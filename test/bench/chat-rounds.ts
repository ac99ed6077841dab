import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, toFigure } from '../../tools/bench/figures.ts';
import { type ChatProcess, type ChatProcessOptions, startChatProcess } from './chat-process.ts';
import type { Asked, ChatWorld, Platform } from './chat-world.ts';

/** Source of all: issue 4, "Speed". */
const ACKNOWLEDGED_MS = 100;
const HIT_MS = 60;
const READY_MS = 1_500;
const MEMORY_MB = 250;

export interface RoundsOptions extends Omit<ChatProcessOptions, 'world'> {
  world: ChatWorld;
  rounds: number;
  /** Questions one after the other, on each platform and in each round. */
  hits: number;
  /** Questions at once. */
  atOnce: number;
  /** How often so many come at once, on each platform and in each round. */
  bursts: number;
  groups: number;
  /** A claim that a prior check decides; each is given once, while there are any. */
  known(): string;
  /** A claim that nobody has checked. */
  unknown(): string;
  say(line: string): void;
}

/** The times of one kind of process on one platform, in ms. */
interface Times {
  first: number[];
  hits: number[];
  seen: number[];
  taken: number[];
  last: number[];
}

const PLATFORMS: readonly Platform[] = ['discord', 'telegram'];
const NAMES = { discord: 'Discord', telegram: 'Telegram' };
/** The first questions compile the code. */
const WARM_UP = 5;
/** So far apart questions come that come one after the other: Telegram takes 30 messages a second. */
const APART_MS = 50;
/** After so many at once Telegram's 30 messages a second have to be there again. */
const REST_MS = 1_100;
/** An answer that takes longer never comes. */
const ANSWERED_WITHIN_MS = 60_000;

/** Measures the bot and, in turn with it, the bare clients, so that both meet the same weather. */
export async function benchChat(options: RoundsOptions): Promise<Figure[]> {
  const { rounds, atOnce, groups, say, signal } = options;
  const bot = { ready: [] as number[], peak: [] as number[], ...toPlatforms() };
  const bare = toPlatforms();
  const beyond: Record<Platform, number[]> = { discord: [], telegram: [] };
  say('starts the bot once, so that its code is compiled and its commands are registered …');
  const first = await startChatProcess('bot', { ...options, node: [] });
  // By it the update ids are known.
  await within(options.world.ask('telegram', options.known()).answered, signal);
  await first.stop();
  for (let round = 1; round <= rounds; round += 1) {
    say(`round ${round} of ${rounds}: bare clients …`);
    const alone = await startChatProcess('bare', { ...options, node: [] });
    const own = await measure(options, bare);
    await alone.stop();
    say(`round ${round} of ${rounds}: the bot …`);
    const chat: ChatProcess = await startChatProcess('bot', options);
    bot.ready.push(chat.readyMs);
    const all = await measure(options, bot);
    bot.peak.push((await chat.stop()).peakMb);
    for (const platform of PLATFORMS) {
      const platformMs = toMedian(own[platform]);
      beyond[platform].push(...all[platform].map((ms) => ms - platformMs));
    }
  }
  const known = `${groups.toLocaleString('en-GB')} known groups on each platform`;
  return [
    ...PLATFORMS.flatMap((platform) => {
      const [name, its, its0] = [NAMES[platform], bot[platform], bare[platform]];
      return [
        toFigure(`${name}: ${atOnce} at once, update to acknowledgement`, 'ms', its.seen, ACKNOWLEDGED_MS, 'p99'),
        toFigure(`  by bare clients`, 'ms', its0.seen),
        ...(platform === 'telegram'
          ? [toFigure(`  until Telegram hears that it is written down`, 'ms', its.taken, ACKNOWLEDGED_MS, 'p99')]
          : []),
        toFigure(`  until the last of ${atOnce} cards`, 'ms', its.last),
        toFigure(`${name}: prior hit, update to card, beyond the platform's own time`, 'ms', beyond[platform], HIT_MS),
        toFigure(`  with the platform's own time`, 'ms', its.hits),
        toFigure(`  the platform's own time: the same by bare clients`, 'ms', its0.hits),
        toFigure(`  the first after a start, with it`, 'ms', its.first),
      ];
    }),
    toFigure(`start to ready, both platforms, ${known}`, 'ms', bot.ready, READY_MS),
    toFigure(`peak memory (RSS), both platforms, ${known}`, 'MB', bot.peak, MEMORY_MB),
  ];
}

/** Asks what one process answers. @returns the hits of this round */
async function measure(options: RoundsOptions, into: Record<Platform, Times>): Promise<Record<Platform, number[]>> {
  const { world, known, unknown, hits, atOnce, bursts, signal } = options;
  const found: Record<Platform, number[]> = { discord: [], telegram: [] };
  for (let at = -WARM_UP; at < hits; at += 1) {
    for (const platform of PLATFORMS) {
      const asked = world.ask(platform, known());
      await Promise.all([within(asked.answered, signal), sleep(APART_MS, undefined, { signal })]);
      const ms = toMs(asked, 'answeredAt');
      if (at === -WARM_UP) into[platform].first.push(ms);
      if (at >= 0) found[platform].push(ms);
    }
  }
  for (const platform of PLATFORMS) into[platform].hits.push(...found[platform]);
  for (let burst = 0; burst < bursts; burst += 1) {
    for (const platform of PLATFORMS) {
      await sleep(REST_MS, undefined, { signal });
      const all = Array.from({ length: atOnce }, (_, at) => world.ask(platform, at % 2 === 0 ? known() : unknown()));
      await within(Promise.all(all.map(({ answered }) => answered)), signal);
      into[platform].seen.push(...all.map((asked) => toMs(asked, 'seenAt')));
      into[platform].taken.push(...all.map((asked) => toMs(asked, 'takenAt')));
      into[platform].last.push(Math.max(...all.map((asked) => toMs(asked, 'answeredAt'))));
    }
  }
  const [fault] = world.faults();
  if (fault !== undefined) throw new Error(fault);
  return found;
}

const toPlatforms = (): Record<Platform, Times> => ({ discord: toTimes(), telegram: toTimes() });
const toTimes = (): Times => ({ first: [], hits: [], seen: [], taken: [], last: [] });

function toMs(asked: Asked, moment: 'seenAt' | 'takenAt' | 'answeredAt'): number {
  return (asked[moment] ?? Number.NaN) - asked.askedAt;
}

function toMedian(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new AbortController();
  const late = sleep(ANSWERED_WITHIN_MS, undefined, { signal: AbortSignal.any([signal, over.signal]) }).then(() => {
    throw new Error('A question of the benchmark got no card within one minute.');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
  }
}
