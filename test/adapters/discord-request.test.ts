import { describe, expect, it } from 'vitest';
import { type InteractionFacts, isOnPanel, toCommandRequest } from '../../adapters/discord/request.ts';
import type { MessageFacts } from '../../adapters/discord/words.ts';

const FACTS: InteractionFacts = {
  id: '10',
  userId: '20',
  channelId: '30',
  guildId: '40',
  context: 0,
  locale: 'pt-BR',
  asked: { kind: 'slash', name: 'check', argument: 'a claim' },
};
const EMPTY: MessageFacts = { content: '', embeds: [], displays: [], attachments: [], snapshots: [] };

describe('an interaction as a request', () => {
  it('carries who asks, where, in which language, and for what', () => {
    expect(toCommandRequest(FACTS)).toEqual({
      id: '10',
      platform: 'discord',
      command: 'check',
      text: 'a claim',
      actorId: '20',
      chat: { id: '30', kind: 'group', groupId: '40' },
      locale: 'pt-BR',
    });
  });

  it.each([
    ['alone with the bot', 1, 'private'],
    ['where Discord does not say', null, 'group'],
    ['between people', 2, 'group'],
  ] as const)('%s is asked in a %s chat', (_where, context, kind) => {
    expect(toCommandRequest({ ...FACTS, guildId: null, context }).chat).toEqual({ id: '30', kind });
  });

  it('in a thread names the channel of the thread', () => {
    const chat = { id: '30', kind: 'group', groupId: '40', parentId: '31' };
    expect(toCommandRequest({ ...FACTS, parentId: '31' }).chat).toEqual(chat);
  });

  it('has the person as its chat where Discord names no channel', () => {
    expect(toCommandRequest({ ...FACTS, guildId: null, context: 1, channelId: null }).chat.id).toBe('20');
  });

  it.each([true, false])('says that it was asked with private:%s', (chosen) => {
    const asked = { kind: 'slash', name: 'check', argument: 'x', private: chosen } as const;
    expect(toCommandRequest({ ...FACTS, asked })).toMatchObject({ private: chosen });
  });

  it.each([['constructor'], [''], ['../en'], ['EN'], ['en_US']])('has no language if Discord says %j', (locale) => {
    expect(toCommandRequest({ ...FACTS, locale })).not.toHaveProperty('locale');
  });

  it.each([
    ['pin:7K3M9Q2A', 'pin', '7K3M9Q2A'],
    ['pin:a:b', 'pin', 'a:b'],
    ['pin', 'pin', ''],
    ['', '', ''],
    ['panel/settings:language=de', 'settings', 'language=de'],
  ])('from the button %j asks for %j about %j', (customId, command, text) => {
    const asked = { kind: 'button', customId, messageId: '50', ephemeral: false } as const;
    const request = toCommandRequest({ ...FACTS, asked });
    expect(request).toMatchObject({ command, text, posting: { chatId: '30', messageId: '50' } });
    expect(request).not.toHaveProperty('private');
    expect(isOnPanel(customId)).toBe(customId.startsWith('panel/'));
  });

  it('from a button below a private card asks in private', () => {
    const asked = { kind: 'button', customId: 'recheck:1', messageId: '50', ephemeral: true } as const;
    expect(toCommandRequest({ ...FACTS, asked })).toMatchObject({ private: true });
  });

  it('from the menu is a check of the message, or about the message', () => {
    const menu = { kind: 'menu', messageId: '50', message: { ...EMPTY, content: 'written' } } as const;
    const check = toCommandRequest({ ...FACTS, asked: { ...menu, command: 'check' } });
    expect(check).toMatchObject({ command: 'check', text: '', about: { text: 'written' } });
    expect(check).not.toHaveProperty('posting');
    const pin = toCommandRequest({ ...FACTS, asked: { ...menu, command: 'pin' } });
    expect(pin).toMatchObject({ command: 'pin', text: '', posting: { messageId: '50' } });
  });
});
