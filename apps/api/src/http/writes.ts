import { Injectable } from '@nestjs/common';
import type { Response } from 'express';

import { readReference } from '@app/claims';
import { HOUSE_LANE, isId, laneOfId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { IdempotentWrites, idempotentRequest } from '@app/platform';
import type { RequestWithContext, Tx } from '@app/platform';

export interface WriteScope {
  /** The record that the request is about, or any other text with a lane of its own. */
  readonly about: string | null;
  /** Whether a request without an Idempotency-Key is refused. */
  readonly keyRequired: boolean;
  readonly status: number;
  /**
   * Whether the answer is kept for a repeated request, as is usual. Not where it holds what must
   * not lie about: there the request acts again, and does no harm by it.
   */
  readonly isKept?: boolean;
  /** What the request says, when that is not its JSON body: the digest of an uploaded file. */
  readonly content?: unknown;
}

/** One POST, one transaction, one answer: also when the request is repeated. */
@Injectable()
export class Writes {
  constructor(private readonly idempotentWrites: IdempotentWrites) {}

  async answer(
    http: { readonly request: RequestWithContext; readonly response: Response },
    scope: WriteScope,
    write: (tx: Tx) => Promise<object>,
  ): Promise<unknown> {
    const request = idempotentRequest(http.request, {
      lane: laneAbout(scope.about),
      required: scope.keyRequired,
      content: scope.content ?? http.request.body,
    });
    const asked = scope.isKept === false ? { ...request, key: null } : request;
    const answer = await this.idempotentWrites.run(asked, scope.status, write);
    http.response.status(answer.status);
    if (answer.replayed) http.response.setHeader('Idempotent-Replayed', 'true');
    return answer.body;
  }

  /**
   * The same, where the answer is not to lie about: what `write` returns is kept, such as an id,
   * and each time shown as it is then.
   */
  async answerAnew<Kept extends object>(
    http: { readonly request: RequestWithContext; readonly response: Response },
    scope: WriteScope,
    write: (tx: Tx) => Promise<Kept>,
    show: (kept: Kept) => Promise<object>,
  ): Promise<object> {
    return show((await this.answer(http, scope, write)) as Kept);
  }
}

function laneAbout(about: string | null): Lane {
  if (about === null) return HOUSE_LANE;
  return isId(about) ? laneOfId(about) : (readReference(about)?.lane ?? HOUSE_LANE);
}
