import { expect, it } from 'vitest';
import { toRefusalReply } from '../../commands/card-reply.ts';
import { toLocale } from '../../src/core/text/locale.ts';

it.each([
  ['person-pause', 'One moment, please'],
  ['group-pause', 'One moment, please'],
  ['recheck-pause', 'Not checked again'],
  ['person-day', 'Used up for today'],
  ['group-day', 'Used up for today'],
  ['channel-off', 'Not allowed'],
  ['moderators', 'Not allowed'],
] as const)('a refusal’s title says how long it holds: %s', (why, title) => {
  expect(toRefusalReply({ why }, toLocale('en'), 0).title).toBe(title);
});
