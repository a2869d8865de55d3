/** The house's arrows (docs/developer/architecture.md): rooms know only their downward neighbours. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(packages|examples|e2e)/', pathNot: [from, ...allowed] },
});

/** The same within the server: which rooms each of its rooms may know. All know `folderLock.ts`, `limits.ts` and `loopback.ts`. */
const serverRooms = {
  spool: [],
  store: ['spool'],
  ingest: ['spool'],
  query: ['spool', 'store'],
  control: [],
  status: ['ingest', 'spool'],
  grpc: ['control', 'ingest', 'spool'],
  erasure: ['control', 'spool', 'store'],
  export: ['query', 'store'],
  recording: ['control', 'query', 'store'],
  signOn: ['control'],
  sourceMaps: [],
  tickets: ['control', 'query', 'store'],
  issues: ['control', 'query', 'store'],
  alerts: ['control', 'issues', 'query', 'store', 'tickets'],
  backup: ['control', 'spool', 'store'],
  http: [
    'alerts',
    'backup',
    'control',
    'erasure',
    'export',
    'ingest',
    'issues',
    'query',
    'recording',
    'signOn',
    'sourceMaps',
    'spool',
    'status',
    'store',
    'tickets',
  ],
};
const serverRoom = ([room, allowed]) => ({
  name: `server-${room}`,
  severity: 'error',
  from: { path: `^packages/server/src/${room}/`, pathNot: '\\.test\\.ts$' },
  to: {
    path: '^packages/server/src/',
    pathNot: ['(folderLock|limits|loopback)\\.ts$', ...[room, ...allowed].map((name) => `${name}/`)].map(
      (path) => `^packages/server/src/${path}`,
    ),
  },
});

module.exports = {
  forbidden: [
    ...Object.entries(serverRooms).map(serverRoom),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      // Peers are installed by the benchmark, and no part of the product.
      from: { pathNot: '^bench/src/browser/recorders/.*[.]page[.]js$' },
      to: { couldNotResolve: true },
    },
    {
      name: 'format-has-no-dependencies',
      severity: 'error',
      from: { path: '^packages/format/src', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^packages/format/src' },
    },
    only('model-knows-format', '^packages/model/', ['^packages/format/']),
    only('browser-knows-format', '^packages/browser/', ['^packages/format/']),
    only('node-knows-format', '^packages/node/', ['^packages/format/']),
    only('server-knows-format-and-model', '^packages/server/', ['^packages/format/', '^packages/model/']),
    only('app-knows-format-and-model', '^packages/app/', ['^packages/format/', '^packages/model/']),
    only('examples-use-the-sdks', '^examples/', ['^packages/(browser|node)/']),
    {
      name: 'panels-meet-in-state',
      comment: 'Panels of the app never import each other; they meet in state/.',
      severity: 'error',
      from: {
        path: '^packages/app/src/(stage|timeline|waterfall|network|logs|events|map|info|story|notes)/',
      },
      to: {
        path: '^packages/app/src/(stage|timeline|waterfall|network|logs|events|map|info|story|notes)/',
        pathNot: '^packages/app/src/$1/',
      },
    },
    {
      name: 'panels-stand-above',
      comment: 'What panels share knows none of them.',
      severity: 'error',
      from: { path: '^packages/app/src/(ui|payload|stack|load|state|tickets)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^packages/app/src/(stage|timeline|waterfall|network|logs|events|map|info|story|notes|pages)/',
      },
    },
    {
      name: 'only-capture-dom-knows-rrweb',
      severity: 'error',
      // Tests and what they stand on read the events that it makes; no type of it is known to the rest either.
      from: {
        path: '^packages/browser/src',
        pathNot: '^packages/browser/src/(?:capture/dom|testing)/|\\.test\\.ts$',
      },
      to: { path: '^node_modules/(?:@rrweb/)?rrweb/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What was built here; packages from elsewhere often consist of a `dist` alone, and count.
    exclude: {
      path: ['^(packages|examples)/[^/]+/dist/', '^examples/polyglot/', '^(e2e|bench)/dist/', '[.]ondemand/'],
    },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@throughline/source', 'import', 'types', 'default'],
    },
  },
};
