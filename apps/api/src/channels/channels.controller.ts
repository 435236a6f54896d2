import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import { IssueChatCode, ReceiveChat } from '@app/messaging';
import { Allow, Public, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { required } from '../http/not-found';
import { Writes } from '../http/writes';

/** Chats: what is said in them, and which of them belongs to a claim. */
@ApiTags('channels')
@Controller('v1')
export class ChannelsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writes: Writes,
    private readonly claims: ClaimQueries,
    private readonly receiveChat: ReceiveChat,
    private readonly issueChatCode: IssueChatCode,
  ) {}

  /** Where the adapter of a chat hands over what was said. Its signature is the credential. */
  @Post('channels/:channel/inbound')
  @Public()
  @HttpCode(200)
  async receive(
    @Param('channel') channel: string,
    @Req() request: RequestWithContext,
  ): Promise<object> {
    const { headers } = request;
    const rawBody = request.rawBody ?? Buffer.alloc(0);
    return this.unitOfWork.transaction((tx) =>
      this.receiveChat.run(tx, channel, { headers, rawBody }),
    );
  }

  /** A code to be sent in a chat within an hour: from then on the chat belongs to the claim. */
  @Post('claims/:id/chat-codes')
  @ApiBearerAuth()
  @Allow('chats:join')
  async code(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: id, keyRequired: false, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const claim = required(await this.claims.visible(tx, actor, id));
      const { code, expiresAt } = await this.issueChatCode.run(tx, actor, claim);
      return { code, expiresAt: expiresAt.toISOString() };
    });
  }
}
