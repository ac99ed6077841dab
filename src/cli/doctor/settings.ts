import { type Config, readConfig } from '../../config/config.ts';
import { ClaimcheckError } from '../../shared/errors.ts';
import type { Finding } from '../../shared/finding.ts';

const WHAT = 'Settings';

type Environment = Readonly<Record<string, string | undefined>>;

/** The valid settings, and what is wrong with the others. */
export interface ReadSettings {
  config: Config;
  findings: Finding[];
}

/** Reads the settings without the invalid ones, so that the rest can still be examined. */
export function readSettings(env: Environment, readEnvFile: () => string | undefined): ReadSettings {
  try {
    const config = readConfig(env, readEnvFile);
    const hints = config.hints.map((text): Finding => ({ standing: 'warn', what: WHAT, text }));
    return { config, findings: hints.length > 0 ? hints : [{ standing: 'ok', what: WHAT, text: 'all are valid.' }] };
  } catch (error) {
    if (!(error instanceof ClaimcheckError)) throw error;
    const [, ...problems] = error.message.split('\n');
    const names = problems.flatMap((line) => /^([A-Z_]+): /.exec(line)?.[1] ?? []);
    const findings = problems.map((text): Finding => {
      return { standing: text.includes('is not a Claimcheck setting') ? 'warn' : 'FAIL', what: WHAT, text };
    });
    // An empty value overrides the file; an unreadable file counts as empty.
    const without = { ...env, ...Object.fromEntries(names.map((name) => [name, ''])) };
    const rest = problems.some((line) => line.startsWith('.env: ')) ? () => '' : readEnvFile;
    return { config: readConfig(without, rest), findings };
  }
}

/** What `npm start` prints if no platform has a token; the terminal works without one. */
export const NO_PLATFORM =
  'No chat platform is set up yet: put DISCORD_BOT_TOKEN or TELEGRAM_BOT_TOKEN into a file named .env (copy .env.example), and run npm start again. ' +
  'To check a claim right here, without any token: npm run check -- "claim"';
