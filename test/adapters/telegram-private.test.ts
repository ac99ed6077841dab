import type { MessageOrigin } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import type { ImageReader } from '../../src/core/ports.ts';
import { setSetting, useTelegram, WALL } from './telegram-fixture.ts';

const telegram = useTelegram();

describe('a check in private', () => {
  const origins: MessageOrigin[] = [
    { type: 'user', date: 1, sender_user: { id: 5, is_bot: false, first_name: 'Evelyn' } },
    { type: 'hidden_user', date: 1, sender_user_name: 'Evelyn' },
    { type: 'chat', date: 1, sender_chat: { id: -5, type: 'supergroup', title: 'Evelyn' } },
    { type: 'channel', date: 1, chat: { id: -6, type: 'channel', title: 'Evelyn' }, message_id: 3 },
  ];

  it.each(origins)('names every claim of a message forwarded from a $type, and nobody', async (forwardOrigin) => {
    const { peer, ann, core, accepted } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    const said = peer.say(ann, chat, `${WALL}. Bats are blind.`, { forwardOrigin });
    const answer = await peer.waitForAnswer(said);
    expect(answer.text?.match(/^❌/gm)).toHaveLength(2);
    expect(accepted[0]?.request).toMatchObject({ command: 'check', private: true });
    const kept = core.store.db.prepare<{ claim: string }>('SELECT * FROM checks').all();
    expect(JSON.stringify([kept, accepted])).not.toContain('Evelyn');
  });

  it('checks plain text, and shows Details with the sources right there', async () => {
    const { peer, ann } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    const answer = await peer.waitForAnswer(peer.say(ann, chat, WALL));
    const labels = answer.reply_markup?.inline_keyboard.flat().map(({ text }) => text.split(' (')[0]);
    expect(labels).toEqual(['Details', 'Re-check', 'Share']);
    expect(await peer.click(ann, answer, 'Details')).toMatchObject({ showAlert: false });
    const details = await peer.waitForMessage(({ text }) => text?.includes('\nSources\n') ?? false);
    expect(details.text).toContain('1. Great Wall of China');
  });

  it('answers an album once, with the pictures that came along', async () => {
    const { peer, ann, accepted } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    peer.say(ann, chat, '', { photo: true, mediaGroupId: '1' });
    const main = peer.say(ann, chat, 'Honey never spoils', { photo: true, mediaGroupId: '1' });
    peer.say(ann, chat, '', { photo: true, mediaGroupId: '1' });
    await peer.waitForMessage(({ from }) => from?.id === peer.bot.id);
    await peer.waitForAnswer(peer.say(ann, chat, 'Bats are blind'));
    expect(peer.answers(chat)).toHaveLength(2);
    expect(accepted).toHaveLength(2);
    expect(accepted[0]?.request.pictures?.length).toBeGreaterThan(0);
    expect(main.media_group_id).toBe('1');
  });

  it('reads a picture without words, and says so where there is nothing in it', async () => {
    const bytes = new Uint8Array([0xff, 0xd8, 1, 2, 3]);
    const images: ImageReader = {
      read: async (picture) => (picture.bytes.length === bytes.length ? WALL : ''),
    };
    const { peer, ann } = await telegram.open({ chat: { images } });
    const chat = peer.addPrivateChat(ann);
    const read = await peer.waitForAnswer(peer.say(ann, chat, '', { picture: bytes }));
    expect(read.text).toMatch(/^❌ False$/m);
    const empty = await peer.waitForAnswer(peer.say(ann, chat, '', { picture: new Uint8Array([1]) }));
    expect(empty.text).toMatch(/^This picture could not be read\n/);
  });

  it('says that a picture is too large to be read', async () => {
    const images: ImageReader = { read: () => Promise.reject(new OutOfReach('too-large', 'A picture is too large.')) };
    const { peer, ann } = await telegram.open({ chat: { images } });
    const chat = peer.addPrivateChat(ann);
    const told = await peer.waitForAnswer(peer.say(ann, chat, '', { picture: Buffer.from('x') }));
    expect(told.text).toMatch(/^This picture could not be read\nIt is too large\. Send a smaller picture/);
  });

  it('says which languages it can read in pictures, where the asker’s is none of them', async () => {
    const seen: (string | undefined)[] = [];
    const images: ImageReader = {
      languages: ['en', 'es'],
      read: async ({ language }) => {
        seen.push(language);
        return '';
      },
    };
    const { peer } = await telegram.open({ chat: { images } });
    const answerOf = async (languageCode: string) => {
      const asker = peer.addUser({ firstName: 'Eva', languageCode });
      const said = peer.say(asker, peer.addPrivateChat(asker), '', { picture: new Uint8Array([1]) });
      return (await peer.waitForAnswer(said)).text;
    };
    expect(await answerOf('de')).toMatch(/\nIn Bildern kann ich hier diese Sprachen lesen: Englisch und Spanisch\. /);
    expect(await answerOf('es')).toMatch(/\nNo se encontró texto en la imagen\. /);
    expect(seen).toEqual(['de', 'es']);
  });

  it('gives a picture, or says that it is out of reach, and never an address with the token', async () => {
    const { peer, ann, adapter } = await telegram.open();
    const said = peer.say(ann, peer.addPrivateChat(ann), '', { picture: new Uint8Array([1, 2, 3]) });
    const ref = said.photo?.at(-1)?.file_id ?? '';
    const fetchPicture = (picture = { ref, mediaType: 'image/jpeg' }) =>
      adapter.fetchPicture?.(picture, new AbortController().signal);
    expect(await fetchPicture()).toEqual({ bytes: new Uint8Array([1, 2, 3]), mediaType: 'image/jpeg' });
    for (const method of ['file', 'getFile']) {
      peer.fail(method, { kind: 'drop' });
      const error: unknown = await fetchPicture()?.catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'OutOfReach', why: 'unreachable' });
      expect(String(error) + JSON.stringify(error) + String((error as Error).stack)).not.toContain(peer.token);
    }
    await expect(fetchPicture({ ref: 'unknown', mediaType: 'image/jpeg' })).rejects.toMatchObject({
      why: 'unreachable',
    });
  });

  it('asks back where there is nothing to check', async () => {
    const { accepted, peer, ann } = await telegram.open();
    const chat = peer.addPrivateChat(ann);
    const answer = await peer.waitForAnswer(peer.say(ann, chat, '/check'));
    expect(answer.text).toMatch(/^What should be checked\?\n/);
    expect(accepted).toHaveLength(1);
  });

  it('says at /start what to do, in the chat as in a group', async () => {
    const { peer, ann } = await telegram.open();
    const answer = await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), '/start'));
    expect(answer.text).toMatch(/^Is it true\? Ask here\nSend a sentence .+ or forward a suspicious message\./);
    const group = peer.addGroup({ members: [ann] });
    const there = await peer.waitForAnswer(peer.say(ann, group, '/start@claimcheck_bot'));
    expect(there.text).toMatch(/\nReply to a message with \/check@claimcheck_bot, or write/);
  });

  it('is helped with what can be done there', async () => {
    const { peer, ann } = await telegram.open();
    const answer = await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), '/help'));
    expect(answer.text).toContain('/forget: ');
    expect(answer.text).not.toMatch(/\/(?:pin|unpin|settings)/);
  });

  it('says that a command is unknown', async () => {
    const { peer, ann } = await telegram.open();
    const answer = await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), '/frobnicate'));
    expect(answer.text).toMatch(/^Unknown command\n/);
  });

  it('forgets a person only after asking', async () => {
    const { peer, ann } = await telegram.open();
    const panel = await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), '/forget'));
    const changed = peer.waitForMessage(({ text }) => text?.startsWith('You are forgotten') ?? false);
    await peer.click(ann, panel, 'Forget me');
    expect(await changed).toMatchObject({ message_id: panel.message_id });
    expect((await changed).reply_markup).toBeUndefined();
  });
});

describe('a card in a group', () => {
  it('leads to its details in the private chat, for who saw it', async () => {
    const { peer, ann, bob } = await telegram.open();
    const group = peer.addGroup({ members: [ann, bob] });
    const card = await peer.waitForAnswer(peer.say(ann, group, `/check ${WALL}`));
    const buttons = card.reply_markup?.inline_keyboard.flat() ?? [];
    expect(buttons.map(({ text }) => text.split(' (')[0])).toEqual(['Details', 'Re-check']);
    const chat = peer.addPrivateChat(bob);
    const [button] = buttons;
    const url = button && 'url' in button ? button.url : '';
    const payload = /^https:\/\/t\.me\/claimcheck_bot\?start=([\w-]{1,64})$/.exec(url)?.[1];
    const answer = await peer.waitForAnswer(peer.say(bob, chat, `/start ${payload}`));
    expect(answer.text).toMatch(/1\. Great Wall of China.+How this was made/s);
  });

  it('says that a link leads nowhere any more', async () => {
    const { peer, ann } = await telegram.open();
    const answer = await peer.waitForAnswer(peer.say(ann, peer.addPrivateChat(ann), '/start made-up-token'));
    expect(answer.text).toMatch(/^No such check here\n/);
  });

  it('is written anew where it stands by Re-check', async () => {
    const { peer, ann, checked } = await telegram.open();
    const group = peer.addGroup({ members: [ann] });
    const card = await peer.waitForAnswer(peer.say(ann, group, '/check Honey never spoils'));
    expect(await peer.click(ann, card, 'Re-check')).toMatchObject({ text: 'Checking…', showAlert: false });
    await peer.waitForRequest(({ method }) => method === 'editMessageText');
    const again = await peer.click(ann, card, 'Re-check');
    expect(again).toMatchObject({ text: expect.stringContaining('It can be checked again in'), showAlert: true });
    expect(checked).toEqual(['Honey never spoils', 'Honey never spoils']);
    expect(peer.answers(group)).toHaveLength(1);
  });
});

describe('a group whose answers are for the asker alone', () => {
  async function openPrivateGroup(started: boolean) {
    const fixture = await telegram.open();
    const { peer, ann, bob } = fixture;
    const group = peer.addGroup({ creator: bob, members: [ann] });
    const chat = peer.addPrivateChat(ann, { started });
    await setSetting(peer, bob, group, ['Show answers only to the asker', 'On']);
    const said = peer.say(ann, group, '/check My boss Zebulon Quartermain stole 7300 ducats');
    return { ...fixture, group, chat, said };
  }

  it('gets nothing, the asker gets the card in private, and can post it', async () => {
    const { peer, group, chat, ann } = await openPrivateGroup(true);
    const card = await peer.waitForMessage(({ text }, { id }) => id === chat.id && text?.includes('Zebulon') === true);
    expect(peer.answers(group)).toHaveLength(1);
    const posted = peer.waitForMessage(
      ({ text }, { id }) => id === group.id && text?.includes('Zebulon') === true && /^❓/m.test(text),
    );
    expect(await peer.click(ann, card, 'Post to group')).toMatchObject({ text: 'Posted to the group.' });
    expect((await posted).from?.id).toBe(peer.bot.id);
  });

  it('lets nobody post there who has left', async () => {
    const { peer, group, chat, ann } = await openPrivateGroup(true);
    const card = await peer.waitForMessage(({ text }, { id }) => id === chat.id && text?.includes('Zebulon') === true);
    peer.setStanding(group, ann, 'left');
    expect(await peer.click(ann, card, 'Post to group')).toEqual({
      callbackId: expect.any(String),
      showAlert: false,
    });
    expect(peer.answers(group)).toHaveLength(1);
  });

  it.each(['/start answer', '/check', '/frobnicate'])(
    'offers the chat to who never began one, and gives the answer there once they do, by %s',
    async (words) => {
      const { peer, chat, said, ann, finished } = await openPrivateGroup(false);
      const offer = await peer.waitForAnswer(said);
      expect(offer.text).toMatch(/^Your answer is ready\n/);
      expect(offer.text).not.toContain('Zebulon');
      const [button] = offer.reply_markup?.inline_keyboard.flat() ?? [];
      expect(button).toMatchObject({ url: 'https://t.me/claimcheck_bot?start=answer' });
      expect(peer.answers(chat)).toEqual([]);
      await finished(1);
      peer.setStanding(chat, peer.bot, 'member');
      peer.say(ann, chat, words);
      const card = await peer.waitForMessage(({ text }, { id }) => id === chat.id && /^❓/m.test(text ?? ''));
      expect(card.text).toContain('Zebulon');
    },
  );
});

describe('inline mode', () => {
  it('offers what everybody may see, at once, as a card', async () => {
    const { peer, ann } = await telegram.open({ peer: { inline: true } });
    const chat = peer.addPrivateChat(ann);
    await peer.waitForAnswer(peer.say(ann, chat, 'My boss Zebulon Quartermain stole 7300 ducats'));
    await peer.waitForAnswer(peer.say(ann, chat, WALL));
    const { results } = await peer.typeInline(ann, 'the great wall of china can be seen from the moon');
    expect(results[0]).toMatchObject({ title: '❌ False', message: { text: expect.stringContaining(WALL) } });
    const own = await peer.typeInline(ann, 'My boss Zebulon Quartermain stole 7300 ducats');
    expect(JSON.stringify(own.results)).not.toContain('Zebulon');
    expect(own.button).toBe('Not there? Check it in private');
    expect((await peer.typeInline(ann, '')).results).toEqual([]);
  });

  it('that is switched off is named with its switch', async () => {
    expect((await telegram.open()).line).toContain('send /setinline to @BotFather');
    expect((await telegram.open({ peer: { inline: true } })).line).not.toContain('/setinline');
  });
});
