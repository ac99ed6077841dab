import { expect, it } from 'vitest';
import { toRefusalReply } from '../../commands/card-reply.ts';
import { toLocale } from '../../src/core/text/locale.ts';

it.each([
  ['person-pause', 'Please wait a little'],
  ['group-pause', 'Please wait a little'],
  ['recheck-pause', 'Not checked again'],
  ['person-day', 'Used up for today'],
  ['group-day', 'Used up for today'],
  ['channel-off', 'Not allowed'],
  ['moderators', 'Not allowed'],
] as const)('a refusal’s title says how long it holds: %s', (why, title) => {
  expect(toRefusalReply({ why }, toLocale('en'), 0).title).toBe(title);
});

it.each([
  ['person-pause', 5, 'in 5 seconds'],
  ['person-pause', 300, 'in 5 minutes'],
  ['group-pause', 60, 'in 60 seconds'],
  ['recheck-pause', 600, 'in 10 minutes'],
] as const)('a pause says how long it lasts: %s, %i s', (why, seconds, wait) => {
  const until = new Date(seconds * 1_000).toISOString();
  expect(toRefusalReply({ why, until }, toLocale('en'), 0).lines).toEqual([expect.stringContaining(` ${wait}.`)]);
});
