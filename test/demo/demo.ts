import { startDemoBot } from './bot.ts';
import { openDiscordSide } from './discord-side.ts';
import { CLAIMS, PEOPLE } from './people.ts';
import { startDemoServer } from './server.ts';
import { openTelegramSide } from './telegram-side.ts';

export interface DemoOptions {
  /** The port of the page; 0 for any. */
  port: number;
  /** No bot of its own: the page is for one that `npm start` runs. */
  withoutBot?: boolean;
  /** How long the model's stand-in takes for an answer, in ms. */
  thinkMs: number;
  onFault(error: unknown, where: object): void;
}

export interface Demo {
  /** Where the page is. */
  url: string;
  /** The lines of `.env` that connect a bot to its platforms. */
  settings: readonly string[];
  close(): Promise<void>;
}

/**
 * Both platforms, the bot and the page, all on loopback.
 * @throws Error EADDRINUSE where the port is taken
 */
export async function openDemo({ port, withoutBot = false, thinkMs, onFault }: DemoOptions): Promise<Demo> {
  const [discord, telegram] = await Promise.all([openDiscordSide(), openTelegramSide()]);
  // What was opened, to be closed the other way round, however far it came.
  const opened: (() => Promise<void>)[] = [discord.close, telegram.close];
  const close = async () => {
    for (const end of opened.toReversed()) await end();
  };
  try {
    const server = await startDemoServer({
      port,
      sides: { discord, telegram },
      toState: (me) => ({
        me,
        people: PEOPLE,
        sides: { discord: discord.view(me), telegram: telegram.view(me) },
        claims: CLAIMS,
      }),
    });
    opened.push(server.close);
    const { url } = server;
    const settings = [
      `DISCORD_API=${discord.peer.api}`,
      `DISCORD_BOT_TOKEN=${discord.peer.token}`,
      `TELEGRAM_API_ROOT=${telegram.peer.apiRoot}`,
      `TELEGRAM_BOT_TOKEN=${telegram.peer.token}`,
    ];
    if (withoutBot) return { url, settings, close };
    const bot = await startDemoBot({
      discord: discord.peer,
      telegram: telegram.peer,
      fetchUpload: discord.fetchUpload,
      thinkMs,
      onFault,
    });
    opened.push(bot.stop);
    return { url, settings, close };
  } catch (error) {
    await close();
    throw error;
  }
}
