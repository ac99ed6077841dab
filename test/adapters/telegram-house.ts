import type { ChatAdapter } from '../../adapters/adapter.ts';
import { createTelegramAdapter, type TelegramOptions } from '../../adapters/telegram/index.ts';
import type { Command, CommandRequest } from '../../commands/command.ts';
import { helpCommand } from '../../commands/help.ts';
import { pinCommand } from '../../commands/pin.ts';
import { createRouter, type Router } from '../../commands/router.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import type { Check } from '../../src/core/types.ts';
import type { Desk } from '../../src/desk/desk.ts';
import { createTelegramPeer, type TelegramPeer, type TelegramPeerOptions } from '../peers/telegram/index.ts';

/** A card with everything on it. */
export const SAMPLE_CARD: VerdictCard = {
  checkId: '7K3M9Q2A',
  label: 'false',
  symbol: '❌',
  heading: 'False',
  attribution: 'Rated “Wrong” by Example Checks, checked 26 Apr 2025',
  claim: 'The Great Wall of China can be seen from the Moon',
  why: 'From the Moon no building on Earth can be seen. The wall is long, but narrow.',
  sources: [
    {
      number: 1,
      title: 'Great Wall of China',
      publisher: 'Wikipedia',
      date: '3 Mar 2025',
      url: 'https://en.wikipedia.org/wiki/Great_Wall_of_China',
      statement: 'The claim that it is visible from the Moon is false.',
      quoted: true,
      note: 'source not re-read',
    },
  ],
  related: [
    {
      symbol: '⚠️',
      heading: 'Misleading',
      claim: 'The Great Wall can be seen from orbit',
      publisher: 'Example Checks',
      differs: 'differs in the place: “orbit”, not “the Moon”',
      url: 'https://example.org/checks/1',
    },
  ],
  asOf: 'As of 26 Apr 2025',
  confidence: 'Confidence: high',
  idLine: 'Check 7K3M9Q2A',
  titles: { claim: 'Claim', sources: 'Sources', related: 'Similar prior checks' },
  direction: 'ltr',
};

/** What a test may change about the local `/check`. */
export interface LocalCheck {
  cards?(request: CommandRequest): VerdictCard[];
  /** Awaited before the answer: a slow check. */
  before?(request: CommandRequest, signal: AbortSignal): Promise<void>;
}

/** The real router over a `/check` with known answers, until the checker stands; what it was asked is in `asked`. */
export function createLocalRouter(local: LocalCheck = {}): { router: Router; asked: CommandRequest[] } {
  const asked: CommandRequest[] = [];
  const check: Command = {
    name: 'check',
    description: 'check.description',
    argument: { name: 'claim', description: 'check.argument', required: true },
    listed: true,
    async run(request, { locale, signal }) {
      asked.push(request);
      await local.before?.(request, signal);
      if (request.text === '') {
        return {
          kind: 'notice',
          tone: 'refusal',
          title: locale.t('check.empty.title'),
          lines: [locale.t('check.empty.body')],
        };
      }
      return { kind: 'cards', cards: local.cards?.(request) ?? [{ ...SAMPLE_CARD, claim: request.text }] };
    },
  };
  const known = { id: SAMPLE_CARD.checkId } as Check;
  const desk: Desk = {
    check: async () => [],
    find: async (id) => (id === known.id ? known : undefined),
    history: async () => [],
  };
  const router = createRouter({
    commands: [check, helpCommand, pinCommand],
    desk,
    onFault: (error) => {
      throw error;
    },
  });
  return { router, asked };
}

/** A Telegram with the bot in it. */
export interface House {
  peer: TelegramPeer;
  adapter: ChatAdapter;
  /** What `start` told the operator. */
  line: string;
  faults: { error: Error; command: string }[];
  /** Stops the bot, then Telegram. */
  close(): Promise<void>;
}

/** Starts the real adapter with the given router on a loopback Telegram. */
export async function startHouse(
  router: Router,
  { peer: peerOptions, ...options }: Partial<TelegramOptions> & { peer?: TelegramPeerOptions } = {},
): Promise<House> {
  const peer = await createTelegramPeer(peerOptions);
  const faults: House['faults'] = [];
  const adapter = createTelegramAdapter({
    token: peer.token,
    apiRoot: peer.apiRoot,
    onFault: (error, { command }) => faults.push({ error, command }),
    ...options,
    times: { pollTimeoutS: 5, retryPauseMs: 20, conflictPauseMs: 20, typingAfterMs: 20, ...options.times },
  });
  const line = await adapter.start(router);
  const close = async () => {
    await adapter.stop();
    await peer.close();
  };
  return { peer, adapter, line, faults, close };
}
