import { AccountingModule } from '@app/accounting';
import { Clock } from '@app/kernel';
import { LogQueries, PostJournals, checkpointPlaces } from '@app/ledger';
import type { JournalDraft, Sealed } from '@app/ledger';
import { Money } from '@app/money';
import { CONFIG } from '@app/platform';
import type { Config } from '@app/platform';

import { CHECKPOINT_PLACES } from '../../libs/ledger/src/log/checkpoint-place';
import { GuardedSeal } from '../../libs/ledger/src/log/guarded-seal';
import { TestLibs } from './test-libs';
import type { Installation } from './test-libs';

let keys = 0;

/** A journal of one cent, unless wished else. */
export function aDraft(wish: Partial<JournalDraft> = {}): JournalDraft {
  keys += 1;
  return {
    lane: 5,
    kind: 'E05',
    claimId: null,
    occurredAt: new Date('2026-03-01T00:00:00Z'),
    actor: 'system',
    idempotencyKey: `cause-${String(process.pid)}-${String(keys)}`,
    memo: 'Case reserve set',
    transfers: [{ debit: '5010', credit: '2010', money: Money.of(1n, 'CNY') }],
    ...wish,
  };
}

/** One process of an installation, that seals when it is told to and publishes nothing. */
export class LogProcess {
  private constructor(readonly libs: TestLibs) {}

  static async start(
    wish: { installation?: Installation; config?: Partial<Config> } = {},
  ): Promise<LogProcess> {
    const places = {
      provide: CHECKPOINT_PLACES,
      inject: [CONFIG, Clock],
      useFactory: ({ ledger }: Config, clock: Clock) => checkpointPlaces(ledger, clock),
    };
    const libs = await TestLibs.start({
      ...wish,
      imports: [AccountingModule],
      providers: [GuardedSeal, places],
    });
    return new LogProcess(libs);
  }

  async stop(): Promise<void> {
    await this.libs.stop();
  }

  /** Posts journals, each in a statement of its own, and returns their ids. */
  async post(count: number): Promise<string[]> {
    const posted: string[] = [];
    for (let each = 0; each < count; each += 1) {
      const journals = await this.libs.inTransaction((tx) =>
        this.libs.get(PostJournals).run(tx, [aDraft()]),
      );
      posted.push(...journals.map(({ id }) => id));
    }
    return posted;
  }

  async seal(): Promise<Sealed | null> {
    return this.libs.get(GuardedSeal).run();
  }

  /** Posts some and seals them; returns the note. */
  async grow(count: number): Promise<string> {
    await this.post(count);
    const sealed = await this.seal();
    if (sealed === null) throw new Error('Nothing was sealed.');
    return sealed.note;
  }

  get queries(): LogQueries {
    return this.libs.get(LogQueries);
  }

  async rows<Row>(sql: string): Promise<Row[]> {
    return this.libs.unitOfWork.reads.query<Row[]>(sql);
  }
}
