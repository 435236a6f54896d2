import { ClaimUntoldEventEntity } from '@app/claims';
import type { ClaimEntity, NewClaim } from '@app/claims';
import {
  DeliverMessage,
  MessageDeliveryEntity,
  MessageEntity,
  TellClaimant,
  deliverMessageJob,
} from '@app/messaging';

import { aClaimant, filedCase } from './cases';
import type { CaseWish } from './cases';
import type { TestOperations } from './test-operations';

export interface ContactWish {
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly locale?: 'zh-CN' | 'en';
}

/** A claim of somebody who is reached by mail, unless wished otherwise. */
export async function reachedCase(
  ops: TestOperations,
  { email, phone, locale }: ContactWish = {},
  wish: CaseWish = {},
): Promise<ClaimEntity> {
  const claimant = wish.claimant ?? aClaimant();
  const contact: NewClaim['contact'] = {
    name: '林小雨',
    email: email === undefined ? `${claimant.name}@example.com` : email,
    phone: phone ?? null,
    locale: locale ?? 'zh-CN',
  };
  return filedCase(ops, { ...wish, claimant, claim: { ...wish.claim, contact } });
}

/** What the jobs do that tell a claimant and take the messages out. */
export async function tellAndDeliver(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
): Promise<void> {
  await ops.get(TellClaimant).run({ claimId: claim.id });
  for (const message of await outgoing(ops, claim)) await deliver(ops, message);
}

export async function deliver(
  ops: TestOperations,
  { id }: Pick<MessageEntity, 'id'>,
): Promise<void> {
  await ops.get(DeliverMessage).run({ messageId: id });
}

/** The messages of ours on a claim, the first one first. */
export async function outgoing(
  ops: TestOperations,
  { id: claimId }: Pick<ClaimEntity, 'id'>,
): Promise<MessageEntity[]> {
  return ops.reads.find(MessageEntity, {
    where: { claimId, direction: 'out' },
    order: { id: 'ASC' },
  });
}

/** What became of a message on its way, by channel. */
export async function deliveriesOf(
  ops: TestOperations,
  { lane, id: messageId }: Pick<MessageEntity, 'lane' | 'id'>,
): Promise<MessageDeliveryEntity[]> {
  return ops.reads.find(MessageDeliveryEntity, {
    where: { lane, messageId },
    order: { queuedAt: 'ASC' },
  });
}

/** The events of a claim that nobody has told yet. */
export async function untoldOf(
  ops: TestOperations,
  { lane, id: claimId }: Pick<ClaimEntity, 'lane' | 'id'>,
): Promise<ClaimUntoldEventEntity[]> {
  return ops.reads.findBy(ClaimUntoldEventEntity, { lane, claimId });
}

/** The messages whose job the sweep would ring again. */
export async function undelivered(ops: TestOperations): Promise<string[]> {
  const due = await deliverMessageJob.findDue(ops.reads, ops.clock.now(), 500);
  return due.map(({ messageId }) => messageId);
}
