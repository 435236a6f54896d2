import type { Client } from 'pg';

import { AddEvidence, ClaimLinks, FileClaim } from '@app/claims';
import type { ClaimEntity, ClaimTraits } from '@app/claims';
import { laneOfId, laneOfSeed } from '@app/kernel';
import { PaymentEntity, RecordPayerEvents } from '@app/payments';
import type { PayerEventKind } from '@app/payments';
import type { Reads } from '@app/platform';

import {
  aClaimant,
  aFiling,
  aPaymentOf,
  claimantOf,
  evidenceFor,
  filedCase,
} from '../../../test/support/cases';
import { TestOperations } from '../../../test/support/test-operations';
import type { RiskFacts } from './domain/risk/risk-facts';
import { RiskQueries } from './risk.queries';

const DAY_MS = 86_400_000;
const KIBIBYTE = 1_024;

describe('what signals are reckoned from', () => {
  let ops: TestOperations;
  let admin: Client;
  let numbers = 0;
  beforeAll(async () => {
    ops = await TestOperations.start();
    // Past all our code: what becomes of claims is other libs' business.
    admin = await ops.libs.connectAs(null);
  });
  afterAll(async () => {
    await ops.stop();
  });

  const paymentsOf = async ({ lane, claimantPartyId: payerId }: ClaimEntity) =>
    ops.reads.find(PaymentEntity, { where: { lane, payerId }, order: { id: 'ASC' } });
  /** Disputed is the first payment of the claimant. */
  const factsOf = async (claim: ClaimEntity): Promise<RiskFacts> =>
    ops.get(RiskQueries).facts(ops.reads, claim, (await paymentsOf(claim)).slice(0, 1));
  const keep = (claim: ClaimEntity, traits: ClaimTraits): Promise<void> =>
    ops.transaction((tx) => ops.get(ClaimLinks).keep(tx, claim, traits));
  /** Past the rules of the table: what became of other claims is planted, not lived. */
  const setOn = (claim: ClaimEntity, sql: string): Promise<unknown> =>
    admin.query(`SET session_replication_role = replica;
      UPDATE claims SET ${sql} WHERE id = '${claim.id}';
      SET session_replication_role = origin`);
  /** A claim in another lane than that of a claim. */
  const elsewhere = async ({ lane }: ClaimEntity): Promise<ClaimEntity> => {
    for (;;) {
      const claimant = aClaimant();
      if (laneOfSeed(claimant.partyId ?? '') !== lane) return filedCase(ops, { claimant });
    }
  };
  const handIn = (claim: ClaimEntity, content: string, sizeBytes: number): Promise<unknown> => {
    const { file, ...evidence } = evidenceFor(claim, 'identity', content);
    return ops.transaction((tx) =>
      ops
        .get(AddEvidence)
        .run(tx, claimantOf(claim), { ...evidence, file: { ...file, sizeBytes } }),
    );
  };

  it('is nothing for the first claim of somebody', async () => {
    const claim = await filedCase(ops);
    expect(await factsOf(claim)).toMatchObject({
      claim: { partyId: claim.claimantPartyId, filedAt: claim.filedAt, claimedMinor: 86_000n },
      ownClaims: [],
      samePaymentClaimIds: [],
      shared: [],
      disputes: [],
      events: [],
      history: [{ amountMinor: 86_000n, isDisputed: true, status: 'settled' }],
    });
  });

  it.each<[keyof ClaimTraits, string]>([
    ['device', 'device'],
    ['email', 'email'],
    ['phone', 'phone'],
    ['payoutAccount', 'payout_account'],
  ])('names claims of other people, in other lanes, with the same %s', async (trait, kind) => {
    const claim = await filedCase(ops);
    const other = await elsewhere(claim);
    const text = `+1 555 ${String(Date.now())}`;
    await keep(claim, { [trait]: text });
    await keep(other, { [trait]: text });
    const [found, ...rest] = (await factsOf(claim)).shared;
    expect(found).toMatchObject({ kind, claimId: other.id, partyId: other.claimantPartyId });
    expect(found?.at).toBeInstanceOf(Date);
    expect(rest).toEqual([]);
  });

  it.each([
    [KIBIBYTE, 1],
    [KIBIBYTE - 1, 0],
  ])('names claims with the same file of %d bytes: %d', async (sizeBytes, count) => {
    const claim = await filedCase(ops);
    const other = await elsewhere(claim);
    const content = `a receipt of ${String(sizeBytes)} bytes`;
    for (const one of [claim, other]) await handIn(one, content, sizeBytes);
    const { shared } = await factsOf(claim);
    expect(shared.map(({ kind, claimId }) => [kind, claimId])).toEqual(
      count === 0 ? [] : [['file', other.id]],
    );
  });

  it('names what is older than a year no more', async () => {
    const claim = await filedCase(ops);
    const other = await elsewhere(claim);
    for (const one of [claim, other]) await keep(one, { device: `old ${claim.id}` });
    await setOn(claim, `filed_at = filed_at + interval '364 days'`);
    const reread = { ...claim, filedAt: new Date(claim.filedAt.getTime() + 364 * DAY_MS) };
    expect((await factsOf(reread)).shared).toHaveLength(1);
    const later = { ...claim, filedAt: new Date(claim.filedAt.getTime() + 366 * DAY_MS) };
    expect((await factsOf(later)).shared).toEqual([]);
  });

  it('names other claims of the claimant, with what became of them', async () => {
    const claimant = aClaimant();
    const [claim, withdrawn, denied, awarded] = [
      await filedCase(ops, { claimant }),
      await filedCase(ops, { claimant }),
      await filedCase(ops, { claimant }),
      await filedCase(ops, { claimant }),
    ];
    await setOn(withdrawn, `status = 'withdrawn', next_step = NULL`);
    await deny(denied, ['exclusion.self_or_collusion', 'window.expired']);
    await setOn(awarded, 'awarded_minor = 5000');
    const { ownClaims } = await factsOf(claim);
    expect(ownClaims).toMatchObject([
      { id: awarded.id, awardedMinor: 5_000n, isWithdrawn: false, denialCodes: [] },
      { id: denied.id, denialCodes: ['exclusion.self_or_collusion', 'window.expired'] },
      { id: withdrawn.id, isWithdrawn: true },
    ]);
  });

  const deny = async (claim: ClaimEntity, codes: readonly string[]): Promise<void> => {
    const decisionId = `dec_of_${claim.id}`;
    const lines = JSON.stringify(codes.map((reasonCode) => ({ reasonCode })));
    await admin.query(`SET session_replication_role = replica;
      INSERT INTO decisions SELECT (jsonb_populate_record(NULL::decisions, jsonb_build_object(
        'lane', ${String(claim.lane)}, 'id', '${decisionId}', 'claim_id', '${claim.id}',
        'number', 1, 'outcome', 'deny', 'currency', 'CNY', 'award_minor', 0, 'added_minor', 0,
        'own_share_minor', 0, 'content_version', 1, 'approvals_why', '{}'::jsonb, 'payee', '{}'::jsonb,
        'reason', 'As found.', 'lines', '${lines}'::jsonb, 'evidence_waivers', '[]'::jsonb,
        'approvals_required', 0, 'digest', '', 'assessment_id', '', 'decided_by', 'x',
        'decided_by_role', 'reviewer', 'decided_at', now()))).*;
      SET session_replication_role = origin;`);
    await setOn(claim, `status = 'denied', awarded_minor = 0, decision_id = '${decisionId}'`);
  };

  it('names other claims on the same payment, whoever filed them', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant);
    const claims: ClaimEntity[] = [];
    for (const amountMinor of [5_000n, 6_000n]) {
      const filing = aFiling(ops, [{ payment, amountMinor }]);
      claims.push(await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing)));
    }
    const [one, other] = claims;
    expect((await factsOf(one!)).samePaymentClaimIds).toEqual([other?.id]);
  });

  it('names what others disputed with the same payee, by its id or its account', async () => {
    const claim = await filedCase(ops);
    const others = [await elsewhere(claim), await elsewhere(claim), await filedCase(ops)];
    const payee = `m_${String((numbers += 1))}`;
    const [mine] = await paymentsOf(claim);
    const setPayee = async (payment: PaymentEntity | undefined, sql: string): Promise<unknown> =>
      admin.query(`UPDATE payments SET ${sql} WHERE id = '${payment?.id ?? ''}'`);
    await setPayee(mine, `payee_id = '${payee}', payee_account = 'acc ${payee}'`);
    const [byId, byAccount, paid] = others;
    await setPayee((await paymentsOf(byId!))[0], `payee_id = '${payee}'`);
    await setPayee((await paymentsOf(byAccount!))[0], `payee_account = 'acc ${payee}'`);
    await setPayee(
      (await paymentsOf(paid!))[0],
      `payee_id = '${payee}', payee_account = 'acc ${payee}'`,
    );
    await admin.query(
      `UPDATE claim_lines SET status = 'awarded', award_minor = 5 WHERE claim_id = '${paid!.id}'`,
    );
    await setOn(paid!, 'awarded_minor = 5, paid_minor = 5');
    const { disputes } = await factsOf(claim);
    expect(disputes.map(({ claimId, payerId, isPaid }) => ({ claimId, payerId, isPaid }))).toEqual(
      [...others].reverse().map((other) => ({
        claimId: other.id,
        payerId: other.claimantPartyId,
        isPaid: other === paid,
      })),
    );
  });

  it('is what institutions reported of the payer within 180 days, newest first', async () => {
    const claim = await filedCase(ops);
    const report = (kind: PayerEventKind, daysAgo: number): Promise<unknown> =>
      ops.transaction((tx) =>
        ops.get(RecordPayerEvents).run(tx, claim.claimantPartyId, [
          {
            source: 'test-bank',
            sourceId: `e-${String((numbers += 1))}`,
            kind,
            at: new Date(claim.filedAt.getTime() - daysAgo * DAY_MS),
          },
        ]),
      );
    await report('account_opened', 181);
    await report('phone_changed', 179);
    await report('payee_added', 1);
    const { events } = await factsOf(claim);
    expect(events.map(({ kind }) => kind)).toEqual(['payee_added', 'phone_changed']);
  });

  it('is found by indexes alone, however much there is', async () => {
    const claim = await filedCase(ops);
    const payments = await paymentsOf(claim);
    const plans: unknown[] = [];
    await ops.transaction(async (tx) => {
      // Of a table of a few rows all would be read: what could not go by an index still is.
      await tx.query('SET LOCAL enable_seqscan = off');
      const explained = {
        query: async (sql: string, values: unknown[]): Promise<unknown[]> => {
          plans.push(await tx.query(`EXPLAIN (FORMAT JSON) ${sql}`, values));
          return [];
        },
      };
      const payees = payments.map((payment) => ({ ...payment, payeeAccount: '6222' }));
      await ops.get(RiskQueries).facts(explained as unknown as Reads, claim, payees);
    });
    expect(plans).toHaveLength(6);
    const nodes = plans.flatMap(nodesOf);
    const scans = nodes.filter((node) => String(node['Node Type']).endsWith('Scan'));
    const kinds = new Set(scans.map((node) => node['Node Type']));
    expect(kinds).not.toContain('Seq Scan');
    const byIndex = scans.filter((node) => String(node['Node Type']).startsWith('Index'));
    expect(byIndex.length).toBeGreaterThan(10);
    expect(byIndex.filter((node) => node['Index Cond'] === undefined)).toEqual([]);
  });

  it('is told of related claims by reference and status, and of nothing else', async () => {
    const [one, other] = [await filedCase(ops), await filedCase(ops)];
    const ids = [one.id, other.id, one.id, 'pmt_1', 'e-1'];
    const related = await ops.get(RiskQueries).related(ops.reads, ids);
    expect(related).toEqual(
      [other, one].map(({ id, reference, status }) => ({ id, reference, status })),
    );
    expect(related.every(({ id }) => laneOfId(id) >= 0)).toBe(true);
  });
});

type PlanNode = Readonly<Record<string, unknown>>;

/** Every node of a plan, from the top. */
function nodesOf(plan: unknown): PlanNode[] {
  if (Array.isArray(plan)) return plan.flatMap(nodesOf);
  if (typeof plan !== 'object' || plan === null) return [];
  const node = plan as PlanNode;
  const inside = Object.values(node).flatMap(nodesOf);
  return 'Node Type' in node ? [node, ...inside] : inside;
}
