import { Injectable } from '@nestjs/common';
import type { Response } from 'express';

import { ClaimQueries } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { DomainError } from '@app/kernel';
import { AccessTokens, Accounts, UnitOfWork } from '@app/platform';
import type { Actor, RequestWithContext } from '@app/platform';

import { required } from '../http/not-found';
import { EventStream } from './event-stream';
import { LiveFeed } from './live-feed';
import type { Watch } from './live-feed';

interface Exchange {
  readonly request: RequestWithContext;
  readonly response: Response;
}

/** Streams of events to people, closed when they may not see any more what these are about. */
@Injectable()
export class LiveStreams {
  constructor(
    private readonly feed: LiveFeed,
    private readonly tokens: AccessTokens,
    private readonly accounts: Accounts,
    private readonly claims: ClaimQueries,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Answers with events until one of the two has enough of it. An event says that something has
   * happened and no more: what it was is asked for, as everything is. `live.not_asked_for` when
   * the request does not accept events: nobody else could read an answer without an end.
   */
  open({ request, response }: Exchange, actor: Actor, claim: ClaimEntity | null): void {
    if (!(request.headers.accept ?? '').includes('text/event-stream')) throw notAskedFor();
    // Nobody would hear that they are gone, and their place would be taken for good.
    if (response.destroyed) return;
    const seen = request.headers['last-event-id'];
    // Opened once the feed has taken them: before that an error is still an answer.
    let stream: EventStream | null = null;
    const watch: Watch = {
      accountId: actor.id,
      claim,
      mark: typeof seen === 'string' ? seen : null,
      tell: (mark) => stream?.send(...eventOf(claim, mark)),
      check: async () => {
        await this.requireStanding(request, actor, claim);
        stream?.beat();
      },
      end: () => stream?.end(),
    };
    const leave = this.feed.add(watch);
    response.once('close', leave);
    stream = new EventStream(response);
  }

  private async requireStanding(
    request: RequestWithContext,
    actor: Actor,
    claim: ClaimEntity | null,
  ): Promise<void> {
    const [, token = ''] = (request.headers.authorization ?? '').split(' ');
    const { role } = await this.accounts.actor(await this.tokens.verify(token));
    if (role !== actor.role) throw new Error('The role was changed.');
    if (claim === null) return;
    required(await this.claims.visible(this.unitOfWork.reads, actor, claim.id));
  }
}

function eventOf(claim: ClaimEntity | null, mark: string): [string, string, object] {
  return claim === null ? ['queue', mark, {}] : ['claim', mark, { claimId: claim.id }];
}

function notAskedFor(): DomainError {
  return new DomainError(
    'invalid',
    'live.not_asked_for',
    {
      en: 'This answer is a stream of events without an end. Ask for it with the header "Accept: text/event-stream".',
      'zh-CN': '该地址返回持续的事件流，请携带请求头“Accept: text/event-stream”。',
    },
    { field: 'Accept' },
  );
}
