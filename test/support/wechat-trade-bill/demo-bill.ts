import type { WantedPayment } from './bill-orders';
import { openIdOf } from './bill-payers';
import { generateBill } from './generate-bill';

const DEMO_ROWS = 240;
const DEMO_SEED = 1001;

/** What the two claimants of the demo can file claims on: all settled, none refunded. */
export const DEMO_PAYMENTS: readonly WantedPayment[] = [
  { openId: openIdOf('u_1001'), fen: 19_900n, goods: '蓝牙耳机, 白色' },
  { openId: openIdOf('u_1002'), fen: 86_000n, goods: '羽绒服 "轻薄款"' },
  { openId: openIdOf('u_1001'), fen: 320_000n, goods: '手机 128GB' },
  { openId: openIdOf('u_1002'), fen: 12_800n, goods: '儿童绘本 10 册' },
  { openId: openIdOf('u_1001'), fen: 1_280_000n, goods: '笔记本电脑 14 英寸, 32GB' },
  { openId: openIdOf('u_1002'), fen: 3_650n, goods: '水果拼盘' },
  { openId: openIdOf('u_1001'), fen: 4_580n, goods: '外卖：牛肉面两份' },
];

/**
 * The bill of the demo for one day in Shanghai (`2026-03-01`): 240 rows, the same for the same day.
 * Take yesterday: a bill of today would hold times that are still to come.
 */
export function demoBill(day: string): string {
  return generateBill({ seed: DEMO_SEED, day, rows: DEMO_ROWS, wanted: DEMO_PAYMENTS });
}
