import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { type CheckCommandDeps, runCheckCommand } from '../../adapters/terminal/index.ts';
import type { OutputStream } from '../../adapters/terminal/output.ts';
import type { CheckTrace } from '../../adapters/terminal/session.ts';
import { LONGEST_MESSAGE } from '../../commands/check.ts';
import type { Command, CommandReply } from '../../commands/command.ts';
import { helpCommand } from '../../commands/help.ts';
import { pinCommand } from '../../commands/pin.ts';
import { createRouter } from '../../commands/router.ts';
import type { VerdictCard } from '../../src/core/card/verdict-card.ts';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import { toClosestCard } from './closest-card.ts';

/** A whole card about a claim; `some` replaces fields. */
export function cardOf(claim: string, some: Partial<VerdictCard> = {}): VerdictCard {
  return {
    checkId: '7K3M9Q2A',
    label: 'false',
    symbol: '❌',
    heading: 'False',
    attribution: 'Rated “False” by Claimcheck (built-in list), checked 1 Nov 2026',
    claim,
    why: 'The wall is only a few metres wide. Astronauts said they saw no human structure from the Moon.',
    sources: [
      {
        number: 1,
        title: 'Great Wall of China',
        publisher: 'Wikipedia',
        date: '12 Oct 2026',
        url: 'https://en.wikipedia.org/wiki/Great_Wall_of_China#Visibility_from_space',
        statement: 'The wall cannot be seen from the Moon with the naked eye.',
        quoted: false,
        note: 'page not opened for this card',
      },
    ],
    related: [
      {
        symbol: '⚠️',
        heading: 'Misleading',
        claim: 'The Great Wall of China can be seen from low Earth orbit.',
        publisher: 'Some Checker',
        differs: 'differs in the place: “low Earth orbit”, not “the Moon”',
        url: 'https://checker.example/orbit',
      },
    ],
    notes: [],
    details: [],
    asOf: 'As of 1 Nov 2026',
    confidence: 'Confidence: high',
    idLine: 'Check 7K3M9Q2A',
    titles: { claim: 'Claim', sources: 'Sources', related: 'Similar prior checks', asked: 'You asked' },
    direction: 'ltr',
    ...some,
  };
}

const hostile = fc.array(
  fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[a-z]{1,60} $/),
    fc.constantFrom(
      '\u001b]0;owned\u0007',
      '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\',
      '\u001b[2J\u001b[H',
      '\u009b31m',
      '\u202egnp.exe',
      '\u2066\u200b\u2060',
      '\r\n\t\u0000\u0007\u0008',
      '漢字かな交じり文がどこまでも続く',
      'مرحبا بالعالم ',
      '👨‍👩‍👧‍👦🏳️‍🌈',
      'Z̴̢̧̛̩̬͔̪͎͐̓̾͋̕a',
    ),
  ),
  { maxLength: 8 },
);
/** Text that tries everything a terminal would obey, hide or be widened by. */
export const hostileText = hostile.map((parts) => parts.join(''));
const refuse = (title: string): CommandReply => ({ kind: 'notice', tone: 'refusal', title, lines: [`${title}.`] });

/** A /check for tests of the terminal alone: some texts make it slow, faulty or refuse. */
function checkCommandOf(fixture: { started(text: string): void }): Command {
  return {
    name: 'check',
    description: 'check.description',
    argument: { name: 'claim', description: 'check.argument', required: true },
    listed: true,
    async run({ text, locale }, { signal, onStage }) {
      fixture.started(text);
      if (text.trim() === '') return refuse('What should be checked?');
      if (text.length > LONGEST_MESSAGE) return refuse('That is too long');
      if (text === 'undecided') return { kind: 'cards', cards: [cardOf(text, { label: 'unverified' })] };
      if (text === 'likely') {
        const actions = (['same', 'different'] as const).map((kind) => ({
          kind,
          label: kind,
          data: `${kind}:7K3M9Q2A`,
        }));
        return { kind: 'cards', cards: [toClosestCard(cardOf(text))], actions };
      }
      if (text === 'two') return { kind: 'cards', cards: [cardOf('one'), cardOf('other')] };
      if (text === 'locale') return { kind: 'cards', cards: [cardOf(`locale ${locale ?? 'none'}`)] };
      if (text === 'broken store') throw new ClaimcheckError('store-corrupt', 'The store is corrupt: restore it.');
      if (text === 'fault') throw new TypeError('a fault of ours');
      if (text.startsWith('slow ')) for (const stage of ['matching', 'searching'] as const) onStage?.(stage);
      if (text.endsWith('forever')) await new Promise((_, reject) => signal.addEventListener('abort', reject));
      if (text === 'deaf') await new Promise(() => undefined);
      return { kind: 'cards', cards: [cardOf(text)] };
    },
  };
}

/** Everything a process gives to the terminal, over streams that a test holds. */
export function createBotService(
  some: Partial<CheckCommandDeps> = {},
  { hint, trace }: { hint?: string; trace?: CheckTrace } = {},
) {
  const stdin: PassThrough & { isTTY?: boolean } = new PassThrough();
  const stdout: PassThrough & OutputStream = new PassThrough();
  const stderr: PassThrough & OutputStream = new PassThrough();
  const printed = { out: '', err: '' };
  const changed = new EventTarget();
  const tell = (): unknown => changed.dispatchEvent(new Event('change'));
  stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.out += text;
    tell();
  });
  stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.err += text;
    tell();
  });
  const interrupt = new AbortController();
  const seen = { opened: 0, closed: 0, texts: [] as string[] };
  const command = checkCommandOf({
    started(text) {
      seen.texts.push(text);
      tell();
    },
  });
  const words = (['same', 'different'] as const).map(
    (name): Command => ({
      name,
      description: `${name}.description`,
      listed: false,
      async run({ text }) {
        seen.texts.push(`${name} ${text}`);
        return { kind: 'cards', cards: [cardOf(`${name} it is`)] };
      },
    }),
  );
  let id = 0;
  const deps: CheckCommandDeps = {
    async open(onFault) {
      seen.opened += 1;
      const none = async (): Promise<never> => Promise.reject(new Error('no check service here'));
      const nothing = async () => undefined;
      const priorChecks = { open: nothing, claimOf: nothing, like: none, asked: none };
      const checkService = { ...priorChecks, check: none, say: none, find: nothing };
      return {
        router: createRouter({ commands: [command, ...words, helpCommand, pinCommand], checkService, onFault }),
        explain: async (text) => [`jaccard 0.5 for ${text}`, 'p \u001b[31m0.93'],
        takeTrace: () => trace,
        ...(hint === undefined ? {} : { hint }),
        async close() {
          seen.closed += 1;
        },
      };
    },
    stdin,
    stdout,
    stderr,
    env: {},
    signal: interrupt.signal,
    nextId: () => `t${++id}`,
    ...some,
  };
  return {
    stdin,
    stdout,
    stderr,
    printed,
    seen,
    interrupt: () => interrupt.abort(),
    run: (...args: string[]) => runCheckCommand(args, deps),
    /** Resolves when it holds; it is asked again at everything that is printed or begun. */
    async until(holds: () => boolean): Promise<void> {
      while (!holds()) await new Promise((resolve) => changed.addEventListener('change', resolve, { once: true }));
    },
  };
}
