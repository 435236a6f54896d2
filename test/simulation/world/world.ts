import { ClaimEntity, openPayoutsJob } from '@app/claims';
import { PayoutEntity } from '@app/payouts';
import type { JobDefinition } from '@app/platform';

import type { RailNoticeType } from '../../../libs/payouts/src/rails/payout-rail';
import { Dice } from '../dice';
import { MemoryDatabase } from '../memory/memory-database';
import { MemoryTx } from '../memory/memory-tx';
import type { KeptJob } from '../memory/memory-tx';
import { approveClaim } from './case-data';
import { memoryPostEvents } from './claims';
import { CALM, ROUGH } from './faults';
import type { Faults } from './faults';
import { Fiber } from './fiber';
import { JobQueue } from './job-queue';
import type { QueuedJob } from './job-queue';
import { NetworkedRail } from './networked-rail';
import type { PlantedBug } from './planted-bugs';
import { noticeOf } from './notice';
import type { Notice } from './notice';
import { RailBook } from './rail-book';
import type { Later, RailTerms, Transfer } from './rail-book';
import { sweep } from './sweep';
import { Watch } from './watch';
import { Worker, operationsOf } from './worker';
import type { Operations, Surroundings } from './worker';

/** Few, because the real code is what takes the time: rather more seeds than larger ones. */
const CLAIMS = 4;
const WORKERS = 3;
const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-11-20T02:00:00Z');
const RAILS: readonly RailTerms[] = [
  { name: 'quick', keyLifetimeMs: 24 * HOUR_MS, settlementWindowMs: 60_000 },
  { name: 'slow', keyLifetimeMs: 2 * HOUR_MS, settlementWindowMs: 180_000 },
];
const SWEEP_MS = 5_000;
const SKEW_MAX_MS = 300_000;
const NOTICE_LATE_MAX_MS = 72 * HOUR_MS;

/** What a worker can begin. */
type Work =
  | { readonly kind: 'job'; readonly job: QueuedJob }
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'other'; readonly run: (operations: Operations) => Promise<void> };

/** Workers, rails, network, queue, database and clock, all moved by one seed. */
export class World implements Surroundings {
  readonly dice: Dice;
  readonly database = new MemoryDatabase();
  readonly watch = new Watch();
  faults: Faults = ROUGH;
  nowMs = START_MS;
  /** How often somebody had a turn. */
  steps = 0;
  private readonly queue: JobQueue;
  private readonly books: readonly RailBook[];
  private readonly workers: Worker[] = [];
  private readonly operations = new Map<Worker, Operations>();
  private readonly works = new Map<Worker, Work>();
  private laters: Later[] = [];
  private notices: Notice[] = [];
  private sweptAtMs = START_MS;

  constructor(
    seed: number,
    private readonly bug: PlantedBug | null,
  ) {
    this.dice = new Dice(seed);
    this.queue = new JobQueue(this.dice, () => this.faults);
    const around = {
      later: (later: Later) => this.later(later),
      booked: this.watch.booked,
      tell: (transfer: Transfer, type: RailNoticeType) => this.tell(transfer, type),
    };
    this.books = RAILS.map((terms) => new RailBook(terms, this.dice, around));
    this.database.onCommit = this.watch.committed;
    for (let index = 0; index < WORKERS; index += 1) this.workers.push(new Worker(this));
    for (const worker of this.workers) this.startProcess(worker);
  }

  async approveClaims(): Promise<void> {
    const turns = { pause: () => undefined, untilEnded: () => Promise.reject(new Error('?')) };
    const tx = new MemoryTx(this.database, turns);
    const rails = RAILS.map(({ name }) => name);
    const given = { dice: this.dice, rails, now: new Date(this.nowMs) };
    for (let claim = 0; claim < CLAIMS; claim += 1) {
      await approveClaim(tx, given, memoryPostEvents());
    }
    tx.commit();
    for (const { id: claimId } of this.database.committed(ClaimEntity)) {
      const job = openPayoutsJob as unknown as JobDefinition;
      this.take([{ job, data: { claimId }, options: {} }]);
    }
  }

  take(jobs: readonly KeptJob[]): void {
    for (const job of jobs) this.queue.add(job, this.nowMs);
  }

  later(later: Later): void {
    this.laters.push(later);
  }

  /** Somebody has a turn, or time passes. False when nothing is left to happen. */
  async step(): Promise<boolean> {
    this.steps += 1;
    this.disturbClocks();
    const ready = this.workers.filter(({ fiber }) => fiber?.isReady(this.nowMs) === true);
    const idle = this.workers.filter(({ fiber }) => fiber === null);
    const work = idle.length === 0 ? null : this.nextWork();
    const happens = this.laters.find(({ atMs }) => atMs <= this.nowMs);
    const choices = ready.length + (work === null ? 0 : 1) + (happens === undefined ? 0 : 1);
    if (choices === 0) return this.passTime();
    const chosen = this.dice.between(1, choices);
    const worker = ready[chosen - 1];
    if (worker !== undefined) await this.goOn(worker);
    else if (happens !== undefined && chosen === choices) this.happen(happens);
    else if (work !== null) await this.begin(this.dice.pick(idle), work);
    return true;
  }

  /** From now on nothing goes wrong any more. Processes that sleep are started again. */
  calm(): void {
    this.faults = CALM;
    for (const worker of this.workers) {
      if (worker.fiber !== null) this.crash(worker);
      worker.skewMs = 0;
    }
  }

  /** The statements of the day come in: they name what came back, and the rails are asked. */
  bringStatements(): void {
    const returned = this.books.flatMap(({ transfers }) => transfers);
    for (const transfer of returned.filter(({ status }) => status === 'returned')) {
      this.notices.push(noticeOf(transfer, 'transfer.returned', this.nowMs));
    }
  }

  /** Lets a worker do something that no job asks for. */
  async run(work: (operations: Operations) => Promise<void>): Promise<void> {
    const worker = this.workers.find(({ fiber }) => fiber === null);
    if (worker === undefined) throw new Error('They are all at work.');
    await this.begin(worker, { kind: 'other', run: work });
  }

  private startProcess(worker: Worker): void {
    const ways = this.books.map((book) => new NetworkedRail(book, this, worker));
    this.operations.set(worker, operationsOf(worker, ways, this.bug));
  }

  private async goOn(worker: Worker): Promise<void> {
    if (this.dice.chance(this.faults.crash)) {
      this.crash(worker);
      return;
    }
    await worker.fiber?.goOn();
    this.ended(worker);
  }

  private async begin(worker: Worker, work: Work): Promise<void> {
    const operations = this.operations.get(worker) as Operations;
    const fiber = new Fiber();
    worker.fiber = fiber;
    this.works.set(worker, work);
    if (work.kind === 'job') this.queue.take(work.job);
    if (work.kind === 'notice') this.notices = this.notices.filter((one) => one !== work.notice);
    if (work.kind === 'sweep') this.sweptAtMs = this.nowMs;
    await fiber.start(() => this.perform(work, operations, worker));
    this.ended(worker);
  }

  private async perform(work: Work, operations: Operations, worker: Worker): Promise<void> {
    const { unitOfWork, receiveNotice } = operations;
    if (work.kind === 'other') await work.run(operations);
    else if (work.kind === 'sweep') await unitOfWork.transaction((tx) => sweep(tx, worker.now()));
    else if (work.kind === 'notice') {
      const { rail, body } = work.notice;
      const request = { rail, headers: {}, rawBody: Buffer.from(body) };
      await unitOfWork.transaction((tx) => receiveNotice.run(tx, request));
    } else if (work.job.job.queue === openPayoutsJob.queue) {
      await operations.openPayouts.run(work.job.data as { claimId: string });
    } else {
      await operations.advancePayout.run(work.job.data as { payoutId: string });
    }
  }

  private ended(worker: Worker): void {
    const { fiber } = worker;
    if (fiber?.isDone !== true) return;
    worker.fiber = null;
    const work = this.works.get(worker);
    // What the database, the network or a lost race throws is known; all else is a mistake of ours.
    if (fiber.error instanceof Error) throw fiber.error;
    if (work?.kind === 'job') this.queue.done(work.job);
  }

  private crash(worker: Worker): void {
    const work = this.works.get(worker);
    worker.die();
    if (work?.kind === 'job') this.queue.stalled(work.job, this.nowMs);
    // A rail comes again with a notice that nobody took.
    if (work?.kind === 'notice') this.notices.push({ ...work.notice, atMs: this.nowMs + 60_000 });
    this.startProcess(worker);
  }

  private nextWork(): Work | null {
    const works: Work[] = this.queue.due(this.nowMs).map((job) => ({ kind: 'job', job }));
    for (const notice of this.notices) {
      if (notice.atMs <= this.nowMs) works.push({ kind: 'notice', notice });
    }
    if (this.bug?.sweeps !== false && this.sweepAtMs() <= this.nowMs) works.push({ kind: 'sweep' });
    return works.length === 0 ? null : this.dice.pick(works);
  }

  /** When a sweep finds something. Those in between would find nothing, and are left out. */
  private sweepAtMs(): number {
    let overdueMs = Infinity;
    for (const { nextActionAt } of this.database.committed(PayoutEntity)) {
      if (nextActionAt !== null) overdueMs = Math.min(overdueMs, nextActionAt.getTime());
    }
    for (const { nextStep, updatedAt } of this.database.committed(ClaimEntity)) {
      if (nextStep === 'open_payout') overdueMs = Math.min(overdueMs, updatedAt.getTime());
    }
    return Math.max(this.sweptAtMs, overdueMs) + SWEEP_MS + 1;
  }

  private happen(later: Later): void {
    this.laters = this.laters.filter((one) => one !== later);
    later.run();
  }

  /** On to the next thing that can happen; jobs and notices wait while all are at work. */
  private passTime(): boolean {
    let nextMs = Infinity;
    for (const { atMs } of this.laters) nextMs = Math.min(nextMs, atMs);
    for (const { fiber } of this.workers) nextMs = Math.min(nextMs, fiber?.nextMs ?? Infinity);
    if (this.workers.some(({ fiber }) => fiber === null)) {
      nextMs = Math.min(nextMs, this.queue.nextMs);
      for (const { atMs } of this.notices) nextMs = Math.min(nextMs, atMs);
      if (this.bug?.sweeps !== false) nextMs = Math.min(nextMs, this.sweepAtMs());
    }
    if (nextMs === Infinity) return false;
    this.nowMs = Math.max(this.nowMs, nextMs);
    return true;
  }

  private disturbClocks(): void {
    const { timeJump, clockSet } = this.faults;
    // Not with bytes on the wire: a rail that gets them hours later may have forgotten their key.
    if (this.dice.chance(timeJump) && !this.workers.some(({ isCalling }) => isCalling)) {
      this.nowMs += this.dice.between(1_000, 12 * HOUR_MS);
    }
    if (this.dice.chance(clockSet)) {
      this.dice.pick(this.workers).skewMs = this.dice.between(-SKEW_MAX_MS, SKEW_MAX_MS);
    }
  }

  private tell(transfer: Transfer, type: RailNoticeType): void {
    const { noticeLost, noticeTwice } = this.faults;
    if (this.dice.chance(noticeLost)) return;
    const notice = noticeOf(transfer, type, this.nowMs);
    const copies = this.dice.chance(noticeTwice) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const lateMs = this.dice.between(0, this.dice.chance(0.9) ? 5_000 : NOTICE_LATE_MAX_MS);
      this.notices.push({ ...notice, atMs: this.nowMs + lateMs });
    }
  }
}
