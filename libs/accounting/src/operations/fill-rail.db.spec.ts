import { generateKeyPairSync } from 'node:crypto';

import { AuditTrail } from '@app/audit';
import { HOUSE_LANE } from '@app/kernel';
import { SealJournals } from '@app/ledger';
import { SYSTEM } from '@app/platform';

import { FundDesk, RAIL, cny } from '../../../../test/support/fund-desk';
import { FundRuleQueries } from '../fund-rule.queries';
import { FundNoticeEntity } from '../persistence/fund-notice.entity';
import { readRailCount } from '../persistence/read-rail-count';

describe('a rail with a rule', () => {
  let desk: FundDesk;
  beforeEach(async () => {
    desk = await FundDesk.start();
  });
  afterEach(() => desk.stop());

  const origin = 'ledger.example.com';
  const { privateKey } = generateKeyPairSync('ed25519');
  const seal = (): Promise<unknown> =>
    desk.libs.inTransaction((tx) =>
      desk.libs.get(SealJournals).run(tx, { origin, signers: [{ name: origin, privateKey }] }),
    );

  it('is filled up to its target from the fund, once, and somebody is told to send the money', async () => {
    await desk.contribute(1_000n);
    const changeId = await desk.rule(100, 400);
    expect(await desk.fill()).toEqual(cny(400n));
    expect(await desk.fill()).toBeNull();
    expect(await desk.balances()).toMatchObject({ '1020': 600n, '1030': 400n });
    const [event, ...more] = await desk.events();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      ...{ kind: 'fund.top_up_ordered', currency: 'CNY' },
      facts: { rail: RAIL.rail, amountMinor: '400', changeId },
    });
    const notices = await desk.reads.find(FundNoticeEntity);
    expect(notices).toMatchObject([{ eventId: event!.id, userId: desk.operator.id }]);
    const topUpId = event!.facts.topUpId!;
    const [record] = await desk.libs.get(AuditTrail).of(desk.reads, HOUSE_LANE, topUpId);
    expect(record).toMatchObject({ action: 'fund.rail_topped_up', actorId: SYSTEM.id });
  });

  it('is left alone at its mark, and filled up again under it', async () => {
    await desk.contribute(1_000n);
    await desk.rule(100, 400);
    await desk.fill();
    await desk.book([
      { code: 'E05', money: cny(400n) },
      { code: 'E09', money: cny(400n) },
      { code: 'E15', money: cny(300n), rail: RAIL.rail },
    ]);
    expect(await desk.fill()).toBeNull();
    await desk.book([{ code: 'E21', money: cny(1n), rail: RAIL.rail }]);
    expect(await desk.fill()).toEqual(cny(301n));
  });

  it('gets what waiting payouts will take besides', async () => {
    await desk.contribute(1_000n);
    await desk.rule(100, 400);
    expect(await desk.fill(250n)).toEqual(cny(650n));
  });

  it('never takes the fund below its floor, and says how much it is short', async () => {
    await desk.contribute(1_000n);
    await desk.limit('fundFloorMinor', 940);
    await desk.rule(100, 400);
    expect(await desk.fill()).toEqual(cny(60n));
    expect(await desk.fill()).toBeNull();
    expect(await desk.balances()).toMatchObject({ '1020': 940n, '1030': 60n });
    const rule = await desk.libs.get(FundRuleQueries).ofRail(desk.reads, RAIL);
    expect(rule).toMatchObject({ freeMinor: 60n, shortMinor: 40n });
    await desk.contribute(1_000n);
    expect(await desk.fill()).toEqual(cny(340n));
    expect(await desk.libs.get(FundRuleQueries).ofRail(desk.reads, RAIL)).toMatchObject({
      ...{ freeMinor: 400n, shortMinor: 0n },
    });
  });

  it('is filled once by several at once', async () => {
    await desk.contribute(1_000n);
    await desk.rule(100, 400);
    const ordered = await Promise.all(Array.from({ length: 4 }, () => desk.fill()));
    expect(ordered.filter((money) => money !== null)).toEqual([cny(400n)]);
    expect(await desk.balances()).toMatchObject({ '1020': 600n });
  });

  it('is left alone where nobody has contributed, and where nobody wants the rule any more', async () => {
    await desk.rule(100, 400);
    expect(await desk.fill()).toBeNull();
    await desk.contribute(1_000n);
    await desk.rule(0, 0);
    expect(await desk.fill()).toBeNull();
    expect(await desk.kinds()).toEqual([]);
  });

  it('is counted on from the last checkpoint to the same balance', async () => {
    await desk.contribute(10_000n);
    await desk.rule(100, 400);
    const counts = async () => {
      const none = { size: 0n, countedMinor: 0n };
      const fresh = await readRailCount(desk.reads, RAIL, none);
      const [kept] = await desk.reads.query<{ size: string; counted: string }[]>(
        `SELECT size::text, counted_minor::text AS counted FROM rail_counts`,
      );
      const from = { size: BigInt(kept!.size), countedMinor: BigInt(kept!.counted) };
      const further = await readRailCount(desk.reads, RAIL, from);
      return { fresh, further, from };
    };
    await desk.fill();
    await seal();
    await desk.fill();
    await desk.book([
      { code: 'E05', money: cny(400n) },
      { code: 'E09', money: cny(400n) },
      { code: 'E15', money: cny(390n), rail: RAIL.rail },
    ]);
    await desk.book([{ code: 'E22', source: 'operating_cash', money: cny(7n), rail: 'bank' }]);
    const unsealed = await counts();
    expect(unsealed.further.freeMinor).toBe(10n);
    expect(unsealed.fresh.freeMinor).toBe(10n);
    expect(unsealed.from.size).toBeGreaterThan(0n);
    await seal();
    const sealed = await counts();
    expect([sealed.fresh, sealed.further]).toEqual([sealed.further, sealed.fresh]);
    expect(sealed.further).toMatchObject({ countedMinor: 10n, freeMinor: 10n });
    expect(await desk.fill()).toEqual(cny(390n));
  });
});

describe('a rule', () => {
  let desk: FundDesk;
  beforeAll(async () => {
    desk = await FundDesk.start();
  });
  afterAll(() => desk.stop());

  const propose = (lowMinor: number, targetMinor: number): Promise<string> =>
    desk.controls.propose(desk.operator, { kind: 'top_up.set', ...RAIL, lowMinor, targetMinor });

  it('waits for another person and a day before a machine moves money by it', async () => {
    const id = await propose(100, 400);
    await expect(desk.controls.judge(desk.operator, id)).rejects.toMatchObject({
      code: 'approval.own_hand',
    });
    await desk.controls.judge(desk.approver, id);
    await desk.controls.apply(id);
    const rules = desk.libs.get(FundRuleQueries);
    expect(await rules.inForce(desk.reads, 'CNY')).toEqual([]);
    await desk.controls.comeIntoForce(id);
    expect(await rules.inForce(desk.reads, 'CNY')).toMatchObject([
      { ...RAIL, changeId: id, lowMinor: 100n, targetMinor: 400n },
    ]);
  });

  it('ends at once when both agree', async () => {
    const id = await propose(0, 0);
    await desk.controls.judge(desk.approver, id);
    expect(await desk.controls.statusOf(id)).toBe('in_force');
    expect(await desk.libs.get(FundRuleQueries).inForce(desk.reads, 'CNY')).toEqual([]);
  });

  it.each([
    [400, 400, 'fund.rule_upside_down'],
    [401, 400, 'fund.rule_upside_down'],
    [1, 0, 'fund.rule_upside_down'],
    [0, 0, 'change.idle'],
  ])('from %i to %i is refused as %s', async (low, target, code) => {
    await expect(propose(low, target)).rejects.toMatchObject({ code });
  });

  it('is refused by the database without the two people, and with other figures', async () => {
    const app = await desk.libs.connectAs('ganpei_app');
    const insert = `INSERT INTO top_up_rules (change_id, rail, currency, version, low_minor, target_minor, set_at)
      VALUES ($1, 'wallet', 'CNY', 99, 100, 400, now())`;
    expect(await desk.controls.attempt(app, insert, ['chg_none'])).toBe('top_up_rules_approved');
    const id = await propose(100, 400);
    expect(await desk.controls.attempt(app, insert, [id])).toBe('top_up_rules_approved');
  });
});
