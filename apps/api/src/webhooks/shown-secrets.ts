import { Injectable } from '@nestjs/common';
import type { Response } from 'express';

import { WebhookQueries, WebhookSecrets, noSuchEndpoint } from '@app/messaging';
import { UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext, Tx } from '@app/platform';

import { Writes } from '../http/writes';
import type { WriteScope } from '../http/writes';
import { presentEndpoint } from './present-webhook';

/**
 * Answers of requests that make a secret. It is not kept with the answer: the same request again,
 * by whoever lost the answer, is shown it anew.
 */
@Injectable()
export class ShownSecrets {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly queries: WebhookQueries,
    private readonly secrets: WebhookSecrets,
  ) {}

  async answer(
    http: { readonly request: RequestWithContext; readonly response: Response },
    actor: Actor,
    scope: WriteScope,
    write: (tx: Tx) => Promise<{ readonly id: string }>,
  ): Promise<object> {
    return this.writes.answerAnew(
      http,
      scope,
      async (tx) => ({ id: (await write(tx)).id }),
      ({ id }) => this.show(actor, id),
    );
  }

  private async show(actor: Actor, id: string): Promise<object> {
    const endpoint = await this.queries.visible(this.unitOfWork.reads, actor, id);
    if (endpoint === null) throw noSuchEndpoint();
    const secret = this.secrets.open(id, endpoint.sealedSecret);
    return { ...presentEndpoint(endpoint), secret };
  }
}
