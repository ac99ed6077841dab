import type { Config } from '../config/config.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import type { Metrics } from '../status/metrics.ts';
import type { StatusServer } from '../status/status-server.ts';
import type { App } from './app.ts';
import type { Served } from './open-chat.ts';

export interface StatusParts {
  app: Pick<App, 'store'>;
  chat: Pick<Served, 'isConnected' | 'queued'>;
  metrics: Metrics;
  /** Names of the platforms that have a token. */
  platforms: readonly string[];
  /** Aborted once the bot is told to stop. */
  signal: AbortSignal;
}

/** Tells how the process is, at the address that is set. @throws ClaimcheckError `config-invalid` where it cannot be had */
export async function openStatus(place: NonNullable<Config['status']>, parts: StatusParts): Promise<StatusServer> {
  const { app, chat, metrics, platforms, signal } = parts;
  const { openStatusServer } = await import('../status/status-server.ts');
  const findDead = async (): Promise<string[]> => {
    try {
      await app.store.meta.get('starter.hash');
      return [];
    } catch (error) {
      return [`store: ${error instanceof ClaimcheckError ? error.code : 'does not answer'}`];
    }
  };
  return openStatusServer({
    ...place,
    findDead,
    async findUnready() {
      const away = platforms.filter((platform) => !chat.isConnected(platform));
      return [
        ...(signal.aborted ? ['stopping'] : []),
        ...(await findDead()),
        ...away.map((platform) => `${platform}: not connected`),
      ];
    },
    metrics: () => metrics.render(() => chat.queued()),
  });
}

/** Of the processes that share the Discord servers each has a port of its own: the one that is set is the first process', which only keeps them. */
export function toStatusPlace(
  status: Config['status'],
  env: Readonly<Record<string, string | undefined>>,
): Config['status'] {
  if (!status || env.SHARDING_MANAGER === undefined) return status;
  return { ...status, port: status.port + 1 + Number(env.SHARDS) };
}
