import { Logger } from '@nestjs/common';

import { ReconcileBook, ReconciliationQueries, reconcileBookJob } from '@app/payouts';
import { JobProcessor, ProcessesJob, UnitOfWork } from '@app/platform';

type Book = Readonly<{ rail: string; currency: string }>;

@ProcessesJob(reconcileBookJob)
export class ReconcileBookProcessor extends JobProcessor<Book> {
  protected readonly definition = reconcileBookJob;
  private readonly log = new Logger(ReconcileBookProcessor.name);

  constructor(
    private readonly reconcileBook: ReconcileBook,
    private readonly queries: ReconciliationQueries,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super();
  }

  /** Warns whoever reads the log; metrics and `ganpei doctor --books` say the same. */
  protected async run(book: Book): Promise<void> {
    await this.reconcileBook.run(book);
    const reports = await this.queries.report(this.unitOfWork.reads, null, book.rail);
    for (const { book: of, isClean, breaks, ages } of reports) {
      if (isClean || of.currency !== book.currency) continue;
      const old = ages.upTo30Days.count + ages.over30Days.count;
      this.log.warn(
        `${of.rail} ${of.currency}: ${String(breaks.count)} breaks are open, ${String(old)} of them for more than 5 days.`,
      );
    }
  }
}
