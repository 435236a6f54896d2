import { createHash } from 'node:crypto';

import { TakeStatement } from '@app/payouts';
import type { TakenStatement } from '@app/payouts';

import type { SimulatedRail } from '../../apps/cli/src/simulated-rail/start-simulated-rail';
import { readStatements } from '../../libs/payouts/src/reconciliation/statements/read-statements';
import type { TestOperations } from './test-operations';

/** A row of our CSV: `key` and what follows may be left out. */
export interface CsvLine {
  readonly lineId: string;
  readonly at?: Date;
  readonly direction?: 'in' | 'out';
  /** In major units, as bills write it: `199.00`. */
  readonly amount: string;
  readonly kind?: string;
  readonly key?: string;
  readonly transferId?: string;
  readonly text?: string;
}

export const CSV_HEAD = 'line_id,booked_at,direction,amount,currency,kind,key,transfer_id,text';

/** A statement in our CSV, in yuan: lines out for payees of now unless wished otherwise. */
export function csvStatement(lines: readonly CsvLine[], currency = 'CNY'): string {
  const rows = lines.map((line) => {
    const { lineId, at = new Date(), direction = 'out', amount, kind = 'payout' } = line;
    const { key = '', transferId = '', text = '' } = line;
    return [lineId, at.toISOString(), direction, amount, currency, kind, key, transferId, text];
  });
  return [CSV_HEAD, ...rows.map((row) => row.join(','))].join('\n');
}

/** A row that states a balance, and with it where the statement begins or ends. */
export function balanceLine(kind: 'opening' | 'closing', amount: string, at: Date): CsvLine {
  return { lineId: '', kind, amount, at, direction: '' as 'in' };
}

/** The book of the simulated rail as lines of a statement: what left, and what came back. */
export function linesOfRail(rail: SimulatedRail): CsvLine[] {
  return rail.book().transfers.flatMap(({ transferId, key, money, settledAt, returnedAt }) => {
    const line = { key, transferId, amount: yuan(money.amountMinor) };
    const out = settledAt && { ...line, lineId: `${transferId}:out`, at: new Date(settledAt) };
    const back = returnedAt && {
      ...{ ...line, lineId: `${transferId}:in`, at: new Date(returnedAt) },
      ...{ kind: 'return', direction: 'in' as const },
    };
    return [out, back].filter((one) => typeof one === 'object');
  });
}

/** Fen as bills write them. */
export function yuan(minor: string | bigint): string {
  const digits = minor.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Takes a statement in, below HTTP: of the simulated rail unless wished otherwise. */
export async function takeStatement(
  ops: TestOperations,
  text: string,
  rail = 'simulated',
): Promise<TakenStatement[]> {
  const words = { rail, account: null, day: null, timeZone: 'UTC' };
  const read = readStatements(Buffer.from(text), 'auto', words);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const file = { ...read, sha256, bankReport: null, fileName: 'statement.csv' };
  return ops.transaction((tx) => ops.get(TakeStatement).run(tx, ops.staff.zhao, file));
}
