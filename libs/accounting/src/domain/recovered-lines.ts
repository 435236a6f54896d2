import { DomainError, assertNever } from '@app/kernel';
import type { TransferDraft } from '@app/ledger';
import { sumOf } from '@app/money';
import type { Money } from '@app/money';

import type { RecoveredPart } from './accounting-event';
import { line } from './booking';

/**
 * The lines of a receipt that is matched, one per part. Refuses parts that come to more than the
 * receipt (`accounting.split_exceeds_receipt`); what they leave of it stays unmatched on 2070.
 */
export function recoveredLines(receipt: Money, parts: readonly RecoveredPart[]): TransferDraft[] {
  const lines = parts.flatMap(partLines);
  const split = sumOf(
    parts.map(({ money }) => money),
    receipt.currency,
  );
  if (split.isGreaterThan(receipt)) {
    throw new DomainError(
      'unprocessable',
      'accounting.split_exceeds_receipt',
      {
        en: `Parts of ${split.toString()} cannot come out of a receipt of ${receipt.toString()}.`,
        'zh-CN': `分配合计 ${split.toString()} 超过收款 ${receipt.toString()}。`,
      },
      { field: 'parts', saw: split.toString() },
    );
  }
  return lines;
}

function partLines(part: RecoveredPart): TransferDraft[] {
  switch (part.of) {
    case 'house':
      return line('2070', '5130', part.money);
    case 'institution':
      return line('2070', '2060', part.money).map((transfer) => ({
        ...transfer,
        dimensions: { counterparty: part.counterparty },
      }));
    case 'victim':
      return line('2070', '2030', part.money);
    default:
      return assertNever(part);
  }
}
