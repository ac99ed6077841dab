import { UNSPACED } from '../language/characters.ts';
import { type Facts, onceForFacts } from '../language/facts.ts';
import { LIGHT_WORDS } from '../language/lexicon.ts';
import { toFunctionWords } from '../language/message-language.ts';
import { toReport } from '../language/reported-speech.ts';
import { STOP_WORDS, type Token, tokenize } from '../language/tokens.ts';
import { hasWord } from '../language/word-similarity.ts';
import type { Difference } from '../types.ts';

/** The share of the shorter saying that the longer one must say, to be the same saying. */
const SAME_SAYING = 0.5;
/** In telling words: shorter sayings cannot be told apart. */
const SHORTEST = 2;

/**
 * The difference between two reports: one saying by two speakers, or two sayings by one. If only one of the statements is a report, there is none.
 * Pure.
 */
export function reportDifferences(asked: Facts, prior: Facts): Difference[] {
  const [mine, theirs] = [read(asked), read(prior)];
  if (!mine || !theirs) return [];
  const [short = [], long = []] = [mine.said, theirs.said].toSorted((one, other) => one.length - other.length);
  const isOneSaying = short.filter((token) => hasWord(long, token)).length >= SAME_SAYING * short.length;
  if (mine.speaker.some((token) => hasWord(theirs.speaker, token)))
    return isOneSaying || short.length < SHORTEST ? [] : [{ kind: 'other', asked: '', prior: '' }];
  const [speaker, other] = [mine.speaker.findLast(isName), theirs.speaker.findLast(isName)];
  return speaker && other && isOneSaying && short.length > 0
    ? [{ kind: 'speaker', asked: speaker.shown, prior: other.shown }]
    : [];
}

const read = onceForFacts(({ text, languages }): { speaker: Token[]; said: Token[] } | undefined => {
  const report = toReport(text);
  if (!report) return undefined;
  const isFunctionWord = toFunctionWords(languages);
  const [speaker = [], said = []] = [report.speaker, report.said].map((part) =>
    // A Chinese name is compared character by character: no dictionary has it.
    tokenize(part === report.speaker ? part.replace(UNSPACED_SIGN, '$& ') : part).filter(
      ({ word, stem }) => !STOP_WORDS.has(word) && !isFunctionWord(word) && !LIGHT_WORDS.has(stem),
    ),
  );
  return { speaker, said };
});

const UNSPACED_SIGN = new RegExp(UNSPACED, 'gu');
/** In scripts without capitals, names cannot be told from other words. */
const isName = ({ shown }: Token) => /^[\p{Lu}\p{Lo}]/u.test(shown);
