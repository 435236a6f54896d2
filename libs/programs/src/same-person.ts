import { UserEntity } from '@app/platform';
import type { Actor, Tx } from '@app/platform';

/** Whether an account is that of the person who acts, whatever other account they act with. */
export async function isOfPerson(tx: Tx, actor: Actor, userId: string): Promise<boolean> {
  if (userId === actor.id) return true;
  const user = await tx.findOneBy(UserEntity, { id: userId });
  return user?.personId === actor.personId;
}
