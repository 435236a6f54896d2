import { Money } from '@app/money';
import type { BookReport, ReconciliationBreakEntity, StatementLineEntity } from '@app/payouts';

const AGES = [
  ['upTo1Day', '0–1'],
  ['upTo5Days', '2–5'],
  ['upTo30Days', '6–30'],
  ['over30Days', '> 30'],
] as const;

/** The daily report for a terminal: each account, and under it what differs. */
export function reconciliationText(
  reports: readonly BookReport[],
  breaks: readonly ReconciliationBreakEntity[],
  lines: ReadonlyMap<string, StatementLineEntity>,
): string {
  if (reports.length === 0) return 'No statement has been taken in yet.\n';
  return reports
    .map((report) => {
      const { rail, currency } = report.book;
      const own = breaks.filter((one) => one.rail === rail && one.currency === currency);
      return [...bookText(report), ...own.map((one) => breakText(one, lines))].join('\n');
    })
    .map((text) => `${text}\n`)
    .join('\n');
}

function bookText(report: BookReport): string[] {
  const { book, stated, breaks, ages, unstated, statementMinor, unexplainedMinor } = report;
  const money = (minor: bigint): string => Money.of(minor, book.currency).toString();
  const span = stated === null ? 'no statement' : `${day(stated.from)} to ${day(stated.until)}`;
  const byAge = AGES.map(([name, label]) => `${label} d: ${String(ages[name].count)}`).join(', ');
  return [
    `${report.isClean ? '✓' : '✗'} ${book.rail} ${book.currency}, ${span}`,
    `    ledger ${money(report.ledgerMinor)}, in transit ${money(report.inTransitMinor)}`,
    `    statement ${statementMinor === null ? 'without a balance' : money(statementMinor)}` +
      (unexplainedMinor === null ? '' : `, unexplained ${money(unexplainedMinor)}`),
    `    ${String(report.matchedCount)} lines matched, ${String(unstated.count)} bookings not stated yet`,
    `    ${String(breaks.count)} breaks (${money(breaks.effectMinor)}); ${byAge}`,
  ];
}

function breakText(
  found: ReconciliationBreakEntity,
  lines: ReadonlyMap<string, StatementLineEntity>,
): string {
  const { kind, reason, currency, effectMinor, since, payoutId, ownerId } = found;
  const line = lines.get(found.lineId ?? '');
  const about = [line?.lineId, line?.text, payoutId, ownerId ?? 'nobody’s'];
  const words = about.filter((word) => word !== undefined && word !== null && word !== '');
  const money = Money.of(effectMinor, currency).toString();
  return `    ✗ ${found.id} ${kind}: ${reason}, ${money}, ${day(since)} · ${words.join(' · ')}`;
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
