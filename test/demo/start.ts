import { parseArgs } from 'node:util';
import { loadInstalled } from '../../src/cli/command-line.ts';
import type { Demo } from './demo.ts';

/** `npm run demo`: the bot on a Discord and a Telegram of its own, and a page to try it on. Nothing leaves the machine. */
const USAGE = `Shows Claimcheck as a group chat in your browser. It needs no token.

  npm run demo                    starts the demo and prints its address; Ctrl-C stops everything
  npm run demo -- --port 5000     uses a port of your choice
  npm run demo -- --without-bot   waits for your own bot: prints the .env lines that
                                  connect npm start to the demo's Discord and Telegram
`;
const PORT = 4747;
/** As long as a quick model takes, so that one sees what is shown meanwhile, in ms. */
const THINK_MS = 1_200;

const onFault = (error: unknown, where: object) => console.error('The bot failed:', error, where);
const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** On the usual port, or on any other where that one is taken; on a port that was asked for, or not at all. */
async function openSomewhere(asked: number | undefined, withoutBot: boolean): Promise<Demo> {
  const { openDemo } = await loadInstalled(() => import('./demo.ts'));
  console.log('Starting the demo …');
  const open = (port: number) => openDemo({ port, withoutBot, thinkMs: THINK_MS, onFault });
  try {
    return await open(asked ?? PORT);
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (asked !== undefined)
      throw new Error(`Port ${asked} is in use. Choose another one: npm run demo -- --port 5000`);
    return open(0);
  }
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`“${text}” is not a port: give a number from 1 to 65535.`);
  return port;
}

try {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, 'without-bot': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) console.log(USAGE);
  else {
    const withoutBot = values['without-bot'] ?? false;
    const port = values.port === undefined ? undefined : toPort(values.port);
    const demo = await openSomewhere(port, withoutBot);
    if (withoutBot)
      console.log(
        `Put these lines into .env, and run npm start in another terminal. The bot is already a member of the demo's chats. The lines\nhold until this demo ends: remove them before you use a token of your own.\n\n${demo.settings.join('\n')}\n`,
      );
    console.log(`Open ${demo.url} in your browser. Ctrl-C stops the demo.`);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    console.log('Stopping …');
    await demo.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
