import type { Response } from 'supertest';

import { filed } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import type { Person, TestService } from '../support/test-service';

export interface CallbackJson {
  readonly id: string;
  readonly claimId: string;
  readonly state: string;
  readonly slotAt: string;
  readonly slotEndsAt: string;
  readonly phone: string;
  readonly tries: number;
  readonly lapses: number;
  readonly isBeingMade: boolean;
  readonly calls: readonly { readonly outcome: string }[];
}

export interface CallJson {
  readonly id: string;
  readonly claim: { readonly id: string; readonly reference: string };
  readonly slotAt: string;
  readonly phone: string;
  readonly takenBy: { readonly name: string } | null;
}

interface ListJson {
  readonly data: readonly CallJson[];
  readonly hasMore: boolean;
  readonly next: string | null;
}

/** Call-backs as claimants book them and the desk makes them. */
export class CallClient {
  constructor(private readonly service: TestService) {}

  /** The free slots that begin in so many hours or later. */
  async slots(inHours = 0): Promise<string[]> {
    const { body } = await this.service.get('lin', '/v1/callback-slots');
    const from = this.service.clock.now().getTime() + inHours * 3_600_000;
    const { data } = body as { data: { slotAt: string; isFree: boolean }[] };
    return data
      .filter(({ slotAt, isFree }) => isFree && Date.parse(slotAt) >= from)
      .map(({ slotAt }) => slotAt);
  }

  async slot(inHours = 0): Promise<string> {
    const [slotAt] = await this.slots(inHours);
    if (slotAt === undefined) throw new Error('Every slot is full.');
    return slotAt;
  }

  async book(claim: ClaimJson, body: object = {}, by: Person = 'lin'): Promise<Response> {
    const slotAt = await this.slot();
    return this.service.post(by, `/v1/claims/${claim.id}/callbacks`, { slotAt, ...body });
  }

  /** A claim of Lin's with a call to come. */
  async booked(body: object = {}): Promise<{ claim: ClaimJson; callback: CallbackJson }> {
    const claim = await filed(this.service);
    const answer = await this.book(claim, body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return { claim, callback: answer.body as CallbackJson };
  }

  async of(claim: ClaimJson, person: Person = 'lin'): Promise<CallbackJson[]> {
    const { body } = await this.service.get(person, `/v1/claims/${claim.id}/callbacks`);
    return (body as { data: CallbackJson[] }).data;
  }

  async list(query = ''): Promise<ListJson> {
    const answer = await this.service.get('sun', `/v1/callbacks${query}`);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body as ListJson;
  }

  async take({ id }: { readonly id: string }): Promise<Response> {
    return this.service.post('sun', `/v1/callbacks/${id}/take`, {});
  }

  async record(
    { id }: { readonly id: string },
    outcome: string,
    note = 'Noted.',
  ): Promise<Response> {
    return this.service.post('sun', `/v1/callbacks/${id}/calls`, { outcome, note });
  }
}
