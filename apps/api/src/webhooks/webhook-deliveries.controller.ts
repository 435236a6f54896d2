import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import {
  PingWebhook,
  ResendWebhook,
  RotateWebhookSecret,
  WebhookQueries,
  noSuchEndpoint,
} from '@app/messaging';
import type { WebhookEndpointEntity } from '@app/messaging';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor, Reads, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { Writes } from '../http/writes';
import { isPosition } from './position';
import { presentDelivery, presentResult } from './present-webhook';
import { ShownSecrets } from './shown-secrets';
import { DeliveryListDto, deliveryFilter } from './webhook.dto';

/** What was posted to an endpoint, and what signs it. */
@ApiTags('webhooks')
@ApiBearerAuth()
@Controller('v1/webhook-endpoints/:id')
export class WebhookDeliveriesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly shownSecrets: ShownSecrets,
    private readonly queries: WebhookQueries,
    private readonly rotateSecret: RotateWebhookSecret,
    private readonly pingWebhook: PingWebhook,
    private readonly resendWebhook: ResendWebhook,
  ) {}

  /** Gives it a new secret, which is shown this once. The old one signs too for 24 hours. */
  @Post('rotate-secret')
  @HttpCode(200)
  @Allow('webhooks:write')
  async rotate(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: true, status: 200 };
    return this.shownSecrets.answer({ request, response }, actor, scope, async (tx) => {
      const { id: endpointId } = await this.found(tx, actor, id);
      await this.rotateSecret.run(tx, actor, { endpointId });
      return { id: endpointId };
    });
  }

  /** Posts something harmless there at once, and tells how it went. */
  @Post('ping')
  @HttpCode(200)
  @Allow('webhooks:write')
  async ping(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const endpoint = await this.found(this.unitOfWork.reads, actor, id);
    return presentResult(await this.pingWebhook.run(endpoint));
  }

  /** What it was posted, the newest event first, with each try. */
  @Get('deliveries')
  @Allow('webhooks:read')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: DeliveryListDto,
  ): Promise<object> {
    const { reads } = this.unitOfWork;
    const endpoint = await this.found(reads, actor, id);
    const filter = deliveryFilter(query);
    const rows = await this.queries.deliveries(reads, endpoint, filter);
    const shown = rows.slice(0, filter.limit);
    const attempts = await this.queries.attempts(reads, shown);
    const hasMore = rows.length > filter.limit;
    return {
      data: shown.map((delivery) => presentDelivery(delivery, attempts)),
      hasMore,
      next: hasMore ? (shown.at(-1)?.position.toString() ?? null) : null,
    };
  }

  /** Sends an event anew that has ended: arrived, given up or cancelled. */
  @Post('deliveries/:position/resend')
  @HttpCode(200)
  @Allow('webhooks:write')
  async resend(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('position') position: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 200 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const endpoint = await this.found(tx, actor, id);
      if (!isPosition(position)) throw noSuchEndpoint();
      const resent = { endpoint, position: BigInt(position) };
      const delivery = await this.resendWebhook.run(tx, actor, resent);
      return presentDelivery(delivery, await this.queries.attempts(tx, [delivery]));
    });
  }

  private async found(reads: Reads, actor: Actor, id: string): Promise<WebhookEndpointEntity> {
    const endpoint = await this.queries.visible(reads, actor, id);
    if (endpoint === null) throw noSuchEndpoint();
    return endpoint;
  }
}
