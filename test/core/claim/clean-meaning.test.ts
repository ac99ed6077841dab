import { describe, expect, it } from 'vitest';
import { cleanMessage } from '../../../src/core/claim/clean.ts';

const textOf = (message: string) => cleanMessage(message).text;

describe('cleanMessage leaves the meaning', () => {
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
    'The mayor, the council and you',
    'Today the mayor resigned',
    'The mayor resigned, via Twitter on the day of the vote',
    'WhatsApp charges you unless you send this to your contacts',
    'Send this to ten people, otherwise WhatsApp charges you',
    'Forward this mail to ten people and Bill Gates will pay you',
    'Forwarded messages are limited to five chats',
    'The letter was forwarded: it cost 5 million',
    'The bomb exploded — Monday at 10:15',
    'On 4 May 2026 at 10:15 the mayor wrote: I resign',
    'The score at 10:15 - Alba: 3, Brun: 2',
    '转发500次可判刑',
    '政府将发给每人3000元',
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
    ['The Earth is flat https://a.b/c They say the mayor resigned', /flat\. They/],
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
    ['The Earth is flat. Send this to all your friends before it gets deleted'],
    ['---------- Forwarded message ----------\nThe Earth is flat'],
    ['[The Earth is flat](https://a.b/c)'],
    ['The Earth is flat (https://a.b/c)'],
    ['The Earth (see https://a.b/c_(d)) is flat'],
    ['The Earth is flat https://a.b/c via examplenews'],
    ['look at this https://a.b/c The Earth is flat'],
    ['The Earth is flat https://a.b/c is this true?'],
    ['Tell everyone that the Earth is flat'],
    ['Share this with all your friends because the Earth is flat'],
  ])('more wrapping that goes: %j', (message) => {
    expect(textOf(message).replace(/\.$/, '').replace(/^t/, 'T')).toBe('The Earth is flat');
  });

  it('a dash in the claim is no part of the name below it', () => {
    expect(cleanMessage('The debt is big - 5 trillion dollars - Jane Doe (@jane)')).toEqual({
      text: 'The debt is big - 5 trillion dollars',
      claimant: 'Jane Doe',
      hadLink: false,
    });
  });
});
