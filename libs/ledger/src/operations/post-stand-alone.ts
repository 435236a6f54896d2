import { setImmediate as turn } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';

import { DomainError } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { UnitOfWork } from '@app/platform';

import { requirePostable } from '../domain/journal';
import type { JournalDraft } from '../domain/journal';
import { PostJournals } from './post-journals';
import type { PostedJournal } from './post-journals';

const JOURNALS_MAX = 500;
/** SQLSTATE classes that refuse what was written: data, constraint, and a limit of the database. */
const REFUSALS = ['22', '23', '54'];

interface Waiting {
  readonly draft: JournalDraft;
  readonly resolve: (posted: PostedJournal) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Posts journals that belong to no other change. Callers of a lane share statements: what comes
 * while one is under way goes with the next, which leaves when that one has committed. Alone a
 * caller waits for nobody; together they cost one commit.
 */
@Injectable()
export class PostStandAlone implements BeforeApplicationShutdown {
  /** What waits in the lanes that have a statement under way. */
  private readonly lanes = new Map<Lane, Waiting[]>();
  private readonly underWay = new Set<Promise<void>>();
  private isClosing = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly postJournals: PostJournals,
  ) {}

  /**
   * Posts a journal and returns once it is committed. Refuses as `PostJournals` does, each caller
   * for itself; `ledger.shutting_down` once the process is about to stop. When the connection was
   * lost nobody knows whether it stands: posting it again under its key is safe.
   */
  async run(draft: JournalDraft): Promise<PostedJournal> {
    if (this.isClosing) throw shuttingDown();
    requirePostable(draft);
    return new Promise((resolve, reject) => {
      const waiting = { draft, resolve, reject };
      const lane = this.lanes.get(draft.lane);
      if (lane !== undefined) lane.push(waiting);
      else this.start(draft.lane, waiting);
    });
  }

  /** Takes no more journals and lets those that wait be posted. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    await Promise.all(this.underWay);
  }

  private start(lane: Lane, first: Waiting): void {
    const queue = [first];
    this.lanes.set(lane, queue);
    const work = this.postAll(lane, queue).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  private async postAll(lane: Lane, queue: Waiting[]): Promise<void> {
    // Who calls in the same turn of the event loop, or because of the last answer, comes along.
    await turn();
    while (queue.length > 0) {
      await this.post(queue.splice(0, JOURNALS_MAX));
      await turn();
    }
    this.lanes.delete(lane);
  }

  /** A statement is refused whole, so it is halved until who was to blame stands alone. */
  private async post(batch: readonly Waiting[]): Promise<void> {
    try {
      const drafts = batch.map(({ draft }) => draft);
      const outcomes = await this.unitOfWork.statement((connection) =>
        this.postJournals.outcomesOn(connection, drafts),
      );
      batch.forEach((waiting, index) => settle(waiting, outcomes[index]));
    } catch (error) {
      if (batch.length === 1 || !isRefusal(error)) {
        batch.forEach(({ reject }) => reject(error));
        return;
      }
      const half = Math.ceil(batch.length / 2);
      await this.post(batch.slice(0, half));
      await this.post(batch.slice(half));
    }
  }
}

function settle(
  { resolve, reject }: Waiting,
  outcome: PostedJournal | DomainError | undefined,
): void {
  if (outcome === undefined || outcome instanceof DomainError) reject(outcome);
  else resolve(outcome);
}

function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && REFUSALS.includes(code.slice(0, 2));
}

function shuttingDown(): DomainError {
  return new DomainError(
    'unavailable',
    'ledger.shutting_down',
    {
      en: 'This process is stopping and takes no more bookings. Nothing was booked; please try again.',
      'zh-CN': '服务正在停止，未记任何账，请稍后重试。',
    },
    { retryAfterSeconds: 2 },
  );
}
