// The import graph of the whole repository, in one table: each lib may import the libs named here
// and nothing else of ours. A later stage of a claim's life imports an earlier one, never back.
const BASE = ['kernel', 'money', 'audit', 'platform'];
const CASE = [...BASE, 'payments', 'programs', 'ledger', 'accounting', 'claims'];
const MAY_IMPORT = {
  kernel: [],
  money: ['kernel'],
  platform: ['kernel'],
  audit: ['kernel', 'platform'],
  ledger: ['kernel', 'money', 'platform'],
  accounting: [...BASE, 'ledger'],
  payments: BASE,
  programs: BASE,
  claims: [...BASE, 'payments', 'programs', 'ledger', 'accounting'],
  review: CASE,
  payouts: CASE,
  recoveries: [...CASE, 'payouts'],
  messaging: CASE,
  reports: [...CASE, 'review', 'payouts', 'recoveries', 'messaging'],
};
const LIBS = Object.keys(MAY_IMPORT).join('|');

/** Tests may look inside: they build rows, move clocks and break things on purpose. */
const TEST_FILE = '\\.(e2e-)?spec\\.ts$';
/** Bytes, hashes and signatures are arithmetic; ESLint names the functions of crypto that are. */
const PURE_NODE_MODULES = '^(node:)?(buffer|crypto)$';
const IMPURE_PACKAGES =
  'node_modules/(@nestjs|@node-rs|typeorm|pg|bullmq|ioredis|express|multer|class-validator)/';

const graph = Object.entries(MAY_IMPORT).map(([lib, allowed]) => ({
  name: `lib-${lib}`,
  comment: `${lib} may import: ${allowed.join(', ') || 'no other lib'}.`,
  severity: 'error',
  from: { path: `^libs/${lib}/`, pathNot: TEST_FILE },
  to: {
    path: '^(libs|apps|migrations)/',
    pathNot: `^libs/(${[lib, ...allowed].join('|')})/`,
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...graph,
    {
      name: 'lib-unknown',
      comment: 'A new lib gets its line in MAY_IMPORT first.',
      severity: 'error',
      from: { path: '^libs/', pathNot: `^libs/(${LIBS})/` },
      to: {},
    },
    {
      name: 'no-circular',
      comment: 'A circle has no order to read it in: move the shared part down.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'only-through-index',
      comment: "Another lib is seen only through its index: import from '@app/<lib>'.",
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: TEST_FILE },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/($1/src/|[^/]+/src/index\\.ts$)' },
    },
    {
      name: 'apps-only-through-index',
      comment: "A lib is seen only through its index: import from '@app/<lib>'.",
      severity: 'error',
      from: { path: '^(apps|migrations)/', pathNot: TEST_FILE },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'apps-not-apps',
      comment:
        'Apps meet in the database and over HTTP. Only the command line runs several in one.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: ['^apps/cli/', TEST_FILE] },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'web-is-apart',
      comment:
        'The web runs in the browser: nothing imports it, and it knows the API over HTTP only.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: '^apps/web/' },
      to: { path: '^apps/web/' },
    },
    {
      name: 'web-not-libs',
      comment: 'The web runs in the browser: libs are for the server.',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(libs|migrations)/' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'What runs in production may not lean on what only tests have.',
      severity: 'error',
      from: { path: '^(apps|libs|migrations)/', pathNot: TEST_FILE },
      to: { path: ['^test/', TEST_FILE] },
    },
    {
      name: 'domain-is-pure',
      comment:
        'domain/ gets data and `now`, and returns data: no framework, database, queue, files.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/domain/', pathNot: TEST_FILE },
      to: { path: IMPURE_PACKAGES },
    },
    {
      name: 'domain-without-node',
      comment: 'domain/ does no input or output; of Node it may use what is arithmetic.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/domain/', pathNot: TEST_FILE },
      to: { dependencyTypes: ['core'], pathNot: PURE_NODE_MODULES },
    },
    {
      name: 'domain-stays-inside',
      comment: 'domain/ knows its data, not the operations, rows and wiring of its own lib.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/domain/', pathNot: TEST_FILE },
      to: {
        path: '^libs/$1/',
        pathNot: ['^libs/$1/src/domain/', '\\.json$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'domain-imports-only-types',
      comment: 'Of other libs domain/ may use kernel and money; of the rest, types only.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/domain/', pathNot: TEST_FILE },
      to: {
        path: '^libs/',
        pathNot: '^libs/(kernel|money|$1)/',
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|apps/web/dist)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
