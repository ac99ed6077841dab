import type { ModelPeerRequest } from '../model/index.ts';

/**
 * What the stand-in of a model says. It understands nothing: it takes the message's first sentence for the claim, and of each passage quotes the sentence
 * with the most words of the claim, as refuting where that has a "not", "never" or "no". It is here to show the way of a check, not to judge.
 */
export function toStandInAnswer({ name, user }: Pick<ModelPeerRequest, 'name' | 'user'>): unknown {
  return name === 'claims' ? toClaims(readFence(user, 'MESSAGE')) : toVerdict(user);
}

function toClaims(message: string) {
  const [first = message] = toSentences(message);
  const claim = { text: first, kind: 'checkable', language: 'en', claimDate: null, questions: [first], priors: [] };
  return { claims: [claim] };
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
      const stance = /\b(?:not|never|no)\b/i.test(best.sentence) ? 'refutes' : 'supports';
      return [{ passage: Number(number), quote: best.sentence, stance }];
    },
  );
  const refutes = citations.filter(({ stance }) => stance === 'refutes').length;
  const label = citations.length === 0 ? 'unverified' : refutes * 2 > citations.length ? 'false' : 'true';
  const said = citations.slice(0, 2).map(({ quote }, at) => ({ text: quote, citations: [at + 1] }));
  return {
    citations,
    label,
    summary: said,
    known: said,
    analysis: [],
    conclusion: said.slice(0, 1),
    wouldChange: 'A source that says otherwise.',
    agesInDays: null,
  };
}

function readFence(user: string, name: string): string {
  return new RegExp(`<<<${name}>>>\\n([\\s\\S]*?)\\n<<<END ${name}>>>`).exec(user)?.[1] ?? '';
}

const toSentences = (text: string) => text.split(/(?<=[.!?])\s+|\n+/).map((sentence) => sentence.trim());
const toWords = (text: string) => (text.toLowerCase().match(/[\p{L}\d]+/gu) ?? []).filter((word) => word.length > 2);
