import { ChangePayoutMethod, ClaimLineEntity, ClaimMilestoneEntity } from '@app/claims';
import type { ClaimEntity } from '@app/claims';

import {
  awaitingApproval,
  claimantOf,
  decide,
  decisionsOf,
  giveVerdict,
  handIn,
  proposalFor,
  reviewedCase,
} from '../../../../test/support/cases';
import { lodge, paidCase, reopen } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { DecisionPreview } from '../decision/decision-preview';
import { letterText } from '../domain/letter/letter';
import type { Letter, LetterTable } from '../domain/letter/letter';
import type { DecisionEntity } from '../persistence/decision.entity';
import { DecisionLetters } from './decision-letters';

const DAY_MS = 86_400_000;
const NAME = '林小满';

describe('the letter on a decision', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const letterOn = async (decision: DecisionEntity): Promise<Letter> =>
    ops.get(DecisionLetters).of(ops.reads, decision, 'en');

  const tableOf = ({ blocks }: Letter, index: number): LetterTable =>
    blocks.filter((block) => block.kind === 'table')[index]!;

  it('tells claim, payments, award, rules and evidence as they are on record', async () => {
    const claim = await reviewedCase(ops, { amounts: [86_000n, 10_000n] });
    const decision = await decide(ops, claim, { outcome: 'partial', awards: [60_000n, 0n] });
    const letter = await letterOn(decision);
    expect(letter).toMatchObject({ reference: claim.reference, draftMark: null, locale: 'en' });
    const rows = tableOf(letter, 0).rows.map((cells) => cells.slice(1, 4));
    expect(rows).toEqual([
      [expect.stringContaining('Shop 77, 860.00 CNY'), '860.00 CNY', '600.00 CNY'],
      [expect.stringContaining('Shop 77, 100.00 CNY'), '100.00 CNY', '0.00 CNY'],
    ]);
    expect(tableOf(letter, 1).rows.map(([shows]) => shows)).toEqual([
      'Proof of identity',
      'Police report receipt',
      "Claimant's declaration",
    ]);
    const text = letterText(letter);
    expect(text).toContain('Dear A claimant,');
    expect(text).toContain('The theft is plausible.');
    expect(text).toContain('cn-wallet-theft-guarantee@0.1.0');
    expect(text).toContain(decision.digest);
    expect(text).toContain('400-000-0000');
    expect(text).toContain('The records of the payments, from: test-bank.');
    for (const { id, name } of Object.values(ops.staff)) {
      expect(text).not.toContain(id);
      expect(text).not.toMatch(new RegExp(`\\b${name}\\b`));
    }
  });

  it('is a draft until the last approval, and counts every term from then', async () => {
    const { decision } = await awaitingApproval(ops);
    expect((await letterOn(decision)).draftMark).toMatch(/DRAFT/);
    ops.clock.moveOn(2 * DAY_MS);
    const approvedAt = ops.clock.now();
    await giveVerdict(ops, decision, ops.staff.zhao);
    const letter = await letterOn(decision);
    expect(letter.draftMark).toBeNull();
    expect(letter.issuedAt.getTime()).toBeGreaterThanOrEqual(approvedAt.getTime());
    const last = new Date(approvedAt.getTime() + 15 * DAY_MS);
    const day = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'long',
    }).format(last);
    expect(letterText(letter)).toContain(`Until: the end of ${day} (China Standard Time, UTC+8)`);
  });

  it('stays a draft when the decision was returned', async () => {
    const { decision } = await awaitingApproval(ops);
    await giveVerdict(ops, decision, ops.staff.zhao, 'return');
    expect((await letterOn(decision)).draftMark).toMatch(/DRAFT/);
  });

  it('names no file that came after the decision', async () => {
    const claim = await reviewedCase(ops, { amounts: [86_000n] });
    const decision = await decide(ops, claim);
    const before = tableOf(await letterOn(decision), 1).rows;
    ops.clock.moveOn(60_000);
    await handIn(ops, claim, 'identity', 'a later file');
    expect(tableOf(await letterOn(decision), 1).rows).toEqual(before);
  });

  it('says what an institution reported', async () => {
    const claim = await reviewedCase(ops, { amounts: [86_000n] });
    const at = ops.clock.now();
    await ops.transaction((tx) =>
      tx.insert(ClaimMilestoneEntity, {
        lane: claim.lane,
        claimId: claim.id,
        position: 0,
        milestone: 'loss_confirmed',
        at,
        note: null,
        actorId: 'usr_bank',
        actorRole: 'institution',
        recordedAt: at,
      }),
    );
    const decision = await decide(ops, claim);
    expect(letterText(await letterOn(decision))).toContain(
      'Reported by an institution: confirmation of the loss,',
    );
  });

  it('after an appeal tells what is added, and that no step is left', async () => {
    const claim = await paidCase(ops, { amounts: [86_000n], awards: [50_000n] });
    await lodge(ops, claim);
    const answer = await decide(ops, claim, { awards: [86_000n], by: ops.staff.qian });
    const [first] = await decisionsOf(ops, claim);
    const text = letterText(await letterOn(answer));
    expect(text).toContain('Your claim is approved in full: we pay 860.00 CNY');
    expect(text).toContain('500.00 CNY had been awarded before; 360.00 CNY is added now.');
    expect(text).toContain('We pay 360.00 CNY');
    expect(text).toContain('no further step against this decision');
    // The letter on the decision that was appealed against stays what it was.
    expect(letterText(await letterOn(first!))).toContain('You can appeal within 15 days');
  });

  it('tells where the award was to go, and what was claimed, when it was decided', async () => {
    const claim = await paidCase(ops, {
      ...{ amounts: [86_000n], awards: [50_000n] },
      payerName: NAME,
    });
    const [decision] = await decisionsOf(ops, claim);
    const before = letterText(await letterOn(decision!));
    expect(before).toContain('back to where each payment came from');
    expect(before).toContain('860.00 CNY');
    await reopen(ops, claim);
    const account = {
      kind: 'bank' as const,
      holderName: NAME,
      number: '6222 0202 0011 2233',
      bank: null,
    };
    await ops.transaction((tx) =>
      ops.get(ChangePayoutMethod).run(tx, claimantOf(claim), {
        claimId: claim.id,
        method: { route: 'account', account },
      }),
    );
    await ops.transaction((tx) =>
      tx.update(ClaimLineEntity, { claimId: claim.id }, { amountMinor: 70_000n }),
    );
    expect(letterText(await letterOn(decision!))).toBe(before);
  });

  it('is shown before it is taken, and leaves nothing behind', async () => {
    const claim: ClaimEntity = await reviewedCase(ops, { amounts: [86_000n] });
    const proposal = await proposalFor(ops, claim, { outcome: 'partial', awards: [1n] });
    const letter = await ops.transaction(async (tx) => {
      const plan = await ops.get(DecisionPreview).of(tx, ops.staff.wang, proposal);
      return ops.get(DecisionLetters).of(tx, plan, 'zh-CN');
    });
    expect(letter.draftMark).toMatch(/草稿/);
    expect(letterText(letter)).toContain('我们赔付 0.01 元（人民币壹分）');
  });
});
