import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const DEMO_FOLDER = join(__dirname, '..', '..', 'demo');
/** The day that the kept bill is of; `test/support/wechat-trade-bill` makes it. */
const KEPT_DAY = '2026-03-01';
const DAY_MS = 24 * 3_600_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

export interface DemoBill {
  readonly fileName: string;
  readonly content: string;
  readonly payerMap: Readonly<Record<string, string>>;
}

/**
 * The demo's WeChat Pay bill, moved to yesterday in Shanghai: a guarantee has a window, and a demo
 * whose payments grow old would one day refuse every claim.
 */
export async function demoBill(now: Date): Promise<DemoBill> {
  const yesterday = new Date(now.getTime() + SHANGHAI_OFFSET_MS - DAY_MS)
    .toISOString()
    .slice(0, 10);
  const bill = await readFile(join(DEMO_FOLDER, 'wechat-trade-bill.csv'), 'utf8');
  const payerMap = await readFile(join(DEMO_FOLDER, 'payer-map.json'), 'utf8');
  return {
    fileName: `wechat-trade-bill-${yesterday}.csv`,
    content: bill.replaceAll(`\`${KEPT_DAY} `, `\`${yesterday} `),
    payerMap: JSON.parse(payerMap) as Record<string, string>,
  };
}
