// Plain JavaScript that the oldest Node can read: it says what to do where Node is too old to run TypeScript.
const wanted = 24;
const found = Number(process.versions.node.split('.')[0]);
if (found < wanted) {
  console.error(
    `Claimcheck needs Node ${wanted} or newer, and this is Node ${process.versions.node}: run it as \`npm ci && npm run check\` ` +
      `(Node ${wanted} comes with the packages on Linux x64/arm64, Windows x64 and Intel macOS), or install Node ${wanted} from https://nodejs.org.`,
  );
  process.exit(69);
}
// Node collects late on a big machine: this keeps a long run at about half the memory. It costs the bot its quick answers
// when many ask at once (docs/operations.md), so it is for the other commands. The bot collects its young objects when a
// fifth of their room is used, in between events, and its old ones when they are two fifths more than were left the last
// time: with 1,000 servers it needs a third less. Other versions of Node may not know these flags.
const { setFlagsFromString } = await import('node:v8');
const ofTheBot = found === wanted ? ['--minor-gc-task-trigger=20', '--heap-growing-percent=40'] : [];
const flags = { __proto__: null, start: ofTheBot, bench: [] };
for (const flag of flags[process.argv[2]] ?? ['--optimize-for-size']) setFlagsFromString(flag);
const { enableCompileCache } = await import('node:module');
enableCompileCache?.();
const { main } = await import('../src/main.ts');
process.exitCode = await main(process.argv.slice(2));
