import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ALL_COLUMNS, SUMMARY_COLUMNS } from './bill-format';
import { DEMO_PAYER_MAP, openIdOf } from './bill-payers';
import { DEMO_PAYMENTS, demoBill } from './demo-bill';
import { billEntries, generateBill } from './generate-bill';
import { writeBill } from './write-bill';

const DAY = '2026-03-01';

describe('a generated bill', () => {
  it('is the same for the same seed and another for another', () => {
    const bill = generateBill({ seed: 5, day: DAY, rows: 50 });
    expect(generateBill({ seed: 5, day: DAY, rows: 50 })).toBe(bill);
    expect(generateBill({ seed: 6, day: DAY, rows: 50 })).not.toBe(bill);
  });

  it('has the columns, the order of times and the totals of the ALL variant', () => {
    const lines = generateBill({ seed: 1, day: DAY, rows: 300 }).trimEnd().split('\n');
    expect(lines[0]).toBe(ALL_COLUMNS.join(','));
    expect(lines.at(-2)).toBe(SUMMARY_COLUMNS.join(','));
    expect(lines.at(-1)).toMatch(/^`300,`\d+\.\d\d,/);
    const data = lines.slice(1, -2).map((line) => line.slice(1).split(',`'));
    expect(data).toHaveLength(300);
    expect(data.every((cells) => cells.length === ALL_COLUMNS.length)).toBe(true);
    const times = data.map((cells) => cells[0] ?? '');
    expect([...times].sort()).toEqual(times);
    expect(times.every((time) => time.startsWith(DAY))).toBe(true);
  });

  it('holds what makes bills hard: commas, quotes, coupons, refunds, revoked payments', () => {
    const entries = [...billEntries({ seed: 3, day: DAY, rows: 3_000 })];
    const facts = entries.flatMap((entry) => (entry.facts === undefined ? [] : [entry.facts]));
    const goods = facts.map(({ cells }) => cells.商品名称);
    expect(goods.some((name) => name.includes(','))).toBe(true);
    expect(goods.some((name) => name.includes('"'))).toBe(true);
    expect(facts.some(({ amounts }) => amounts.coupon > 0n)).toBe(true);
    expect(facts.some(({ amounts }) => amounts.couponRefund > 0n)).toBe(true);
    expect(new Set(facts.map(({ state }) => state))).toEqual(
      new Set(['SUCCESS', 'REFUND', 'REVOKED']),
    );
    const orders = facts.filter(({ state }) => state === 'SUCCESS').map(({ orderId }) => orderId);
    expect(new Set(orders).size).toBe(orders.length);
  });

  it('is written to a file of the wanted size, equal to the bill in memory', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ganpei-bill-'));
    try {
      const path = join(folder, 'bill.csv');
      const rows = await writeBill(path, { seed: 9, day: DAY, megabytes: 2 });
      expect((await stat(path)).size).toBeGreaterThan(2_000_000);
      expect((await stat(path)).size).toBeLessThan(2_010_000);
      const again = generateBill({ seed: 9, day: DAY, bytesMax: 2_000_000 });
      expect(await readFile(path, 'utf8')).toBe(again);
      expect(again.split('\n')).toHaveLength(rows + 4);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("the demo's bill", () => {
  const lines = demoBill(DAY).trimEnd().split('\n');
  const data = lines.slice(1, -2).map((line) => line.slice(1).split(',`'));
  const cell = (cells: readonly string[], name: (typeof ALL_COLUMNS)[number]) =>
    cells[ALL_COLUMNS.indexOf(name)];

  it('has at least 200 rows of the wanted day', () => {
    expect(data.length).toBeGreaterThanOrEqual(200);
    expect(demoBill('2026-07-15')).toContain('`2026-07-15 ');
  });

  it.each([
    ['u_1001', '199.00'],
    ['u_1001', '3200.00'],
    ['u_1001', '12800.00'],
    ['u_1002', '860.00'],
  ])('gives %s a settled payment of %s CNY that was never refunded', (payerId, amount) => {
    const payments = data.filter(
      (cells) =>
        cell(cells, '用户标识') === openIdOf(payerId) &&
        cell(cells, '交易状态') === 'SUCCESS' &&
        cell(cells, '订单金额') === amount,
    );
    expect(payments).toHaveLength(1);
    const orderId = cell(payments[0] ?? [], '微信订单号');
    expect(data.filter((cells) => cell(cells, '微信订单号') === orderId)).toHaveLength(1);
  });

  it('maps every payer of the bill, and both claimants have several wanted payments', () => {
    const openIds = new Set(data.map((cells) => cell(cells, '用户标识') ?? ''));
    expect([...openIds].filter((openId) => !(openId in DEMO_PAYER_MAP))).toEqual([]);
    for (const payerId of ['u_1001', 'u_1002']) {
      const own = DEMO_PAYMENTS.filter(({ openId }) => DEMO_PAYER_MAP[openId] === payerId);
      expect(own.length).toBeGreaterThanOrEqual(3);
    }
  });
});
