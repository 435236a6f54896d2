import { laneOfSeed } from '@app/kernel';

import { duel } from '../../../../test/support/duels';
import { TestLibs } from '../../../../test/support/test-libs';
import { PAYER_EVENT_KINDS } from '../domain/payer-event';
import type { PayerEventRecord } from '../domain/payer-event';
import { PaymentsModule } from '../payments.module';
import { PayerEventEntity } from '../persistence/payer-event.entity';
import { RecordPayerEvents } from './record-payer-events';
import type { RecordedPayerEvent } from './record-payer-events';

const ROUNDS = 20;

describe('what institutions know of a payer', () => {
  let libs: TestLibs;
  let numbers = 0;
  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [PaymentsModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const event = (wish: Partial<PayerEventRecord> = {}): PayerEventRecord => ({
    source: 'test-bank',
    sourceId: `e-${(numbers += 1)}`,
    kind: 'phone_changed',
    at: new Date('2026-03-01T04:00:00Z'),
    ...wish,
  });
  const record = (
    payerId: string,
    ...events: readonly PayerEventRecord[]
  ): Promise<RecordedPayerEvent[]> =>
    libs.inTransaction((tx) => libs.get(RecordPayerEvents).run(tx, payerId, events));
  const results = (recorded: readonly RecordedPayerEvent[]): string[] =>
    recorded.map(({ result }) => result);
  const kept = (payerId: string): Promise<PayerEventEntity[]> =>
    libs.unitOfWork.reads.findBy(PayerEventEntity, { lane: laneOfSeed(payerId), payerId });

  it('is kept as it was reported, of each kind, in the lane of the payer', async () => {
    const events = PAYER_EVENT_KINDS.map((kind) => event({ kind }));
    expect(results(await record('u_all', ...events))).toEqual(events.map(() => 'created'));
    const rows = await kept('u_all');
    expect(rows).toHaveLength(events.length);
    for (const { source, sourceId, kind, at } of events) {
      expect(rows).toContainEqual(expect.objectContaining({ source, sourceId, kind, at }));
    }
  });

  it('is known by source and source id: the same again is nothing, anything else a conflict', async () => {
    const first = event();
    await record('u_again', first);
    const others = [
      first,
      { ...first, kind: 'device_added' as const },
      { ...first, at: new Date('2026-03-01T04:00:01Z') },
      { ...first, source: 'other-bank' },
    ];
    const recorded = await record('u_again', ...others);
    expect(results(recorded)).toEqual(['duplicate', 'conflict', 'conflict', 'created']);
    expect(recorded[1]?.problem?.code).toBe('payer_event.conflict');
    expect(await kept('u_again')).toHaveLength(2);
  });

  it('has source ids of its own for each payer', async () => {
    const same = event();
    expect(results(await record('u_one', same))).toEqual(['created']);
    expect(results(await record('u_other', same))).toEqual(['created']);
  });

  it('is the first of two in one report, and the second is held against it', async () => {
    const first = event();
    const batch = [first, first, { ...first, kind: 'payee_added' as const }];
    expect(results(await record('u_batch', ...batch))).toEqual([
      'created',
      'duplicate',
      'conflict',
    ]);
    expect(await kept('u_batch')).toMatchObject([{ kind: 'phone_changed' }]);
  });

  it.each([
    [30_000, 'created', undefined],
    [90_000, 'refused', 'payer_event.in_the_future'],
  ])('has happened: %d ms from now is %s, and holds up no other', async (ms, result, code) => {
    const ahead = event({ at: new Date(libs.clock.now().getTime() + ms) });
    const recorded = await record(`u_future_${ms}`, ahead, event());
    expect(results(recorded)).toEqual([result, 'created']);
    expect(recorded[0]?.problem?.code).toBe(code);
  });

  it(`is kept once when it is reported twice at once, ${ROUNDS} times out of ${ROUNDS}`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const events = Array.from({ length: 5 }, () => event());
      const seen: string[][] = [];
      const report = (some: readonly PayerEventRecord[]) => async (): Promise<void> => {
        seen.push(results(await record('u_race', ...some)));
      };
      await duel(report(events), report([...events].reverse()));
      expect(seen.flat().sort()).toEqual([
        ...events.map(() => 'created'),
        ...events.map(() => 'duplicate'),
      ]);
    }
  });
});
