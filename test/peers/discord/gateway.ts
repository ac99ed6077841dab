import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { toApiGuild, toApiUser } from './payloads.ts';
import type { World } from './world.ts';

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes */
const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;
const CLOSE = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  shardingRequired: 4011,
  invalidVersion: 4012,
  disallowedIntents: 4014,
} as const;
const INTENT_GUILDS = 1;
const INTENT_CONTENT = 1 << 15;
/** GuildMembers, GuildPresences, MessageContent: to be switched on in the Developer Portal. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const HEARTBEAT_MS = 41_250;

export interface GatewayOptions {
  token: string;
  /** Intents that are not switched on; the privileged ones unless told. */
  refusedIntents?: number;
  /** Never says hello. */
  mute?: boolean;
  /** A session without a share of the servers is refused. */
  needsShards?: boolean;
}

/** A bot's session: outlives its connection, so that RESUME can replay what was missed. */
interface Session {
  id: string;
  intents: number;
  /** Its part of the servers, of how many. */
  shard: readonly [number, number];
  sent: { s: number; t: string; d: unknown }[];
  socket: WebSocket | undefined;
}

export interface Gateway {
  /** Cuts every connection, as a network does, or closes them with a code; sessions stay. */
  cut(code?: number): void;
  /** Asks every client to come back (op 7), or takes its session away (op 9). */
  tell(what: 'reconnect' | 'invalidSession'): void;
  /** Tells the sessions that ask for it of an event, and keeps nothing of it: nobody could bear the memory of a busy server. */
  pass(event: string, toData: (intents: number) => unknown, intent: number): void;
  /** Brings what happened last once more, as a replay does that came too early; to a session that began since, too. */
  repeat(): void;
  connections(): number;
  /** How often a session began while another one of the same part was connected: each event of that part came to both. */
  doubles(): number;
  close(): void;
}

/** Discord's gateway over a WebSocket, on the path `/gateway`. Sets the world's `dispatch`. */
export function attachGateway(
  server: Server,
  world: World,
  { token, refusedIntents = PRIVILEGED, mute = false, needsShards = false }: GatewayOptions,
): Gateway {
  const sockets = new WebSocketServer({ server, path: '/gateway' });
  const sessions = new Map<string, Session>();

  function send(session: Session, t: string, d: unknown): void {
    const event = { op: OP.dispatch, s: session.sent.length + 1, t, d };
    session.sent.push(event);
    session.socket?.send(JSON.stringify(event));
  }

  let last: { t: string; data: Parameters<World['dispatch']>[1] } | undefined;

  world.dispatch = (event, data, intent = 0) => {
    last = { t: event, data };
    for (const session of sessions.values()) {
      if (intent !== 0 && (session.intents & intent) === 0) continue;
      const told = typeof data === 'function' ? data(session.intents) : data;
      if (isOfPart(session.shard, event, told)) send(session, event, told);
    }
  };
  let doubles = 0;

  world.readsContent = () => [...sessions.values()].some(({ intents }) => (intents & INTENT_CONTENT) !== 0);

  function identify(
    socket: WebSocket,
    d: { token?: string; intents?: number; shard?: [number, number] },
    url: string,
  ): Session | number {
    if (d.token !== token) return CLOSE.authenticationFailed;
    const intents = d.intents ?? 0;
    if ((intents & refusedIntents) !== 0) return CLOSE.disallowedIntents;
    if (needsShards && (d.shard?.[1] ?? 1) === 1) return CLOSE.shardingRequired;
    world.sessions -= 1;
    const [shard, shards] = d.shard ?? [0, 1];
    const isIts = ({ shard: other, socket: open }: Session) => open && other[0] === shard && other[1] === shards;
    if ([...sessions.values()].some(isIts)) doubles += 1;
    const session: Session = { id: world.nextId(), intents, shard: [shard, shards], sent: [], socket };
    sessions.set(session.id, session);
    const guilds = [...world.guilds.values()].filter(
      ({ id, members }) => members.has(world.bot.id) && toShard(id, shards) === shard,
    );
    send(session, 'READY', {
      v: 10,
      user: { ...toApiUser(world.bot), verified: true, mfa_enabled: false, flags: 0 },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url,
      session_type: 'normal',
      shard: [shard, shards],
      application: { id: world.bot.id, flags: 0 },
    });
    const channels = Map.groupBy(world.channels.values(), ({ guildId }) => guildId);
    if (intents & INTENT_GUILDS) {
      for (const guild of guilds) send(session, 'GUILD_CREATE', toApiGuild(world, guild, channels.get(guild.id) ?? []));
    }
    return session;
  }

  function resume(
    socket: WebSocket,
    d: { token?: string; session_id?: string; seq?: number },
  ): Session | number | undefined {
    if (d.token !== token) return CLOSE.authenticationFailed;
    const session = sessions.get(d.session_id ?? '');
    if (!session) {
      socket.send(JSON.stringify({ op: OP.invalidSession, d: false }));
      return undefined;
    }
    session.socket = socket;
    for (const event of session.sent.filter(({ s }) => s > (d.seq ?? 0))) socket.send(JSON.stringify(event));
    send(session, 'RESUMED', {});
    return session;
  }

  sockets.on('connection', (socket, request) => {
    const address = new URL(request.url ?? '/', `ws://${request.headers.host}`);
    if (address.searchParams.get('v') !== '10' || address.searchParams.get('encoding') !== 'json') {
      socket.close(CLOSE.invalidVersion);
      return;
    }
    if (mute) return;
    let session: Session | undefined;
    socket.send(JSON.stringify({ op: OP.hello, s: null, t: null, d: { heartbeat_interval: HEARTBEAT_MS } }));
    socket.on('message', (data) => {
      const message = parse(String(data));
      if (!message) return socket.close(CLOSE.decodeError);
      const verb = Object.entries(OP).find(([, op]) => op === message.op)?.[0];
      const { token: _token, ...told } = message.d ?? {};
      world.journal.push({
        at: world.now(),
        kind: 'gateway',
        verb: (verb ?? String(message.op)).toUpperCase(),
        path: '',
        body: told,
      });
      world.changes.emit('change');
      if (message.op === OP.heartbeat) return socket.send(JSON.stringify({ op: OP.heartbeatAck }));
      if (message.op !== OP.identify && message.op !== OP.resume) {
        return socket.close(session ? CLOSE.unknownOpcode : CLOSE.notAuthenticated);
      }
      if (session) return socket.close(CLOSE.alreadyAuthenticated);
      const url = `ws://${address.host}/gateway`;
      const result =
        message.op === OP.identify ? identify(socket, message.d ?? {}, url) : resume(socket, message.d ?? {});
      if (typeof result === 'number') socket.close(result);
      else session = result;
    });
    socket.on('close', (code) => {
      if (!session) return;
      session.socket = undefined;
      // Discord forgets a session that was closed on purpose.
      if (code === 1000 || code === 1001) sessions.delete(session.id);
      world.changes.emit('change');
    });
  });

  return {
    cut(code) {
      for (const socket of sockets.clients) {
        if (code === undefined) socket.terminate();
        else socket.close(code);
      }
    },
    tell(what) {
      if (what === 'invalidSession') sessions.clear();
      for (const socket of sockets.clients)
        socket.send(JSON.stringify({ op: OP[what], d: what === 'reconnect' ? null : false }));
    },
    pass(event, toData, intent) {
      for (const { socket, sent, intents } of sessions.values()) {
        if ((intents & intent) !== 0)
          socket?.send(JSON.stringify({ op: OP.dispatch, s: sent.length, t: event, d: toData(intents) }));
      }
    },
    repeat() {
      for (const { socket, sent, intents } of sessions.values()) {
        const d = typeof last?.data === 'function' ? last.data(intents) : last?.data;
        socket?.send(JSON.stringify({ op: OP.dispatch, s: sent.length, t: last?.t, d }));
      }
    },
    connections: () => sockets.clients.size,
    doubles: () => doubles,
    close() {
      this.cut();
      sockets.close();
    },
  };
}

/** https://discord.com/developers/docs/events/gateway#sharding-sharding-formula */
function toShard(guildId: string, shards: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shards));
}

/** Whether a part is told of an event: of its own servers, and the first one of private chats. */
function isOfPart([shard, shards]: Session['shard'], event: string, data: unknown): boolean {
  const { guild_id, id } = data as { guild_id?: string | null; id?: string };
  const guildId = guild_id ?? (event.startsWith('GUILD_') ? id : undefined);
  return (guildId === undefined ? 0 : toShard(guildId, shards)) === shard;
}

interface GatewayMessage {
  op: number;
  d?: { token?: string; intents?: number; shard?: [number, number]; session_id?: string; seq?: number };
}

function parse(data: string): GatewayMessage | undefined {
  try {
    const message: unknown = JSON.parse(data);
    const isMessage =
      typeof message === 'object' && message !== null && 'op' in message && typeof message.op === 'number';
    return isMessage ? (message as GatewayMessage) : undefined;
  } catch {
    return undefined;
  }
}
