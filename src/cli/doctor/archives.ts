import { isWebAddress } from '../../core/text/web-address.ts';
import type { ArchiveRow } from '../../providers/store/ports.ts';
import type { Finding } from '../../shared/finding.ts';
import { toArchiveAddress } from '../import-arguments.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** An archive is read every day; after more days than this without a reading, the doctor warns. */
const LATE_DAYS = 3;

interface ArchiveWorld {
  /** The archives in `ARCHIVES`, which the bot reads again by itself. */
  kept: readonly string[];
  /** The archives in the store. */
  imported: readonly ArchiveRow[];
  fetch: typeof globalThis.fetch;
  now(): Date;
}

/** Reports when each archive was last read and, for each that is to be read again, whether its address answers. */
export async function examineArchives(world: ArchiveWorld, signal: AbortSignal): Promise<Finding[]> {
  const { kept, imported, now } = world;
  const names = new Set([...kept, ...imported.map(({ name }) => name)]);
  if (names.size === 0) return [{ standing: 'ok', what: 'Archives', text: 'none imported besides the starter pack.' }];
  return Promise.all(
    Array.from(names, async (name): Promise<Finding> => {
      const what = `Archive ${name}`;
      const archive = imported.find((one) => one.name === name);
      const last = toLast(archive, now());
      if (!kept.includes(name)) return { standing: 'ok', what, text: `${last.text}.` };
      const trouble = await findTrouble(toArchiveAddress(name), world.fetch, signal);
      if (trouble !== undefined) return { standing: 'FAIL', what, text: `${trouble}: check ARCHIVES; ${last.text}.` };
      return last.days <= LATE_DAYS
        ? { standing: 'ok', what, text: `it is reachable; ${last.text}.` }
        : { standing: 'warn', what, text: `${last.text}: run npm run import -- ${name}, and check its report.` };
    }),
  );
}

function toLast(archive: ArchiveRow | undefined, now: Date): { days: number; text: string } {
  if (archive?.readAt === undefined)
    return { days: Number.POSITIVE_INFINITY, text: 'it has never been read completely' };
  const days = Math.floor((now.getTime() - Date.parse(archive.readAt)) / DAY_MS);
  return { days, text: `last read on ${archive.readAt.slice(0, 10)}, ${archive.reviews} fact checks` };
}

/** Waits only for the headers: an archive has hundreds of MB. */
async function findTrouble(address: string, fetch: typeof globalThis.fetch, signal: AbortSignal) {
  if (!isWebAddress(URL.parse(address) ?? '')) return 'its address is not an http or https address';
  const { host } = new URL(address);
  try {
    const response = await fetch(address, { signal });
    response.body?.cancel().catch(() => {});
    return response.ok ? undefined : `${host} answered with status ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    return signal.aborted ? `${host} did not answer in time` : `${host} cannot be reached${code}`;
  }
}
