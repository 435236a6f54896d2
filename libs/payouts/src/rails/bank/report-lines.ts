import type { StatementLineKind } from '../../domain/statement-line';
import type { BankReport, BankReportLine, BankWord } from './bank-report';

/** What a line of a statement says of a transfer of ours. */
const WORDS: Readonly<Record<StatementLineKind, BankWord>> = {
  payout: 'booked',
  return: 'returned',
  fee: 'other',
  top_up: 'other',
  other: 'other',
};

/** What a report says line by line, whichever message it is. */
export function reportLines(report: BankReport): readonly BankReportLine[] {
  if (report.kind === 'pain.002') return report.lines;
  return report.statements.flatMap(({ lines }) =>
    lines.map(({ lineId, kind, key, money, code, bookedAt: at, text }) => ({
      ...{ lineId, word: WORDS[kind], key, money, code, at, text },
    })),
  );
}
