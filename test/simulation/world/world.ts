import { ClaimEntity, openPayoutsJob } from '@app/claims';
import type { JobDefinition } from '@app/platform';

import { RailBreakerEntity } from '../../../libs/payouts/src/persistence/rail-breaker.entity';
import type { RailNotice, RailNoticeType } from '../../../libs/payouts/src/rails/payout-rail';
import { Dice } from '../dice';
import { DatabaseError, MemoryDatabase } from '../memory/memory-database';
import { MemoryTx } from '../memory/memory-tx';
import type { KeptJob } from '../memory/memory-tx';
import { memoryPostEvents, openRailGuard, topUpRails } from './books';
import { LANES, approveClaim } from './case-data';
import { CALM, ROUGH } from './faults';
import type { Faults } from './faults';
import { Fiber } from './fiber';
import { JobQueue } from './job-queue';
import { NetworkedRail } from './networked-rail';
import type { Way } from './networked-rail';
import { noticeOf } from './notice';
import { operationsOf } from './operations';
import type { Operations } from './operations';
import { People } from './people';
import type { Act } from './people';
import type { PlantedBug } from './planted-bugs';
import { Post } from './post';
import { RailBook } from './rail-book';
import type { Later, Transfer } from './rail-book';
import { firstOverdueMs } from './sweep';
import { SKEW_MAX_MS, termsOf } from './terms';
import type { SeedTerms } from './terms';
import { Violation } from './violation';
import { Watch } from './watch';
import { Worker } from './worker';
import type { Surroundings } from './worker';
import { perform } from './workload';
import type { Work } from './workload';

const WORKERS = 3;
const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-11-20T02:00:00Z');
const RAILS = [
  { name: 'quick', keyLifetimeMs: 24 * HOUR_MS, settlementWindowMs: 60_000 },
  { name: 'slow', keyLifetimeMs: 2 * HOUR_MS, settlementWindowMs: 180_000 },
];
const RAIL_NAMES = RAILS.map(({ name }) => name);
const SWEEP_MS = 5_000;

/** Workers, people, rails, network, queue, database and clock, all moved by one seed. */
export class World implements Surroundings, Way {
  readonly dice: Dice;
  readonly terms: SeedTerms;
  readonly database = new MemoryDatabase();
  readonly watch = new Watch();
  readonly people: People;
  faults: Faults = ROUGH;
  nowMs = START_MS;
  /** How often somebody had a turn. */
  steps = 0;
  private readonly queue: JobQueue;
  private readonly post: Post;
  private readonly books: readonly RailBook[];
  private readonly workers: Worker[] = [];
  private readonly operations = new Map<Worker, Operations>();
  private readonly works = new Map<Worker, Work>();
  private laters: Later[] = [];
  private sweptAtMs = START_MS;
  /** When the first row became due that a sweep would find; null after a commit: it may differ. */
  private overdueMs: number | null = null;
  private awardedMinor = 0n;
  private topUps = 0;

  constructor(
    seed: number,
    private readonly bug: PlantedBug | null,
  ) {
    this.dice = new Dice(seed);
    this.terms = termsOf(this.dice);
    this.queue = new JobQueue(this.dice, () => this.faults);
    this.post = new Post(this.dice, () => this.faults);
    const around = {
      later: (later: Later) => this.later(later),
      booked: this.watch.booked,
      tell: (transfer: Transfer, type: RailNoticeType) =>
        this.post.tell(transfer, type, this.nowMs),
    };
    const { railFails: fails, railReturns: returns } = this.terms;
    this.books = RAILS.map((rail) => new RailBook({ ...rail, fails, returns }, this.dice, around));
    this.people = new People(this.database, this.watch, this, RAIL_NAMES);
    this.database.onCommit = (changes) => {
      this.overdueMs = null;
      this.watch.committed(changes);
    };
    for (let index = 0; index < WORKERS; index += 1) this.workers.push(new Worker(this));
  }

  async approveClaims(): Promise<void> {
    const turns = { pause: () => undefined, untilEnded: () => Promise.reject(new Error('?')) };
    const tx = new MemoryTx(this.database, turns);
    const { dice, terms } = this;
    const now = new Date(this.nowMs);
    for (let claim = 0; claim < terms.claims; claim += 1) {
      const namesAccount = terms.namesAccounts && dice.chance(0.6);
      const given = { dice, rails: RAIL_NAMES, now, namesAccount };
      this.awardedMinor += await approveClaim(tx, given, memoryPostEvents());
    }
    if (terms.moneyPercent !== null) {
      await openRailGuard(tx, LANES);
      await topUpRails(tx, this.topUp(BigInt(terms.moneyPercent)));
    }
    if (terms.unknownsBefore > 0) {
      const row = { unknowns: terms.unknownsBefore, since: now, openUntil: null };
      for (const rail of RAIL_NAMES) await tx.insert(RailBreakerEntity, { rail, ...row });
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

  noticeOf(body: string): RailNotice {
    return this.post.read(body);
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
  async calm(): Promise<void> {
    this.faults = CALM;
    for (const book of this.books) book.isKind = true;
    for (const worker of this.workers) {
      if (worker.fiber !== null) this.crash(worker);
      worker.skewMs = 0;
    }
    if (this.terms.moneyPercent !== null) await this.run(this.bringMoney(100n));
  }

  /** The statements of the day come in when rails show all: they name what came back. */
  bringStatements(): void {
    this.nowMs += HOUR_MS;
    this.people.statementAtMs = this.nowMs;
    const transfers = this.books.flatMap((book) => book.transfers);
    for (const transfer of transfers.filter(({ status }) => status === 'returned')) {
      this.post.send(noticeOf(transfer, 'transfer.returned', this.nowMs));
    }
  }

  /** Lets a worker do something that no job asks for. */
  async run(act: Act): Promise<void> {
    const worker = this.workers.find(({ fiber }) => fiber === null);
    if (worker === undefined) throw new Error('They are all at work.');
    await this.begin(worker, { kind: 'act', act });
  }

  private topUp(percent: bigint): Parameters<typeof topUpRails>[1] {
    this.topUps += 1;
    const amountMinor = (this.awardedMinor * percent) / 100n;
    return { amountMinor, causeId: `top-up-${String(this.topUps)}`, at: new Date(this.nowMs) };
  }

  private bringMoney(percent: bigint): Act {
    const given = this.topUp(percent);
    return ({ unitOfWork }) =>
      unitOfWork.transaction((tx) => topUpRails(tx as unknown as MemoryTx, given));
  }

  /** Of the process that runs now: one that was started again remembers nothing. */
  private operationsOn(worker: Worker): Operations {
    const known = this.operations.get(worker);
    if (known !== undefined) return known;
    const ways = this.books.map((book) => new NetworkedRail(book, this, worker));
    const { payoutsPerRailPerDay: most } = this.terms;
    const limits = most === null ? {} : { payoutsPerRailPerDay: most };
    const operations = operationsOf(worker, { ways, limits, bug: this.bug });
    this.operations.set(worker, operations);
    return operations;
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
    const operations = this.operationsOn(worker);
    const fiber = new Fiber();
    worker.fiber = fiber;
    this.works.set(worker, work);
    if (work.kind === 'job') this.queue.take(work.job);
    if (work.kind === 'notice') this.post.take(work.notice);
    if (work.kind === 'sweep') this.sweptAtMs = this.nowMs;
    await fiber.start(() =>
      perform(work, operations, worker, (notice) => this.post.bodyOf(notice)),
    );
    this.ended(worker);
  }

  private ended(worker: Worker): void {
    const { fiber } = worker;
    if (fiber?.isDone !== true) return;
    worker.fiber = null;
    const work = this.works.get(worker);
    const { error } = fiber;
    // Who checks first is refused nothing by the database; all else is a mistake of ours.
    if (error instanceof DatabaseError) throw new Violation(error.message, { cause: error });
    if (error instanceof Error) throw error;
    if (work?.kind === 'job') this.queue.done(work.job);
  }

  private crash(worker: Worker): void {
    const work = this.works.get(worker);
    worker.die();
    if (work?.kind === 'job') this.queue.stalled(work.job, this.nowMs);
    if (work?.kind === 'notice') this.post.sendAgain(work.notice, this.nowMs);
    this.operations.delete(worker);
  }

  private nextWork(): Work | null {
    const act = this.nextAct();
    if (act !== null) return { kind: 'act', act };
    const works: Work[] = this.queue.due(this.nowMs).map((job) => ({ kind: 'job', job }));
    for (const notice of this.post.due(this.nowMs)) works.push({ kind: 'notice', notice });
    if (this.sweepAtMs() <= this.nowMs) works.push({ kind: 'sweep' });
    return works.length === 0 ? null : this.dice.pick(works);
  }

  private nextAct(): Act | null {
    const { dice, faults, terms } = this;
    const isGuarded = terms.moneyPercent !== null;
    if (isGuarded && faults.topUp > 0 && dice.chance(faults.topUp)) return this.bringMoney(20n);
    return faults.people > 0 && dice.chance(faults.people) ? this.people.nextAct() : null;
  }

  /** When a sweep finds something. Those in between would find nothing, and are left out. */
  private sweepAtMs(): number {
    if (this.bug?.sweeps === false) return Infinity;
    this.overdueMs ??= firstOverdueMs(this.database);
    return Math.max(this.sweptAtMs, this.overdueMs) + SWEEP_MS + 1;
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
      nextMs = Math.min(nextMs, this.queue.nextMs, this.post.nextMs, this.sweepAtMs());
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
}
