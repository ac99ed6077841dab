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
  /** The names of the platforms that have a token. */
  platforms: readonly string[];
  /** Aborted when the bot is told to stop. */
  signal: AbortSignal;
}

/** Serves the process' status at the configured address. @throws ClaimcheckError `config-invalid` if it is unavailable */
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

/** Each Discord shard process has its own port above the configured one, which belongs to the process that supervises them. */
export function toStatusPlace(
  status: Config['status'],
  env: Readonly<Record<string, string | undefined>>,
): Config['status'] {
  if (!status || env.SHARDING_MANAGER === undefined) return status;
  return { ...status, port: status.port + 1 + Number(env.SHARDS) };
}
