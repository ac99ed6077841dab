import type { ReplyAction } from './reply.ts';

/** Commands of buttons whose answer takes the place of the card they stand on: who else may read it stays as it is. */
export const ON_CARD: ReadonlySet<string> = new Set<ReplyAction['kind']>(['recheck', 'same', 'different']);

/** What these buttons show is for the asker alone: a platform that cannot whisper leads into the private chat for it. */
export type ReadingKind = Extract<ReplyAction['kind'], 'details' | 'similar'>;

/** Whether a button shows more of a card. */
export function isReading(action: ReplyAction): action is ReplyAction & { kind: ReadingKind } {
  return action.kind === 'details' || action.kind === 'similar';
}

/** A card's buttons by what they are for. */
interface SortedButtons {
  /** The answers to what the card asks, a row for each claim that it asks about. */
  questions: ReplyAction[][];
  /** What can be done with the card, in the given order. */
  rest: ReplyAction[];
  /** By which a match is refused that no question is asked about. */
  refusals: ReplyAction[];
}

/** The buttons that answer a card's question stand together, or nobody sees what is asked. */
export function sortButtons(actions: readonly ReplyAction[]): SortedButtons {
  const isAnswer = ({ kind }: ReplyAction) => kind === 'same' || kind === 'different';
  const byClaim = Map.groupBy(actions.filter(isAnswer), ({ data }) => data.slice(data.indexOf(':')));
  const [questions, refusals] = [...byClaim.values()].reduce<[ReplyAction[][], ReplyAction[]]>(
    ([asked, lone], row) => (row.length > 1 ? [[...asked, row], lone] : [asked, [...lone, ...row]]),
    [[], []],
  );
  return { questions, rest: actions.filter((action) => !isAnswer(action)), refusals };
}
