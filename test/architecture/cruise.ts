import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { REPOSITORY } from './repository';

const CRUISER = join(REPOSITORY, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

const RULES_FILE = join(__dirname, 'dependency-rules.cjs');
const RULES = createRequire(__filename)(RULES_FILE) as {
  readonly forbidden: readonly { readonly name: string }[];
};

export const RULE_NAMES: readonly string[] = RULES.forbidden.map(({ name }) => name);

interface CruiseResult {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/** The import graph of a folder: how many modules were seen, and each import that breaks a rule. */
export interface Cruise {
  readonly moduleCount: number;
  readonly violations: readonly { readonly rule: string; readonly import: string }[];
}

/**
 * Runs dependency-cruiser with our table over the named folders below `root`. It runs as its own
 * process, because it is an ES module and works from the current directory.
 */
export function cruise(root: string, folders: readonly string[]): Cruise {
  const output = execFileSync(
    process.execPath,
    [CRUISER, ...folders, '--config', RULES_FILE, '--output-type', 'json'],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  const { summary } = JSON.parse(output) as CruiseResult;
  return {
    moduleCount: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      import: `${from} -> ${to}`,
    })),
  };
}
