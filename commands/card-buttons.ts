import type { ReplyAction } from './reply.ts';

/** Commands of buttons whose answer replaces the card they are on: who else can read it does not change. */
export const ON_CARD: ReadonlySet<string> = new Set<ReplyAction['kind']>(['recheck', 'same', 'different']);

/** Buttons whose answer is for the asker alone: a platform that cannot whisper opens it in the private chat. */
export type ReadingKind = Extract<ReplyAction['kind'], 'details' | 'similar'>;

/** Whether a button shows more of a card. */
export function isReading(action: ReplyAction): action is ReplyAction & { kind: ReadingKind } {
  return action.kind === 'details' || action.kind === 'similar';
}

/** A card's buttons by purpose. */
interface SortedButtons {
  /** The answers to the card's questions, one row per claim in question. */
  questions: ReplyAction[][];
  /** The card's actions, in the given order. */
  rest: ReplyAction[];
  /** Buttons that reject a match about which the card asks nothing. */
  refusals: ReplyAction[];
}

/** Groups the buttons that answer one question, so that people see what is asked. */
export function sortButtons(actions: readonly ReplyAction[]): SortedButtons {
  const isAnswer = ({ kind }: ReplyAction) => kind === 'same' || kind === 'different';
  const byClaim = Map.groupBy(actions.filter(isAnswer), ({ data }) => data.slice(data.indexOf(':')));
  const [questions, refusals] = [...byClaim.values()].reduce<[ReplyAction[][], ReplyAction[]]>(
    ([asked, lone], row) => (row.length > 1 ? [[...asked, row], lone] : [asked, [...lone, ...row]]),
    [[], []],
  );
  return { questions, rest: actions.filter((action) => !isAnswer(action)), refusals };
}
