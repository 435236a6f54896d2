import { IsNull, Not } from 'typeorm';

import { ClaimEntity } from '@app/claims';
import { HOUSE_LANE, newId } from '@app/kernel';
import { UserEntity } from '@app/platform';
import type { Actor, Role, Tx } from '@app/platform';

import type { TestOperations } from './test-operations';

/** Gives somebody an account, with the role and the person that they have. */
export async function addAccount(tx: Tx, actor: Actor): Promise<void> {
  const { id, name, role, partyId, personId } = actor;
  await tx.insert(UserEntity, {
    ...{ id, username: id, name, role: role as Role, partyId, personId },
    passwordHash: 'nobody signs in here',
    demo: true,
    disabledAt: null,
    createdAt: new Date(),
  });
}

/** Somebody new of the staff; with `person`, a further account of somebody who is there already. */
export async function hired(
  ops: TestOperations,
  role: Role,
  wish: { readonly person?: Actor; readonly partyId?: string } = {},
): Promise<Actor> {
  const id = newId('usr', HOUSE_LANE);
  const personId = wish.person?.personId ?? id;
  const actor: Actor = { id, role, name: `A ${role}`, partyId: wish.partyId ?? null, personId };
  await ops.transaction((tx) => addAccount(tx, actor));
  return actor;
}

/** Gives an account another role. */
export async function becomes(ops: TestOperations, { id }: Actor, role: Role): Promise<void> {
  await ops.transaction((tx) => tx.update(UserEntity, { id }, { role }));
}

/** An account turns out to be one of somebody who is there already. */
export async function turnsOutToBe(
  { libs }: TestOperations,
  account: Actor,
  { personId }: Actor,
): Promise<Actor> {
  const owner = await libs.connectAs(null);
  await owner.query('UPDATE users SET person_id = $2 WHERE id = $1', [account.id, personId]);
  return { ...account, personId };
}

/** Whomever the lot fell on, an open claim is somebody else's now; nothing else happens. */
export async function giveTo(
  ops: TestOperations,
  { lane, id }: Pick<ClaimEntity, 'lane' | 'id'>,
  to: Actor,
): Promise<void> {
  const owned = { lane, id, ownerId: Not(IsNull()) };
  await ops.transaction((tx) => tx.update(ClaimEntity, owned, { ownerId: to.id }));
}
