import { ChangeClaim, SnoozeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { SYSTEM } from '@app/platform';
import type { Actor, Reads } from '@app/platform';

import { hired } from '../../../../test/support/accounts';
import {
  awaitingApproval,
  claimNow,
  decide,
  filedCase,
  giveVerdict,
  reviewedCase,
} from '../../../../test/support/cases';
import { emptyQueue, queuedClaim } from '../../../../test/support/queued-claims';
import { anActor } from '../../../../test/support/test-libs';
import { TestOperations } from '../../../../test/support/test-operations';
import { QUEUE_VIEWS } from '../domain/queue-view';
import type { QueueView } from '../domain/queue-view';
import { QueueQueries } from './queue.queries';
import type { QueueRow } from './queue-rows';
import type { QueueQuestion } from './queue-sql';
import { ServiceDay } from '../service-day';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AUDITOR = anActor('auditor', 'usr_00000000000000000000000aud');

describe('the queue', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });
  beforeEach(async () => {
    await emptyQueue(ops);
  });

  const inMs = (ms: number): Date => new Date(ops.clock.now().getTime() + ms);

  function question(view: QueueView, wish: Partial<QueueQuestion> = {}): QueueQuestion {
    const actor = wish.actor ?? ops.staff.wang;
    const now = ops.clock.now();
    const ownerId = view === 'mine' ? actor.id : null;
    return { actor, view, ownerId, now, dayEndsAt: ops.get(ServiceDay).endsAt(now), ...wish };
  }

  async function rows(
    view: QueueView,
    wish: Partial<QueueQuestion> = {},
    reads: Reads = ops.reads,
  ): Promise<QueueRow[]> {
    const page = { limit: 100, after: null };
    return ops.get(QueueQueries).page(reads, question(view, wish), page);
  }

  async function idsIn(view: QueueView, wish: Partial<QueueQuestion> = {}): Promise<string[]> {
    return (await rows(view, wish)).map(({ id }) => id);
  }

  const idsOf = (claims: readonly ClaimEntity[]): string[] => claims.map(({ id }) => id);

  /** One after the other: each has a place of its own in the order of the ids. */
  async function claimsLike(...wishes: Partial<ClaimEntity>[]): Promise<ClaimEntity[]> {
    const claims: ClaimEntity[] = [];
    for (const wish of wishes) claims.push(await queuedClaim(ops, wish));
    return claims;
  }

  describe('puts claims in order', () => {
    async function inAnOrder(): Promise<string[]> {
      const wanted = await claimsLike(
        { priority: 1, escalatedAt: inMs(-1), nextDueAt: inMs(9 * DAY_MS) },
        { priority: 1, nextDueAt: inMs(8 * DAY_MS) },
        { escalatedAt: inMs(-2 * DAY_MS), nextDueAt: inMs(7 * DAY_MS) },
        { escalatedAt: inMs(-DAY_MS), nextDueAt: inMs(6 * DAY_MS) },
        { nextDueAt: inMs(DAY_MS) },
        { nextDueAt: inMs(2 * DAY_MS) },
      );
      return idsOf(wanted);
    }

    it('for who decides: the vulnerable, then broken promises, then what is due first', async () => {
      const wanted = await inAnOrder();
      expect(await idsIn('all')).toEqual(wanted);
      expect(await idsIn('all', { actor: ops.staff.zhao })).toEqual(wanted);
    });

    it('for an auditor without a sign of who is vulnerable', async () => {
      const [one, two, three, four, five, six] = await inAnOrder();
      const seen = await idsIn('all', { actor: AUDITOR });
      expect(seen).toEqual([three, four, one, five, six, two]);
    });

    it('by id when all else is the same', async () => {
      const due = inMs(DAY_MS);
      const claims = await claimsLike(...Array.from({ length: 4 }, () => ({ nextDueAt: due })));
      expect(await idsIn('all')).toEqual(idsOf(claims).sort());
    });
  });

  describe('shows in the view', () => {
    it('"all" what waits for a person of ours, and what is broken, whoever is next', async () => {
      const shown = await claimsLike(
        { nextBy: 'reviewer' },
        { nextBy: 'approver', nextStep: 'approve', status: 'awaiting_approval' },
        { nextBy: 'operator', nextStep: 'await_funds', status: 'approved' },
        { nextBy: 'claimant', status: 'awaiting_claimant', escalatedAt: inMs(-1) },
        { status: 'paid', nextStep: 'follow_up' },
      );
      await claimsLike(
        { nextBy: 'claimant', nextStep: 'add_evidence', status: 'awaiting_claimant' },
        { nextBy: 'system', nextStep: 'assess', status: 'received' },
        { status: 'paid', nextStep: null, nextBy: null, nextDueAt: null, escalatedAt: inMs(-1) },
      );
      expect((await idsIn('all')).sort()).toEqual(idsOf(shown).sort());
    });

    it('"mine" what is mine, and of others what is theirs', async () => {
      const { wang, qian } = ops.staff;
      const [mine, theirs] = await claimsLike({ ownerId: wang.id }, { ownerId: qian.id }, {});
      expect(await idsIn('mine')).toEqual([mine?.id]);
      expect(await idsIn('mine', { ownerId: qian.id })).toEqual([theirs?.id]);
      expect(await idsIn('all', { ownerId: qian.id })).toEqual([theirs?.id]);
    });

    it('"unassigned" what nobody has, in the same order', async () => {
      const [late, soon] = await claimsLike(
        { nextDueAt: inMs(2 * DAY_MS) },
        { nextDueAt: inMs(DAY_MS) },
        { ownerId: ops.staff.wang.id },
      );
      expect(await idsIn('unassigned')).toEqual([soon?.id, late?.id]);
    });

    it('"due_today" what is due before the day of the service ends, and what is overdue', async () => {
      const dayEndsAt = ops.get(ServiceDay).endsAt(ops.clock.now());
      const [last, , overdue] = await claimsLike(
        { nextDueAt: new Date(dayEndsAt.getTime() - 1) },
        { nextDueAt: dayEndsAt },
        { nextDueAt: inMs(-HOUR_MS) },
      );
      expect(await idsIn('due_today')).toEqual([overdue?.id, last?.id]);
    });

    it('"breached" what has a broken promise', async () => {
      const [broken] = await claimsLike({ escalatedAt: inMs(-1) }, {});
      expect(await idsIn('breached')).toEqual([broken?.id]);
    });

    it('"waiting" what waits for the claimant', async () => {
      const waiting = await filedCase(ops);
      await queuedClaim(ops);
      const [asked] = await claimsLike({ nextBy: 'claimant', status: 'awaiting_claimant' });
      expect(await idsIn('waiting')).toEqual([asked?.id]);
      expect(await idsIn('waiting')).not.toContain(waiting.id);
    });

    it('"appeals" what was opened again and is not decided yet', async () => {
      const reopeningId = 'apl_01h455vb4pex5vsknk084sn02d';
      const shown = await claimsLike(
        { reopeningId },
        { reopeningId, status: 'awaiting_approval', nextBy: 'approver', nextStep: 'approve' },
        { reopeningId, status: 'awaiting_claimant', nextBy: 'claimant' },
      );
      await claimsLike({ reopeningId, status: 'paid' }, {});
      expect((await idsIn('appeals')).sort()).toEqual(idsOf(shown).sort());
    });
  });

  describe('shows for second approval', () => {
    const seenBy = async (actor: Actor): Promise<string[]> => idsIn('second_approval', { actor });

    it('a decision to everybody but who took it, by whatever account', async () => {
      const { claim } = await awaitingApproval(ops);
      const { wang, zhao, li } = ops.staff;
      expect(await seenBy(zhao)).toEqual([claim.id]);
      expect(await seenBy(wang)).toEqual([]);
      expect(await seenBy({ ...li, personId: wang.personId })).toEqual([]);
      await hired(ops, 'claimant', { person: li, partyId: claim.claimantPartyId });
      expect(await seenBy(li)).toEqual([]);
    });

    it('nothing to who filed the claim for somebody', async () => {
      const { claim } = await awaitingApproval(ops);
      const { sun, li } = ops.staff;
      const admin = await ops.libs.connectAs(null);
      await admin.query('UPDATE claims SET filed_by = $1 WHERE id = $2', [sun.id, claim.id]);
      expect(await seenBy({ ...li, personId: sun.personId })).toEqual([]);
      expect(await seenBy(li)).toEqual([claim.id]);
    });

    it('a new decision also to who returned the earlier one', async () => {
      const { claim, decision } = await awaitingApproval(ops);
      const { zhao, qian, wang } = ops.staff;
      await giveVerdict(ops, decision, zhao, 'return');
      expect(await seenBy(zhao)).toEqual([]);
      await decide(ops, await claimNow(ops, claim), { by: qian });
      expect(await seenBy(zhao)).toEqual([claim.id]);
      expect(await seenBy({ ...zhao, personId: wang.personId })).toEqual([]);
    });

    it('nothing to who had a hand in it before it was opened again', async () => {
      const { zhao, li } = ops.staff;
      const hands = [zhao.personId];
      const claim = await queuedClaim(ops, {
        status: 'awaiting_approval',
        nextBy: 'approver',
        nextStep: 'approve',
        hands,
        earlierHands: hands,
      });
      expect(await seenBy(zhao)).toEqual([]);
      expect(await seenBy(li)).toEqual([claim.id]);
    });
  });

  describe('with a claim that was put off', () => {
    it('hides it from its owner alone, until then, or until it changes', async () => {
      const { wang, qian } = ops.staff;
      const claim = await queuedClaim(ops, { ownerId: wang.id });
      await ops.transaction((tx) =>
        ops.get(SnoozeClaim).run(tx, wang, {
          claimId: claim.id,
          until: inMs(2 * HOUR_MS),
          reason: 'The bank answers at noon.',
        }),
      );
      expect(await idsIn('mine')).toEqual([]);
      expect(await idsIn('all')).toEqual([claim.id]);
      expect(await idsIn('mine', { actor: qian, ownerId: wang.id })).toEqual([claim.id]);
      expect(await idsIn('mine', { now: inMs(2 * HOUR_MS) })).toEqual([claim.id]);
      await ops.transaction(async (tx) => {
        const locked = await ops.get(ChangeClaim).lock(tx, claim.id);
        await ops.get(ChangeClaim).apply(tx, locked, { actor: SYSTEM, command: 'assign' });
      });
      expect(await idsIn('mine')).toEqual([claim.id]);
    });
  });

  describe('tells of a claim', () => {
    it('all that a list needs', async () => {
      const claim = await reviewedCase(ops);
      const [row] = await rows('all');
      expect(row).toMatchObject({
        id: claim.id,
        reference: claim.reference,
        claimedMinor: claim.claimedMinor,
        nextStep: 'review',
        nextDueAt: claim.nextDueAt,
        language: 'zh-CN',
        lastEvent: { kind: 'claim.in_review' },
        isQaSample: false,
        escalatedAt: null,
      });
      expect(row?.owner?.id).toBe(claim.ownerId);
      expect(row?.uncleanSignals).toBeGreaterThanOrEqual(0);
    });

    it('with as many statements for a page as for one claim', async () => {
      const statementsFor = async (): Promise<number> => {
        let count = 0;
        const counting = new Proxy(ops.reads, {
          get: (target, name): unknown => {
            if (name === 'query') count += 1;
            return Reflect.get(target, name) as unknown;
          },
        });
        await rows('all', {}, counting);
        return count;
      };
      await queuedClaim(ops);
      const one = await statementsFor();
      await claimsLike({}, {}, {}, {}, {});
      expect(await statementsFor()).toBe(one);
      expect(one).toBe(2);
    });

    it('by its id, in the order in which somebody names them', async () => {
      const ids = idsOf(await claimsLike({}, {}, {})).reverse();
      const found = await ops.get(QueueQueries).rows(ops.reads, ids);
      expect(found.map(({ id }) => id)).toEqual(ids);
    });
  });

  it('counts each view as it shows it', async () => {
    const { wang } = ops.staff;
    await claimsLike(
      { ownerId: wang.id, escalatedAt: inMs(-1) },
      { nextDueAt: inMs(-1) },
      { nextBy: 'claimant', status: 'awaiting_claimant' },
    );
    const counts = await ops.get(QueueQueries).counts(ops.reads, (view) => question(view));
    const shown = await Promise.all(QUEUE_VIEWS.map(async (view) => (await idsIn(view)).length));
    expect(QUEUE_VIEWS.map((view) => counts[view])).toEqual(shown);
    expect(counts).toMatchObject({ all: 2, mine: 1, unassigned: 1, breached: 1, waiting: 1 });
  });
});
