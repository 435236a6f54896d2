import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { DomainError } from '@app/kernel';
import { ChoosePhrase, ThreadQueries } from '@app/messaging';
import type { ClaimantPhraseEntity } from '@app/messaging';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { PhraseDto } from './thread.dto';

/** The phrase by which a claimant knows our messages. Only they are ever shown it. */
@ApiTags('thread')
@ApiBearerAuth()
@Controller('v1/me/phrase')
export class PhraseController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly threads: ThreadQueries,
    private readonly choosePhrase: ChoosePhrase,
  ) {}

  @Get()
  @Allow('phrase:choose')
  async get(@CurrentActor() actor: Actor): Promise<object> {
    const { partyId } = claimant(actor);
    return present(await this.threads.phrase(this.unitOfWork.reads, partyId));
  }

  /** Chooses it, or another one. Each of our messages from now on has it. */
  @Put()
  @Allow('phrase:choose')
  async choose(@CurrentActor() actor: Actor, @Body() body: PhraseDto): Promise<object> {
    const chosen = await this.unitOfWork.transaction((tx) =>
      this.choosePhrase.run(tx, claimant(actor), body.phrase),
    );
    return present(chosen);
  }
}

/** The database lets no claimant be without a payer identity. */
function claimant(actor: Actor): Actor & { readonly partyId: string } {
  const { partyId } = actor;
  if (partyId !== null) return { ...actor, partyId };
  throw new DomainError('forbidden', 'auth.not_allowed', {
    en: 'Only claimants choose a phrase.',
    'zh-CN': '仅索赔人可以设置识别语。',
  });
}

function present(chosen: ClaimantPhraseEntity | null): object {
  return { phrase: chosen?.phrase ?? null, chosenAt: chosen?.chosenAt.toISOString() ?? null };
}
