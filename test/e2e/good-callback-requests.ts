import { filed } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import type { TestService } from '../support/test-service';

/** The requests by which people ask for calls, and the desk makes them. */
export async function goodCallbackRequests(
  service: TestService,
): Promise<Record<string, { readonly path: string; readonly body: object }>> {
  const { body: listed } = await service.get('lin', '/v1/callback-slots');
  const { data: slots } = listed as { data: { slotAt: string }[] };
  const [early, late] = [slots.at(-2)?.slotAt, slots.at(-1)?.slotAt];
  const details = { phone: '138 0013 8000', callee: 'claimant', locale: 'zh-CN', topic: 'Refund.' };
  const booked = async (claim: ClaimJson): Promise<string> => {
    const path = `/v1/claims/${claim.id}/callbacks`;
    const { body } = await service.post('lin', path, { slotAt: early, ...details });
    return (body as { id: string }).id;
  };
  const claim = await filed(service);
  const [toMove, toCall] = [await booked(await filed(service)), await booked(await filed(service))];
  await service.post('sun', `/v1/callbacks/${toCall}/take`, {});
  return {
    'POST /v1/claims/:id/callbacks': {
      path: `/v1/claims/${claim.id}/callbacks`,
      body: { slotAt: late, ...details },
    },
    'PUT /v1/callbacks/:id': {
      path: `/v1/callbacks/${toMove}`,
      body: { slotAt: late, ...details },
    },
    'POST /v1/callbacks/:id/calls': {
      path: `/v1/callbacks/${toCall}/calls`,
      body: { outcome: 'reached', note: 'They were told where their claim stands.' },
    },
  };
}
