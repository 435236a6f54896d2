import type { TestService } from './test-service';

interface WishedContribution {
  readonly money: object;
  readonly toRail?: object;
}

let numbers = 0;

/** What a request about a contribution says, under a number of the bank that nobody has used. */
export function aContribution(service: TestService, wish: WishedContribution): object {
  numbers += 1;
  const receivedAt = service.clock.now().toISOString();
  return { ...wish, receivedAt, reference: `FUND-${String(numbers)}` };
}

/** The company pays into the fund: ops says so, and zhao approves it. Gives its id. */
export async function contributed(service: TestService, wish: WishedContribution): Promise<string> {
  const body = aContribution(service, wish);
  const said = await service.post('ops', '/v1/funds/contributions', body);
  const { id } = said.body as { id?: string };
  if (id === undefined) throw new Error(`It was not taken: ${JSON.stringify(said.body)}`);
  const verdict = { verdict: 'approve', note: 'Seen on the account.' };
  const path = `/v1/receipts/proposals/${id}/approvals`;
  const approved = await service.post('zhao', path, verdict);
  const { bookedAs } = approved.body as { bookedAs?: string };
  if (bookedAs === undefined)
    throw new Error(`It was not booked: ${JSON.stringify(approved.body)}`);
  return bookedAs;
}
