import { createHash } from 'node:crypto';

import { AddEvidence, ClaimEntity, ClaimQueries, FileClaim } from '@app/claims';
import type { NewClaim } from '@app/claims';
import { laneOfId } from '@app/kernel';
import { Money } from '@app/money';
import { PaymentEntity, RecordPayments } from '@app/payments';
import { PayoutEntity, PayoutQueries } from '@app/payouts';
import type { Actor } from '@app/platform';
import { ApproveDecision, AssessClaim, DecideClaim, ReviewQueries } from '@app/review';
import type { DecisionEntity, DecisionInput, Outcome } from '@app/review';

import { giveTo } from './accounts';
import type { TestOperations } from './test-operations';

const DAY_MS = 86_400_000;

let numbers = 0;
const nextNumber = (): string => `${process.pid}x${(numbers += 1)}`;

/** Somebody who has never claimed before, so that no signal calls for a person. */
export function aClaimant(): Actor {
  const name = `u_${nextNumber()}`;
  const id = `usr_${name}`;
  return { id, role: 'claimant', name, partyId: name, personId: id };
}

export interface PaymentWish {
  readonly amountMinor?: bigint;
  readonly currency?: string;
  readonly rail?: string;
  readonly status?: PaymentEntity['status'];
  readonly refundedMinor?: bigint;
  readonly daysAgo?: number;
  /** Without it nobody knows the payer's name. */
  readonly payerName?: string;
}

/** A payment of somebody's: settled, yesterday, 199.00 CNY, unless wished otherwise. */
export async function aPaymentOf(
  ops: TestOperations,
  payer: Actor,
  wish: PaymentWish = {},
): Promise<PaymentEntity> {
  const currency = wish.currency ?? 'CNY';
  const paidAt = new Date(ops.clock.now().getTime() - (wish.daysAgo ?? 1) * DAY_MS);
  const [recorded] = await ops.transaction((tx) =>
    ops.get(RecordPayments).run(tx, [
      {
        source: 'test-bank',
        sourceId: `t-${nextNumber()}`,
        channel: 'wechat',
        rail: wish.rail ?? 'quick_pay',
        paidAt,
        settledAt: paidAt,
        payer: {
          id: payer.partyId ?? '',
          ...(wish.payerName === undefined ? {} : { name: wish.payerName }),
        },
        // A shop of their own: many who dispute one payee are a signal.
        payee: { id: `m_${payer.partyId ?? ''}`, name: 'Shop 77' },
        money: Money.of(wish.amountMinor ?? 19_900n, currency),
        status: wish.status ?? 'settled',
        ...(wish.refundedMinor === undefined
          ? {}
          : { refunded: Money.of(wish.refundedMinor, currency) }),
      },
    ]),
  );
  const id = recorded?.id ?? '';
  return ops.reads.findOneByOrFail(PaymentEntity, { lane: laneOfId(id), id });
}

/** What a claimant writes into the form. */
export function aFiling(
  ops: TestOperations,
  lines: readonly { readonly payment: PaymentEntity; readonly amountMinor?: bigint }[],
): NewClaim {
  return {
    lossType: 'account_theft',
    lines: lines.map(({ payment, amountMinor }) => ({
      paymentId: payment.id,
      money: Money.of(amountMinor ?? payment.amountMinor, payment.currency),
    })),
    narrative: 'My phone was stolen and somebody paid with it.',
    discoveredAt: new Date(ops.clock.now().getTime() - 3_600_000),
    contact: { name: 'A claimant', email: null, phone: phoneOf(lines), locale: 'zh-CN' },
    payoutMethod: { route: 'original' },
    packId: null,
    claimantPartyId: null,
  };
}

/** A number of the payer's own: one that many share is a signal. */
function phoneOf([line]: readonly { readonly payment: PaymentEntity }[]): string {
  const hash = createHash('sha256')
    .update(line?.payment.payerId ?? '')
    .digest();
  return `+86138${String(hash.readUInt32BE() % 100_000_000).padStart(8, '0')}`;
}

export interface CaseWish {
  readonly claimant?: Actor;
  /** One payment per amount, each claimed in full. */
  readonly amounts?: readonly bigint[];
  /** The name on the payments. */
  readonly payerName?: string;
  /** What else stands in the form. */
  readonly claim?: Partial<NewClaim>;
}

/** Files a claim on fresh payments. */
export async function filedCase(ops: TestOperations, wish: CaseWish = {}): Promise<ClaimEntity> {
  const claimant = wish.claimant ?? aClaimant();
  const payments: PaymentEntity[] = [];
  for (const amountMinor of wish.amounts ?? [86_000n]) {
    const { payerName } = wish;
    payments.push(
      await aPaymentOf(ops, claimant, {
        amountMinor,
        ...(payerName === undefined ? {} : { payerName }),
      }),
    );
  }
  const filing = aFiling(
    ops,
    payments.map((payment) => ({ payment })),
  );
  const typed = { ...filing, ...wish.claim };
  return ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, typed));
}

/** Whoever filed a claim. */
export function claimantOf(claim: ClaimEntity): Actor {
  const { filedBy: id, claimantPartyId: partyId } = claim;
  return { id, role: 'claimant', name: partyId, partyId, personId: id };
}

/** Hands in one file for one item; `content` tells two files apart. */
export async function handIn(
  ops: TestOperations,
  claim: ClaimEntity,
  item: string,
  content = `${claim.id} ${item}`,
): Promise<void> {
  await ops.transaction((tx) =>
    ops.get(AddEvidence).run(tx, claimantOf(claim), evidenceFor(claim, item, content)),
  );
}

/** A file as it reaches the operation: stored already. */
export function evidenceFor(
  claim: Pick<ClaimEntity, 'id'>,
  item: string,
  content: string,
): Parameters<AddEvidence['run']>[2] {
  return {
    claimId: claim.id,
    item,
    file: { sha256: createHash('sha256').update(content).digest('hex'), sizeBytes: content.length },
    mediaType: 'image/png',
    fileName: `${item}.png`,
    description: null,
  };
}

/** The items that the demo pack asks for, by the amount claimed. */
export function itemsFor(claim: ClaimEntity): string[] {
  return [
    ...['identity', 'police_receipt', 'declaration'],
    ...(claim.claimedMinor >= 2_000_000n ? ['new_card_proof'] : []),
    ...(claim.claimedMinor >= 5_000_000n ? ['police_case_filing'] : []),
  ];
}

export async function handInAll(ops: TestOperations, claim: ClaimEntity): Promise<void> {
  await ops.transaction(async (tx) => {
    for (const item of itemsFor(claim)) {
      const evidence = evidenceFor(claim, item, `${claim.id} ${item}`);
      await ops.get(AddEvidence).run(tx, claimantOf(claim), evidence);
    }
  });
}

/** A claim with all its evidence that waits for a reviewer. At most 200.00 is approved at once. */
export async function reviewedCase(ops: TestOperations, wish: CaseWish = {}): Promise<ClaimEntity> {
  const claim = await filedCase(ops, wish);
  await handInAll(ops, claim);
  await ops.get(AssessClaim).run({ claimId: claim.id });
  return claimNow(ops, claim);
}

export interface ProposalWish {
  readonly outcome?: Outcome;
  /** The award on each line; in full unless it says otherwise. */
  readonly awards?: readonly bigint[];
  readonly waived?: readonly string[];
}

/** A reviewer's decision, as it reaches the operation. */
export async function proposalFor(
  ops: TestOperations,
  claim: ClaimEntity,
  wish: ProposalWish = {},
): Promise<DecisionInput> {
  const outcome = wish.outcome ?? 'approve';
  const lines = await ops.get(ClaimQueries).lines(ops.reads, claim);
  return {
    claimId: claim.id,
    outcome,
    lines: lines.map(({ id: lineId, amountMinor, currency }, index) => {
      const awardMinor = outcome === 'deny' ? 0n : (wish.awards?.[index] ?? amountMinor);
      const reasonCode = awardMinor === 0n ? 'loss.not_proven' : 'covered.full';
      return { lineId, award: Money.of(awardMinor, currency), reasonCode };
    }),
    reason: 'The theft is plausible.',
    evidenceWaivers: (wish.waived ?? []).map((item) => ({ item, reason: 'It is known to us.' })),
    expectedVersion: null,
  };
}

/**
 * Decides as a reviewer, whose claim it is. Above 5,000.00 nobody else may, and another person has
 * to approve.
 */
export async function decide(
  ops: TestOperations,
  claim: ClaimEntity,
  wish: ProposalWish & { readonly by?: Actor } = {},
): Promise<DecisionEntity> {
  const proposal = await proposalFor(ops, claim, wish);
  const by = wish.by ?? ops.staff.wang;
  await giveTo(ops, claim, by);
  const taken = await ops.transaction((tx) => ops.get(DecideClaim).run(tx, by, proposal));
  return taken.decision;
}

/** Gives a verdict on a decision. */
export async function giveVerdict(
  ops: TestOperations,
  decision: Pick<DecisionEntity, 'id'>,
  by: Actor,
  verdict: 'approve' | 'return' = 'approve',
): Promise<void> {
  await ops.transaction((tx) =>
    ops.get(ApproveDecision).run(tx, by, { decisionId: decision.id, verdict, note: 'Seen.' }),
  );
}

/** A claim with a decision that waits for its approval. */
export async function awaitingApproval(
  ops: TestOperations,
  wish: CaseWish = {},
): Promise<{ claim: ClaimEntity; decision: DecisionEntity }> {
  const claim = await reviewedCase(ops, { amounts: [600_000n], ...wish });
  const decision = await decide(ops, claim);
  return { claim: await claimNow(ops, claim), decision };
}

/** An approved claim whose payouts are opened, one per amount. */
export async function payingCase(
  ops: TestOperations,
  wish: CaseWish = {},
): Promise<PayoutEntity[]> {
  const claim = await reviewedCase(ops, wish);
  if (claim.status === 'in_review') await decide(ops, claim);
  await ops.openPayouts.run({ claimId: claim.id });
  return payoutsOf(ops, claim);
}

export async function claimNow(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
): Promise<ClaimEntity> {
  const { id } = claim;
  return ops.reads.findOneByOrFail(ClaimEntity, { lane: laneOfId(id), id });
}

export async function payoutsOf(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
): Promise<PayoutEntity[]> {
  return ops.get(PayoutQueries).ofClaim(ops.reads, claim.id);
}

export async function payoutNow(ops: TestOperations, { id }: PayoutEntity): Promise<PayoutEntity> {
  return ops.reads.findOneByOrFail(PayoutEntity, { lane: laneOfId(id), id });
}

export async function decisionsOf(
  ops: TestOperations,
  claim: ClaimEntity,
): Promise<DecisionEntity[]> {
  return ops.get(ReviewQueries).decisions(ops.reads, claim);
}
