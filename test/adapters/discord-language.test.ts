import { describe, expect, it } from 'vitest';
import { toLocale } from '../../src/core/text/locale.ts';
import { embedOf, useFixture, verdictOf, WALL } from './discord-fixture.ts';

const fixture = useFixture();

const { t } = toLocale('de');
const labels = ({ components }: { components: { components: { label?: string }[] }[] }) =>
  components.flatMap((row) => row.components.map(({ label }) => label));

/** The server chooses German. */
async function choose(): Promise<void> {
  const { peer, owner, channel } = fixture;
  peer.slash(owner, channel, 'settings');
  const panel = await peer.waitForEphemeral(owner);
  peer.click(owner, panel, 'Language');
  await peer.until(() => labels(panel).includes('Deutsch'));
  peer.click(owner, panel, 'Deutsch');
  await peer.until(() => embedOf(panel).title === t('settings.title'));
}

describe('on a server that has chosen a language', () => {
  it('cards are in it, and what only one person is told', async () => {
    const { peer, mod, channel } = fixture;
    await choose();
    peer.slash(mod, channel, 'check', { claim: WALL }, 'fr');
    const card = await peer.waitForMessage(channel, ({ embeds }) => embeds[0]?.footer !== undefined);
    expect(verdictOf(card)).toContain(t('verdict.false'));
    peer.click(mod, card, t('pin.button'));
    expect(embedOf(await peer.waitForEphemeral(mod)).description).toBe(t('pin.done'));
  });

  it('so are the sentences for a right that the bot has not', async () => {
    const { peer, mod, channel } = fixture;
    await choose();
    const card = await fixture.ask(mod);
    peer.deny(peer.bot, channel, 'pinMessages');
    peer.click(mod, card, t('pin.button'));
    const { title, description } = embedOf(await peer.waitForEphemeral(mod));
    expect([title, description]).toEqual([t('pin.title'), expect.stringContaining('„Nachrichten anpinnen“')]);
  });
});

describe('on a server that has chosen none', () => {
  it.each([
    ['pt-BR', 'pt'],
    ['es-419', 'es'],
    ['zh-TW', 'zh'],
    ['id', 'id'],
    ['uk', 'uk'],
    ['hi', 'hi'],
    ['ja', 'en'],
  ])('a person with %s gets cards in %s', async (locale, tag) => {
    const { peer, ana, channel } = fixture;
    peer.slash(ana, channel, 'check', { claim: WALL }, locale);
    const card = await peer.waitForMessage(channel, ({ embeds }) => embeds[0]?.footer !== undefined);
    expect(verdictOf(card)).toContain(toLocale(tag).t('verdict.false'));
  });

  it('a person’s language holds for what they write in private, until they write /forget', async () => {
    const { peer, ana, channel } = fixture;
    peer.slash(ana, channel, 'help', {}, 'de');
    await peer.waitForEphemeral(ana);
    const direct = peer.addDirectMessages(ana);
    const saying = (words: string) => peer.waitForMessage(direct, (one) => JSON.stringify(one.embeds).includes(words));
    peer.post(ana, direct, { content: '/forget yes' });
    await saying(t('forget.done.title'));
    peer.post(ana, direct, { content: WALL });
    await saying(toLocale('en').t('verdict.false'));
  });
});
