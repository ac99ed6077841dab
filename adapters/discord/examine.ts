import { DiscordAPIError, type PermissionResolvable, PermissionsBitField, REST, Routes } from 'discord.js';
import { z } from 'zod';
import { defined } from '../../src/core/defined.ts';
import type { Finding } from '../../src/shared/finding.ts';
import { toLoginError, toStartError } from './errors.ts';
import { mayReadServers, PERMISSIONS } from './intents.ts';

const WHAT = 'Discord';
/** With fewer sessions left today than this, the doctor warns. */
const FEW_SESSIONS = 20;

const ME = z.object({ username: z.string() });
/** https://docs.discord.com/developers/events/gateway#get-gateway-bot */
const GATEWAY = z.object({ shards: z.number(), session_start_limit: z.object({ remaining: z.number() }) });
const GUILDS = z.array(z.object({ permissions: z.string().regex(/^\d{1,20}$/) }));

interface ExamineOptions {
  token: string;
  api?: string | undefined;
  mentions: boolean;
  shards: number | 'auto';
}

/** Asks Discord about a bot without changing anything. It does not connect to the gateway, which would count as a session start. */
export async function examineDiscord(options: ExamineOptions, signal: AbortSignal): Promise<Finding[]> {
  const { token, api, mentions, shards } = options;
  const rest = new REST({ version: '10', retries: 0, rejectOnRateLimit: () => true, ...defined({ api }) }).setToken(
    token,
  );
  try {
    const me = ME.parse(await rest.get(Routes.user('@me'), { signal }));
    const gateway = GATEWAY.parse(await rest.get(Routes.gatewayBot(), { signal }));
    const reads = mentions ? await mayReadServers(rest) : true;
    const guilds = GUILDS.safeParse(await rest.get(Routes.userGuilds(), { signal })).data ?? [];
    return [
      {
        standing: 'ok',
        what: WHAT,
        text: `the token belongs to ${me.username}, which is in ${count(guilds.length, 'server')}.`,
      },
      ...(reads ? [] : [NO_CONTENT]),
      ...toGatewayFindings(gateway, shards),
      ...toRights(guilds),
    ];
  } catch (error) {
    signal.throwIfAborted();
    const said = error instanceof DiscordAPIError ? error.message : undefined;
    const text =
      error instanceof z.ZodError
        ? 'the server does not answer like Discord: check DISCORD_API.'
        : toStartError(error).message;
    return [{ standing: 'FAIL', what: WHAT, text, said }];
  }
}

const NO_CONTENT: Finding = {
  standing: 'warn',
  what: 'Discord intents',
  text: 'DISCORD_MENTIONS is on, but Message Content Intent is off, so the bot cannot read the message that a mention replies to: switch the intent on in the Developer Portal (https://discord.com/developers/applications, your application, Bot).',
};

function toGatewayFindings(
  { shards: advised, session_start_limit: { remaining } }: z.output<typeof GATEWAY>,
  shards: number | 'auto',
) {
  const findings: Finding[] = [];
  if (remaining === 0) findings.push({ standing: 'FAIL', what: WHAT, text: toLoginError('sessions').message });
  else if (remaining < FEW_SESSIONS) {
    const text = `the bot can connect only ${remaining} more times today: find out what keeps restarting it.`;
    findings.push({ standing: 'warn', what: WHAT, text });
  }
  if (shards !== 'auto' && advised > shards) {
    const text = `Discord recommends ${advised} shards for this many servers, but DISCORD_SHARDS is ${shards}: set it to auto.`;
    findings.push({ standing: 'warn', what: WHAT, text });
  }
  return findings;
}

/** Checks a server's own permissions. Channels can deny some of them; /pin then says which one is missing there. */
function toRights(guilds: z.output<typeof GUILDS>): Finding[] {
  const wanted = new PermissionsBitField(PERMISSIONS as PermissionResolvable);
  const missing = guilds.map(({ permissions }) => new PermissionsBitField(BigInt(permissions)).missing(wanted));
  const without = missing.filter((names) => names.length > 0).length;
  if (without === 0) return [];
  const names = [...new Set(missing.flat())].map((name) => `“${name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')}”`);
  const text = `in ${without} of ${count(guilds.length, 'server')} the bot lacks ${names.join(', ')}, which it needs to pin cards and post late answers: grant its role the missing permissions there. Anyone who presses Pin also needs “Pin Messages”.`;
  return [{ standing: 'warn', what: 'Discord rights', text }];
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
