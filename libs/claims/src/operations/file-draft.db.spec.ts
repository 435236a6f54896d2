import { createHash } from 'node:crypto';

import type { PaymentEntity } from '@app/payments';
import type { Actor } from '@app/platform';

import { aClaimant, aFiling, aPaymentOf, claimNow, itemsFor } from '../../../../test/support/cases';
import { duel, endOf, later } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import { expireDraftJob } from '../filing/drafts.jobs';
import { DraftQueries } from '../filing/drafts.queries';
import type { NewClaim } from '../filing/filing';
import type { ClaimDraftEntity } from '../persistence/claim-draft.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AddDraftFile } from './add-draft-file';
import { DropDraft } from './drop-draft';
import { FileDraft } from './file-draft';
import { RemoveDraftFile } from './remove-draft-file';
import { StartDraft } from './start-draft';

const ROUNDS = 20;

describe('filing a draft', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const aDraft = (by: Actor, party = by.partyId): Promise<ClaimDraftEntity> => {
    const claimantPartyId = by.role === 'agent' ? party : null;
    const input = { claimantPartyId, content: { lossType: 'account_theft' } };
    return ops.transaction((tx) => ops.get(StartDraft).run(tx, by, input));
  };
  const file = (
    by: Actor,
    { id: draftId }: { readonly id: string },
    payment: PaymentEntity,
    said: Partial<NewClaim> = {},
  ): Promise<ClaimEntity> => {
    const read = (): Promise<NewClaim> =>
      Promise.resolve({ ...aFiling(ops, [{ payment }]), ...said });
    return ops.transaction((tx) => ops.get(FileDraft).run(tx, by, { draftId, read, device: null }));
  };
  const drop = (by: Actor, { id: draftId }: { readonly id: string }): Promise<void> =>
    ops.transaction((tx) => ops.get(DropDraft).run(tx, by, { draftId }));
  const handIn = async (by: Actor, draft: ClaimDraftEntity, item: string): Promise<string> => {
    const sha256 = createHash('sha256').update(`${draft.id} ${item}`).digest('hex');
    const input = {
      draftId: draft.id,
      item,
      file: { sha256, sizeBytes: 100 },
      mediaType: 'image/png',
      fileName: `${item}.png`,
      description: null,
    };
    await ops.transaction((tx) => ops.get(AddDraftFile).run(tx, by, input));
    return sha256;
  };
  const claimsOn = async ({ id }: PaymentEntity): Promise<number> => {
    const [row] = await ops.reads.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM claim_lines WHERE payment_id = $1',
      [id],
    );
    return row!.count;
  };

  it('makes it a claim with its files as evidence, and then it is gone', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant, { amountMinor: 86_000n });
    const draft = await aDraft(claimant);
    const claim = await file(claimant, draft, payment);
    expect(claim).toMatchObject({ draftId: draft.id, status: 'received', filedBy: claimant.id });
    expect(await ops.get(DraftQueries).visible(ops.reads, claimant, draft.id)).toBeNull();
    expect(await ops.broken()).toEqual([]);
  });

  it('makes its files evidence: what was handed in before is not asked for again', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant, { amountMinor: 86_000n });
    const draft = await aDraft(claimant);
    for (const item of ['identity', 'police_receipt', 'declaration']) {
      await handIn(claimant, draft, item);
      await handIn(claimant, draft, item);
    }
    const claim = await file(claimant, draft, payment);
    const held = await ops.get(ClaimQueries).evidence(ops.reads, claim);
    expect(held.map(({ item }) => item)).toEqual(itemsFor(claim));
    const [row] = await ops.reads.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM claim_draft_files WHERE draft_id = $1',
      [draft.id],
    );
    expect(row!.count).toBe(0);
  });

  it('again returns the claim that it became, to whoever filed it and to nobody else', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant);
    const draft = await aDraft(claimant);
    const claim = await file(claimant, draft, payment);
    expect((await file(claimant, draft, payment)).id).toBe(claim.id);
    expect(await endOf(file(aClaimant(), draft, payment))).toBe('draft.not_found');
    expect(await endOf(file(ops.staff.sun, draft, payment))).toBe('draft.not_found');
    expect(await endOf(drop(claimant, draft))).toBe('draft.not_found');
    expect(await claimsOn(payment)).toBe(1);
  });

  it('leaves it as it is when it is refused', async () => {
    const claimant = aClaimant();
    const stranger = await aPaymentOf(ops, aClaimant());
    const draft = await aDraft(claimant);
    await handIn(claimant, draft, 'identity');
    expect(await endOf(file(claimant, draft, stranger))).toBe('claim.payment_not_found');
    const kept = await ops.get(DraftQueries).visible(ops.reads, claimant, draft.id);
    expect(kept).toMatchObject({ version: 1, content: { lossType: 'account_theft' } });
    expect(await ops.get(DraftQueries).files(ops.reads, draft)).toHaveLength(1);
  });

  it('is refused, and nothing lost, while a file is for nothing that is asked for', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant);
    const draft = await aDraft(claimant);
    const sha256 = await handIn(claimant, draft, 'holiday_picture');
    expect(await endOf(file(claimant, draft, payment))).toBe('evidence.unknown_item');
    expect(await claimsOn(payment)).toBe(0);
    const remove = (item: string): Promise<void> =>
      ops.transaction((tx) =>
        ops.get(RemoveDraftFile).run(tx, claimant, { draftId: draft.id, item, sha256 }),
      );
    expect(await endOf(remove('identity'))).toBe('draft.not_found');
    await remove('holiday_picture');
    expect(await endOf(file(claimant, draft, payment))).toBe('done');
  });

  it('of an agent is for the claimant for whom it was begun', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant);
    const draft = await aDraft(ops.staff.sun, claimant.partyId);
    const forAnother = { claimantPartyId: 'u_other' };
    expect(await endOf(file(ops.staff.sun, draft, payment, forAnother))).toBe('draft.other_party');
    const claim = await file(ops.staff.sun, draft, payment);
    expect(claim).toMatchObject({
      claimantPartyId: claimant.partyId,
      filedBy: ops.staff.sun.id,
      lane: payment.lane,
    });
  });

  it(`by two at once makes one claim, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claimant = aClaimant();
      // Enough for two claims: only that the draft is one keeps them from being two.
      const payment = await aPaymentOf(ops, claimant, { amountMinor: 10_000n });
      const draft = await aDraft(claimant);
      const [line] = aFiling(ops, [{ payment, amountMinor: 5_000n }]).lines;
      const ids: string[] = [];
      const once = async (): Promise<void> => {
        ids.push((await file(claimant, draft, payment, { lines: [line!] })).id);
      };
      expect(await duel(later(round % 2, once), later((round + 1) % 2, once))).toEqual([
        'done',
        'done',
      ]);
      expect(new Set(ids).size).toBe(1);
      expect(await claimsOn(payment)).toBe(1);
    }
  });

  it(`while it is removed does one or the other, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const claimant = aClaimant();
      const payment = await aPaymentOf(ops, claimant);
      const draft = await aDraft(claimant);
      await handIn(claimant, draft, 'identity');
      const ends = await duel(
        later(round % 3, () => file(claimant, draft, payment)),
        later((round + 1) % 3, () => drop(claimant, draft)),
      );
      expect(ends).toEqual(['done', 'draft.not_found']);
      expect(await ops.get(DraftQueries).visible(ops.reads, claimant, draft.id)).toBeNull();
      expect(await claimsOn(payment)).toBeLessThanOrEqual(1);
    }
    expect(await ops.broken()).toEqual([]);
  });

  it('too late is not possible any more, and the sweep finds what is left', async () => {
    const claimant = aClaimant();
    const payment = await aPaymentOf(ops, claimant);
    const draft = await aDraft(claimant);
    const due = async (): Promise<string[]> => {
      const found = await expireDraftJob.findDue(ops.reads, ops.clock.now(), 500);
      return found.map(({ draftId }) => draftId);
    };
    expect(await due()).not.toContain(draft.id);
    ops.clock.moveOn(31 * 86_400_000);
    expect(await due()).toContain(draft.id);
    expect(await endOf(file(claimant, draft, payment))).toBe('draft.not_found');
    expect(
      await claimNow(ops, await file(claimant, await aDraft(claimant), payment)),
    ).toBeDefined();
  });
});
