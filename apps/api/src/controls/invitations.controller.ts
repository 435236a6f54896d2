import { Body, Controller, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { AcceptInvitation, IssueInvitation } from '@app/audit';
import { Allow, Public, UnitOfWork } from '@app/platform';
import type { Actor } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { ChoosePasswordDto } from './change.dto';

/** How somebody new, or somebody who forgot theirs, comes by a password. */
@ApiTags('controls')
@Controller('v1')
export class InvitationsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly issueInvitation: IssueInvitation,
    private readonly acceptInvitation: AcceptInvitation,
  ) {}

  /**
   * Makes an invitation, for whoever approved the change. It is told this once, so this takes no
   * Idempotency-Key, which would keep it: ask again for another one, which replaces it.
   */
  @Post('changes/:id/invitation')
  @Allow('changes:approve')
  @ApiBearerAuth()
  @Header('Cache-Control', 'no-store')
  async issue(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<object> {
    const { token, userId, expiresAt } = await this.unitOfWork.transaction((tx) =>
      this.issueInvitation.run(tx, actor, { changeId: id }),
    );
    return { token, userId, expiresAt: expiresAt.toISOString() };
  }

  /** Chooses a password with an invitation, which is the credential. */
  @Post('auth/password')
  @Public()
  @HttpCode(204)
  async accept(@Body() { token, password }: ChoosePasswordDto): Promise<void> {
    await this.unitOfWork.transaction((tx) => this.acceptInvitation.run(tx, { token, password }));
  }
}
