import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { EventQueries } from '@app/messaging';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor } from '@app/platform';

import { CurrentActor } from '../http/current-actor.decorator';
import { EventListDto, eventFilter } from './event.dto';
import { presentEvent } from './present-event';

/** The log of what happened on claims and to the fund, for other systems. */
@ApiTags('events')
@ApiBearerAuth()
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: EventQueries,
  ) {}

  /**
   * Events, the oldest first. The log only grows: whoever asks again with `next` gets each event
   * once, in order, and misses none. `next` is there on the last page too. An institution reads of
   * claims on payments that it reported.
   */
  @Get()
  @Allow('events:read')
  async list(@CurrentActor() actor: Actor, @Query() query: EventListDto): Promise<object> {
    const filter = eventFilter(query, actor);
    const { limit, after } = filter;
    const events = await this.queries.list(this.unitOfWork.reads, { ...filter, limit: limit + 1 });
    const shown = events.slice(0, limit);
    return {
      data: shown.map(presentEvent),
      hasMore: events.length > limit,
      next: (shown.at(-1)?.position ?? after).toString(),
    };
  }
}
