import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLeasedAdapter, type LeasedOptions } from '../../adapters/discord/leased.ts';
import { isOfShard } from '../../adapters/discord/shards.ts';
import { openPostgres } from '../../src/providers/store/postgres/open-postgres.ts';
import { createPostgresLeases } from '../../src/providers/store/postgres/postgres-leases.ts';
import { openChat } from '../bot/chat-fixture.ts';
import { type Core, createCoreFolder } from '../core/checker-fixture.ts';
import { createDiscordPeer, type DiscordPeer } from '../peers/discord/index.ts';
import { sharePostgres, WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { createWire } from '../peers/wire.ts';
import { toAdapterOptions, WALL } from './discord-fixture.ts';

const TIMES = { leaseMs: 2_500, everyMs: 50, endingMs: 1_200 };
/** For machines that are busy. */
const PATIENT_MS = 15_000;

describe.skipIf(WHY_NO_POSTGRES !== undefined)(
  `Discord, heard by several processes (${WHY_NO_POSTGRES ?? 'over a real PostgreSQL'})`,
  () => {
    let folder: Awaited<ReturnType<typeof createCoreFolder>>;
    let core: Core;
    let peer: DiscordPeer;
    let url: string;
    let port: number;
    const ends: (() => Promise<unknown>)[] = [];
    beforeAll(async () => {
      folder = await createCoreFolder();
      const server = await sharePostgres();
      ({ port } = server);
      url = await server.newDatabase();
      await (await openPostgres(url)).db.close();
    });
    beforeEach(async () => {
      core = folder.open();
      peer = await createDiscordPeer();
    });
    afterEach(async () => {
      for (const end of ends.splice(0).reverse()) await end();
      expect([peer.doubles(), peer.violations]).toEqual([0, []]);
      await peer.close();
      folder.closeAll();
    });
    afterAll(() => folder.remove());

    /** One process of several over one store. */
    function openGateway(rest: Partial<LeasedOptions> = {}, at = url) {
      const { chat } = openChat(core);
      const leases = createPostgresLeases(at);
      const faults: unknown[] = [];
      const adapter = createLeasedAdapter({
        ...{ ...toAdapterOptions(peer), closeTimeout: 300, shards: 2, leases, leaseTimes: TIMES, identifyMs: 200 },
        onFault: (error) => void faults.push(error),
        ...rest,
      });
      ends.push(async () => {
        await chat.stop();
        await leases.close();
      });
      return { chat, adapter, faults, start: () => chat.start(adapter) };
    }

    const identified = () =>
      peer.journal.filter(({ verb }) => verb === 'IDENTIFY').map(({ at, body }) => ({ at, ...(body as object) }));

    /** A server of each part. */
    function addServers(count: number) {
      const owner = peer.addUser('owner');
      const guilds = Array.from({ length: 12 }, (_, at) => {
        // The part goes by the millisecond in which a server was made.
        peer.advance(1);
        return peer.addGuild(`town ${at}`, [owner], owner);
      });
      return Array.from({ length: count }, (_, part) => {
        const guild = guilds.find(({ id }) => isOfShard(id, { ids: [part], count }));
        if (!guild) throw new Error(`no server of part ${part}`);
        return { guild, channel: peer.addChannel(guild, 'news') };
      });
    }

    async function ask({ guild, channel }: ReturnType<typeof addServers>[number]): Promise<void> {
      const before = peer.messages(channel).length;
      // Nobody asks twice so soon.
      const person = peer.addUser(`person ${before}`);
      guild.members.set(person.id, { roles: [] });
      peer.slash(person, channel, 'check', { claim: WALL });
      await peer.until(
        () => peer.messages(channel).length === before + 1 && peer.messages(channel).at(-1)?.embeds[0]?.footer,
        PATIENT_MS,
      );
    }

    it('shares its servers out, no part is heard twice, and whoever stops hands over at once', async () => {
      const servers = addServers(2);
      const [one, other] = [openGateway(), openGateway()];
      expect(await one.start()).toContain('hears part 1, 2 of 2');
      expect(await other.start()).toMatch(/takes over|hears part/);
      await peer.until(() => identified().length === 3 && peer.connections() === 2, PATIENT_MS);
      await expect.poll(() => one.adapter.isConnected?.() && other.adapter.isConnected?.()).toBe(true);
      for (const server of servers) await ask(server);
      await one.chat.stop();
      await peer.until(() => identified().length === 4, PATIENT_MS);
      await expect.poll(() => other.adapter.isConnected?.(), { timeout: PATIENT_MS }).toBe(true);
      for (const server of servers) await ask(server);
      expect([...one.faults, ...other.faults]).toEqual([]);
      const moments = identified().map(({ at }) => at);
      for (const [place, at] of moments.slice(1).entries()) expect(at - (moments[place] ?? 0)).toBeGreaterThan(150);
    });

    it('is left by whoever is cut off from the database before another hears it', async () => {
      const wire = await createWire(port);
      ends.push(() => wire.close());
      const cutOff = openGateway({ shards: 1 }, wire.over(url));
      await cutOff.start();
      const other = openGateway({ shards: 1 });
      expect(await other.start()).toContain('takes over');
      wire.cut();
      await peer.until(() => identified().length === 2 && peer.connections() === 1, PATIENT_MS);
      expect(cutOff.adapter.isConnected?.()).toBe(false);
      wire.mend();
    });

    it('says at the start that the token is a bad one', async () => {
      const start = openGateway({ token: 'another.token.altogether' }).start();
      await expect(start).rejects.toMatchObject({ code: 'platform-login' });
    });
  },
);
