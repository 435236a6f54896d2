import { LIMITS } from '@app/audit';
import type { Actor } from '@app/platform';

import { hired } from '../../../../test/support/accounts';
import { aClaimant } from '../../../../test/support/cases';
import { duel, endOf, later } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { DraftQueries } from '../filing/drafts.queries';
import type { ClaimDraftEntity } from '../persistence/claim-draft.entity';
import { ChangeDraft } from './change-draft';
import { DropDraft } from './drop-draft';
import { ExpireDraft } from './expire-draft';
import { StartDraft } from './start-draft';

const ROUNDS = 20;
const { usual: DRAFTS_PER_PARTY } = LIMITS.draftsPerParty;
const DAY_MS = 86_400_000;

describe('a draft', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const start = (
    by: Actor,
    content: Record<string, unknown> = {},
    claimantPartyId: string | null = null,
  ): Promise<ClaimDraftEntity> =>
    ops.transaction((tx) => ops.get(StartDraft).run(tx, by, { claimantPartyId, content }));
  const change = (
    by: Actor,
    { id: draftId }: { readonly id: string },
    expectedVersion: number,
    content: Record<string, unknown>,
  ): Promise<ClaimDraftEntity> =>
    ops.transaction((tx) =>
      ops.get(ChangeDraft).run(tx, by, { draftId, expectedVersion, content }),
    );
  const drop = (by: Actor, { id: draftId }: { readonly id: string }): Promise<void> =>
    ops.transaction((tx) => ops.get(DropDraft).run(tx, by, { draftId }));
  const now = (by: Actor, { id }: { readonly id: string }): Promise<ClaimDraftEntity | null> =>
    ops.get(DraftQueries).visible(ops.reads, by, id);

  it('keeps what was typed, right or wrong, and for how long it will', async () => {
    const claimant = aClaimant();
    const typed = { lossType: 17, lines: 'my money', surprise: [null, { deep: true }] };
    const draft = await start(claimant, typed);
    expect(await now(claimant, draft)).toMatchObject({
      partyId: claimant.partyId,
      content: typed,
      version: 1,
      expiresAt: new Date(draft.createdAt.getTime() + 30 * DAY_MS),
    });
  });

  it('is changed by whoever has seen it as it is', async () => {
    const claimant = aClaimant();
    const draft = await start(claimant);
    ops.clock.moveOn(DAY_MS);
    const changed = await change(claimant, draft, 1, { lossType: 'account_theft' });
    expect(changed.version).toBe(2);
    expect(changed.expiresAt.getTime()).toBeGreaterThan(draft.expiresAt.getTime());
    expect(await endOf(change(claimant, draft, 1, { lossType: 'other' }))).toBe('draft.stale');
    expect(await now(claimant, draft)).toMatchObject({ content: { lossType: 'account_theft' } });
  });

  it('takes the same again for the same request, whose answer was lost', async () => {
    const claimant = aClaimant();
    const draft = await start(claimant);
    await change(claimant, draft, 1, { narrative: 'Stolen.', packId: 'p' });
    const again = await change(claimant, draft, 1, { packId: 'p', narrative: 'Stolen.' });
    expect(again.version).toBe(2);
  });

  it(`is changed by one of two tabs, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    const claimant = aClaimant();
    let draft = await start(claimant);
    for (let round = 0; round < ROUNDS; round += 1) {
      const type = (tab: string) => () =>
        change(claimant, draft, draft.version, { narrative: `${tab} ${round}` });
      const ends = await duel(later(round % 2, type('one')), later((round + 1) % 2, type('two')));
      expect(ends).toEqual(['done', 'draft.stale']);
      draft = (await now(claimant, draft))!;
    }
    expect(draft.version).toBe(ROUNDS + 1);
  });

  it('is seen and touched by nobody but whoever writes it', async () => {
    const claimant = aClaimant();
    const mine = await start(claimant);
    const secondAccount = { ...claimant, id: `${claimant.id}b` };
    expect(await now(secondAccount, mine)).not.toBeNull();
    const written = await start(ops.staff.sun, {}, claimant.partyId);
    expect(await now(ops.staff.sun, written)).not.toBeNull();
    const otherAgent = { ...ops.staff.sun, id: 'usr_other' };
    for (const [by, draft] of [
      [aClaimant(), mine],
      [ops.staff.sun, mine],
      [claimant, written],
      [otherAgent, written],
    ] as const) {
      expect(await now(by, draft)).toBeNull();
      expect(await endOf(change(by, draft, 1, { narrative: 'Mine!' }))).toBe('draft.not_found');
      expect(await endOf(drop(by, draft))).toBe('draft.not_found');
    }
  });

  it('is one of twenty at most, also when they come at once', async () => {
    const claimant = aClaimant();
    const works = Array.from({ length: DRAFTS_PER_PARTY + 3 }, () => () => start(claimant));
    const ends = await duel(...works);
    expect(ends.filter((end) => end === 'done')).toHaveLength(DRAFTS_PER_PARTY);
    expect(ends.filter((end) => end === 'draft.too_many')).toHaveLength(3);
    const [draft] = await ops
      .get(DraftQueries)
      .list(ops.reads, claimant, { limit: DRAFTS_PER_PARTY });
    await drop(claimant, draft!);
    expect(await endOf(start(claimant))).toBe('done');
    // What the service desk writes for somebody takes nobody's own room.
    expect(await endOf(start(ops.staff.sun, {}, claimant.partyId))).toBe('done');
    // And each agent has room for what they see.
    for (let count = 1; count < DRAFTS_PER_PARTY; count += 1) {
      await start(ops.staff.sun, {}, claimant.partyId);
    }
    expect(await endOf(start(ops.staff.sun, {}, claimant.partyId))).toBe('draft.too_many');
    const colleague = await hired(ops, 'agent');
    expect(await endOf(start(colleague, {}, claimant.partyId))).toBe('done');
  });

  it('needs the name of the claimant when an agent writes it', async () => {
    expect(await endOf(start(ops.staff.sun))).toBe('claim.claimant_unclear');
    expect(await endOf(start(aClaimant(), {}, 'u_somebody_else'))).toBe('claim.claimant_unclear');
  });

  it('is gone thirty days after it was touched last, and not a moment before', async () => {
    const claimant = aClaimant();
    const draft = await start(claimant);
    const expire = (): Promise<void> => ops.get(ExpireDraft).run({ draftId: draft.id });
    const rows = async (): Promise<number> => {
      const [row] = await ops.reads.query<{ count: number }[]>(
        'SELECT count(*)::int AS count FROM claim_drafts WHERE id = $1',
        [draft.id],
      );
      return row!.count;
    };
    ops.clock.moveOn(30 * DAY_MS - 60_000);
    await expire();
    expect(await now(claimant, draft)).not.toBeNull();
    ops.clock.moveOn(61_000);
    // From then on it is not there for anybody, whether the job has come by or not.
    expect(await now(claimant, draft)).toBeNull();
    expect(await endOf(change(claimant, draft, 1, { narrative: 'Late.' }))).toBe('draft.not_found');
    expect(await rows()).toBe(1);
    await expire();
    await expire();
    expect(await rows()).toBe(0);
  });
});
