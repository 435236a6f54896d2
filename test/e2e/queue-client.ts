import type { Response } from 'supertest';

import { inReview } from '../support/builders';
import type { ClaimJson, ClaimWish } from '../support/builders';
import type { Person, TestService } from '../support/test-service';

export interface RowJson {
  readonly id: string;
  readonly reference: string;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly dueAt: string;
  readonly snoozedUntil: string | null;
  readonly viewers: readonly { readonly name: string; readonly isDeciding: boolean }[];
  readonly version: number;
}

export interface PageJson {
  readonly data: readonly RowJson[];
  readonly hasMore: boolean;
  readonly next: string | null;
  readonly asOf: string;
}

/** The queue as the people of the demo read it and work on it. */
export class QueueClient {
  constructor(private readonly service: TestService) {}

  /** A claim that the reviewer of the demo owns. */
  async aClaim(wish: ClaimWish = {}): Promise<ClaimJson> {
    return inReview(this.service, wish);
  }

  async page(person: Person, query = ''): Promise<PageJson> {
    const answer = await this.service.get(person, `/v1/review/queue${query}`);
    if (answer.status === 200) return answer.body as PageJson;
    throw new Error(`${query}: ${JSON.stringify(answer.body)}`);
  }

  async idsIn(person: Person, query: string): Promise<string[]> {
    return (await this.page(person, query)).data.map(({ id }) => id);
  }

  /** As everybody's queue shows it. */
  async rowOf(person: Person, id: string): Promise<RowJson> {
    const { data } = await this.page(person, '?limit=100');
    const row = data.find((candidate) => candidate.id === id);
    if (row === undefined) throw new Error(`${id} is not in the queue.`);
    return row;
  }

  async post(person: Person, claim: ClaimJson, path: string, body: object): Promise<Response> {
    return this.service.post(person, `/v1/claims/${claim.id}/${path}`, body);
  }
}
