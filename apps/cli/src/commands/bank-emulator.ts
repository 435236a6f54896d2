import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { emulateBank } from '../rail-emulators/bank/emulate-bank';
import type { BankFate } from '../rail-emulators/bank/emulate-bank';

/** What the bank is to do, as the command line says it. */
export interface BankEmulatorChoices {
  readonly settle: readonly string[];
  readonly hold: readonly string[];
  /** `KEY=CODE`, the reason as ISO 20022 codes it. */
  readonly reject: readonly string[];
  readonly return: readonly string[];
  readonly older?: boolean;
}

/**
 * `ganpei bank-emulator FILE`: writes beside a file for the bank what the bank would report about
 * it, an account statement and a payment status report. All is booked unless the choices say else.
 */
export async function runBankEmulator(file: string, choices: BankEmulatorChoices): Promise<void> {
  const now = new Date();
  const pain001 = await readFile(file, 'utf8');
  const keys = [...pain001.matchAll(/<EndToEndId>([^<]+)</g)].map(([, key = '']) => key);
  const reports = emulateBank(pain001, {
    fates: fatesOf(keys, choices),
    bookedAt: now,
    dayNumber: Math.floor(now.getTime() / 1_000),
    isOlder: choices.older === true,
  });
  const stem = join(dirname(file), basename(file, '.xml'));
  for (const [ending, text] of [
    ['camt.053.xml', reports.statement],
    ['pain.002.xml', reports.statusReport],
  ] as const) {
    await writeFile(`${stem}.${ending}`, text);
    process.stdout.write(`${stem}.${ending}\n`);
  }
}

function fatesOf(
  keys: readonly string[],
  choices: BankEmulatorChoices,
): ReadonlyMap<string, BankFate> {
  const { settle, hold } = choices;
  const fates = new Map<string, BankFate>();
  const isChosen = settle.length > 0;
  for (const key of keys) if (isChosen && !settle.includes(key)) fates.set(key, { kind: 'hold' });
  for (const key of hold) fates.set(key, { kind: 'hold' });
  for (const kind of ['reject', 'return'] as const) {
    for (const choice of choices[kind]) {
      const [key = '', reason = 'AC04'] = choice.split('=');
      fates.set(key, { kind, reason });
    }
  }
  return fates;
}
