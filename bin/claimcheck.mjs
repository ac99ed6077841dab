// Plain JavaScript that the oldest Node can read: it says what to do if Node is too old to run TypeScript.
const wanted = 24;
const found = Number(process.versions.node.split('.')[0]);
if (found < wanted) {
  console.error(
    `Claimcheck needs Node ${wanted} or newer, but this is Node ${process.versions.node}: run it as \`npm ci && npm run check\` ` +
      `(Node ${wanted} comes with the packages on Linux x64/arm64, Windows x64 and Intel macOS), or install Node ${wanted} from https://nodejs.org.`,
  );
  process.exit(69);
}
// By default Node collects garbage late on a machine with much memory: --optimize-for-size halves the memory of a long run. It would slow the bot's
// answers when many people ask at once (docs/operations.md), so only the other commands use it. The bot collects young objects when a fifth of their
// space is used, between events, and old objects when they have grown by two fifths since the last collection: with 1,000 servers it needs a third
// less memory. Other versions of Node may not know these flags.
const { setFlagsFromString } = await import('node:v8');
const ofTheBot = found === wanted ? ['--minor-gc-task-trigger=20', '--heap-growing-percent=40'] : [];
const flags = { __proto__: null, start: ofTheBot, bench: [] };
for (const flag of flags[process.argv[2]] ?? ['--optimize-for-size']) setFlagsFromString(flag);
const { enableCompileCache } = await import('node:module');
enableCompileCache?.();
const { main } = await import('../src/main.ts');
process.exitCode = await main(process.argv.slice(2));
