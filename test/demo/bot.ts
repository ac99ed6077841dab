import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDiscordAdapter } from '../../adapters/discord/index.ts';
import { createTelegramAdapter } from '../../adapters/telegram/index.ts';
import { defined } from '../../src/core/defined.ts';
import { openApp } from '../../src/wiring/app.ts';
import { openChat } from '../../src/wiring/open-chat.ts';
import type { DiscordPeer } from '../peers/discord/index.ts';
import type { TelegramPeer } from '../peers/telegram/index.ts';
import { startWorld } from '../peers/world/index.ts';
import { toStandInAnswer } from '../peers/world/stand-in.ts';

export interface DemoBotOptions {
  discord: DiscordPeer;
  telegram: TelegramPeer;
  /** Gives what lies where Discord keeps uploads. */
  fetchUpload?: typeof globalThis.fetch;
  /** How long the model's stand-in takes for an answer, in ms: a real one takes a while, and then progress is shown. */
  thinkMs: number;
  /** Told of faults. */
  onFault(error: unknown, where: object): void;
}

export interface DemoBot {
  /** Lets running checks end, and leaves nothing behind. */
  stop(): Promise<void>;
}

/** The whole bot as `npm start` joins it, over stand-ins on loopback and a store in a folder of its own. */
export async function startDemoBot({
  discord,
  telegram,
  fetchUpload,
  thinkMs,
  onFault,
}: DemoBotOptions): Promise<DemoBot> {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-demo-'));
  const world = await startWorld({
    async answer(request) {
      await sleep(thinkMs);
      return toStandInAnswer(request);
    },
  });
  const app = await openApp({ database: join(folder, 'demo.sqlite'), research: world.research }, onFault, world.places);
  const chat = await openChat(app, { research: world.research, chat: { moderators: [] } }, onFault);
  const rest = { api: discord.api, version: '10' };
  await Promise.all([
    chat.start(
      createDiscordAdapter({
        token: discord.token,
        rest,
        onFault,
        waitGuildTimeout: 500,
        ...defined({ fetch: fetchUpload }),
      }),
    ),
    chat.start(createTelegramAdapter({ token: telegram.token, apiRoot: telegram.apiRoot, onFault })),
  ]);
  return {
    async stop() {
      await chat.stop();
      await chat.close();
      await app.close();
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
