import { decide, evidenceHandedIn, judge, untilStatus } from './builders';
import type { ClaimJson, Json } from './builders';
import type { TestService } from './test-service';

const DAY_MS = 86_400_000;

export const gbp = (amountMinor: string): Json => ({ currency: 'GBP', amountMinor });

let payments = 0;

/** 10,000.00 GBP sent to a criminal, of which 9,900.00 is awarded, approved and paid, by HTTP. */
export async function paidBritishClaim(service: TestService): Promise<ClaimJson> {
  payments += 1;
  const paidAt = new Date(service.clock.now().getTime() - DAY_MS).toISOString();
  const payment = {
    ...{ source: 'test-bank', sourceId: `gb-${String(payments)}`, channel: 'bank', rail: 'fps' },
    ...{ paidAt, settledAt: paidAt, status: 'settled', money: gbp('1000000') },
    payer: { id: 'u_1001' },
    payee: { id: `m_${String(payments)}`, name: 'A criminal' },
  };
  const { body: reported } = await service.post('bank', '/v1/payments', { payments: [payment] });
  const [{ id: paymentId }] = (reported as { data: [{ id: string }] }).data;
  const { body: filed } = await service.post('lin', '/v1/claims', {
    lossType: 'malicious_payee',
    lines: [{ paymentId, money: gbp('1000000') }],
    narrative: 'Somebody said that they were the police, and I sent them money.',
    discoveredAt: new Date(service.clock.now().getTime() - 3_600_000).toISOString(),
    contact: { name: 'A claimant', phone: '+8613800138000', locale: 'en' },
    payoutMethod: { route: 'original' },
  });
  const { id } = filed as ClaimJson;
  await evidenceHandedIn(service, await untilStatus(service, id, 'awaiting_claimant', 'in_review'));
  const claim = await untilStatus(service, id, 'in_review');
  const { body: decision } = await decide(service, 'wang', claim, {
    outcome: 'approve',
    lines: claim.lines.map(({ id: lineId }) => ({
      ...{ lineId, award: gbp('990000'), reasonCode: 'covered.full' },
    })),
    reason: 'The victim was deceived.',
  });
  await judge(service, 'zhao', (decision as { id: string }).id, 'approve');
  return untilStatus(service, id, 'paid');
}
