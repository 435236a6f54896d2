import type { RailNoticeType } from '../payout-rail';
import type { BankWord } from './bank-report';
import type { BankReportLineEntity } from './persistence/bank-report-line.entity';

/** The words that may be an end, as a notice would say them. */
export const TOLD: Readonly<Partial<Record<BankWord, RailNoticeType>>> = {
  completed: 'transfer.settled',
  booked: 'transfer.settled',
  rejected: 'transfer.failed',
  returned: 'transfer.returned',
};

/** The same words, for queries over lines. */
export const ENDING_WORDS = Object.keys(TOLD) as BankWord[];

/** Whether a line would end a payout of ours. */
export function isEnding({
  isMatched,
  word,
}: Pick<BankReportLineEntity, 'isMatched' | 'word'>): boolean {
  return isMatched && word in TOLD;
}
