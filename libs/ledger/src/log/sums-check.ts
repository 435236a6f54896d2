import type { CanonicalJournal } from '../domain/canonical-journal';
import { TurnoverFold } from '../domain/turnover';
import type { AccountTurnover } from '../domain/turnover';
import type { StatedBalance, StatedDay } from '../persistence/read-stated';
import type { LogFault } from './log-fault';

interface Sums {
  debitMinor: bigint;
  creditMinor: bigint;
}

/** Adds up the log once more, to compare what was written down beside it. */
export class SumsCheck {
  private sinceCheckpoint = new TurnoverFold();
  private readonly totals = new Map<string, Sums>();
  private readonly days = new Map<string, Sums>();

  /** Adds the journal of the next leaf. */
  add(leafIndex: number, journal: CanonicalJournal): void {
    this.sinceCheckpoint.add(leafIndex, journal);
  }

  /** What is wrong with the balances of a checkpoint, once all its journals were added. */
  balanceFaults(size: number, stated: readonly StatedBalance[]): LogFault[] {
    const added = this.sinceCheckpoint;
    this.sinceCheckpoint = new TurnoverFold();
    for (const one of added.daily()) {
      addTo(this.days, `${one.basis} ${one.day} ${one.code} ${one.currency}`, one);
    }
    const rows = new Map(stated.map((row) => [`${row.account} ${row.currency}`, row]));
    const faults = added.totals().flatMap((one): LogFault[] => {
      const key = `${one.code} ${one.currency}`;
      const total = addTo(this.totals, key, one);
      const row = rows.get(key);
      rows.delete(key);
      const isSame = isEqual(row, total) && row?.leaf_indexes.join() === one.leafIndexes.join();
      return isSame ? [] : [faultAt(`${key} at ${String(size)}`, total)];
    });
    const untouched = [...rows.keys()].map((key) => faultAt(`${key} at ${String(size)}`, null));
    return [...faults, ...untouched];
  }

  /** What is wrong with the days, once the whole log was added. */
  dayFaults(stated: readonly StatedDay[]): LogFault[] {
    const rows = new Map(
      stated.map((row) => [`${row.basis} ${row.day} ${row.account} ${row.currency}`, row]),
    );
    return [...new Set([...rows.keys(), ...this.days.keys()])].flatMap((key) => {
      const booked = this.days.get(key);
      return isEqual(rows.get(key), booked) ? [] : [faultAt(key, booked ?? null)];
    });
  }
}

function addTo(sums: Map<string, Sums>, key: string, added: AccountTurnover): Sums {
  const sum = sums.get(key) ?? { debitMinor: 0n, creditMinor: 0n };
  sum.debitMinor += added.debitMinor;
  sum.creditMinor += added.creditMinor;
  sums.set(key, sum);
  return sum;
}

function isEqual(
  row: Pick<StatedDay, 'debit_minor' | 'credit_minor'> | undefined,
  sums: Sums | undefined,
): boolean {
  return (
    row?.debit_minor === sums?.debitMinor.toString() &&
    row?.credit_minor === sums?.creditMinor.toString()
  );
}

function faultAt(what: string, booked: Sums | null): LogFault {
  const sums =
    booked === null
      ? 'nothing'
      : `${String(booked.debitMinor)} debit and ${String(booked.creditMinor)} credit`;
  return { what, detail: `is not what was booked: ${sums}` };
}
