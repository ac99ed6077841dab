import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { runCheckCommand } from '../../adapters/terminal/index.ts';
import { type Config, readConfig } from '../config/config.ts';
import { defined } from '../core/defined.ts';
import { ClaimcheckError } from '../shared/errors.ts';
import { openApp } from '../wiring/app.ts';

/** `npm run check`: the terminal, on the operator's own store. */
export async function checkCommand(args: string[], signal: AbortSignal): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  const config = tryConfig();
  return runCheckCommand(args, {
    open: async (onFault) => openApp(readConfig(env), onFault),
    stdin,
    stdout,
    stderr,
    env: config?.locale === undefined ? env : { ...env, LC_ALL: config.locale },
    signal,
    nextId: randomUUID,
    ...defined({ historyFile: config && join(dirname(config.database), 'input-history') }),
  });
}

/** The settings if they are valid; errors are reported when they are needed. */
function tryConfig(): Config | undefined {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ClaimcheckError) return undefined;
    throw error;
  }
}
