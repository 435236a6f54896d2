import type { EntitySubscriberInterface, QueryRunner } from 'typeorm';

import type { KeptJob } from './job-options';

interface Kept {
  readonly jobs: KeptJob[];
  /** How many there were when each transaction and savepoint that is still open began. */
  readonly marks: number[];
}

interface Event {
  readonly queryRunner: QueryRunner;
}

const KEY = 'jobsAfterCommit';

/**
 * Keeps the jobs of every transaction until it is committed, and hands them over then; what is
 * rolled back, or behind a savepoint that is, takes its jobs along. It must not throw: the commit
 * stands.
 */
export class JobsAfterCommit implements EntitySubscriberInterface {
  constructor(private readonly handOver: (jobs: readonly KeptJob[]) => void) {}

  afterTransactionStart({ queryRunner }: Event): void {
    const { jobs, marks } = (queryRunner.data[KEY] as Kept | undefined) ?? begun(queryRunner);
    marks.push(jobs.length);
  }

  afterTransactionCommit({ queryRunner }: Event): void {
    const { jobs, marks } = queryRunner.data[KEY] as Kept;
    marks.pop();
    if (marks.length === 0 && jobs.length > 0) this.handOver(jobs.splice(0));
  }

  afterTransactionRollback({ queryRunner }: Event): void {
    const kept = queryRunner.data[KEY] as Kept | undefined;
    if (kept !== undefined) kept.jobs.length = kept.marks.pop() ?? 0;
  }
}

/** The jobs of a running transaction; null where they are not kept until its end. */
export function jobsKeptBy(queryRunner: QueryRunner | undefined): KeptJob[] | null {
  return (queryRunner?.data[KEY] as Kept | undefined)?.jobs ?? null;
}

function begun(queryRunner: QueryRunner): Kept {
  const kept: Kept = { jobs: [], marks: [] };
  queryRunner.data[KEY] = kept;
  return kept;
}
