import type { ModelPeerRequest } from '../model/index.ts';

/**
 * What the stand-in of a model says. It understands nothing: it takes the message's first sentence for the claim ("I think" for an opinion), and of each passage quotes the sentence
 * with the most words of the claim, as refuting where that has a "not", "never" or "no"; asked for single quotes, it says the same of them. It is here to show
 * the way of a check, not to judge.
 */
export function toStandInAnswer({ name, user }: Pick<ModelPeerRequest, 'name' | 'user'>): unknown {
  if (name === 'claims') return toClaims(readFence(user, 'MESSAGE'));
  return name === 'examination' ? toExamination(user, isDenied) : toVerdict(user);
}

const isDenied = (text: string) => /\b(?:not|never|no)\b/i.test(text);

/** The examination that agrees with whatever is said. @param isAgainst of a quote: that it speaks against the claim */
export function toExamination(user: string, isAgainst: (quote: string) => boolean) {
  const quotes = Array.from(user.matchAll(/^(\d+)\. Title: .*\n“(.*)”/gm), ([, n, text = '']) => ({
    ...{ n: Number(n), stance: isAgainst(text) ? 'against' : 'all', part: '', by: 'page', how: 'asserted' },
  }));
  const sentences = Array.from(readFence(user, 'SENTENCES').matchAll(/^(\d+)\. /gm), ([, n]) => ({
    ...{ n: Number(n), said: true },
  }));
  return { quotes, sentences };
}

/** Ratings by which a label stands clearly above the others. */
export function toRatings(label: string) {
  const labels = ['true', 'mostly-true', 'partially-true', 'misleading', 'false', 'unverified'];
  return Object.fromEntries(labels.map((one) => [one, one === label ? 5 : 1]));
}

function toClaims(message: string) {
  const [first = message] = toSentences(message);
  const isOpinion = /^(?:i think|i feel|in my opinion)\b/i.test(first);
  return { claims: [toToldClaim(first, isOpinion ? { kind: 'opinion' } : { questions: [first] })] };
}

/** A claim as the first call gives it: checkable, in English, of nobody in particular. */
export function toToldClaim(text: string, extra: object = {}) {
  const plain = {
    kind: 'checkable',
    language: 'en',
    english: null,
    claimDate: null,
    saidBy: null,
    privatePerson: false,
  };
  return { text, ...plain, questions: [], priors: [], ...extra };
}

function toVerdict(user: string) {
  const wanted = toWords(readFence(user, 'CLAIM'));
  const citations = Array.from(user.matchAll(/<<<PASSAGE (\d+)>>>\n([\s\S]*?)\n<<<END PASSAGE/g)).flatMap(
    ([, number, block = '']) => {
      const text = block.slice(block.indexOf('\n\n') + 2);
      const [best] = toSentences(text)
        .filter((sentence) => !sentence.endsWith('?'))
        .map((sentence) => ({ sentence, shared: toWords(sentence).filter((word) => wanted.includes(word)).length }))
        .toSorted((one, other) => other.shared - one.shared);
      if (!best || best.shared * 2 < wanted.length) return [];
      const stance = isDenied(best.sentence) ? 'refutes' : 'supports';
      return [{ passage: Number(number), quote: best.sentence, stance }];
    },
  );
  const refutes = citations.filter(({ stance }) => stance === 'refutes').length;
  const label = citations.length === 0 ? 'unverified' : refutes * 2 > citations.length ? 'false' : 'true';
  const said = citations.slice(0, 2).map(({ quote }, at) => ({ text: quote, citations: [at + 1] }));
  return {
    ...{ questions: [], citations, ratings: toRatings(label) },
    ...{ summary: said, analysis: said.slice(0, 1), agesInDays: null },
  };
}

function readFence(user: string, name: string): string {
  return new RegExp(`<<<${name}>>>\\n([\\s\\S]*?)\\n<<<END ${name}>>>`).exec(user)?.[1] ?? '';
}

const toSentences = (text: string) => text.split(/(?<=[.!?])\s+|\n+/).map((sentence) => sentence.trim());
const toWords = (text: string) =>
  (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).filter((word) => word.length > 3 || /\d/.test(word));
