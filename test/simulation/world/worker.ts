import { Clock } from '@app/kernel';
import { UnitOfWork } from '@app/platform';
import type { Tx } from '@app/platform';

import type { Dice } from '../dice';
import type { MemoryDatabase } from '../memory/memory-database';
import { DatabaseError } from '../memory/memory-database';
import { MemoryTx } from '../memory/memory-tx';
import type { KeptJob, Turns } from '../memory/memory-tx';
import type { Faults } from './faults';
import type { Fiber } from './fiber';

/** What a worker sees of the world around it. */
export interface Surroundings {
  readonly dice: Dice;
  readonly faults: Faults;
  readonly nowMs: number;
  readonly database: MemoryDatabase;
  /** Jobs of a transaction that committed. */
  take(jobs: readonly KeptJob[]): void;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RETRIES_MAX = 5;

/** A process that works on jobs: the real operations, its own clock, and one fiber at a time. */
export class Worker extends Clock implements Turns {
  /** How far its clock is off. */
  skewMs = 0;
  fiber: Fiber | null = null;
  /** Something of a call to a rail is under way. */
  isCalling = false;
  /** The transactions that end with the process. */
  private readonly open = new Set<MemoryTx>();

  constructor(private readonly world: Surroundings) {
    super();
  }

  override now(): Date {
    return new Date(this.world.nowMs + this.skewMs);
  }

  pause(): Promise<void> | undefined {
    const { dice, faults } = this.world;
    return dice.chance(faults.switch) ? this.step() : undefined;
  }

  /** Lets the others have their turn, and may sleep for long: a suspended machine, a long stop. */
  step(): Promise<void> {
    const { dice, faults, nowMs } = this.world;
    const sleepMs = dice.chance(faults.sleep) ? dice.between(1_000, DAY_MS) : 0;
    return this.running().park(nowMs + sleepMs);
  }

  /** Lets so much time pass, with a call under way. */
  async pass(ms: number): Promise<void> {
    this.isCalling = true;
    await this.running().park(this.world.nowMs + ms);
    this.isCalling = false;
  }

  stall(): Promise<void> | undefined {
    const { dice, faults, nowMs } = this.world;
    if (!dice.chance(faults.stall)) return undefined;
    return this.running().park(nowMs + dice.between(1_000, HOUR_MS));
  }

  untilEnded(holder: MemoryTx): Promise<void> {
    return this.running().parkUntilEnded(holder);
  }

  begin(): MemoryTx {
    const tx = new MemoryTx(this.world.database, this);
    this.open.add(tx);
    return tx;
  }

  commit(tx: MemoryTx): void {
    this.open.delete(tx);
    tx.commit();
    this.world.take(tx.jobs);
  }

  rollBack(tx: MemoryTx): void {
    this.open.delete(tx);
    tx.rollBack();
  }

  /** The process dies: what it had not committed is gone, and nothing of it runs again. */
  die(): void {
    this.fiber = null;
    this.isCalling = false;
    for (const tx of this.open) tx.rollBack();
    this.open.clear();
  }

  private running(): Fiber {
    if (this.fiber === null) throw new Error('Code of a process that is dead runs on.');
    return this.fiber;
  }
}

/** Transactions of a worker over the database in memory. */
export class WorkerUnitOfWork extends UnitOfWork {
  constructor(private readonly worker: Worker) {
    super(null as never);
  }

  override async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      const tx = this.worker.begin();
      try {
        const result = await work(tx as unknown as Tx);
        await this.worker.step();
        this.worker.commit(tx);
        await this.worker.step();
        return result;
      } catch (error) {
        if (!tx.isEnded) this.worker.rollBack(tx);
        if (!(error instanceof DatabaseError) || error.code !== '40P01') throw error;
        if (attempt === RETRIES_MAX) throw error;
      }
    }
  }
}
