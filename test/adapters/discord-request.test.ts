import { describe, expect, it } from 'vitest';
import {
  type InteractionFacts,
  isOnPanel,
  type MessageFacts,
  toCommandRequest,
  toMessageParts,
} from '../../adapters/discord/request.ts';

const FACTS: InteractionFacts = {
  id: '10',
  userId: '20',
  channelId: '30',
  guildId: '40',
  context: 0,
  locale: 'pt-BR',
  asked: { kind: 'slash', name: 'check', argument: 'a claim' },
};
const EMPTY: MessageFacts = { content: '', embeds: [], attachments: [], snapshots: [] };

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
    ['where Discord does not say', null, 'private'],
    ['between people', 2, 'group'],
  ] as const)('%s is asked in a %s chat', (_where, context, kind) => {
    expect(toCommandRequest({ ...FACTS, guildId: null, context }).chat).toEqual({ id: '30', kind });
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
    expect(check).toMatchObject({ command: 'check', text: 'written' });
    expect(check).not.toHaveProperty('posting');
    const pin = toCommandRequest({ ...FACTS, asked: { ...menu, command: 'pin' } });
    expect(pin).toMatchObject({ command: 'pin', text: '', posting: { messageId: '50' } });
  });
});

describe('what is checked of a message', () => {
  const embeds = [{ title: 'Title', description: 'Description' }, { description: 'Second' }];
  const forwarded = { ...EMPTY, content: 'forwarded' };
  it.each([
    ['what was written, before all else', { content: 'written', embeds, snapshots: [forwarded] }, 'written'],
    ['what embeds say, before forwards', { embeds, snapshots: [forwarded] }, 'Title\nDescription\nSecond'],
    [
      'a link with what it shows',
      { content: 'https://a.example/x', embeds },
      'https://a.example/x\nTitle\nDescription\nSecond',
    ],
    [
      'what was forwarded',
      { embeds: [{}], snapshots: [forwarded, { ...EMPTY, content: 'twice' }] },
      'forwarded\ntwice',
    ],
    ['nothing, if there is none', { embeds: [{}] }, ''],
  ])('is %s', (_name, message, text) => {
    expect(toMessageParts({ ...EMPTY, ...message }).text).toBe(text);
  });

  it('are its pictures and those of its forwards, as long as they lie with Discord and are not too large', () => {
    const cdn = 'https://cdn.discordapp.com/attachments/1/2/a.png?ex=1&hm=2';
    const attachments = [
      { url: cdn, contentType: 'image/png', size: 10 },
      { url: cdn, contentType: 'image/png', size: 11 * 1024 * 1024 },
      { url: cdn, contentType: 'video/mp4', size: 10 },
      { url: 'https://evil.example/a.png', contentType: 'image/png', size: 10 },
      { url: 'https://cdn.discordapp.com@evil.example/a.png', contentType: 'image/png', size: 10 },
    ];
    const proxy = 'https://images-ext-1.discordapp.net/external/x/https/a.example/p.png';
    const snapshot = { ...EMPTY, embeds: [{ pictureUrl: proxy }, { pictureUrl: 'http://127.0.0.1/' }] };
    expect(toMessageParts({ ...EMPTY, attachments, snapshots: [snapshot] }).pictures).toEqual([
      { ref: cdn, mediaType: 'image/png', size: 10 },
      { ref: proxy, mediaType: 'image/*' },
    ]);
  });
});
