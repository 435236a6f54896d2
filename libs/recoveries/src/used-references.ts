import type { Tx } from '@app/platform';

import { BankReferenceEntity } from './persistence/bank-reference.entity';

/** For what a number of the bank was used, however it was typed then. */
export async function usedReferences(
  tx: Tx,
  rail: string,
  reference: string,
): Promise<BankReferenceEntity[]> {
  return tx
    .createQueryBuilder(BankReferenceEntity, 'used')
    .where('used.rail = :rail', { rail })
    .andWhere('bank_number(used.reference) = bank_number(:reference)', { reference })
    .orderBy('used.taken_at')
    .getMany();
}
