import type { ClaimEntity } from '@app/claims';

import { decide, reviewedCase } from '../../../../../test/support/cases';
import { offeringClockPack } from '../../../../../test/support/clock-pack';
import { CreditSteps } from '../../../../../test/support/credit-steps';
import { TestOperations } from '../../../../../test/support/test-operations';

/** What the application could try by SQL of its own, behind all operations. */
describe('the tables of credits', () => {
  let ops: TestOperations;
  let credit: CreditSteps;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
    credit = new CreditSteps(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  const sql = (text: string, ...values: unknown[]): Promise<unknown> =>
    ops.transaction((tx) => tx.query(text, values));

  describe('take no credit', () => {
    let claim: ClaimEntity;
    beforeAll(async () => {
      claim = await reviewedCase(ops);
    });

    /** A credit just as the newest assessment promises it, but for what differs. */
    const given = (change: Record<string, string> = {}): Promise<unknown> => {
      const column = (name: string, usual: string): string => change[name] ?? usual;
      return sql(
        `INSERT INTO provisional_credits (lane, claim_id, assessment_id, currency, amount_minor, due_at,
           granted_at, status, steps, updated_at)
         SELECT a.lane, a.claim_id, ${column('assessment', 'a.id')}, ${column('currency', `'CNY'`)},
           ${column('amount', `(a.result -> 'provisional' -> 'money' ->> 'amountMinor')::bigint`)},
           ${column('due', `(a.result -> 'provisional' ->> 'dueAt')::timestamptz`)},
           ${column('at', `(a.result -> 'provisional' ->> 'dueAt')::timestamptz - interval '12 hours'`)},
           'granted', 0, now()
           FROM assessments a WHERE a.claim_id = $1 ORDER BY a.number DESC LIMIT 1`,
        claim.id,
      );
    };

    it.each([
      ['of more than is promised', { amount: '86001' }],
      ['of less', { amount: '85999' }],
      ['in another currency', { currency: `'USD'` }],
      ['by another time', { due: `now() + interval '20 days'` }],
      [
        'before its time',
        { at: `(a.result -> 'provisional' ->> 'dueAt')::timestamptz - interval '2 days'` },
      ],
    ])('%s', async (_what, change) => {
      await expect(given(change)).rejects.toMatchObject({
        constraint: 'provisional_credits_promised',
      });
    });

    it('on a claim that was decided', async () => {
      await decide(ops, claim, { outcome: 'deny' });
      await expect(given()).rejects.toMatchObject({ constraint: 'provisional_credits_promised' });
    });
  });

  describe('of one that is there', () => {
    let claim: ClaimEntity;
    let payoutId: string;
    beforeAll(async () => {
      claim = await credit.credited();
      const [order] = await credit.orders(claim);
      payoutId = order!.id;
    });

    it('take no second order, and none for more', async () => {
      const copy = (amount: string, line = 'claim_line_id'): Promise<unknown> =>
        sql(
          `INSERT INTO payouts (lane, id, kind, source_id, claim_id, claim_line_id, currency, amount_minor, rail,
             payee, key, request_digest, status, created_at, updated_at)
           SELECT lane, id || 'x', kind, source_id, claim_id, ${line}, currency, ${amount}, rail, payee, key || 'x',
             request_digest, 'created', now(), now() FROM payouts WHERE id = $1`,
          payoutId,
        );
      await expect(copy('1')).rejects.toMatchObject({ constraint: 'payouts_promised_credit' });
      // Long after, when nothing of it can appear at the rail any more.
      await sql(
        `UPDATE payouts SET status = 'failed', updated_at = now() + interval '1 year' WHERE id = $1`,
        payoutId,
      );
      await expect(copy('86001')).rejects.toMatchObject({ constraint: 'payouts_promised_credit' });
      await expect(copy('1', `'cln_of_nobody'`)).rejects.toMatchObject({
        constraint: 'payouts_promised_credit',
      });
      await sql(`UPDATE payouts SET status = 'settled' WHERE id = $1`, payoutId);
    });

    it('make nothing final that no decision awards', async () => {
      await expect(
        sql('UPDATE provisional_credits SET final_minor = 1 WHERE claim_id = $1', claim.id),
      ).rejects.toMatchObject({ constraint: 'provisional_credits_final' });
    });

    it.each([
      ['ask a wallet', `asked_minor = 1, asked_at = now(), destination = destination`, '42501'],
      ['let anybody owe', `shortfall_minor = 1, ended_at = now()`, null],
    ])('%s nothing before the notice is over', async (_what, change, code) => {
      const tried = sql(
        `UPDATE provisional_credit_parts SET ${change} WHERE payout_id = $1`,
        payoutId,
      );
      await expect(tried).rejects.toMatchObject(
        code === null ? { constraint: 'provisional_credits_honoured' } : { code },
      );
    });

    it('say no end without a notice before it', async () => {
      await expect(
        sql(`UPDATE provisional_credits SET status = 'ending' WHERE claim_id = $1`, claim.id),
      ).rejects.toMatchObject({ constraint: 'provisional_credits_notice_check' });
      await expect(
        sql('UPDATE provisional_credits SET shortfall_minor = 1 WHERE claim_id = $1', claim.id),
      ).rejects.toMatchObject({ constraint: 'provisional_credits_notice_check' });
    });

    it('recover nothing that nobody owes', async () => {
      await expect(
        sql(
          `INSERT INTO recoveries (lane, id, claim_id, kind, party, currency, requested_minor, agreed_minor,
             status, steps, opened_at, updated_at)
           VALUES ($1, 'rcv_x', $2, 'credit', 'claimant', 'CNY', 1, 1, 'requested', 1, now(), now())`,
          claim.lane,
          claim.id,
        ),
      ).rejects.toMatchObject({ constraint: 'recoveries_of_credit' });
    });

    it.each(['provisional_credits', 'provisional_credit_parts', 'provisional_credit_steps'])(
      'keep every row of %s',
      async (table) => {
        await expect(sql(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
      },
    );
  });
});
