import { generateKeyPairSync } from 'node:crypto';

import { AccountingModule } from '@app/accounting';
import { AMOUNT_MINOR_MAX, Money } from '@app/money';
import { connectionOf } from '@app/platform';

import { Barrier } from '../../../../test/support/barrier';
import { TestLibs } from '../../../../test/support/test-libs';
import { canonicalJournal } from '../domain/canonical-journal';
import type { JournalDraft } from '../domain/journal';
import { openCheckpoint } from '../domain/transparency/checkpoint';
import { leafHash } from '../domain/transparency/merkle-tree';
import { verifierKeyOf } from '../domain/transparency/verifier-key';
import { merkleRoot } from '../domain/transparency/testing/merkle-root';
import { CANONICAL_COLUMNS, canonicalOf } from '../persistence/read-canonical-journals';
import type { CanonicalRow } from '../persistence/read-canonical-journals';
import { PostJournals } from './post-journals';
import { SealJournals } from './seal-journals';
import type { Sealed } from './seal-journals';

const ORIGIN = 'ledger.example/test';
const { privateKey } = generateKeyPairSync('ed25519');
const SIGNERS = [{ name: ORIGIN, privateKey }];

let keys = 0;

function aDraft(wish: Partial<JournalDraft> = {}): JournalDraft {
  keys += 1;
  return {
    lane: keys % 7,
    kind: 'E05',
    claimId: keys % 3 === 0 ? null : `clm_${String(keys)}`,
    occurredAt: new Date(Date.UTC(2026, 0, 1 + (keys % 40))),
    actor: 'system',
    idempotencyKey: `cause-${String(keys)}/E05`,
    memo: 'Case reserve set, 立案 "quoted"',
    transfers: [
      { debit: '5010', credit: '2010', money: Money.of(BigInt(keys), 'CNY') },
      {
        debit: '2010',
        credit: '2030',
        money: Money.of(BigInt(keys), keys % 2 === 0 ? 'CNY' : 'JPY'),
        dimensions: { pack: 'p@1', rail: 'simulated' },
      },
    ].slice(0, 1 + (keys % 2)),
    ...wish,
  };
}

describe('SealJournals', () => {
  let libs: TestLibs;

  beforeEach(async () => {
    libs = await TestLibs.start({ imports: [AccountingModule] });
  });
  afterEach(async () => {
    await libs.stop();
  });

  const post = async (count: number): Promise<void> => {
    for (let posted = 0; posted < count; posted += 1) {
      await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, [aDraft()]));
    }
  };
  const bulk = async (count: number): Promise<void> => {
    const drafts = Array.from({ length: count }, () => aDraft({ lane: 3 }));
    await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, drafts));
  };
  const seal = async (journalsMax = 10_000): Promise<Sealed | null> =>
    libs.inTransaction((tx) =>
      libs.get(SealJournals).run(tx, { origin: ORIGIN, signers: SIGNERS, journalsMax }),
    );
  const rows = async <Row>(sql: string): Promise<Row[]> => libs.unitOfWork.reads.query(sql);

  /** The leaves from the journals themselves, in the order of the log. */
  const entries = async (): Promise<string[]> => {
    const found = await rows<CanonicalRow>(
      `SELECT ${CANONICAL_COLUMNS} FROM ledger_leaves l
         JOIN ledger_journals j ON j.lane = l.lane AND j.id = l.journal_id ORDER BY l.leaf_index`,
    );
    return found.map((row) => canonicalJournal(canonicalOf(row)));
  };

  it('puts every journal into the log once, and signs the root of exactly these', async () => {
    await post(20);
    await bulk(700);
    const first = await seal(300);
    await bulk(1_000);
    await post(5);
    const sealed = [first, await seal(1), await seal(), await seal()];
    expect(sealed.at(-1)).toBeNull();
    const last = sealed.at(-2)!;
    const leaves = (await entries()).map(leafHash);
    expect([last.size, leaves.length]).toEqual([1_725, 1_725]);
    expect(last.root).toEqual(merkleRoot(leaves));
    const checkpoint = openCheckpoint(last.note, [verifierKeyOf(ORIGIN, privateKey)], ORIGIN);
    expect(checkpoint).toMatchObject({ size: 1_725, root: last.root });
    expect(await rows('SELECT FROM ledger_unsealed')).toEqual([]);
  });

  it('keeps the nodes of the tree, so that the next batch is appended to the same tree', async () => {
    for (const count of [1, 255, 256, 300]) {
      await bulk(count);
      const sealed = await seal();
      expect(sealed?.root).toEqual(merkleRoot((await entries()).map(leafHash)));
    }
  });

  it('keeps the balances at each checkpoint and the turnover of each day', async () => {
    await post(30);
    await seal(10);
    await post(30);
    await seal();
    const side = (account: string, amount: string, time: string): string =>
      `SELECT ${account} AS account, currency, ${amount}, j.${time} AT TIME ZONE 'UTC' AS time
         FROM ledger_transfers t JOIN ledger_journals j ON j.lane = t.lane AND j.id = t.journal_id`;
    const sides = (time: string): string =>
      `(${side('debit_account', 'amount_minor AS debit, 0 AS credit', time)} UNION ALL
        ${side('credit_account', '0, amount_minor', time)}) AS sides`;
    expect(
      await rows(`SELECT DISTINCT ON (account, currency) account, currency, debit_minor, credit_minor
        FROM ledger_balance_checkpoints ORDER BY account, currency, size DESC`),
    ).toEqual(
      await rows(`SELECT account, currency, sum(debit) AS debit_minor, sum(credit) AS credit_minor
        FROM ${sides('posted_at')} GROUP BY account, currency ORDER BY account, currency`),
    );
    for (const [basis, time] of [
      ['booked', 'posted_at'],
      ['effective', 'effective_at'],
    ] as const) {
      expect(
        await rows(`SELECT account, currency, day::text, debit_minor, credit_minor
          FROM ledger_daily_turnover WHERE basis = '${basis}' ORDER BY account, currency, day`),
      ).toEqual(
        await rows(`SELECT account, currency, time::date::text AS day, sum(debit) AS debit_minor, sum(credit) AS credit_minor
          FROM ${sides(time)} GROUP BY account, currency, time::date ORDER BY account, currency, time::date`),
      );
    }
  });

  it('goes on sealing when more went through an account than one amount can say', async () => {
    const transfers = [{ debit: '5010', credit: '2010', money: Money.of(AMOUNT_MINOR_MAX, 'CNY') }];
    for (const size of [1, 2, 3]) {
      await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, [aDraft({ transfers })]));
      expect(await seal()).toMatchObject({ size });
    }
    const sum = String(3n * AMOUNT_MINOR_MAX);
    expect(
      await rows(`SELECT debit_minor FROM ledger_balance_checkpoints
         WHERE account = '5010' ORDER BY size DESC LIMIT 1`),
    ).toEqual([{ debit_minor: sum }]);
    expect(
      await rows(`SELECT sum(debit_minor) AS booked FROM ledger_daily_turnover
         WHERE account = '5010' AND basis = 'booked'`),
    ).toEqual([{ booked: sum }]);
  });

  it('takes a journal of many lines and a long memo as it stands', async () => {
    const memo = '很长的备注 '.repeat(1_500);
    const transfers = Array.from({ length: 300 }, (_none, line) => ({
      debit: line % 2 === 0 ? '5010' : '2030',
      credit: '2010',
      money: Money.of(BigInt(line + 1), 'CNY'),
    }));
    const drafts = [aDraft({ lane: 3 }), aDraft({ lane: 3, memo, transfers }), aDraft({ lane: 3 })];
    await libs.inTransaction((tx) => libs.get(PostJournals).run(tx, drafts));
    const sealed = await seal();
    expect(sealed?.root).toEqual(merkleRoot((await entries()).map(leafHash)));
  });

  it('leaves no trace of a seal that was not committed', async () => {
    await post(3);
    const failing = libs.inTransaction(async (tx) => {
      await libs.get(SealJournals).run(tx, { origin: ORIGIN, signers: SIGNERS });
      throw new Error('the power went off');
    });
    await expect(failing).rejects.toThrow('power');
    expect(await rows('SELECT FROM ledger_leaves')).toEqual([]);
    expect(await seal()).toMatchObject({ size: 3, journals: 3 });
  });

  it('has one sealer at a time: the second one finds nothing to do', async () => {
    await post(3);
    const barrier = new Barrier(2);
    const both = await Promise.all(
      [1, 2].map(() =>
        libs.inTransaction(async (tx) => {
          const sealed = await libs.get(SealJournals).run(tx, { origin: ORIGIN, signers: SIGNERS });
          await barrier.arrive();
          return sealed?.size ?? null;
        }),
      ),
    );
    expect(both.sort()).toEqual([3, null]);
  });

  it('stops at a queue that names a journal that is not there', async () => {
    const admin = await libs.connectAs(null);
    await admin.query(`INSERT INTO ledger_unsealed VALUES (1, 'jnl_x', '{jnl_x}')`);
    await expect(seal()).rejects.toThrow('jnl_x');
    await expect(
      libs.inTransaction(async (tx) =>
        (await connectionOf(tx)).query(
          `INSERT INTO ledger_unsealed VALUES (1, 'jnl_y', '{jnl_y}')`,
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
