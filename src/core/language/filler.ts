import type { CanonicalWord } from './canonical-words.ts';
import filler from './data/filler.json' with { type: 'json' };
import { createPhrases, expand, type Phrases } from './phrases.ts';

type Kind = 'before' | 'beforeMark' | 'after' | 'afterMark' | 'tags';

const toAll = (kind: Kind): string[] =>
  Object.values(filler).flatMap((language) => language[kind].flatMap((each) => expand(each, language.slots)));
const createAll = (kind: Kind): Phrases => createPhrases(toAll(kind));

/** Hearsay without a speaker and phrases that ask, at a text's beginning. */
const BEFORE = createAll('before');
/** The same, only with a comma or a colon behind it. */
const BEFORE_MARK = createAll('beforeMark');
const AFTER = createAll('after');
/** Only behind a comma: "vaccines cause autism, they say". */
const AFTER_MARK = createAll('afterMark');
/** Only with a question mark behind them. */
const TAGS = createAll('tags');

/** The words between the filler at both ends; all words if they are nothing else. */
export function withoutFiller(words: readonly CanonicalWord[]): readonly CanonicalWord[] {
  let from = 0;
  let to = words.length;
  for (let taken = 1; taken > 0; ) {
    while (from < to && words[from]?.mark !== '') from += 1;
    taken = BEFORE.startingAt(words, from);
    const marked = BEFORE_MARK.startingAt(words, from);
    if (taken === 0 && marked > 0 && words[from + marked]?.mark) taken = marked;
    if (from + taken >= to) break;
    from += taken;
  }
  for (let taken = 1; taken > 0; ) {
    let isAsked = false;
    while (to > from && words[to - 1]?.mark !== '') {
      to -= 1;
      isAsked ||= words[to]?.mark === '?';
    }
    const marked = AFTER_MARK.endingAt(words, to);
    taken = Math.max(
      AFTER.endingAt(words, to),
      isAsked ? TAGS.endingAt(words, to) : 0,
      words[to - marked - 1]?.mark === ',' ? marked : 0,
    );
    if (to - taken <= from) break;
    to -= taken;
  }
  const kept = words.slice(from, to).filter(({ mark }) => mark === '');
  return kept.length > 0 ? kept : words.filter(({ mark }) => mark === '');
}

const toTexts = (kind: Kind) => new Set(toAll(kind).map((each) => toWords(each).join(' ')));
const ASKS = toTexts('before');
const ASKED_AFTER = toTexts('tags');
const MOST_ASKING = 7;

/** What a question is about, without "is it true that" in front. */
export function withoutAsking(question: string): string {
  let rest = question;
  for (let most = MOST_ASKING; most > 0; most -= 1) {
    const words = toWords(rest).slice(0, most);
    if (words.length < most || !ASKS.has(words.join(' '))) continue;
    rest = rest.replace(new RegExp(`^(?:[^\\p{L}\\p{N}]*[\\p{L}\\p{M}\\p{N}]+){${most}}[^\\p{L}\\p{N}]*`, 'u'), '');
    most = MOST_ASKING + 1;
  }
  return rest === '' ? question : rest;
}

/** Whether a statement ends by asking for agreement: ", right?" */
export function endsInTag(question: string): boolean {
  const [, tag] = /[,;–—-]\P{L}{0,3}([^,;–—-]{1,30})$/u.exec(question) ?? [];
  return tag !== undefined && ASKED_AFTER.has(toWords(tag.replace(/n['’]t\b/u, ' not')).join(' '));
}

function toWords(text: string): string[] {
  const start = text.slice(0, 200).toLowerCase();
  return start.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
