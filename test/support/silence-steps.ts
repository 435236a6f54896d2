import { CloseClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { MessageEntity, PostMessage, SendReminder, TellLate, passDueTimeJob } from '@app/messaging';
import type { Actor } from '@app/platform';

import { claimNow, claimantOf, filedCase } from './cases';
import type { CaseWish } from './cases';
import { assess } from './clock-steps';
import type { TestOperations } from './test-operations';

/** A claim whose claimant is waited for: nothing was handed in. */
export async function waitingCase(ops: TestOperations, wish: CaseWish = {}): Promise<ClaimEntity> {
  return assess(ops, await filedCase(ops, wish));
}

/** Lets the time pass until a moment of a claim is over. */
export function passMoment(ops: TestOperations, at: Date | null): void {
  if (at === null) throw new Error('This claim waits for no such moment.');
  ops.clock.moveOn(Math.max(0, at.getTime() + 1 - ops.clock.now().getTime()));
}

/** Lets the next step of a claim fall due, and does what the job of that does. */
export async function passNextDue(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
): Promise<ClaimEntity> {
  passMoment(ops, (await claimNow(ops, claim)).nextDueAt);
  await ops.get(TellLate).run({ claimId: claim.id });
  return claimNow(ops, claim);
}

/** Lets the time of the next reminder come, and does what the job of that does. */
export async function passReminder(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
): Promise<ClaimEntity> {
  passMoment(ops, (await claimNow(ops, claim)).remindAt);
  await ops.get(SendReminder).run({ claimId: claim.id });
  return claimNow(ops, claim);
}

/** A claim whose claimant was reminded as often as there are reminders, and whose time is over. */
export async function unansweredCase(
  ops: TestOperations,
  wish: CaseWish = {},
): Promise<ClaimEntity> {
  const claim = await waitingCase(ops, wish);
  await passReminder(ops, claim);
  await passReminder(ops, claim);
  return passNextDue(ops, claim);
}

/** A person closes a claim: Wang, unless somebody else is wished for. */
export function closeBy(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
  by: Actor = ops.staff.wang,
): Promise<ClaimEntity> {
  const wish = { claimId: claim.id, reason: 'Nothing came.' };
  return ops.transaction((tx) => ops.get(CloseClaim).run(tx, by, wish));
}

/** The claimant writes on the thread of their claim. */
export async function writes(ops: TestOperations, claim: ClaimEntity): Promise<MessageEntity> {
  return ops.transaction((tx) =>
    ops.get(PostMessage).run(tx, claimantOf(claim), {
      claimId: claim.id,
      direction: 'in',
      channel: 'web',
      body: 'I was in hospital. Here I am again.',
    }),
  );
}

/** A person of ours writes to the claimant. */
export async function answers(ops: TestOperations, claim: ClaimEntity): Promise<MessageEntity> {
  return ops.transaction((tx) =>
    ops.get(PostMessage).run(tx, ops.staff.wang, {
      claimId: claim.id,
      direction: 'out',
      channel: 'web',
      body: 'We have looked at it again: it stays as it is.',
    }),
  );
}

/** The notices on a claim, oldest first: their keys. */
export async function noticesOf(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'lane' | 'id'>,
): Promise<string[]> {
  return (await messagesOf(ops, claim)).flatMap(({ noticeKey }) => noticeKey ?? []);
}

export async function messagesOf(
  ops: TestOperations,
  { lane, id: claimId }: Pick<ClaimEntity, 'lane' | 'id'>,
): Promise<MessageEntity[]> {
  return ops.reads.find(MessageEntity, { where: { lane, claimId }, order: { id: 'ASC' } });
}

/** The claims of which the sweep would say now that a due time has passed. */
export async function overdueNow(ops: TestOperations): Promise<string[]> {
  const due = await passDueTimeJob.findDue(ops.reads, ops.clock.now(), 1_000);
  return due.map(({ claimId }) => claimId);
}
