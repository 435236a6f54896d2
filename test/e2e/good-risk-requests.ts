/** The requests by which institutions tell what claims are seen beside. */
export function goodRiskRequests(): Record<
  string,
  { readonly path: string; readonly body: object }
> {
  const event = { source: 'test-bank', sourceId: 'event-1', at: '2026-01-20T09:30:00+08:00' };
  return {
    'POST /v1/payers/:payerId/events': {
      path: '/v1/payers/u_1001/events',
      body: { events: [{ ...event, kind: 'phone_changed' }] },
    },
  };
}
