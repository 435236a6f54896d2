import { randomUUID } from 'node:crypto';

import fc from 'fast-check';

import { AccountingModule } from '@app/accounting';
import { ClosePeriod } from '@app/ledger';
import type { JournalDraft } from '@app/ledger';
import { Money } from '@app/money';

import { TestLibs } from '../support/test-libs';
import { LedgerModel, rootOfEntries } from './ledger-model';
import { Crash, RealLedger } from './real-ledger';

const RUNS = Number(process.env.LEDGER_MODEL_RUNS ?? 500);
const LIMIT_MS = 300_000;
const LANE = 7;
const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(2026, 0, 1);
type LedgerCommand = fc.AsyncCommand<LedgerModel, RealLedger>;

/** A command whose text fast-check prints when it has found a shortest history that fails. */
function command(
  text: string,
  run: (model: LedgerModel, real: RealLedger) => Promise<void>,
  check: (model: LedgerModel) => boolean = () => true,
): LedgerCommand {
  return { check, run, toString: () => text };
}

interface Wish {
  readonly sides: readonly [string, string];
  readonly minor: number;
  readonly currency: string;
  readonly day: number;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  sides: fc
    .shuffledSubarray(['1010', '2010', '2030', '5010'], { minLength: 2, maxLength: 2 })
    .map(([debit, credit]) => [debit!, credit!] as const),
  minor: fc.integer({ min: 1, max: 1_000 }),
  currency: fc.constantFrom('CNY', 'KWD'),
  day: fc.nat(9),
});

function draftOf(lines: readonly Wish[], idempotencyKey: string = randomUUID()): JournalDraft {
  return {
    lane: LANE,
    kind: 'E05',
    claimId: null,
    occurredAt: new Date(EPOCH + (lines[0]?.day ?? 0) * DAY_MS),
    actor: 'system',
    idempotencyKey,
    memo: '',
    transfers: lines.map(({ sides: [debit, credit], minor, currency }) => ({
      debit,
      credit,
      money: Money.of(BigInt(minor), currency),
    })),
  };
}

function reversalOf(model: LedgerModel, at: number): JournalDraft {
  const { draft, id } = chosen(model, at);
  return {
    ...draft,
    kind: 'E36',
    reversesId: id,
    idempotencyKey: `${randomUUID()}/E36`,
    transfers: draft.transfers.map(({ debit, credit, money }) => ({
      debit: credit,
      credit: debit,
      money,
    })),
  };
}

function chosen(model: LedgerModel, at: number): LedgerModel['journals'][number] {
  return model.journals[at % model.journals.length]!;
}

type Lines = readonly Wish[];

async function post(
  model: LedgerModel,
  real: RealLedger,
  journals: readonly Lines[],
): Promise<void> {
  const drafts = journals.map((own) => draftOf(own));
  const ids = await real.post(drafts);
  drafts.forEach((draft, index) => model.post(draft, ids[index]!));
}

async function replay(model: LedgerModel, real: RealLedger, at: number): Promise<void> {
  const { draft, id } = chosen(model, at);
  expect(await real.post([draft, draft])).toEqual([id, id]);
}

/** The same key with other content takes its neighbours with it: one call is one statement. */
async function conflict(model: LedgerModel, real: RealLedger, at: number): Promise<void> {
  const { idempotencyKey, transfers } = chosen(model, at).draft;
  const neighbour = { ...draftOf([]), transfers };
  const other = { ...draftOf([], idempotencyKey), transfers, memo: 'another' };
  await expect(real.post([neighbour, other])).rejects.toMatchObject({
    code: 'ledger.key_conflict',
    message: expect.stringContaining(idempotencyKey) as string,
  });
}

async function reverse(model: LedgerModel, real: RealLedger, at: number): Promise<void> {
  const target = chosen(model, at);
  const reversal = reversalOf(model, at);
  if (target.isReversed) {
    await expect(real.post([reversal])).rejects.toMatchObject({ code: '23505' });
    return;
  }
  const [id] = await real.post([reversal]);
  model.post(reversal, id!);
  target.isReversed = true;
}

async function close(model: LedgerModel, real: RealLedger, day: number): Promise<void> {
  const closedUntil = new Date(EPOCH + day * DAY_MS);
  const closing = { closedUntil, actor: 'audit', reason: 'month end' };
  const closed = real.libs.inTransaction((tx) =>
    real.libs.get(ClosePeriod).run(tx, closing, new Date()),
  );
  if (model.closedUntil !== null && model.closedUntil >= closedUntil) {
    await expect(closed).rejects.toMatchObject({ code: 'ledger.period_not_closable' });
    return;
  }
  await closed;
  model.closedUntil = closedUntil;
}

async function seal(model: LedgerModel, real: RealLedger, journalsMax: number): Promise<void> {
  const waiting = model.journals.length - model.sealed.length;
  const sealed = await real.seal(journalsMax);
  expect(sealed === null).toBe(waiting === 0);
  if (sealed === null) return;
  model.sealed = (await real.entries()).map(({ id }) => id);
  expect(sealed.size).toBe(model.sealed.length);
  model.witnessed.push({ size: sealed.size, note: sealed.note });
}

/** A witness outside sees that the restored log is shorter than what was published. */
async function restore(model: LedgerModel, real: RealLedger): Promise<void> {
  const { witnessed } = model;
  const restored = await real.restore();
  if (restored === null) return;
  Object.assign(model, restored);
  const { length } = await real.entries();
  const missing = witnessed.filter(({ size }) => size > length);
  expect(missing).toHaveLength(witnessed.length - restored.witnessed.length);
}

async function crash(real: RealLedger, doing: 'post' | 'seal'): Promise<void> {
  const work = doing === 'post' ? real.post([draftOf([LOST])], true) : real.seal(5, true);
  await expect(work).rejects.toThrow(Crash);
}

const LOST: Wish = { sides: ['1010', '2010'], minor: 7, currency: 'CNY', day: 3 };
const some = (model: LedgerModel): boolean => model.journals.length > 0;
const journals = fc.array(fc.array(wish, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
});
const COMMANDS: fc.Arbitrary<LedgerCommand>[] = [
  journals.map((own) => command('post', (model, real) => post(model, real, own))),
  fc.nat().map((at) => command('replay', (model, real) => replay(model, real, at), some)),
  fc.nat().map((at) => command('conflict', (model, real) => conflict(model, real, at), some)),
  fc.nat().map((at) => command('reverse', (model, real) => reverse(model, real, at), some)),
  fc.nat(9).map((day) => command('close', (model, real) => close(model, real, day))),
  fc
    .integer({ min: 1, max: 9 })
    .map((max) => command('seal', (model, real) => seal(model, real, max))),
  fc
    .constantFrom('post', 'seal')
    .map((doing) => command(`crash while it is to ${doing}`, (_model, real) => crash(real, doing))),
  fc.constant(command('back up', (model, real) => real.save(model))),
  fc.constant(command('restore', (model, real) => restore(model, real))),
];

/** What must hold after every history, looked at from outside. */
async function checkAll(model: LedgerModel, real: RealLedger): Promise<void> {
  expect(await real.balances()).toEqual(model.balances());
  const asOf = new Date(EPOCH + 5 * DAY_MS - 1);
  expect(await real.balances(asOf)).toEqual(model.balances(asOf));
  const entries = await real.entries();
  expect(entries.map(({ id }) => id)).toEqual(model.sealed);
  expect(new Set(model.sealed).size).toBe(model.sealed.length);
  for (const { size, note } of model.witnessed) {
    const prefix = entries.slice(0, size).map(({ entry }) => entry);
    expect(real.opened(note)).toMatchObject({ size, root: rootOfEntries(prefix) });
  }
}

describe('the ledger', () => {
  let libs: TestLibs;
  let real: RealLedger;

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
    real = new RealLedger(libs, await libs.connectAs(null));
  });
  afterAll(async () => {
    await libs.stop();
  });

  it(
    'is what a list of journals would be, whatever happens to it',
    async () => {
      const commands = fc.commands(COMMANDS, { maxCommands: 14 });
      await fc.assert(
        fc.asyncProperty(commands, async (history) => {
          const model = new LedgerModel();
          await real.reset();
          await fc.asyncModelRun(() => ({ model, real }), history);
          await checkAll(model, real);
        }),
        { numRuns: RUNS },
      );
    },
    LIMIT_MS,
  );
});
