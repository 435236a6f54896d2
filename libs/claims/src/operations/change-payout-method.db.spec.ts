import { FileClaim } from '@app/claims';
import type { ClaimEntity, WantedPayoutMethod } from '@app/claims';
import type { Actor } from '@app/platform';
import { AssessClaim } from '@app/review';

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
import { actsOn, decisionStatusNow, jobsFor } from '../../../../test/support/claim-traces';
import { endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import { PayoutMethodQueries } from '../payout-method.queries';
import { ClaimLinkEntity } from '../persistence/claim-link.entity';
import { ChangePayoutMethod } from './change-payout-method';

const NAME = '林小满';
const NUMBER = '6222 0202 0011 2233';

function toAccount(wish: { holderName?: string; number?: string } = {}): WantedPayoutMethod {
  return {
    route: 'account',
    account: { kind: 'bank', holderName: NAME, number: NUMBER, bank: '工商银行', ...wish },
  };
}

describe('saying where an award goes', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    const offered = ['cn-wallet-theft-guarantee', 'gb-app-reimbursement'];
    const programs = { packsDir: null, calendarsFile: null, offered };
    ops = await TestOperations.start({ config: { programs } });
  });
  afterAll(async () => {
    await ops.stop();
  });

  const change = (
    claim: ClaimEntity,
    method: WantedPayoutMethod,
    by: Actor = claimantOf(claim),
  ): Promise<ClaimEntity> =>
    ops.transaction((tx) => ops.get(ChangePayoutMethod).run(tx, by, { claimId: claim.id, method }));
  const filed = (): Promise<ClaimEntity> => filedCase(ops, { payerName: NAME });

  it('is possible for an account in the name of the payer, and kept in one place', async () => {
    const claim = await filed();
    await change(claim, toAccount());
    const now = await claimNow(ops, claim);
    expect(now.payoutMethod).toMatchObject({ route: 'account', position: 0, ending: '2233' });
    expect(now).toMatchObject({ contentVersion: claim.contentVersion + 1 });
    expect(now.hands).toEqual([claim.filedBy]);
    const account = await ops.get(PayoutMethodQueries).account(ops.reads, claim, 0);
    expect(account).toMatchObject({ kind: 'bank', holderName: NAME, number: '6222020200112233' });
    const [row] = await ops.reads.query<{ everything: string }[]>(
      `SELECT concat(c, string_agg(e::text, ''), string_agg(a::text, '')) AS everything
         FROM claims c JOIN claim_events e ON e.claim_id = c.id
         JOIN audit_records a ON a.object_id = c.id WHERE c.id = $1 GROUP BY c`,
      [claim.id],
    );
    expect(row?.everything).not.toMatch(/20200112233|林小满/);
  });

  it('is found again by the same account on another claim, however it is typed', async () => {
    const [one, other] = [await filed(), await filed()];
    await change(one, toAccount({ number: '7777 8888 9999 0000' }));
    await change(other, toAccount({ number: '7777-8888-9999-0000' }));
    const links = await ops.reads.findBy(ClaimLinkEntity, { kind: 'payout_account' });
    const keys = links
      .filter(({ claimId }) => [one.id, other.id].includes(claimId))
      .map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('tells the claimant, who may object, and is looked at by the assessment', async () => {
    const claim = await reviewedCase(ops, { payerName: NAME });
    const before = await jobsFor(ops, claim);
    await change(claim, toAccount());
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'assessing', nextStep: 'assess' });
    expect(await jobsFor(ops, claim)).toBe(before + 1);
    const told = (await ops.get(ClaimQueries).timeline(ops.reads, claim)).at(-1);
    expect(told).toMatchObject({ kind: 'payee.changed' });
    expect(told?.summary.en).toMatch(/ends in 2233.*24 hours/);
    expect(await actsOn(ops, claim)).toContain('payee.changed');
  });

  it('the same again changes nothing; back again is another change', async () => {
    const claim = await filed();
    await change(claim, toAccount());
    const once = await claimNow(ops, claim);
    await change(claim, toAccount({ number: '6222-0202-0011-2233' }));
    expect(await claimNow(ops, claim)).toEqual(once);
    await change(claim, { route: 'original' });
    await change(claim, { route: 'original' });
    const back = await claimNow(ops, claim);
    expect(back).toMatchObject({
      payoutMethod: { route: 'original' },
      contentVersion: once.contentVersion + 1,
    });
    const all = await ops.get(PayoutMethodQueries).all(ops.reads, claim);
    expect(all.map(({ route }) => route)).toEqual(['account', 'original']);
  });

  it('by an agent leaves the hand of the agent on the claim', async () => {
    const claim = await filed();
    await change(claim, toAccount(), ops.staff.sun);
    expect((await claimNow(ops, claim)).hands).toEqual([ops.staff.sun.personId]);
  });

  it('voids a decision that waits for approval', async () => {
    const { claim, decision } = await awaitingApproval(ops, { payerName: NAME });
    await change(claim, toAccount());
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'assessing', nextStep: 'assess' });
    expect(await decisionStatusNow(ops, decision)).toBe('void');
  });

  it.each<[string, () => Promise<ClaimEntity>, WantedPayoutMethod, string]>([
    ['somebody else’s name', filed, toAccount({ holderName: '王小满' }), 'payee.other_name'],
    ['a name that we do not know', () => filedCase(ops), toAccount(), 'payee.name_unknown'],
    ['no number', filed, toAccount({ number: '12' }), 'payee.number_malformed'],
    [
      'a claim that is approved',
      async () => {
        const claim = await reviewedCase(ops, { payerName: NAME });
        await decide(ops, claim);
        return claim;
      },
      toAccount(),
      'payee.approved',
    ],
    ['a programme that pays the way back only', british, toAccount(), 'payee.not_allowed'],
  ])('is refused for %s', async (_what, caseOf, method, code) => {
    const { id } = await caseOf();
    const claim = await claimNow(ops, { id });
    expect(await endOf(change(claim, method))).toBe(code);
    expect(await claimNow(ops, claim)).toEqual(claim);
  });

  it('is not for those who decide', async () => {
    const claim = await filed();
    const end = await endOf(change(claim, toAccount(), ops.staff.wang));
    expect(end).toBe('claim.not_for_role');
  });

  it('cannot be changed past the operation without voiding what was approved', async () => {
    const { claim } = await awaitingApproval(ops, { payerName: NAME });
    const app = await ops.libs.connectAs('ganpei_app');
    const quietly = app.query(
      `UPDATE claims SET payout_method = '{"route":"account"}' WHERE lane = $1 AND id = $2`,
      [claim.lane, claim.id],
    );
    await expect(quietly).rejects.toMatchObject({ constraint: 'claims_payee_content' });
  });

  async function british(): Promise<ClaimEntity> {
    const claimant = aClaimant();
    const wish = { currency: 'GBP', rail: 'fps', payerName: NAME };
    const payment = await aPaymentOf(ops, claimant, wish);
    const filing = {
      ...aFiling(ops, [{ payment }]),
      lossType: 'malicious_payee',
      packId: 'gb-app-reimbursement',
    };
    const claim = await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
    await ops.get(AssessClaim).run({ claimId: claim.id });
    return claim;
  }
});
