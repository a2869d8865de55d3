/** The house's arrows (docs/developer/architecture.md): rooms know only their downward neighbours. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(packages|examples|e2e)/', pathNot: [from, ...allowed] },
});

/** The same within the server: which rooms each of its rooms may know. All know `limits.ts`. */
const serverRooms = {
  spool: [],
  store: ['spool'],
  ingest: ['spool'],
  query: ['spool', 'store'],
  control: [],
  status: ['ingest', 'spool'],
  grpc: ['control', 'ingest', 'spool'],
  erasure: ['control', 'spool', 'store'],
  http: ['control', 'erasure', 'ingest', 'query', 'spool', 'status', 'store'],
};
const serverRoom = ([room, allowed]) => ({
  name: `server-${room}`,
  severity: 'error',
  from: { path: `^packages/server/src/${room}/`, pathNot: '\\.test\\.ts$' },
  to: {
    path: '^packages/server/src/',
    pathNot: ['limits\\.ts$', ...[room, ...allowed].map((name) => `${name}/`)].map(
      (path) => `^packages/server/src/${path}`,
    ),
  },
});

module.exports = {
  forbidden: [
    ...Object.entries(serverRooms).map(serverRoom),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
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
      from: { path: '^packages/app/src/(stage|timeline|waterfall|network|logs)/' },
      to: {
        path: '^packages/app/src/(stage|timeline|waterfall|network|logs)/',
        pathNot: '^packages/app/src/$1/',
      },
    },
    {
      name: 'only-capture-dom-knows-rrweb',
      severity: 'error',
      from: { path: '^packages/browser/src', pathNot: '^packages/browser/src/capture/dom' },
      to: { path: 'rrweb' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@throughline/source', 'import', 'types', 'default'],
    },
  },
};
