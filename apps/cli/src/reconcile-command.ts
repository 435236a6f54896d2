import { Option } from 'commander';
import type { Command } from 'commander';

import { STATEMENT_FORMATS } from '@app/payouts';
import type { StatementFormat } from '@app/payouts';
import type { Config } from '@app/platform';

import { runReconcile } from './commands/reconcile';

interface ReconcileChoices {
  readonly rail?: string;
  readonly format: StatementFormat | 'auto';
  readonly account?: string;
  readonly day?: string;
  readonly stateDir?: string;
}

/** What configuration a command works with, given its options. */
type ConfigOf = (options: { readonly stateDir?: string }) => Config;

/** Adds `ganpei reconcile`, for when files come in a folder, or nobody is there to look. */
export function addReconcileCommand(ganpei: Command, configOf: ConfigOf): void {
  ganpei
    .command('reconcile [files...]')
    .description('take statements in, compare them with the books, and print what differs')
    .option('--rail <name>', 'whose they are, where the format does not say: a rail, or "cash"')
    .addOption(
      new Option('--format <format>', 'what they are')
        .choices(['auto', ...STATEMENT_FORMATS])
        .default('auto'),
    )
    .option('--account <account>', 'which account, where the file does not say')
    .option('--day <day>', 'the day of a fund bill without lines, such as 2026-11-26')
    .option('--state-dir <folder>', 'instead of STATE_DIR')
    .action(async (files: string[], choices: ReconcileChoices) => {
      const { rail = null, format, account = null, day = null, ...rest } = choices;
      process.exitCode = await runReconcile(configOf(rest), files, { rail, format, account, day });
    });
}
