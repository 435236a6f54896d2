import fc from 'fast-check';

import { ChangeClaim } from '@app/claims';
import type { ClaimEntity } from '@app/claims';

import { queuedClaim } from '../../../../test/support/queued-claims';
import { TestLibs, anActor } from '../../../../test/support/test-libs';
import { EventQueries } from '../live/event.queries';
import type { EventFilter } from '../live/event.queries';
import { MessagingModule } from '../messaging.module';
import { EventEntity } from '../persistence/event.entity';
import { NumberEvents } from './number-events';

const SUMMARY = { en: 'Something happened.', 'zh-CN': '发生了一件事。' };
const REVIEWER = anActor('reviewer');

describe('the log of events', () => {
  let libs: TestLibs;
  let claim: ClaimEntity;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [MessagingModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });
  beforeEach(async () => {
    await numberAll();
    claim = await newClaim();
  });

  const newClaim = async (): Promise<ClaimEntity> =>
    queuedClaim({ clock: libs.clock, transaction: (work) => libs.inTransaction(work) });
  const number = async (eventsMax?: number): Promise<number> =>
    libs.inTransaction((tx) => libs.get(NumberEvents).run(tx, eventsMax));
  const numberAll = async (): Promise<void> => {
    while ((await number()) > 0);
  };
  const happen = async (kind: string, on = claim): Promise<void> => {
    await libs.inTransaction((tx) =>
      libs.get(ChangeClaim).addEvent(tx, on, REVIEWER, { kind, summary: SUMMARY }),
    );
  };
  const positions = async (): Promise<bigint[]> => {
    const events = await libs.unitOfWork.reads.find(EventEntity, { order: { position: 'ASC' } });
    return events.map(({ position }) => position);
  };
  const read = async (filter: Partial<EventFilter> = {}): Promise<string[]> => {
    const wish = {
      after: 0n,
      limit: 10_000,
      kinds: [],
      claimId: claim.id,
      institutionId: null,
      ...filter,
    };
    const events = await libs.get(EventQueries).list(libs.unitOfWork.reads, wish);
    return events.map(({ kind }) => kind);
  };
  /** Positions from 1 on, none of them twice, none of them missing. */
  const requireNoGaps = async (): Promise<void> => {
    const seen = await positions();
    expect(seen).toEqual(seen.map((_position, index) => BigInt(index + 1)));
  };

  it('holds what happened, in the order in which it happened', async () => {
    for (const kind of ['claim.filed', 'claim.in_review', 'claim.approved']) await happen(kind);
    expect(await read()).toEqual([]);
    expect(await number()).toBe(3);
    expect(await read()).toEqual(['claim.filed', 'claim.in_review', 'claim.approved']);
    expect(await number()).toBe(0);
    await requireNoGaps();
  });

  it('puts an event that commits late behind those that were read already', async () => {
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    const late = libs.inTransaction(async (tx) => {
      const event = { kind: 'payout.opened', summary: SUMMARY };
      await libs.get(ChangeClaim).addEvent(tx, claim, REVIEWER, event);
      await held;
    });
    const other = await newClaim();
    await happen('claim.filed', other);
    await number();
    const seen = (await positions()).at(-1)!;
    commit();
    await late;
    await number();
    expect(await read({ after: seen })).toEqual(['payout.opened']);
    await requireNoGaps();
  });

  it('leaves no gap for an event that was rolled back', async () => {
    const dying = libs.inTransaction(async (tx) => {
      const event = { kind: 'claim.closed', summary: SUMMARY };
      await libs.get(ChangeClaim).addEvent(tx, claim, REVIEWER, event);
      throw new Error('The process is gone.');
    });
    await expect(dying).rejects.toThrow('The process is gone.');
    await happen('claim.in_review');
    await numberAll();
    expect(await read()).toEqual(['claim.in_review']);
    await requireNoGaps();
  });

  it('gives back what it took when it dies before its commit', async () => {
    await happen('claim.filed');
    const dying = libs.inTransaction(async (tx) => {
      await libs.get(NumberEvents).run(tx);
      throw new Error('The process is gone.');
    });
    await expect(dying).rejects.toThrow('The process is gone.');
    await numberAll();
    expect(await read()).toEqual(['claim.filed']);
    await requireNoGaps();
  });

  it('has each event once, whoever numbers it and however many at once', async () => {
    for (let round = 1; round <= 20; round += 1) {
      await Promise.all([happen('evidence.added'), happen('evidence.added'), number(), number()]);
    }
    await numberAll();
    expect(await read()).toHaveLength(40);
    await requireNoGaps();
  });

  it('is read by kinds, by claims, and from any position on', async () => {
    for (const kind of ['claim.filed', 'evidence.added', 'claim.approved', 'evidence.added']) {
      await happen(kind);
    }
    await numberAll();
    const end = (await positions()).at(-1)!;
    const start = end - 4n;
    const kinds = ['evidence.added', 'claim.filed', 'evidence.added'];
    const expected = ['claim.filed', 'evidence.added', 'evidence.added'];
    expect(await read({ kinds })).toEqual(expected);
    expect(await read({ kinds, claimId: null, after: start })).toEqual(expected);
    expect(await read({ kinds, claimId: null, after: start, limit: 2 })).toEqual(
      expected.slice(0, 2),
    );
    expect(await read({ after: end - 1n })).toEqual(['evidence.added']);
    expect(await read({ kinds: ['nothing.such'], claimId: null })).toEqual([]);
  });

  it('is a history without gaps, in the order of each claim, however it came about', async () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ claim: fc.nat({ max: 2 }), events: fc.integer({ min: 1, max: 3 }) }),
        fc.record({ numberMax: fc.integer({ min: 1, max: 4 }) }),
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const claims = [await newClaim(), await newClaim(), await newClaim()];
        const happened: string[][] = [[], [], []];
        for (const step of history) {
          if ('numberMax' in step) {
            await number(step.numberMax);
            continue;
          }
          for (let added = 0; added < step.events; added += 1) {
            const told = happened[step.claim]!;
            told.push(`step.no_${String(told.length)}`);
            await happen(told.at(-1)!, claims[step.claim]);
          }
        }
        await numberAll();
        for (const [index, { id }] of claims.entries()) {
          expect(await read({ claimId: id })).toEqual(happened[index]);
        }
        await requireNoGaps();
      }),
      { numRuns: 15 },
    );
  });
});
