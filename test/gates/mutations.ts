import { toPlace } from '../../src/core/language/places.ts';
import { tokenize } from '../../src/core/language/tokens.ts';

/** A claim changed in one thing that makes it another claim. */
export interface Mutation {
  kind: 'negation' | 'number' | 'date' | 'place';
  text: string;
}

const AUXILIARY = /\b(is|are|was|were|can|will|has|have|had|does|did|do|could|would)\b(?! not|n't|not)/;

/** What every claim can be turned into by rule: its denial, and another number, year or place. */
export function mutate(claim: string): Mutation[] {
  const mutations: Mutation[] = [
    { kind: 'negation', text: `It is not true that ${lowerFirst(claim)}` },
    { kind: 'negation', text: `It is a myth that ${lowerFirst(claim)}` },
    { kind: 'negation', text: `There is no evidence that ${lowerFirst(claim)}` },
  ];
  // Where the claim negates already, a second "not" is no denial that people would write.
  if (!/\b(?:not|no|never|cannot|nobody|without|n't)\b/i.test(claim) && AUXILIARY.test(claim)) {
    const denied = claim.replace(AUXILIARY, (word) => (word === 'can' ? 'cannot' : `${word} not`));
    mutations.push({ kind: 'negation', text: denied });
  }
  for (const [year] of claim.matchAll(/\b(?:1[5-9]|20)\d\d\b/g)) {
    mutations.push({ kind: 'date', text: claim.replace(year, `${Number(year) + 11}`) });
  }
  const number = /(?<![\d.,-])\b(?!(?:1[5-9]|20)\d\d\b)(\d{1,3})\b(?![\d.,-]\d)/.exec(claim)?.[1];
  if (number !== undefined)
    mutations.push({ kind: 'number', text: claim.replace(number, `${Number(number) * 3 + 1}`) });
  const place = tokenize(claim).find(({ word }) => toPlace(word) !== undefined && claim.toLowerCase().includes(word));
  if (place)
    mutations.push({ kind: 'place', text: claim.replace(new RegExp(`\\b${place.word}\\b`, 'gi'), 'Paraguay') });
  return mutations.filter(({ text }) => text !== claim);
}

function lowerFirst(text: string): string {
  return /^(?:The|A|An|In|It|People|Most)\b/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
