import type { Reads } from '../database/tx';

/** What a job carries: ids and nothing else. Who reads the queue learns no amount and no name. */
export type JobData = Readonly<Record<string, string>>;

/** One kind of background work: its limits, and how to find work whose job was lost. */
export interface JobDefinition<Data extends JobData = JobData> {
  /** The queue's name. One queue, one kind of job, one processor. */
  readonly queue: string;
  readonly attemptsMax: number;
  /** The first pause before another attempt; it doubles with each further one. */
  readonly backoffMs: number;
  readonly concurrencyMax: number;
  readonly timeoutMs: number;
  /** The id of the work that the job is about; the start of the job's own id. */
  workIdOf(data: Data): string;
  /**
   * The rows that still need this job although they should be done by now, oldest first. The sweep
   * gives each of them a new job; a job that comes twice must do no harm.
   */
  findDue(reads: Reads, now: Date, limit: number): Promise<Data[]>;
}

/** Names a kind of background work. The worker refuses to start unless it has one processor. */
export function defineJob<Data extends JobData>(
  definition: JobDefinition<Data>,
): JobDefinition<Data> {
  return Object.freeze(definition);
}
