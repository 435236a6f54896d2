import { Money } from '@app/money';
import type { PaymentEntity } from '@app/payments';
import type { Actor } from '@app/platform';

import { aClaimant, aPaymentOf, filedCase, reviewedCase } from '../../../../test/support/cases';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import { DraftOutlook } from './draft-outlook';
import type { Outlook, TypedClaim } from './draft-outlook';

const NOTHING: TypedClaim = {
  lossType: null,
  lines: [],
  discoveredAt: null,
  packId: null,
  claimantPartyId: null,
  claimantKind: null,
  payoutMethod: null,
  vulnerability: null,
};

describe('looking ahead from a draft', () => {
  let ops: TestOperations;
  let claimant: Actor;
  let payment: PaymentEntity;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  beforeEach(async () => {
    claimant = aClaimant();
    payment = await aPaymentOf(ops, claimant, { amountMinor: 2_500_000n });
  });

  const look = (typed: Partial<TypedClaim>, items: readonly string[] = []): Promise<Outlook> => {
    const draft = { partyId: claimant.partyId ?? '', items };
    return ops.get(DraftOutlook).of(ops.reads, draft, { ...NOTHING, ...typed });
  };
  const line = (
    { id: paymentId, currency }: PaymentEntity,
    amountMinor: bigint,
    index = 0,
  ): TypedClaim['lines'][number] => ({ index, paymentId, money: Money.of(amountMinor, currency) });
  const codes = ({ problems }: Outlook): string[] =>
    problems.map(({ field, code }) => `${field} ${code}`);

  it('sees nothing yet where nothing is typed, and finds no fault with that', async () => {
    expect(await look({})).toEqual({
      problems: [],
      pack: null,
      claimed: null,
      evidence: [],
      decisionAt: null,
    });
  });

  it('shows the guarantee and its whole evidence list as soon as the loss is named', async () => {
    const { pack, evidence, decisionAt, problems } = await look({ lossType: 'account_theft' });
    expect(pack?.packId).toBe('cn-wallet-theft-guarantee');
    expect(problems).toEqual([]);
    expect(evidence.map(({ item, requiredFrom }) => `${item} ${requiredFrom.toString()}`)).toEqual(
      pack?.evidence.map(
        ({ id, requiredFromMinor }) =>
          `${id} ${Money.of(BigInt(requiredFromMinor), 'CNY').toString()}`,
      ),
    );
    expect(new Set(evidence.map(({ requiredFrom }) => requiredFrom.amountMinor)).size).toBe(3);
    expect(decisionAt!.getTime()).toBeGreaterThan(ops.clock.now().getTime());
  });

  it('asks for what the amount makes necessary, and not for what is handed in', async () => {
    const lossType = 'account_theft';
    const missing = ({ evidence }: Outlook): string[] =>
      evidence
        .filter(({ required, state }) => required && state === 'missing')
        .map(({ item }) => item);
    const small = await look({ lossType, lines: [line(payment, 100n)] });
    const large = await look({ lossType, lines: [line(payment, 2_500_000n)] }, ['identity']);
    expect(missing(small)).toEqual(['identity', 'police_receipt', 'declaration']);
    expect(missing(large)).toEqual(['police_receipt', 'declaration', 'new_card_proof']);
    expect(large.claimed).toEqual(Money.of(2_500_000n, 'CNY'));
  });

  it('promises the time that a claim is promised which is filed now with all its evidence', async () => {
    const typed = { lossType: 'account_theft', lines: [line(payment, 86_000n)] };
    const { decisionAt } = await look(typed);
    const claim = await reviewedCase(ops);
    expect(claim).toMatchObject({ nextStep: 'review', nextDueAt: decisionAt });
  });

  it('says of each payment what filing would say, by its place in what was typed', async () => {
    const stranger = await aPaymentOf(ops, aClaimant());
    const refunded = await aPaymentOf(ops, claimant, { status: 'refunded' });
    const foreign = await aPaymentOf(ops, claimant, { currency: 'USD' });
    const wrong = await look({
      lossType: 'account_theft',
      lines: [
        line(payment, 100n, 1),
        line(payment, 100n, 2),
        line(stranger, 100n, 4),
        line(refunded, 100n, 5),
        line(foreign, 100n, 7),
      ],
    });
    expect(codes(wrong)).toEqual([
      'lines[2].paymentId claim.payment_twice',
      'lines[4].paymentId claim.payment_not_found',
      'lines[5].paymentId claim.payment_not_settled',
      'lines[7].money claim.wrong_currency',
    ]);
    for (const { texts } of wrong.problems) {
      expect(texts['zh-CN']).toMatch(/\p{Script=Han}/u);
    }
  });

  it('says what is claimed already, and what there is not', async () => {
    const claim = await filedCase(ops, { claimant, amounts: [10_000n] });
    const [held] = await ops.get(ClaimQueries).lines(ops.reads, claim);
    const lines = [
      { index: 0, paymentId: held!.paymentId, money: Money.of(1n, 'CNY') },
      line(payment, 2_500_001n, 1),
    ];
    const { problems } = await look({ lossType: 'account_theft', lines });
    expect(problems.map(({ field, code }) => [field, code])).toEqual([
      ['lines[0].money', 'claim.already_open'],
      ['lines[1].money', 'claim.payment_exhausted'],
    ]);
    expect(problems[0]!.texts.en).toContain(claim.reference);
  });

  it('collects what else is wrong instead of stopping at the first', async () => {
    const wrong = await look(
      {
        lossType: 'bad_mood',
        discoveredAt: new Date(ops.clock.now().getTime() + 60_000),
        claimantKind: 'martian',
        claimantPartyId: 'u_other',
      },
      ['holiday_picture'],
    );
    expect(codes(wrong)).toEqual([
      'claimantPartyId draft.other_party',
      'discoveredAt claim.discovered_in_the_future',
      'claimantKind claim.unknown_claimant_kind',
      'lossType claim.unknown_loss_type',
    ]);
  });

  it('says when a file is for nothing that is asked for', async () => {
    const wrong = await look({ lossType: 'account_theft' }, ['identity', 'holiday_picture']);
    expect(codes(wrong)).toEqual(['files evidence.unknown_item']);
  });

  it('says that a programme is not offered, and shows no list of it', async () => {
    const wrong = await look({ lossType: 'scam', packId: 'br-pix-med' });
    expect(codes(wrong)).toEqual(['packId claim.program_not_offered']);
    expect(wrong.pack).toBeNull();
  });
});
