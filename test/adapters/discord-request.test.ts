import { describe, expect, it } from 'vitest';
import {
  type InteractionFacts,
  isForAskerOnly,
  toCommandRequest,
  toMessageText,
} from '../../adapters/discord/request.ts';

const FACTS: InteractionFacts = {
  id: '10',
  userId: '20',
  channelId: '30',
  guildId: '40',
  locale: 'pt-BR',
  asked: { kind: 'slash', name: 'check', argument: 'a claim' },
};

describe('an interaction as a request', () => {
  it('carries who asks, where, in which language, and for what', () => {
    expect(toCommandRequest(FACTS)).toEqual({
      id: '10',
      platform: 'discord',
      command: 'check',
      text: 'a claim',
      actorId: '20',
      chat: { id: '30', kind: 'group' },
      locale: 'pt-BR',
    });
  });

  it('is private where there is no guild', () => {
    expect(toCommandRequest({ ...FACTS, guildId: null }).chat).toEqual({ id: '30', kind: 'private' });
  });

  it('has the person as its chat where Discord names no channel', () => {
    expect(toCommandRequest({ ...FACTS, guildId: null, channelId: null }).chat.id).toBe('20');
  });

  it.each([['constructor'], [''], ['../en'], ['EN'], ['en_US']])('has no language if Discord says %j', (locale) => {
    expect(toCommandRequest({ ...FACTS, locale })).not.toHaveProperty('locale');
  });

  it.each([
    ['pin:7K3M9Q2A', 'pin', '7K3M9Q2A'],
    ['pin:a:b', 'pin', 'a:b'],
    ['pin', 'pin', ''],
    ['', '', ''],
  ])('from the button %j asks for %j about %j', (customId, command, text) => {
    expect(toCommandRequest({ ...FACTS, asked: { kind: 'button', customId } })).toMatchObject({ command, text });
  });

  it('from the message menu is a check of its text', () => {
    const message = { content: 'written', embeds: [], snapshots: [] };
    expect(toCommandRequest({ ...FACTS, asked: { kind: 'menu', message } })).toMatchObject({
      command: 'check',
      text: 'written',
    });
  });
});

describe('the text of a message', () => {
  const embeds = [
    { title: 'Title', description: 'Description' },
    { title: null, description: 'Second' },
  ];
  const snapshots = [{ content: 'forwarded' }, { content: 'twice' }];
  it.each([
    ['what was written, before all else', { content: 'written', embeds, snapshots }, 'written'],
    ['what embeds say, before forwards', { content: ' \n', embeds, snapshots }, 'Title\nDescription\nSecond'],
    ['what was forwarded', { content: '', embeds: [{}], snapshots }, 'forwarded\ntwice'],
    ['nothing, if there is none', { content: '', embeds: [], snapshots: [] }, ''],
  ])('is %s', (_name, message, text) => {
    expect(toMessageText(message)).toBe(text);
  });
});

it.each([
  ['check', false],
  ['help', true],
  ['history', true],
  ['pin', true],
  ['anything else', true],
])('the answer to %s is for the asker alone: %s', (command, alone) => {
  expect(isForAskerOnly({ command })).toBe(alone);
});
