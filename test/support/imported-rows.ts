import { readPayments } from '../../libs/payments/src/domain/importers/import-rows';
import type { ReadPaymentsOptions } from '../../libs/payments/src/domain/importers/import-rows';
import type { ImportedRow } from '../../libs/payments/src/domain/importers/payment-record';
import { chunksOf, collect } from './wechat-trade-bill/bytes';

/** Two payments in our own format; the first takes two lines. */
export const CSV = `source,source_id,channel,rail,paid_at,payer_id,currency,amount,status,description
bank,T-1,bank,fps,2026-03-01T09:30:00Z,u_1,CNY,199.00,settled,"shoes, ""red""
size 42"
bank,T-2,bank,fps,2026-03-01T09:31:00Z,u_2,CNY,0.01,settled,大米
`;

/** What the importer makes of a file that comes in chunks of `size` bytes. */
export async function importedRows(
  file: Uint8Array | string | AsyncIterable<Uint8Array>,
  options: Partial<ReadPaymentsOptions> = {},
  size?: number,
): Promise<ImportedRow[]> {
  const isBytes = typeof file === 'string' || file instanceof Uint8Array;
  const chunks = isBytes ? chunksOf(file, size) : file;
  return collect(readPayments(chunks, { format: 'auto', ...options }));
}

/** The payments and refunds among the rows, in words that can be compared. */
export function factsOf(rows: readonly ImportedRow[]): string[] {
  return rows.flatMap((row) => {
    if (row.kind === 'payment') {
      const { sourceId, money, payer } = row.payment;
      return [`payment ${sourceId} ${String(money.amountMinor)} ${payer.id}`];
    }
    if (row.kind !== 'refund') return [];
    const { paymentSourceId, refundId, money } = row.refund;
    return [`refund ${paymentSourceId} ${refundId} ${String(money.amountMinor)}`];
  });
}
