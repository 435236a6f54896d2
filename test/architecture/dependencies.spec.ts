import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { RULE_NAMES, cruise } from './cruise';
import { REPOSITORY } from './repository';

/** One planted import per rule: the file that breaks it, and the line that does. */
const PLANTED: readonly (readonly [rule: string, file: string, line: string])[] = [
  ['lib-kernel', 'libs/kernel/src/a.ts', "import '@app/money';"],
  ['lib-money', 'libs/money/src/a.ts', "import '@app/platform';"],
  ['lib-platform', 'libs/platform/src/a.ts', "import '@app/audit';"],
  ['lib-audit', 'libs/audit/src/a.ts', "import '@app/ledger';"],
  ['lib-ledger', 'libs/ledger/src/a.ts', "import '@app/accounting';"],
  ['lib-accounting', 'libs/accounting/src/a.ts', "import '@app/claims';"],
  ['lib-payments', 'libs/payments/src/a.ts', "import '@app/claims';"],
  ['lib-programs', 'libs/programs/src/a.ts', "import '@app/payments';"],
  ['lib-claims', 'libs/claims/src/index.ts', "import '@app/review';\nimport './a';"],
  ['lib-review', 'libs/review/src/a.ts', "import '@app/payouts';"],
  ['lib-payouts', 'libs/payouts/src/a.ts', "import '@app/review';\nimport './index';"],
  ['lib-recoveries', 'libs/recoveries/src/a.ts', "import '@app/messaging';"],
  ['lib-messaging', 'libs/messaging/src/a.ts', "import '@app/payouts';"],
  ['lib-reports', 'libs/reports/src/a.ts', "import '../../../apps/api/src/index';"],
  ['lib-unknown', 'libs/newcomer/src/a.ts', "import '@app/kernel';"],
  ['no-circular', 'libs/claims/src/a.ts', "import './index';"],
  ['no-unresolvable', 'libs/claims/src/b.ts', "import './nowhere';"],
  ['only-through-index', 'libs/claims/src/c.ts', "import '../../payments/src/domain/index';"],
  ['apps-only-through-index', 'apps/api/src/a.ts', "import '../../../libs/claims/src/c';"],
  ['apps-not-apps', 'apps/api/src/b.ts', "import '../../worker/src/index';"],
  ['web-is-apart', 'apps/cli/src/a.ts', "import '../../web/src/index';"],
  ['web-not-libs', 'apps/web/src/a.ts', "import '../../../libs/kernel/src/index';"],
  ['nothing-imports-tests', 'apps/cli/src/b.ts', "import '../../../test/support/index';"],
  ['domain-is-pure', 'libs/claims/src/domain/a.ts', "import 'typeorm';"],
  ['domain-without-node', 'libs/claims/src/domain/b.ts', "import 'node:fs';"],
  ['domain-stays-inside', 'libs/claims/src/domain/c.ts', "import '../b';"],
  ['domain-imports-only-types', 'libs/claims/src/domain/d.ts', "import '@app/payments';"],
];

/** Imports that look bold and are allowed. */
const ALLOWED: readonly (readonly [file: string, line: string])[] = [
  ['apps/cli/src/main.ts', "import '../../api/src/index';\nimport '../../worker/src/index';"],
  ['libs/claims/src/e.spec.ts', "import '../../review/src/index';\nimport 'typeorm';"],
  ['libs/claims/src/domain/e.ts', "import 'node:crypto';\nimport '@app/money';"],
  ['libs/claims/src/domain/g.ts', "import pack from '../../packs/pack.json';\nvoid pack;"],
  [
    'libs/claims/src/domain/f.ts',
    "import type { payments } from '@app/payments';\nexport type Payments = typeof payments;",
  ],
];

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), `${text}\n`);
}

/** A small repository with the folders of ours, every planted import and every allowed one. */
function plant(root: string): void {
  write(root, 'package.json', '{ "dependencies": { "typeorm": "1.1.1" } }');
  write(
    root,
    'tsconfig.json',
    '{ "compilerOptions": { "module": "nodenext", "paths": { "@app/*": ["./libs/*/src"] } } }',
  );
  write(root, 'node_modules/typeorm/package.json', '{ "name": "typeorm", "main": "index.js" }');
  write(root, 'node_modules/typeorm/index.js', '');
  const libs = RULE_NAMES.flatMap((name) => /^lib-(?!unknown)(.*)/.exec(name)?.[1] ?? []);
  for (const lib of libs) {
    write(root, `libs/${lib}/src/index.ts`, `export const ${lib} = 1;`);
    write(root, `libs/${lib}/src/domain/index.ts`, `export const ${lib} = 1;`);
  }
  for (const folder of ['apps/api', 'apps/worker', 'apps/cli', 'apps/web', 'migrations']) {
    write(root, `${folder}/src/index.ts`, 'export const here = 1;');
  }
  write(root, 'libs/claims/packs/pack.json', '{}');
  write(root, 'test/support/index.ts', 'export const here = 1;');
  for (const [, file, line] of PLANTED) write(root, file, line);
  for (const [file, line] of ALLOWED) write(root, file, line);
}

describe('the import graph', () => {
  it('follows the table', () => {
    const { moduleCount, violations } = cruise(REPOSITORY, ['apps', 'libs', 'migrations', 'test']);
    expect(violations).toEqual([]);
    expect(moduleCount).toBeGreaterThan(100);
  });
});

describe('the table of allowed imports', () => {
  const root = mkdtempSync(join(tmpdir(), 'ganpei-imports-'));
  let found: ReturnType<typeof cruise>;

  beforeAll(() => {
    plant(root);
    found = cruise(root, ['apps', 'libs', 'migrations', 'test']);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('has a planted violation for each of its rules', () => {
    const planted = PLANTED.map(([rule]) => rule).sort();
    expect(planted).toEqual([...RULE_NAMES].sort());
  });

  it.each(PLANTED)('%s catches %s', (rule, file) => {
    const caught = found.violations.filter((violation) => violation.rule === rule);
    expect(caught.map((violation) => violation.import.split(' -> ')[0])).toContain(file);
  });

  it.each(ALLOWED)('lets %s import what it needs', (file) => {
    const own = found.violations.filter((violation) => violation.import.startsWith(`${file} `));
    expect(own).toEqual([]);
  });
});
