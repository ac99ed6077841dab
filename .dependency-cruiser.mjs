// The dependencies allowed by docs/architecture.md: adapters -> src/bot -> commands -> src/checks, src/chat -> src/core, providers -> ports;
// only src/main.ts, with src/cli and src/wiring, connects them.
// `npm run layers` (.ci/layers.ts) checks the rules; test/layers.test.ts shows that each of them can fail.

/** Our own files; everything else belongs to Node or a package, and the rules below ignore it. */
const OURS = '^(src|commands|adapters|bin|tools|test)/';
/** Errors, the log and small helpers, which all but the core may use, and the one helper that the core may use too. */
const COMMON = '^src/(shared/|core/defined\\.ts$)';
/** Files in `from` may import, among our own files, only `allowed`. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: OURS, pathNot: allowed },
});

/** The files of a server installation. */
const PRODUCT = '^(src|commands|adapters|bin)/';

export default {
  forbidden: [
    {
      name: 'core-is-pure',
      comment:
        'The core knows no platform, no HTTP, no SQL: it imports itself, zod, a language detector and stemmers, and takes all else by its ports.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: {
        pathNot: [
          '^src/core/',
          '^node_modules/(?:zod|franc-min|trigram-utils|n-gram|collapse-white-space|@orama/stemmers)/',
        ],
      },
    },
    only(
      'language-is-the-ground',
      '^src/core/language/',
      [
        '^src/core/language/',
        '^src/core/(types|defined)\\.ts$',
        '^node_modules/(?:franc-min|trigram-utils|n-gram|collapse-white-space|@orama/stemmers)/',
      ],
      'Words, numbers and dates are read the same for every step, so they know none.',
    ),
    {
      name: 'steps-meet-in-language',
      comment: 'Reading a claim, matching and judging share the language, not each other.',
      severity: 'error',
      from: { path: '^src/core/(claim|match|judge)/' },
      to: { path: '^src/core/(claim|match|judge)/', pathNot: '^src/core/$1/' },
    },
    only(
      'chat-to-core',
      '^src/chat/',
      ['^src/(chat|core)/', COMMON],
      'What a chat has set and counted knows no check.',
    ),
    only(
      'checks-to-core',
      '^src/checks/',
      ['^src/(checks|core)/', '^src/chat/ports\\.ts$', COMMON],
      'The check service runs the core and knows nobody who asks.',
    ),
    only(
      'providers-to-ports',
      '^src/providers/',
      ['^src/(providers|core)/', '^src/chat/(ports|posting)\\.ts$', '^src/bot/(job|leases)\\.ts$', COMMON],
      'Providers implement the ports of the core, the chat and the bot; they know no command.',
    ),
    only(
      'commands-to-checks',
      '^commands/',
      ['^commands/', '^src/(checks|chat|core)/', COMMON],
      'A command asks the check service and returns a reply; it opens no store and sends nothing.',
    ),
    only(
      'bot-to-commands',
      '^src/bot/',
      ['^src/(bot|checks|chat|core)/', '^commands/', COMMON],
      'What chat platforms need above commands knows no platform.',
    ),
    only(
      'status-to-checks',
      '^src/status/',
      ['^src/(status|checks|core)/', COMMON],
      'Health and metrics are told what happened; they ask nobody by name.',
    ),
    only(
      'adapters-to-bot',
      '^adapters/([^/]+)/',
      [
        '^adapters/$1/',
        '^src/bot/(chat-adapter|hold-leases|job|leases|take-on)\\.ts$',
        '^commands/',
        '^src/chat/posting\\.ts$',
        '^src/core/((?:types|verdict)\\.ts$|out-of-reach\\.ts$|language/characters\\.ts$|text/|card/)',
        COMMON,
      ],
      'An adapter turns events into requests and cards into messages; it knows no other adapter and decides nothing.',
    ),
    only('shared-knows-nobody', '^src/shared/', [COMMON], 'Errors and log are used by everybody, so they use nobody.'),
    only(
      'config-knows-nobody',
      '^src/config/',
      ['^src/config/', '^src/core/text/', COMMON],
      'Settings are read before anything is there; the languages that they name are the texts’.',
    ),
    {
      name: 'tools-stay-outside-adapters',
      comment: "A tool or a command talks to an adapter as src/wiring/ does, by the folder's index.ts.",
      severity: 'error',
      from: { path: '^(tools|src/cli)/' },
      to: { path: '^adapters/', pathNot: '^adapters/[^/]+/index\\.ts$' },
    },
    {
      name: 'main-is-the-top',
      comment: 'Only the launcher starts src/main.ts; what is needed elsewhere belongs in a room of its own.',
      severity: 'error',
      from: { pathNot: '^(bin/claimcheck\\.mjs$|test/)' },
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'wiring-is-below-main-alone',
      comment:
        'src/cli/ and src/wiring/ are src/main.ts in rooms: they know everybody, and nobody but src/main.ts, tools and tests knows them.',
      severity: 'error',
      from: { pathNot: '^(src/main\\.ts$|src/(cli|wiring)/|tools/|test/)' },
      to: { path: '^src/(cli|wiring)/' },
    },
    {
      name: 'wiring-knows-no-command-line',
      comment: 'What joins the rooms is the same for every command.',
      severity: 'error',
      from: { path: '^src/wiring/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'no-tools-in-the-product',
      comment:
        'tools/ is for development: src/main.ts alone reaches it, and says what is missing where it is not there.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '^src/main\\.ts$' },
      to: { path: '^tools/' },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'Stand-ins and samples are for tests alone.',
      severity: 'error',
      from: { path: [PRODUCT, '^tools/'] },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-packages-in-the-product',
      comment: 'It would break where only `npm ci --omit=dev` was run: move the package to "dependencies".',
      severity: 'error',
      from: { path: PRODUCT },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one room, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-unresolved',
      comment: 'The file or package is not there, or its name is misspelt.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The copy that is checked links to the packages.
    preserveSymlinks: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
