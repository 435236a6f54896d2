import { Argument, InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';

import { STATEMENT_FORMATS } from '@app/payouts';
import type { StatementFormat } from '@app/payouts';

import { runBankEmulator } from './commands/bank-emulator';
import type { BankEmulatorChoices } from './commands/bank-emulator';
import { EMULATOR_NAMES, runRailEmulator } from './commands/rail-emulator';
import type { EmulatorName } from './commands/rail-emulator';
import { runReconcile } from './commands/reconcile';
import { configWithoutPhone } from './configuration';
import type { Settings } from './configuration';

const STATE_DIR = ['--state-dir <folder>', 'instead of STATE_DIR'] as const;
const KEYS = '<KEY...>';
const KEYS_WITH_REASON = '<KEY=CODE...>';

interface ReconcileChoices extends Settings {
  readonly rail?: string;
  readonly format: StatementFormat | 'auto';
  readonly account?: string;
  readonly day?: string;
}

interface EmulatorChoices {
  readonly port: number;
  readonly stateDir?: string;
}

/** `ganpei reconcile`: for when files come in a folder, or nobody is there to look. */
export function defineReconcile(reconcile: Command): void {
  reconcile
    .argument('[files...]')
    .option('--rail <name>', 'whose they are, where the format does not say: a rail, or "cash"')
    .addOption(
      new Option('--format <format>', 'what they are')
        .choices(['auto', ...STATEMENT_FORMATS])
        .default('auto'),
    )
    .option('--account <account>', 'which account, where the file does not say')
    .option('--day <day>', 'the day of a fund bill without lines, such as 2026-11-26')
    .option(...STATE_DIR)
    .action(async (files: string[], choices: ReconcileChoices) => {
      const { rail = null, format, account = null, day = null } = choices;
      const wish = { rail, format, account, day };
      process.exitCode = await runReconcile(configWithoutPhone(choices), files, wish);
    });
}

/** `ganpei rail-emulator`: plays a rail over HTTP until it is interrupted. */
export function defineRailEmulator(railEmulator: Command): void {
  railEmulator
    .addArgument(new Argument('<name>', 'the rail').choices(EMULATOR_NAMES))
    .option('--port <port>', 'where it listens; a free one by default', portOf, 0)
    .option(...STATE_DIR)
    .action(async (name: EmulatorName, choices: EmulatorChoices) => {
      const { port, stateDir } = choices;
      const config = configWithoutPhone(stateDir === undefined ? {} : { stateDir });
      await runRailEmulator(config, name, port);
    });
}

/** `ganpei bank-emulator`: plays the bank of the bank file rail, by files as banks do. */
export function defineBankEmulator(bankEmulator: Command): void {
  bankEmulator
    .argument('<file>', 'the file as GET /v1/bank-files/{id}/content gave it')
    .option(`--settle ${KEYS}`, 'only these are booked; all, if none are named', [])
    .option(`--hold ${KEYS}`, 'of these the bank says nothing yet', [])
    .option(`--reject ${KEYS_WITH_REASON}`, 'these are refused, such as pyo…=AC04', [])
    .option(`--return ${KEYS_WITH_REASON}`, 'these are booked and come back', [])
    .option('--older', 'write camt.053.001.02 and pain.002.001.03')
    .action(async (file: string, choices: BankEmulatorChoices) => runBankEmulator(file, choices));
}

function portOf(digits: string): number {
  const port = Number(digits);
  if (/^\d{1,5}$/.test(digits) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number up to 65535.');
}
