import type { Command } from 'commander';

import { runBankEmulator } from './commands/bank-emulator';
import type { BankEmulatorChoices } from './commands/bank-emulator';

const KEYS = '<KEY...>';
const KEYS_WITH_REASON = '<KEY=CODE...>';

/** `ganpei bank-emulator`: plays the bank of the bank file rail, by files as banks do. */
export function addBankEmulatorCommand(ganpei: Command): void {
  ganpei
    .command('bank-emulator')
    .description('write what a bank would report about a pain.001 file: a camt.053 and a pain.002')
    .argument('<file>', 'the file as GET /v1/bank-files/{id}/content gave it')
    .option(`--settle ${KEYS}`, 'only these are booked; all, if none are named', [])
    .option(`--hold ${KEYS}`, 'of these the bank says nothing yet', [])
    .option(`--reject ${KEYS_WITH_REASON}`, 'these are refused, such as pyo…=AC04', [])
    .option(`--return ${KEYS_WITH_REASON}`, 'these are booked and come back', [])
    .option('--older', 'write camt.053.001.02 and pain.002.001.03')
    .action(async (file: string, choices: BankEmulatorChoices) => runBankEmulator(file, choices));
}
