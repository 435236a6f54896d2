import { Injectable } from '@nestjs/common';

import { ClaimQueries, InformationQueries, askedState } from '@app/claims';
import type {
  ClaimEntity,
  ClaimInformationItemEntity,
  ClaimInformationRequestEntity,
} from '@app/claims';
import type { Reads } from '@app/platform';

/** Shows what a claimant was asked for, by which rule, and what is left of it. */
@Injectable()
export class InformationPresenter {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly information: InformationQueries,
  ) {}

  /** Every request on a claim, the oldest first. */
  async presentAll(reads: Reads, claim: ClaimEntity): Promise<object[]> {
    const requests = await this.information.requests(reads, claim);
    const presentItem = await this.itemPresenter(reads, claim);
    const items = await this.information.items(reads, claim);
    return requests.map((request) => {
      const asked = items.filter(({ requestId }) => requestId === request.id).map(presentItem);
      return present(request, asked);
    });
  }

  /** One request; null when there is none of this id on the claim. */
  async presentOne(reads: Reads, claim: ClaimEntity, id: string): Promise<object | null> {
    const all = await this.presentAll(reads, claim);
    return all.find((request) => (request as { id: string }).id === id) ?? null;
  }

  private async itemPresenter(
    reads: Reads,
    claim: ClaimEntity,
  ): Promise<(asked: ClaimInformationItemEntity) => AskedJson> {
    const files = await this.claims.evidence(reads, claim);
    const answers = await this.information.answers(reads, claim);
    const asking = await this.information.asking(reads, claim);
    const { packId, packVersion } = claim;
    return ({ item, label, why }) => {
      const answer = answers.find((one) => one.item === item);
      return {
        item,
        label,
        why,
        rule: { packId, packVersion, id: item },
        state: askedState(item, asking),
        evidenceIds: files.filter((file) => file.item === item).map(({ id }) => id),
        ...(answer === undefined
          ? {}
          : { reason: answer.reason, answeredAt: answer.answeredAt.toISOString() }),
      };
    };
  }
}

interface AskedJson {
  readonly item: string;
  readonly state: string;
  readonly [fact: string]: unknown;
}

function present(request: ClaimInformationRequestEntity, items: readonly AskedJson[]): object {
  const { id, text, askedByRole, askedAt, dueAt } = request;
  const left = items.filter(({ state }) => state === 'open').map(({ item }) => item);
  return {
    id,
    state: left.length === 0 ? 'answered' : 'open',
    text,
    askedBy: { role: askedByRole },
    askedAt: askedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    items,
    left,
  };
}
