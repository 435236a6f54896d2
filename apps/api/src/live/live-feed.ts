import { randomBytes } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { Clock, DomainError } from '@app/kernel';
import { LiveQueries } from '@app/messaging';
import { UnitOfWork } from '@app/platform';

/** How late somebody learns that something has happened. */
const LOOK_MS = 1_000;
/** How often it is asked whether they may still see it, and said that we are still there. */
const CHECK_MS = 20_000;
/** A move may be committed so long after the time that it bears. */
const UNDER_WAY_MS = 5_000;
const WATCHES_PER_ACCOUNT_MAX = 6;
const WATCHES_MAX = 1_000;
/** Claims whose marks one statement reads. */
const CLAIMS_PER_READ = 200;

/** Somebody who waits for something to happen on a claim, or in the queue. */
export interface Watch {
  readonly accountId: string;
  /** Null for the queue. */
  readonly claim: Pick<ClaimEntity, 'lane' | 'id'> | null;
  /** What they have seen last; null when that is nothing. */
  mark: string | null;
  /** Something has happened. */
  tell(mark: string): void;
  /** Throws when they may not watch any more; else says that we are still there. */
  check(): Promise<void>;
  end(): void;
}

/**
 * Tells those who watch that something has happened. One look of the process a second serves them
 * all, however many there are, and none is taken while nobody watches. A notification by the
 * database would be sooner, but each of them makes all commits of the server wait in one line.
 */
@Injectable()
export class LiveFeed implements BeforeApplicationShutdown {
  private readonly logger = new Logger(LiveFeed.name);
  private readonly watches = new Map<Watch, { checkedAt: number }>();
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | null = null;
  private moves: ReadonlySet<string> | null = null;
  /** Of this process only: who comes from another one, or after a break, is told to look again. */
  private queueMark = newMark();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly live: LiveQueries,
    private readonly clock: Clock,
  ) {}

  /** Returns how to stop watching. `live.too_many_streams` for one account, `live.full` for all. */
  add(watch: Watch): () => void {
    const own = [...this.watches.keys()].filter(({ accountId }) => accountId === watch.accountId);
    if (own.length >= WATCHES_PER_ACCOUNT_MAX) throw tooManyStreams();
    if (this.watches.size >= WATCHES_MAX) throw full();
    this.watches.set(watch, { checkedAt: this.clock.now().getTime() });
    this.timer ??= setInterval(() => {
      this.round ??= this.look().finally(() => (this.round = null));
    }, LOOK_MS);
    return () => {
      this.watches.delete(watch);
      if (this.watches.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
      this.moves = null;
      this.queueMark = newMark();
    };
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    for (const watch of this.watches.keys()) watch.end();
    await this.round;
  }

  private async look(): Promise<void> {
    try {
      await this.lookAtClaims();
      await this.lookAtQueue();
      await this.check();
    } catch (error) {
      this.logger.error({ event: 'live.failed', error: String(error) });
    }
  }

  private async lookAtClaims(): Promise<void> {
    const watched = [...this.watches.keys()].flatMap((watch) =>
      watch.claim === null ? [] : [{ watch, claim: watch.claim }],
    );
    const claims = [...new Map(watched.map(({ claim }) => [claim.id, claim])).values()];
    for (let from = 0; from < claims.length; from += CLAIMS_PER_READ) {
      const some = claims.slice(from, from + CLAIMS_PER_READ);
      const marks = await this.live.claimMarks(this.unitOfWork.reads, some);
      for (const { watch, claim } of watched) tell(watch, marks.get(claim.id));
    }
  }

  private async lookAtQueue(): Promise<void> {
    const watching = [...this.watches.keys()].filter(({ claim }) => claim === null);
    if (watching.length === 0) return;
    const since = new Date(this.clock.now().getTime() - UNDER_WAY_MS);
    const moves = await this.live.queueMoves(this.unitOfWork.reads, since);
    const known = this.moves;
    if (known !== null && moves.some((move) => !known.has(move))) this.queueMark = newMark();
    this.moves = new Set(moves);
    for (const watch of watching) tell(watch, this.queueMark);
  }

  /** By the clock of the installation: tokens end by it. */
  private async check(): Promise<void> {
    const now = this.clock.now().getTime();
    for (const [watch, state] of this.watches) {
      if (Math.abs(now - state.checkedAt) < CHECK_MS) continue;
      state.checkedAt = now;
      await watch.check().catch(() => {
        watch.end();
      });
    }
  }
}

function newMark(): string {
  return randomBytes(6).toString('base64url');
}

function tell(watch: Watch, mark: string | undefined): void {
  if (mark === undefined || mark === watch.mark) return;
  watch.mark = mark;
  watch.tell(mark);
}

function tooManyStreams(): DomainError {
  return new DomainError(
    'too_many_requests',
    'live.too_many_streams',
    {
      en: `This account watches in ${String(WATCHES_PER_ACCOUNT_MAX)} windows already. Close one, or ask for updates from time to time.`,
      'zh-CN': `该账号已在 ${String(WATCHES_PER_ACCOUNT_MAX)} 个窗口中接收实时更新，请关闭一个，或改为定时查询更新。`,
    },
    { retryAfterSeconds: 30 },
  );
}

function full(): DomainError {
  return new DomainError(
    'unavailable',
    'live.full',
    {
      en: 'Too many people watch at the moment. Ask for updates from time to time instead.',
      'zh-CN': '当前接收实时更新的人数过多，请改为定时查询更新。',
    },
    { retryAfterSeconds: 60 },
  );
}
