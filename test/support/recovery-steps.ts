import { AddEvidence, FileClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { laneOfId } from '@app/kernel';
import { Money } from '@app/money';
import {
  AgreeRecovery,
  JudgeReceipt,
  OpenRecoveries,
  ProposeReceipt,
  ReceiptQueries,
  RecordCounterparty,
  RecoveryEntity,
  RecoveryQueries,
  RequestRecovery,
} from '@app/recoveries';
import type { CounterpartyEntity, CounterpartyKind, ReceiptContent } from '@app/recoveries';
import { AssessClaim } from '@app/review';

import {
  aClaimant,
  aFiling,
  aPaymentOf,
  claimNow,
  decide,
  evidenceFor,
  giveVerdict,
} from './cases';
import { paidOut } from './lives';
import type { TestOperations } from './test-operations';

export const BRITISH_PACK = 'gb-app-reimbursement';
export const gbp = (amountMinor: bigint): Money => Money.of(amountMinor, 'GBP');

let numbers = 0;

/** A loss of 10,000.00 GBP under the British pack, of which 9,900.00 was paid. */
export async function paidBritishCase(ops: TestOperations): Promise<ClaimEntity> {
  const claimant = aClaimant();
  const wish = { amountMinor: 1_000_000n, currency: 'GBP', rail: 'fps' };
  const payment = await aPaymentOf(ops, claimant, wish);
  const filing = {
    ...aFiling(ops, [{ payment }]),
    ...{ lossType: 'malicious_payee', packId: BRITISH_PACK },
  };
  const filed = await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
  await ops.transaction((tx) =>
    ops.get(AddEvidence).run(tx, claimant, evidenceFor(filed, 'narrative', filed.id)),
  );
  await ops.get(AssessClaim).run({ claimId: filed.id });
  const decision = await decide(ops, await claimNow(ops, filed), { awards: [990_000n] });
  await giveVerdict(ops, decision, ops.staff.zhao);
  return paidOut(ops, await claimNow(ops, filed));
}

/** Somebody whom money can be recovered from. */
export async function aCounterparty(
  ops: TestOperations,
  kind: CounterpartyKind = 'institution',
  party: string | null = null,
): Promise<CounterpartyEntity> {
  numbers += 1;
  const wish = { name: `House ${String(numbers)}`, kind, contact: 'By mail.', party };
  return ops.transaction((tx) => ops.get(RecordCounterparty).run(tx, ops.staff.zhao, wish));
}

/** The recoveries of a claim as they are now. */
export async function recoveriesOf(
  ops: TestOperations,
  claim: ClaimEntity,
): Promise<RecoveryEntity[]> {
  return ops.get(RecoveryQueries).ofClaim(ops.reads, claim);
}

/** The recovery of the other half of a paid claim, asked for. */
export async function requestedHalf(
  ops: TestOperations,
  claim: ClaimEntity,
  counterparty: CounterpartyEntity,
): Promise<RecoveryEntity> {
  await ops.get(OpenRecoveries).run({ claimId: claim.id });
  const [opened] = await recoveriesOf(ops, claim);
  const wish = {
    ...{ recoveryId: opened?.id ?? '', counterpartyId: counterparty.id },
    ...{ reference: null, note: null },
  };
  return ops.transaction((tx) => ops.get(RequestRecovery).run(tx, ops.staff.zhao, wish));
}

/** A counterparty agrees to pay so much. */
export async function agreed(
  ops: TestOperations,
  { id: recoveryId }: RecoveryEntity,
  money: Money,
): Promise<RecoveryEntity> {
  const wish = { recoveryId, money, reference: null, note: null };
  return ops.transaction((tx) => ops.get(AgreeRecovery).run(tx, ops.staff.zhao, wish));
}

/** So much of it comes. */
export async function received(
  ops: TestOperations,
  { id: recoveryId }: RecoveryEntity,
  money: Money,
): Promise<RecoveryEntity> {
  numbers += 1;
  await saidByTwo(ops, {
    ...{ recoveryId, money, receivedAt: ops.clock.now(), reference: `IN-${String(numbers)}` },
    ...{ sender: null, note: null },
  });
  const key = { lane: laneOfId(recoveryId), id: recoveryId };
  return ops.reads.findOneByOrFail(RecoveryEntity, key);
}

/** Money that came by the word of two people: of a recovery, or in suspense. */
export async function saidByTwo(ops: TestOperations, content: ReceiptContent): Promise<void> {
  const proposal = await ops.transaction((tx) =>
    ops.get(ProposeReceipt).run(tx, ops.staff.zhao, content),
  );
  const verdict = { proposalId: proposal.id, verdict: 'approve', note: 'Seen.' } as const;
  await ops.transaction((tx) => ops.get(JudgeReceipt).run(tx, ops.staff.li, verdict));
}

/** Money that comes without being asked for. */
export async function aReceipt(ops: TestOperations, money: Money): Promise<string> {
  numbers += 1;
  const reference = `FPS-${String(numbers)}`;
  await saidByTwo(ops, {
    ...{ recoveryId: null, money, receivedAt: ops.clock.now(), reference },
    ...{ sender: null, note: null },
  });
  return (await ops.get(ReceiptQueries).byReference(ops.reads, reference))?.id ?? '';
}

/** Another bearer of a loss was paid its part of what came back, by the word of two people. */
export async function passedOn(
  ops: TestOperations,
  given: {
    readonly counterpartyId: string;
    readonly claimId: string;
    readonly money: Money;
    readonly reference: string;
  },
): Promise<void> {
  const { counterpartyId, claimId, money, reference } = given;
  await saidByTwo(ops, {
    purpose: { kind: 'passed_on', claimId, counterpartyId },
    ...{ recoveryId: null, money, receivedAt: ops.clock.now(), reference },
    ...{ sender: null, note: null },
  });
}
