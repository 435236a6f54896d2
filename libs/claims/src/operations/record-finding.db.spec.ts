import { AuditTrail } from '@app/audit';
import type { Actor } from '@app/platform';
import { ReviewQueries } from '@app/review';

import {
  aClaimant,
  aFiling,
  aPaymentOf,
  awaitingApproval,
  claimNow,
  claimantOf,
  decide,
  filedCase,
  reviewedCase,
} from '../../../../test/support/cases';
import type { PaymentWish } from '../../../../test/support/cases';
import { assess, timelineOf } from '../../../../test/support/clock-steps';
import { duel, endOf } from '../../../../test/support/duels';
import { lodge } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import type { NewClaim } from '../filing/filing';
import type { ClaimFindingEntity } from '../persistence/claim-finding.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { FileClaim } from './file-claim';
import { RecordFinding } from './record-finding';

const PACKS = [
  'cn-wallet-theft-guarantee',
  'cn-store-guarantee',
  'paypal-like-buyer-protection',
  'gb-app-reimbursement',
  'br-pix-med',
];

describe('recording a finding', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    const programs = { packsDir: null, calendarsFile: null, offered: PACKS };
    ops = await TestOperations.start({ config: { programs } });
  });
  afterAll(async () => {
    await ops.stop();
  });

  interface FindingOn {
    readonly lineId?: string;
    readonly by?: Actor;
  }
  const record = (
    { id: claimId }: ClaimEntity,
    finding: string,
    value: string,
    { lineId, by = ops.staff.wang }: FindingOn = {},
  ): Promise<ClaimFindingEntity> => {
    const input = { claimId, finding, value, lineId: lineId ?? null, reason: 'We looked.' };
    return ops.transaction((tx) => ops.get(RecordFinding).run(tx, by, input));
  };
  /** A claim under a pack, assessed once; with the line of its one payment. */
  const underPack = async (
    packId: string,
    lossType: string,
    wish: PaymentWish & Pick<NewClaim, 'claimantKind'>,
  ): Promise<{ claim: ClaimEntity; lineId: string }> => {
    const claimant = aClaimant();
    const { claimantKind, ...paid } = wish;
    const payment = await aPaymentOf(ops, claimant, paid);
    const kind = claimantKind === undefined ? {} : { claimantKind };
    const filing = { ...aFiling(ops, [{ payment }]), packId, lossType, ...kind };
    const { id } = await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
    const claim = await assess(ops, { id });
    const [line] = await ops.get(ClaimQueries).lines(ops.reads, claim);
    return { claim, lineId: line!.id };
  };
  /** What the newest assessment of a claim says, assessing it again if it is to be. */
  const assessed = async (claim: ClaimEntity) => {
    if ((await claimNow(ops, claim)).status === 'assessing') await assess(ops, claim);
    const { result } = (await ops.get(ReviewQueries).newestAssessment(ops.reads, claim))!;
    const { award, missingFacts, reasons, recommendation } = result;
    const codes = reasons.map(({ code }) => code);
    return { award: award.amountMinor, missingFacts, codes, recommendation };
  };

  it('of the damaged share gives a figure to a pack that pays in proportion', async () => {
    const wish = { amountMinor: 10_000n };
    const { claim, lineId } = await underPack('cn-store-guarantee', 'damaged_goods', wish);
    expect((await assessed(claim)).missingFacts).toEqual(['lines[0].damageBp']);
    await record(claim, 'damageBp', '2500', { lineId });
    expect(await assessed(claim)).toMatchObject({ award: '2500', missingFacts: [] });
  });

  it('of the fees adds them to what a counterfeit pays', async () => {
    const wish = { amountMinor: 10_000n };
    const { claim, lineId } = await underPack('cn-store-guarantee', 'counterfeit', wish);
    const before = BigInt((await assessed(claim)).award);
    await record(claim, 'feesMinor', '750', { lineId });
    expect(BigInt((await assessed(claim)).award) - before).toBe(750n);
  });

  it('of the purchase price caps what is paid back', async () => {
    const wish = { amountMinor: 10_000n, currency: 'USD', rail: 'wallet' };
    const { claim, lineId } = await underPack('paypal-like-buyer-protection', 'not_received', wish);
    expect((await assessed(claim)).missingFacts).toContain('lines[0].purchasePriceMinor');
    await record(claim, 'purchasePriceMinor', '6000', { lineId });
    expect(await assessed(claim)).toMatchObject({ award: '6000' });
  });

  it('of what was found with the recipients bounds what comes back, down to nothing', async () => {
    const wish = { amountMinor: 10_000n, currency: 'BRL', rail: 'pix' };
    const { claim } = await underPack('br-pix-med', 'scam', wish);
    expect((await assessed(claim)).missingFacts).toContain('fundsFoundMinor');
    await record(claim, 'fundsFoundMinor', '3000');
    expect(await assessed(claim)).toMatchObject({ award: '3000', missingFacts: [] });
    await record(claim, 'fundsFoundMinor', '0');
    expect(await assessed(claim)).toMatchObject({ award: '0', recommendation: 'deny' });
  });

  it('of a border refuses where the promise ends at it, and of none clears it', async () => {
    const wish = { amountMinor: 100_000n, currency: 'GBP', rail: 'fps' };
    const { claim, lineId } = await underPack('gb-app-reimbursement', 'malicious_payee', wish);
    expect((await assessed(claim)).missingFacts).toContain('lines[0].crossBorder');
    await record(claim, 'crossBorder', 'true', { lineId });
    expect((await assessed(claim)).codes).toContain('cross_border.not_covered');
    await record(claim, 'crossBorder', 'false', { lineId });
    const { award, missingFacts } = await assessed(claim);
    expect(missingFacts).not.toContain('lines[0].crossBorder');
    expect(BigInt(award)).toBeGreaterThan(0n);
  });

  it('of an exclusion denies by its name, and that it does not apply takes that back', async () => {
    const claim = await reviewedCase(ops);
    await record(claim, 'exclusions.lent_account', 'true');
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'assessing', nextStep: 'assess' });
    expect(await assessed(claim)).toMatchObject({
      award: '0',
      codes: ['exclusion.lent_account'],
      recommendation: 'deny',
    });
    await record(claim, 'exclusions.lent_account', 'false');
    expect(await assessed(claim)).toMatchObject({ award: '86000' });
  });

  it('of what the claimant is counts more than what they said', async () => {
    const wish = { amountMinor: 100_000n, currency: 'GBP', rail: 'fps' };
    const said = { ...wish, claimantKind: 'small_charity' };
    const { claim } = await underPack('gb-app-reimbursement', 'malicious_payee', said);
    expect(BigInt((await assessed(claim)).award)).toBeGreaterThan(0n);
    await record(claim, 'claimantKind', 'business');
    expect((await assessed(claim)).codes).toContain('claimant.not_covered');
  });

  it('voids a decision that waits for its approval', async () => {
    const { claim } = await awaitingApproval(ops);
    await record(claim, 'exclusions.lent_account', 'true', { by: ops.staff.qian });
    expect((await claimNow(ops, claim)).contentVersion).toBe(claim.contentVersion + 1);
    // It is assessed with what was found, like any other that nobody has decided.
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'assessing', nextStep: 'assess' });
    expect(await timelineOf(ops, claim)).toContain('claim.decision_void');
    expect((await assessed(claim)).codes).toEqual(['exclusion.lent_account']);
  });

  it('is a hand in the claim: an appeal is heard by somebody else', async () => {
    const claim = await reviewedCase(ops);
    const { wang, qian } = ops.staff;
    await record(claim, 'exclusions.lent_account', 'true', { by: qian });
    await assess(ops, claim);
    await decide(ops, claim, { outcome: 'deny', by: wang });
    await lodge(ops, claim);
    const appealed = await claimNow(ops, claim);
    expect(appealed.earlierHands).toEqual(
      expect.arrayContaining([wang.personId, qian.personId]) as string[],
    );
    expect([wang.id, qian.id]).not.toContain(appealed.ownerId);
    expect(await endOf(decide(ops, claim, { by: qian }))).toBe('decision.own_hand');
  });

  it('says on the timeline and in the audit trail that something was found, and not what', async () => {
    const claim = await filedCase(ops);
    await record(claim, 'exclusions.self_or_collusion', 'true');
    expect(await timelineOf(ops, claim)).toEqual(['claim.filed', 'finding.recorded']);
    const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
    const trail = await ops.get(AuditTrail).of(ops.reads, claim.lane, claim.id);
    expect(JSON.stringify([timeline, trail])).not.toMatch(/collusion|looked/);
    expect(trail.at(-1)).toMatchObject({ action: 'finding.recorded', facts: { position: 0 } });
  });

  it('the same again is the first record; another one corrects it, and both stay', async () => {
    const claim = await filedCase(ops);
    const once = (): Promise<unknown> => record(claim, 'exclusions.lent_account', 'true');
    expect(await duel(once, once, once)).toEqual(['done', 'done', 'done']);
    await record(claim, 'exclusions.lent_account', 'false');
    const held = await ops.get(ClaimQueries).findings(ops.reads, claim);
    expect(held.map(({ value }) => value)).toEqual(['true', 'false']);
  });

  it('is refused to whoever claims or filed, and on what is settled', async () => {
    const claim = await reviewedCase(ops);
    const by = claimantOf(claim);
    expect(await endOf(record(claim, 'exclusions.lent_account', 'true', { by }))).toBe(
      'claim.own_hand',
    );
    await decide(ops, claim, { outcome: 'deny' });
    expect(await endOf(record(claim, 'exclusions.lent_account', 'true'))).toBe(
      'claim.cannot_advance',
    );
  });

  it('is refused when the pack does not reckon with it, or about another claim’s payment', async () => {
    const claim = await filedCase(ops);
    expect(await endOf(record(claim, 'damageBp', '1'))).toBe('finding.unknown');
    const wish = { amountMinor: 10_000n };
    const store = await underPack('cn-store-guarantee', 'damaged_goods', wish);
    const other = await underPack('cn-store-guarantee', 'damaged_goods', wish);
    const end = await endOf(record(store.claim, 'damageBp', '1', { lineId: other.lineId }));
    expect(end).toBe('finding.line_needed');
    expect(await ops.get(ClaimQueries).findings(ops.reads, store.claim)).toEqual([]);
  });
});
