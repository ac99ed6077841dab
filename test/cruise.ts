import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const run = promisify(execFile);
const LAYERS = fileURLToPath(new URL('../.ci/layers.ts', import.meta.url));

/** The part of dependency-cruiser's JSON report that is asked about. */
const REPORT = z.object({
  modules: z.array(
    z.object({
      source: z.string(),
      dependencies: z.array(z.object({ module: z.string(), protocol: z.string().optional() })),
    }),
  ),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** What `npm run layers` finds in the product that stands in a folder. */
export async function cruise(folder: string) {
  const args = [LAYERS, '--output-type', 'json'];
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
  // The exit code is the number of violations; those are in the report.
  const report = await run(process.execPath, args, options).catch((error: { stdout: string }) => {
    if (error.stdout === '') throw error;
    return error;
  });
  const { modules, summary } = REPORT.parse(JSON.parse(report.stdout));
  return {
    violations: summary.violations.map(({ from, rule }) => `${from} ${rule.name}`),
    /** File by file, the names that it imports. */
    imports: new Map(
      modules.map(({ source, dependencies }) => [
        source,
        // `node:sqlite` alone keeps its protocol in the name.
        dependencies.map(({ module, protocol = '' }) => (module.startsWith(protocol) ? module : protocol + module)),
      ]),
    ),
  };
}
