import {
  ChangeClaim,
  ClaimEventEntity,
  TOLD_EVENTS,
  WithdrawClaim,
  tellClaimantJob,
} from '@app/claims';
import { newId } from '@app/kernel';
import { SYSTEM } from '@app/platform';

import {
  aClaimant,
  claimantOf,
  decide,
  payingCase,
  reviewedCase,
} from '../../../../test/support/cases';
import { duel } from '../../../../test/support/duels';
import { outgoing, reachedCase, untoldOf } from '../../../../test/support/delivery-steps';
import { merge } from '../../../../test/support/lives';
import { queuedClaim } from '../../../../test/support/queued-claims';
import { waitingCase } from '../../../../test/support/silence-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { TellClaimant } from './tell-claimant';

describe('what happens on a claim', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const tell = (claim: { readonly id: string }): Promise<void> =>
    ops.get(TellClaimant).run({ claimId: claim.id });
  const keysOf = async (claim: { readonly id: string }): Promise<(string | null)[]> =>
    (await outgoing(ops, claim)).map(({ noticeKey }) => noticeKey);

  it('is on the list of what is to be told in the same commit, and rings a bell', async () => {
    const claim = await reachedCase(ops);
    expect(await untoldOf(ops, claim)).toHaveLength(1);
    expect(await ops.jobs('tell-claimant', { claimId: claim.id })).toHaveLength(1);
  });

  it('rings no second bell while something earlier is still to be told, and then one again', async () => {
    const claim = await reachedCase(ops);
    const bells = async (): Promise<number> =>
      (await ops.jobs('tell-claimant', { claimId: claim.id })).length;
    const happens = (kind: string): Promise<void> =>
      ops.transaction((tx) =>
        ops.get(ChangeClaim).addEvent(tx, claim, SYSTEM, {
          kind,
          summary: { en: 'Something happened.', 'zh-CN': '有新情况。' },
        }),
      );
    await happens('clock.paused');
    expect(await bells()).toBe(1);
    await tell(claim);
    await happens('evidence.added');
    expect(await bells()).toBe(1);
    await happens('clock.resumed');
    expect(await bells()).toBe(2);
  });

  it('is told as a message on the thread, in the language of the claimant', async () => {
    const claim = await reachedCase(ops, { locale: 'en' });
    await tell(claim);
    const [message] = await outgoing(ops, claim);
    expect(message).toMatchObject({ channel: 'system', noticeKey: 'claim.received' });
    expect(message!.body).toContain(`We have your claim ${claim.reference} for 860.00 CNY.`);
    expect(message!.body).toMatch(/What is next: .+\nBy when: By \d+ .+\nWhat you need to do: .+/);
    expect(await untoldOf(ops, claim)).toEqual([]);
  });

  it('is told once, however many tell it at once', async () => {
    const claim = await reachedCase(ops);
    await duel(
      () => tell(claim),
      () => tell(claim),
      () => tell(claim),
    );
    await tell(claim);
    expect(await keysOf(claim)).toEqual(['claim.received']);
  });

  it('is found by the sweep when its bell was lost, and then not again', async () => {
    const claim = await reachedCase(ops);
    ops.clock.moveOn(6_000);
    const due = async (): Promise<string[]> =>
      (await tellClaimantJob.findDue(ops.reads, ops.clock.now(), 500)).map(
        ({ claimId }) => claimId,
      );
    expect(await due()).toContain(claim.id);
    await tell(claim);
    expect(await due()).not.toContain(claim.id);
  });

  it('in one breath is told in one notice, which names the owner', async () => {
    const claim = await reviewedCase(ops);
    await tell(claim);
    const [received, ...others] = await outgoing(ops, claim);
    expect(received!.noticeKey).toBe('claim.received');
    expect(received!.body).toMatch(/由(wang|qian)负责处理/);
    expect(others.map(({ noticeKey }) => noticeKey)).not.toContain('claim.in_review');
  });

  it('while the claimant is waited for does not tell them to lean back', async () => {
    const claim = await waitingCase(ops);
    await tell(claim);
    const [received, asked] = await outgoing(ops, claim);
    expect(received!.noticeKey).toBe('claim.received');
    expect(received!.body).toContain('请按“下一步”办理');
    expect(received!.body).not.toContain('无需您操作');
    expect(asked!.noticeKey).toBe('info.requested');
  });

  it('on a duplicate is that it goes on, by both references, and nothing that was asked', async () => {
    const claimant = aClaimant();
    const other = await reviewedCase(ops, { claimant });
    await tell(other);
    const told = (await keysOf(other)).length;
    const duplicate = await waitingCase(ops, { claimant });
    await merge(ops, duplicate, other);
    await tell(duplicate);
    const [received, merged, ...more] = (await outgoing(ops, other)).slice(told);
    expect(more).toEqual([]);
    expect(received).toMatchObject({ noticeKey: 'claim.received' });
    expect(merged).toMatchObject({ noticeKey: 'claim.merged' });
    expect(merged!.body).toContain(
      `您的索赔 ${duplicate.reference} 与 ${other.reference} 为同一事项`,
    );
    expect(merged!.body).toContain('无需您为此操作');
    expect(`${received!.body} ${merged!.body}`).not.toMatch(/办结|未完事项|请.*提供/);
  });

  it('on a claim that was withdrawn meanwhile asks for nothing and promises no date', async () => {
    const claim = await waitingCase(ops);
    const wish = { claimId: claim.id, reason: null };
    await ops.transaction((tx) => ops.get(WithdrawClaim).run(tx, claimantOf(claim), wish));
    await tell(claim);
    const messages = await outgoing(ops, claim);
    expect(messages.map(({ noticeKey }) => noticeKey)).toEqual([
      'claim.received',
      'claim.withdrawn',
    ]);
    expect(messages[0]!.body).toContain('时限：没有后续时限。');
    expect(messages[0]!.body).toContain('您的索赔已撤回');
  });

  it.each([
    [{}, 'decision.approved', '您的索赔已通过，赔付 860.00 元'],
    [
      { outcome: 'partial' as const, awards: [50_000n] },
      'decision.partial',
      '已通过 500.00 元，共索赔 860.00 元',
    ],
    [{ outcome: 'deny' as const }, 'decision.denied', 'The theft is plausible.'],
  ])('when it is decided as %j is told by %s, with how to appeal', async (wish, key, words) => {
    const claim = await reviewedCase(ops);
    await tell(claim);
    await decide(ops, claim, wish);
    await tell(claim);
    const told = (await outgoing(ops, claim)).find(({ noticeKey }) => noticeKey === key);
    expect(told?.body).toContain(words);
    expect(told?.body).toMatch(/如不同意，您可/);
  });

  it('when it is paid is told with the trace number', async () => {
    const [payout] = await payingCase(ops);
    await ops.advancePayout.run({ payoutId: payout!.id });
    await tell({ id: payout!.claimId });
    const told = await outgoing(ops, { id: payout!.claimId });
    const paid = told.find(({ noticeKey }) => noticeKey === 'payout.paid');
    expect(paid?.body).toMatch(/已赔付 860\.00 元，流水号 \S+/);
  });

  it('is on the list for the kinds that are told, and no other', async () => {
    const claim = await queuedClaim(ops);
    const kinds = [...TOLD_EVENTS, 'evidence.added', 'claim.assigned', 'payout.cooled_off'];
    const at = ops.clock.now();
    await ops.transaction((tx) =>
      tx.insert(
        ClaimEventEntity,
        kinds.map((kind) => ({
          lane: claim.lane,
          id: newId('cev', claim.lane),
          claimId: claim.id,
          at,
          kind,
          actorId: 'system',
          actorRole: 'system',
          summary: { en: kind, 'zh-CN': kind },
        })),
      ),
    );
    const untold = new Set((await untoldOf(ops, claim)).map(({ eventId }) => eventId));
    const events = await ops.reads.findBy(ClaimEventEntity, {
      lane: claim.lane,
      claimId: claim.id,
    });
    const listed = events.filter(({ id }) => untold.has(id)).map(({ kind }) => kind);
    expect(listed.sort()).toEqual([...TOLD_EVENTS].sort());
  });
});
