import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { UndoBreakEnd } from '@app/payouts';
import { Allow } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { Writes } from '../http/writes';
import { BreakPresenter } from './break-presenter';
import { UndoingDto } from './reconciliation.dto';
import { SuspenseReceipts } from './suspense-receipts';

/** That a break should not have ended as it did. */
@ApiTags('reconciliation')
@ApiBearerAuth()
@Controller('v1/reconciliation/breaks/:id/undo')
export class UndoneBreaksController {
  constructor(
    private readonly writes: Writes,
    private readonly presenter: BreakPresenter,
    private readonly undoBreakEnd: UndoBreakEnd,
    private readonly suspenseReceipts: SuspenseReceipts,
  ) {}

  /** What one person says; when another one says so too, what was booked is reversed. */
  @Post()
  @Allow('reconciliation:end')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id') breakId: string,
    @Body() { note }: UndoingDto,
    @Req() request: RequestWithContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const scope = { about: null, keyRequired: true, status: 201 };
    return this.writes.answer({ request, response }, scope, async (tx) => {
      const undone = await this.undoBreakEnd.run(tx, actor, { breakId, note });
      const isDone = undone.wordsMissing === 0;
      if (isDone && undone.found.howEnded === 'suspense') {
        await this.suspenseReceipts.takeBack(tx, actor, breakId, note);
      }
      return this.presenter.ended(tx, undone);
    });
  }
}
