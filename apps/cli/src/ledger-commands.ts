import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';

import { EXPORT_FORMATS } from '@app/ledger';
import type { ExportFormat } from '@app/ledger';

import { runExportLedger } from './commands/export-ledger';
import { runLedgerKeys, runRotateLogKey } from './commands/ledger-keys';
import { runVerifyBundle } from './commands/verify-bundle';
import { configWithoutPhone } from './configuration';
import type { Settings } from './configuration';

const STATE_DIR = ['--state-dir <folder>', 'instead of STATE_DIR'] as const;

interface ExportChoices extends Settings {
  readonly out: string;
  readonly to?: number;
  readonly format: ExportFormat[];
}

interface RotateChoices extends Settings {
  readonly lost?: boolean;
}

interface VerifyChoices {
  readonly checkpoint?: string;
  readonly key: readonly string[];
}

/** `ganpei verify`: for auditors, on any machine. */
export function defineVerify(verify: Command): void {
  verify
    .argument('<folder>')
    .option('--checkpoint <file>', 'a checkpoint of the log from elsewhere: it must be continued')
    .option(
      '--key <key>',
      'a public key of the log from elsewhere, instead of those in the bundle; may be repeated',
      (key: string, earlier: readonly string[]) => [...earlier, key],
      [],
    )
    .action((folder: string, { checkpoint, key }: VerifyChoices) => {
      runVerifyBundle(folder, { keys: key, ...(checkpoint === undefined ? {} : { checkpoint }) });
    });
}

/** The commands about the ledger of an installation and its transparency log. */
export function defineLedger(ledger: Command): void {
  ledger
    .command('export')
    .description('write the sealed journals into a folder, to verify or for other programs')
    .requiredOption('--out <folder>', 'a folder that is empty or not there yet')
    .option('--to <size>', 'up to the checkpoint of this size instead of the newest', sizeOf)
    .addOption(
      new Option('--format <format...>', 'what to write')
        .choices(EXPORT_FORMATS)
        .default(['bundle']),
    )
    .option(...STATE_DIR)
    .action(async (choices: ExportChoices) => {
      const { out, to, format } = choices;
      const wish = { out, formats: format, ...(to === undefined ? {} : { to }) };
      await runExportLedger(configWithoutPhone(choices), wish);
    });
  ledger
    .command('keys')
    .description('print the public keys that verify checkpoints')
    .option(...STATE_DIR)
    .action(async (choices: Settings) => {
      process.exitCode = await runLedgerKeys(configWithoutPhone(choices));
    });
  ledger
    .command('rotate-key')
    .description('replace the key that signs checkpoints, from the next checkpoint on')
    .option('--lost', 'the private key is lost: no signature can vouch for the new one')
    .option(...STATE_DIR)
    .action(async (choices: RotateChoices) =>
      runRotateLogKey(configWithoutPhone(choices), choices.lost === true),
    );
}

function sizeOf(digits: string): number {
  const size = Number(digits);
  if (/^[1-9]\d*$/.test(digits) && Number.isSafeInteger(size)) return size;
  throw new InvalidArgumentError('A size is a whole number of journals.');
}
