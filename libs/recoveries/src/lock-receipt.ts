import type { Tx } from '@app/platform';

import { noSuchReceipt, receiptTakenBack } from './domain/receipt-refusals';
import { ReceiptEntity } from './persistence/receipt.entity';

/** Locks a receipt for the rest of the transaction. `receipt.not_found`, `receipt.taken_back`. */
export async function lockReceipt(tx: Tx, id: string): Promise<ReceiptEntity> {
  const lock = { mode: 'pessimistic_write' } as const;
  const receipt = await tx.findOne(ReceiptEntity, { where: { id }, lock });
  if (receipt === null) throw noSuchReceipt();
  if (receipt.takenBackAt !== null) throw receiptTakenBack();
  return receipt;
}
