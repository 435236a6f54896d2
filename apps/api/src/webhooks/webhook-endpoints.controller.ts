import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import {
  ChangeWebhook,
  RegisterWebhook,
  RemoveWebhook,
  WebhookDestinations,
  WebhookQueries,
  noSuchEndpoint,
} from '@app/messaging';
import type { WebhookEndpointEntity } from '@app/messaging';
import { Allow, UnitOfWork, pageOf } from '@app/platform';
import type { Actor, Reads, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { PageDto, pageRequest } from '../http/page.dto';
import { presentEndpoint } from './present-webhook';
import { ShownSecrets } from './shown-secrets';
import { ChangeWebhookDto, RegisterWebhookDto } from './webhook.dto';

/** Addresses of other systems that events are posted to. An institution sees its own ones. */
@ApiTags('webhooks')
@ApiBearerAuth()
@Controller('v1/webhook-endpoints')
export class WebhookEndpointsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shownSecrets: ShownSecrets,
    private readonly queries: WebhookQueries,
    private readonly destinations: WebhookDestinations,
    private readonly registerWebhook: RegisterWebhook,
    private readonly changeWebhook: ChangeWebhook,
    private readonly removeWebhook: RemoveWebhook,
  ) {}

  /** Registers an address. The secret that signs what is posted there is shown this once. */
  @Post()
  @Allow('webhooks:write')
  async register(
    @CurrentActor() actor: Actor,
    @Body() body: RegisterWebhookDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    await this.destinations.find(body.url);
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.shownSecrets.answer({ request, response }, actor, scope, (tx) =>
      this.registerWebhook.run(tx, actor, body),
    );
  }

  /** The newest first. */
  @Get()
  @Allow('webhooks:read')
  async list(@CurrentActor() actor: Actor, @Query() query: PageDto): Promise<object> {
    const page = pageRequest(query);
    const rows = await this.queries.list(this.unitOfWork.reads, actor, page);
    return pageOf(rows, page.limit, presentEndpoint);
  }

  @Get(':id')
  @Allow('webhooks:read')
  async get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    return presentEndpoint(await this.found(this.unitOfWork.reads, actor, id));
  }

  /** Changes all of it, and switches it off or on. What is said twice is done once. */
  @Put(':id')
  @Allow('webhooks:write')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: ChangeWebhookDto,
  ): Promise<object> {
    await this.found(this.unitOfWork.reads, actor, id);
    await this.destinations.find(body.url);
    const { url, types, enabled: isEnabled } = body;
    return this.unitOfWork.transaction(async (tx) => {
      const { id: endpointId } = await this.found(tx, actor, id);
      await this.changeWebhook.run(tx, actor, { endpointId, url, types, isEnabled });
      return presentEndpoint(await this.found(tx, actor, id));
    });
  }

  /** Takes it away; what was on its way there is cancelled. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('webhooks:write')
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.unitOfWork.transaction(async (tx) => {
      const { id: endpointId } = await this.found(tx, actor, id);
      await this.removeWebhook.run(tx, actor, { endpointId });
    });
  }

  private async found(reads: Reads, actor: Actor, id: string): Promise<WebhookEndpointEntity> {
    const endpoint = await this.queries.visible(reads, actor, id);
    if (endpoint === null) throw noSuchEndpoint();
    return endpoint;
  }
}
