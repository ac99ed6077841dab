import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type JobEngine, openJobEngine } from '../../src/providers/store/postgres/job-engine.ts';
import { createPostgresJobs, JOB_TABLES } from '../../src/providers/store/postgres/postgres-jobs.ts';
import type { ChatOptions } from '../../src/wiring/chat.ts';
import { toRequest } from '../commands/commands-fixture.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { WHY_NO_POSTGRES } from '../peers/postgres/start-postgres.ts';
import { usePostgres } from '../providers/use-postgres.ts';
import { createTestAdapter, openChat } from './chat-fixture.ts';

/** For machines that are busy. */
const PATIENT = { timeout: 20_000 };

describe.skipIf(WHY_NO_POSTGRES !== undefined)(`two bots on PostgreSQL (${WHY_NO_POSTGRES ?? 'a real server'})`, () => {
  const postgres = usePostgres(JOB_TABLES);
  let folder: Awaited<ReturnType<typeof createCoreFolder>>;
  const engines: JobEngine[] = [];
  beforeAll(async () => {
    folder = await createCoreFolder();
  });
  afterEach(async () => {
    await Promise.all(engines.splice(0).map((engine) => engine.stop()));
    folder.closeAll();
  });
  afterAll(() => folder.remove());

  async function openBot(url: string, rest: Partial<ChatOptions> = {}) {
    const core = folder.open(folder.newFile());
    const engine = await openJobEngine({
      connectionString: url,
      onFault: (error) => void core.faults.push({ error, where: { platform: '', command: '', id: '' } }),
    });
    engines.push(engine);
    const shared = createPostgresJobs(postgres.open(url), engine);
    return {
      ...openChat(core, { jobs: shared, dispatch: shared, ...rest }),
      platform: createTestAdapter(),
      faults: core.faults,
      shared,
    };
  }
  const toPlace = (at: number) => ({ id: `e${at}`, actorId: `p${at}`, chat: { id: `c${at}`, kind: 'group' as const } });

  it('answer each question once, whoever took it on, and one answers alone when the other has stopped', async () => {
    const { url } = await postgres.newDatabase();
    const [one, other] = [await openBot(url), await openBot(url)];
    await one.chat.start(one.platform.adapter);
    await other.chat.start(other.platform.adapter);
    const answered = () => [...one.platform.sent, ...other.platform.sent].map(({ job }) => job.request.id).sort();
    for (let at = 0; at < 6; at += 1) await one.platform.take(toRequest('check', 'Bats are blind', toPlace(at)));
    await expect.poll(answered, PATIENT).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5']);
    // Taken on, and its process stops before it is done.
    await one.chat.stop();
    const job = await one.platform.fixture.accept(
      toRequest('check', 'Bats are blind', toPlace(6)),
      {},
      async () => false,
    );
    if (!job) throw new Error('handled before');
    await one.platform.fixture.notePlaceholder(job, 'placeholder');
    one.platform.fixture.begin(job);
    await expect
      .poll(() => other.platform.sent.at(-1)?.job, PATIENT)
      .toMatchObject({ id: job.id, placeholder: 'placeholder' });
    await expect.poll(() => other.shared.unfinished(), PATIENT).toEqual([]);
    await other.chat.stop();
    expect([...one.faults, ...other.faults]).toEqual([]);
  });

  it('answer what needs no job once, though both are brought it', async () => {
    const { url } = await postgres.newDatabase();
    const { atomically } = folder.open(folder.newFile()).store;
    const bots = [await openBot(url, { atomically }), await openBot(url, { atomically })];
    for (const { chat, platform } of bots) await chat.start(platform.adapter);
    const replies = await Promise.all(bots.map(({ platform }) => platform.ask(toRequest('help', '', toPlace(1)))));
    expect(replies.filter((reply) => reply !== undefined)).toHaveLength(1);
    await Promise.all(bots.map(({ chat }) => chat.stop()));
  });

  it('of a gateway and a worker the one takes on, and the other answers', async () => {
    const { url } = await postgres.newDatabase();
    const [gateway, worker] = [await openBot(url, { role: 'gateway' }), await openBot(url, { role: 'worker' })];
    await gateway.chat.start(gateway.platform.adapter);
    await gateway.platform.take(toRequest('check', 'Bats are blind', toPlace(1)));
    await worker.chat.start(worker.platform.adapter);
    await gateway.platform.take(toRequest('check', 'Bats are blind', toPlace(2)));
    await worker.platform.delivered(2);
    expect(gateway.platform.sent).toEqual([]);
    await Promise.all([gateway.chat.stop(), worker.chat.stop()]);
  });

  it('a question that cannot be released is told of, and stays written down', async () => {
    const { url } = await postgres.newDatabase();
    const bot = await openBot(url);
    const lost = new Error('the server is away');
    const dispatch = { ...bot.shared, release: () => Promise.reject(lost) };
    const core = folder.open(folder.newFile());
    const { chat } = openChat(core, { jobs: bot.shared, dispatch });
    const platform = createTestAdapter();
    await chat.start(platform.adapter);
    const job = await platform.take(toRequest('check', 'Bats are blind', toPlace(1)));
    await expect.poll(() => core.faults.map(({ error }) => error), PATIENT).toEqual([lost]);
    expect((await bot.shared.unfinished()).map(({ id }) => id)).toEqual([job.id]);
    await chat.stop();
  });
});
