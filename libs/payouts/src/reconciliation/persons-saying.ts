import { personsOf } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

import { saidAlready } from './reconciliation-refusals';

/** Who said something, by account and by the person that it was of then. */
export interface SaidBy {
  readonly userId: string;
  readonly personId: string;
}

/**
 * How many persons say the same with this one, as far as it is known now who is who.
 * `reconciliation.said_already` for whoever is among them, by whatever account.
 */
export async function personsSayingWith(
  tx: Tx,
  { personId }: Actor,
  said: readonly SaidBy[],
): Promise<number> {
  const userIds = said.map(({ userId }) => userId);
  const persons = await personsOf(tx, userIds);
  if (persons.has(personId) || said.some((word) => word.personId === personId)) throw saidAlready();
  return persons.size + 1;
}
