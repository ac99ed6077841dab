import { createDiscordAdapter } from '../../adapters/discord/index.ts';
import { openChat } from '../bot/chat-fixture.ts';
import { openCore } from '../core/checker-fixture.ts';

/** One of several processes over one store: `node discord-shard-process.ts API STORE`. */
const [api = '', file = ''] = process.argv.slice(2);
const core = openCore(file);
const { chat } = openChat(core);
const rest = { api, version: '10' };
await chat.start(
  createDiscordAdapter({
    token: process.env.DISCORD_TOKEN ?? '',
    // So that a test can bring it down: closed for good is a fault.
    onFault: () => process.exit(1),
    rest,
    waitGuildTimeout: 200,
  }),
);
process.once('SIGTERM', () => {
  void chat.stop().then(() => {
    core.close();
    process.exit();
  });
});
