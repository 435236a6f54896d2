import type { ClaimEntity } from '@app/claims';
import { AssignClaim, ClaimQueries, SnoozeClaim } from '@app/claims';
import { SYSTEM } from '@app/platform';
import type { Actor } from '@app/platform';

import { aClaimant, claimNow, claimantOf, filedCase, handIn } from '../../../../test/support/cases';
import { endOf } from '../../../../test/support/duels';
import { merge } from '../../../../test/support/lives';
import { deliveriesOf } from '../../../../test/support/delivery-steps';
import { queuedClaim } from '../../../../test/support/queued-claims';
import { TestOperations } from '../../../../test/support/test-operations';
import { readMessageCode } from '../domain/message-code';
import { MESSAGES_PER_DAY_MAX } from '../domain/message-limits';
import type { MessageEntity } from '../persistence/message.entity';
import { ThreadQueries } from '../thread.queries';
import { PostMessage } from './post-message';
import type { NewMessage } from './post-message';
import { WriteMessage } from './write-message';

const HOUR_MS = 3_600_000;

describe('a message', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const post = async (
    by: Actor,
    claim: ClaimEntity,
    wish: Partial<NewMessage> = {},
  ): Promise<MessageEntity> =>
    ops.transaction((tx) =>
      ops.get(PostMessage).run(tx, by, {
        claimId: claim.id,
        direction: by.role === 'claimant' ? 'in' : 'out',
        channel: 'web',
        body: 'Is there any news?',
        ...wish,
      }),
    );

  const write = async (by: Actor, claim: ClaimEntity, wish = {}): Promise<MessageEntity> =>
    ops.transaction((tx) =>
      ops.get(WriteMessage).run(tx, by, claim, {
        body: 'Is there any news?',
        inReplyTo: null,
        evidenceIds: [],
        ...wish,
      }),
    );

  it('of ours goes out, under a name and with a code of its own', async () => {
    const claim = await queuedClaim(ops);
    const one = await post(ops.staff.wang, claim);
    const other = await post(ops.staff.wang, claim);
    expect(one).toMatchObject({ authorName: 'wang', direction: 'out', trust: 'verified' });
    expect(readMessageCode(one.code ?? '')).toEqual({ code: one.code, lane: claim.lane });
    expect(other.code).not.toBe(one.code);
    expect(await deliveriesOf(ops, one)).toHaveLength(1);
  });

  it('that was said on the telephone is not sent once more', async () => {
    const claim = await queuedClaim(ops);
    const spoken = await post(ops.staff.sun, claim, { channel: 'phone', body: 'We talked.' });
    expect(await deliveriesOf(ops, spoken)).toHaveLength(0);
  });

  it('of a claimant has no code, goes nowhere, and does not hold their name', async () => {
    const claim = await filedCase(ops);
    const message = await post(claimantOf(claim), claim);
    expect(message).toMatchObject({ code: null, authorRole: 'claimant', authorName: null });
    expect(await deliveriesOf(ops, message)).toHaveLength(0);
  });

  it('has one cause, and each cause one message, however many tell it at once', async () => {
    const claim = await queuedClaim(ops);
    const told = await Promise.all(
      Array.from({ length: 8 }, async (_, index) =>
        post(SYSTEM, claim, { body: `Attempt ${String(index)}`, causedBy: 'cev_1' }),
      ),
    );
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    expect(new Set(told.map(({ body }) => body)).size).toBe(1);
    expect(await deliveriesOf(ops, told[0]!)).toHaveLength(1);
    const again = await post(SYSTEM, claim, { body: 'Later', causedBy: 'cev_1' });
    expect(again.id).toBe(told[0]!.id);
  });

  it('of staff does not link to other places; what claimants say may hold any link', async () => {
    const claim = await queuedClaim(ops);
    const evil = { body: 'Log in at https://evil.com/login' };
    expect(await endOf(post(ops.staff.wang, claim, evil))).toBe('message.foreign_link');
    const own = { body: 'See https://claims.example.com/claims, or mail.example.org.' };
    expect(await endOf(post(ops.staff.wang, claim, own))).toBe('message.foreign_link');
    const claimant = { ...aClaimant(), partyId: claim.claimantPartyId };
    expect((await post(claimant, claim, evil)).body).toBe(evil.body);
  });

  it('brings a claim back that its owner had put off, when it comes in', async () => {
    const { wang } = ops.staff;
    const claim = await queuedClaim(ops, { ownerId: wang.id });
    const until = new Date(ops.clock.now().getTime() + HOUR_MS);
    await ops.transaction((tx) =>
      ops.get(SnoozeClaim).run(tx, wang, { claimId: claim.id, until, reason: 'At noon.' }),
    );
    await post(wang, claim);
    expect((await claimNow(ops, claim)).snoozedUntil).toEqual(until);
    await post({ ...aClaimant(), partyId: claim.claimantPartyId }, claim);
    expect((await claimNow(ops, claim)).snoozedUntil).toBeNull();
  });

  it('on a claim that was merged goes to the claim that goes on, which has the whole thread', async () => {
    const claimant = aClaimant();
    const duplicate = await filedCase(ops, { claimant });
    const other = await filedCase(ops, { claimant });
    const before = await post(claimant, duplicate, { body: 'Before.' });
    await merge(ops, duplicate, other);
    const after = await post(claimant, duplicate, { body: 'After.' });
    expect([before.claimId, after.claimId]).toEqual([duplicate.id, other.id]);
    const page = { limit: 50 };
    const thread = await ops
      .get(ThreadQueries)
      .entries(ops.reads, await claimNow(ops, other), page, claimantOf(other));
    const said = thread.flatMap((entry) => ('body' in entry ? [entry.body] : []));
    expect(said).toEqual(expect.arrayContaining(['After.', 'Before.']));
  });

  it('has files of its own claim and of no other', async () => {
    const claim = await filedCase(ops);
    const other = await filedCase(ops);
    for (const one of [claim, other]) await handIn(ops, one, 'identity');
    const [mine] = await ops.get(ClaimQueries).evidence(ops.reads, claim);
    const [theirs] = await ops.get(ClaimQueries).evidence(ops.reads, other);
    const message = await post(claimantOf(claim), claim, { evidenceIds: [mine!.id] });
    expect(await ops.get(ThreadQueries).attachments(ops.reads, [message])).toMatchObject([
      { evidenceId: mine!.id, name: mine!.fileName, position: 0 },
    ]);
    expect(await endOf(post(claimantOf(claim), claim, { evidenceIds: [theirs!.id] }))).toBe(
      'message.unknown_file',
    );
  });

  it('answers a message of its own thread and of no other', async () => {
    const [claim, other] = [await queuedClaim(ops), await queuedClaim(ops)];
    const asked = await post(ops.staff.wang, claim);
    const elsewhere = await post(ops.staff.wang, other);
    const answer = await write(ops.staff.qian, claim, { inReplyTo: asked.id });
    expect(answer.inReplyTo).toBe(asked.id);
    expect(await endOf(write(ops.staff.qian, claim, { inReplyTo: elsewhere.id }))).toBe(
      'message.unknown_message',
    );
  });

  it('is one of a hundred a day at most', async () => {
    const claim = await queuedClaim(ops);
    const { sun } = ops.staff;
    for (let sent = 0; sent < MESSAGES_PER_DAY_MAX; sent += 1) await write(sun, claim);
    expect(await endOf(write(sun, claim))).toBe('message.too_many');
    expect(await endOf(write(ops.staff.wang, claim))).toBe('done');
    ops.clock.moveOn(24 * HOUR_MS);
    expect(await endOf(write(sun, claim))).toBe('done');
  });

  it('stands in one order with what happened, page by page', async () => {
    const claim = await filedCase(ops);
    for (let said = 0; said < 5; said += 1) await post(ops.staff.wang, claim);
    await handIn(ops, claim, 'identity');
    for (let said = 0; said < 4; said += 1) await post(claimantOf(claim), claim);
    const threads = ops.get(ThreadQueries);
    const all = await threads.entries(ops.reads, claim, { limit: 100 }, ops.staff.wang);
    const seen: string[] = [];
    for (let after: string | undefined; ; after = seen.at(-1)) {
      const page = after === undefined ? { limit: 3 } : { limit: 3, after };
      const rows = await threads.entries(ops.reads, claim, page, ops.staff.wang);
      seen.push(...rows.slice(0, 3).map(({ id }) => id));
      if (rows.length <= 3) break;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    expect(seen.map((id) => id.slice(0, 3)).join(' ')).toMatch(
      /^(msg ){4}(cev )+(msg ){5}(cev ?)+$/,
    );
  });

  it('says to the claimant once, and to staff each time, that somebody else has the claim', async () => {
    const claim = await queuedClaim(ops);
    const { wang, qian, zhao } = ops.staff;
    for (const { id: assigneeId } of [wang, qian, zhao]) {
      const wish = { claimId: claim.id, assigneeId, reason: 'Absent.', expectedVersion: null };
      await ops.transaction((tx) => ops.get(AssignClaim).run(tx, ops.staff.li, wish));
    }
    const kinds = async (viewer: Actor): Promise<string[]> => {
      const page = { limit: 1 };
      const threads = ops.get(ThreadQueries);
      const rows = await threads.entries(ops.reads, claim, page, viewer);
      return rows.map((row) => ('kind' in row ? row.kind : 'message'));
    };
    expect(await kinds(zhao)).toEqual(['claim.assigned', 'claim.assigned']);
    expect(await kinds(claimantOf(claim))).toEqual(['claim.assigned']);
  });
});
