import { describe, expect, it } from 'vitest';
import { cleanMessage } from '../../../src/core/claim/clean.ts';

const textOf = (message: string) => cleanMessage(message).text;

describe('cleanMessage leaves the meaning', () => {
  // Each `fails` below is a known fault: take the word away when it is put right.
  it.each([
    'Breaking a mirror brings bad luck',
    'Urgent care clinics are closing',
    'So-called experts lie about the moon',
    'Well-done steak causes cancer',
    'Fact checkers are paid by Soros',
    'Claim payments doubled in 2020',
    'People claim benefits worth 5 million',
    'Bats carry the virus and pass it on to humans',
    'Doctors share this view of vaccines',
    'The mayor asked people to please share',
    'Trump: vaccines cause autism',
    'Revenue: 5 million dollars',
    'If Biden wins, Texas secedes',
  ])('what only begins like wrapping is the claim: %j', (message) => {
    expect(textOf(message)).toBe(message);
  });

  it.each(['.5 percent of people smoke'])('what only begins like wrapping is the claim: %j', (message) => {
    expect(textOf(message)).toBe(message);
  });

  it.each([
    ['Inflation was .5 percent', /(?<!\p{L})0?\.5 percent/u],
    ['The field is 10² metres', /10(?!2)/],
    ['5½ million people died', /5(?:\.5|½| ?1\/2| 1⁄2)/],
    ['Tylenol™ causes autism', /^Tylenol(?: TM)? causes/],
    ['The Earth is flat https://a.b/c. The Moon is cheese.', /flat\. The Moon/],
    ['Vaccines cause autism ℹ️', /autism$/],
    ['Line one\rLine two', /one\W+Line/],
  ])('a sign does not become another word or number: %j', (message, expected) => {
    expect(textOf(message)).toMatch(expected);
  });

  it.each([
    ['[Forwarded from Uncle Bob] The Earth is flat'],
    ['Forwarded from Bob\nThe Earth is flat'],
    ['1️⃣ The Earth is flat'],
    ['\ud800The Earth is flat\udfff'],
    ['ALERT | The Earth is flat'],
    ['---- Forwarded message ----\nThe Earth is flat'],
    ['-----Original Message-----\nThe Earth is flat'],
    ['The Earth is flat, please share'],
    ['The Earth is flat - pls share this!!'],
  ])('more wrapping that goes: %j', (message) => {
    expect(textOf(message).replace(/\.$/, '')).toBe('The Earth is flat');
  });

  it.each([['---------- Forwarded message ----------\nThe Earth is flat']])(
    'more wrapping that goes: %j',
    (message) => {
      expect(textOf(message).replace(/\.$/, '')).toBe('The Earth is flat');
    },
  );

  it.fails.each([
    ['[The Earth is flat](https://a.b/c)'],
    ['The Earth is flat (https://a.b/c)'],
    ['The Earth is flat. Send this to all your friends before it gets deleted'],
  ])('more wrapping that goes: %j', (message) => {
    expect(textOf(message).replace(/\.$/, '')).toBe('The Earth is flat');
  });

  it('a dash in the claim is no part of the name below it', () => {
    expect(cleanMessage('The debt is big - 5 trillion dollars - Jane Doe (@jane)')).toEqual({
      text: 'The debt is big - 5 trillion dollars',
      claimant: 'Jane Doe',
      hadLink: false,
    });
  });
});
