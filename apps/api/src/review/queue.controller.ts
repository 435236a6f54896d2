import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';

import { Clock } from '@app/kernel';
import { Allow, UnitOfWork } from '@app/platform';
import type { Actor } from '@app/platform';
import {
  QUEUE_COUNT_MAX,
  QUEUE_VIEWS,
  QueueQueries,
  ServiceDay,
  isRankedFor,
  readQueueCursor,
  writeQueueCursor,
} from '@app/review';
import type { QueueCursor, QueueQuestion, QueueRow, QueueView } from '@app/review';

import { CurrentActor } from '../http/current-actor.decorator';
import { instantOf } from '../http/instant';
import { pageRequest } from '../http/page.dto';
import { QueuePresenter } from './queue-presenter';
import { QueueDto, QueueNewsDto } from './queue.dto';

/**
 * How long before a page was read a claim may have begun to move that the page does not show: its
 * transaction was not through. What the page shows already is told apart by its id.
 */
const UNDER_WAY_MS = 1_000;

@ApiTags('review')
@ApiBearerAuth()
@Controller('v1/review/queue')
export class QueueController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: QueueQueries,
    private readonly presenter: QueuePresenter,
    private readonly day: ServiceDay,
    private readonly clock: Clock,
  ) {}

  /** Claims to work on: broken promises first, then by what is due next. */
  @Get()
  @Allow('review:queue')
  async list(@CurrentActor() actor: Actor, @Query() query: QueueDto): Promise<object> {
    const { reads } = this.unitOfWork;
    const { limit } = pageRequest({ ...(query.limit === undefined ? {} : { limit: query.limit }) });
    const question = this.question(actor, query.view, query.owner);
    const isRanked = isRankedFor(actor.role);
    const after =
      query.after === undefined ? null : readQueueCursor(query.after, { ...question, isRanked });
    const rows = await this.queue.page(reads, question, { limit, after });
    const asOf = after?.asOf ?? question.now;
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      data: await this.presenter.present(reads, shown),
      hasMore: rows.length > limit,
      next: last === undefined ? null : writeQueueCursor(cursorAt(last, question, asOf)),
      asOf: asOf.toISOString(),
    };
  }

  /** How many claims each view holds. */
  @Get('counts')
  @Allow('review:queue')
  async counts(@CurrentActor() actor: Actor): Promise<object> {
    const counts = await this.queue.counts(this.unitOfWork.reads, (view) =>
      this.question(actor, view, undefined),
    );
    return Object.fromEntries(QUEUE_VIEWS.map((view) => [view, presentCount(counts[view])]));
  }

  /** What has happened to a list since a page of it was read. */
  @Get('news')
  @Allow('review:queue')
  async news(@CurrentActor() actor: Actor, @Query() query: QueueNewsDto): Promise<object> {
    const question = this.question(actor, query.view, query.owner);
    const shown = query.shown?.split(',') ?? [];
    const news = await this.queue.news(this.unitOfWork.reads, question, {
      since: sinceOf(query.since, question, shown.length > 0),
      shown,
    });
    return { new: presentCount(news.newCount), gone: news.gone, changed: news.changed };
  }

  private question(
    actor: Actor,
    view: QueueView = 'all',
    owner: string | undefined = view === 'mine' ? actor.id : undefined,
  ): QueueQuestion {
    const now = this.clock.now();
    return { actor, view, ownerId: owner ?? null, now, dayEndsAt: this.day.endsAt(now) };
  }
}

function cursorAt({ place }: QueueRow, question: QueueQuestion, asOf: Date): QueueCursor {
  const rank = isRankedFor(question.actor.role) ? place.rank : null;
  return { view: question.view, ownerId: question.ownerId, asOf, after: { ...place, rank } };
}

function presentCount(count: number): object {
  return { count: Math.min(count, QUEUE_COUNT_MAX), orMore: count > QUEUE_COUNT_MAX };
}

/** The time that somebody names, or that of the page whose cursor they have. */
function sinceOf(since: string, question: QueueQuestion, isShownKnown: boolean): Date {
  const isRanked = isRankedFor(question.actor.role);
  const at = instantOf(since) ?? readQueueCursor(since, { ...question, isRanked }).asOf.getTime();
  return new Date(isShownKnown ? at - UNDER_WAY_MS : at);
}
