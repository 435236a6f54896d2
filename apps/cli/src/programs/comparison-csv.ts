import { stringify } from 'csv-stringify/sync';

import type { ComparedClaim, RefusedClaim } from '@app/programs';

const COLUMNS = [
  'reference',
  'lossType',
  'open',
  'paid',
  'currencyA',
  'awardAMinor',
  'currencyB',
  'awardBMinor',
  'changeMinor',
  'wait',
  'decidedByA',
  'decidedByB',
  'paidByA',
  'paidByB',
  'reasonA',
  'reasonB',
  'refusedFieldA',
  'refusedFieldB',
] as const;

export function comparisonCsvHeader(): string {
  return stringify([COLUMNS]);
}

/** One claim of a comparison; of one that a pack could not read only what was wrong. */
export function comparisonCsvLine(claim: ComparedClaim | RefusedClaim): string {
  return stringify([cells(claim)]);
}

function cells(claim: ComparedClaim | RefusedClaim): string[] {
  return 'paid' in claim ? comparedCells(claim) : refusedCells(claim);
}

function comparedCells(claim: ComparedClaim): string[] {
  const { a, b } = claim;
  const times = [a.decidedBy, b.decidedBy, a.paidBy, b.paidBy];
  return [
    claim.reference,
    formulaSafe(claim.lossType),
    String(claim.isOpen),
    claim.paid,
    a.award.currency,
    a.award.amountMinor,
    b.award.currency,
    b.award.amountMinor,
    claim.change?.amountMinor ?? '',
    claim.wait,
    ...times.map((time) => time ?? ''),
    a.reasonCode,
    b.reasonCode,
    '',
    '',
  ];
}

function refusedCells({ reference, a, b }: RefusedClaim): string[] {
  const empty = Array.from({ length: COLUMNS.length - 3 }, () => '');
  return [reference, ...empty, formulaSafe(a?.field ?? ''), formulaSafe(b?.field ?? '')];
}

/** What a file of claims calls a loss or a field must not become a formula of a spreadsheet. */
function formulaSafe(text: string): string {
  return /^[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}
