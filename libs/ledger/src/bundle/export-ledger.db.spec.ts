import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { reversalOf } from '@app/accounting';
import { DomainError } from '@app/kernel';
import { Money } from '@app/money';

import { ACCOUNTING_PROGRAMS, itWith } from '../../../../test/support/accounting-programs';
import type { AccountingProgram } from '../../../../test/support/accounting-programs';
import { BundleFiles } from '../../../../test/support/bundle-files';
import { LogProcess, aDraft } from '../../../../test/support/log-process';
import { SeededRandom } from '../../../../test/support/wechat-trade-bill/seeded-random';
import { AccountQueries } from '../account.queries';
import { accountNames } from '../domain/plain-text-accounting/account-names';
import type { JournalDraft } from '../domain/journal';
import { LedgerQueries } from '../ledger.queries';
import { ClosePeriod } from '../operations/close-period';
import { OpenLog } from '../operations/open-log';
import { PostJournals } from '../operations/post-journals';
import { RotateLogKey } from '../operations/rotate-log-key';
import { SealJournals } from '../operations/seal-journals';
import type { Sealed } from '../operations/seal-journals';
import { LINE, MIRRORED, writeJournal } from '../persistence/testing/raw-journals';
import { parseChart } from '../domain/bundle/chart';
import { EXPORT_FORMATS, ExportLedger } from './export-ledger';
import type { ExportWish, ExportedLedger } from './export-ledger';
import { readCheckpoints } from './sealed-log.queries';
import { verifyBundle } from './verify-bundle';

const CODES = ['1010', '1020', '1030', '2010', '2030', '3010', '5010', '9100', '9101'];
const CURRENCIES = ['CNY', 'JPY', 'KWD'];
const MEMOS = [
  'Case reserve set',
  '立案准备金 "set"; x',
  'two\nlines',
  '🙂 \u202eabc',
  'date:2020-01-01',
];

describe('an export of the ledger', () => {
  let log: LogProcess;
  let folder: string;
  let exports = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ganpei-export-'));
    log = await LogProcess.start();
  });
  afterAll(async () => {
    await log.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const out = (): string => join(folder, `export-${(exports += 1)}`);
  const run = async (wish: Partial<ExportWish> = {}): Promise<ExportedLedger & { out: string }> => {
    const full = { out: out(), formats: ['bundle'] as const, ...wish };
    const exported = await log.libs.get(ExportLedger).run(log.libs.unitOfWork.reads, full);
    return { ...exported, out: full.out };
  };
  const post = async (...drafts: JournalDraft[]): Promise<string[]> => {
    const posted = await log.libs.inTransaction((tx) => log.libs.get(PostJournals).run(tx, drafts));
    return posted.map(({ id }) => id);
  };

  const random = new SeededRandom(7);
  const aVariedDraft = (): JournalDraft => {
    const lines = random.pick([1, 1, 2, 3, 40]);
    return aDraft({
      lane: 3,
      claimId: random.happens(50) ? 'clm_1' : null,
      memo: random.pick(MEMOS),
      occurredAt: new Date(Date.UTC(2026, random.below(3), 1 + random.below(28))),
      transfers: Array.from({ length: lines }, () => {
        const debit = random.pick(CODES);
        return {
          debit,
          credit: random.pick(CODES.filter((code) => code !== debit)),
          money: Money.of(BigInt(random.between(1, 2_000_000_000)), random.pick(CURRENCIES)),
          dimensions: random.happens(50) ? { pack: 'p@1', rail: 'simulated' } : {},
        };
      }),
    });
  };

  /** Posts journals in several seals, reverses some, and closes a period between. */
  const fill = async (): Promise<void> => {
    const { reads } = log.libs.unitOfWork;
    for (let round = 0; round < 3; round += 1) {
      const ids = await post(...Array.from({ length: 60 }, aVariedDraft));
      await log.seal();
      const posted = await log.libs.get(LedgerQueries).newestJournals(reads, 60);
      const reversals = posted
        .filter(({ journal }) => ids.includes(journal.id) && journal.reversesId === null)
        .slice(0, 5)
        .map((journal) =>
          reversalOf(journal, {
            actor: 'usr_zhao',
            occurredAt: new Date('2026-03-01T00:00:00Z'),
            reason: 'wrong',
          }),
        );
      await post(...reversals);
      if (round === 0) await closePeriod('2026-02-01T00:00:00Z');
      await log.seal();
    }
  };
  const closePeriod = async (until: string): Promise<void> => {
    const closing = { closedUntil: new Date(until), actor: 'usr_zhao', reason: '结账' };
    await log.libs.inTransaction((tx) => log.libs.get(ClosePeriod).run(tx, closing, new Date()));
  };

  /** As a sealer does whose batch is full. */
  const sealOne = async (): Promise<Sealed> =>
    log.libs.inTransaction(async (tx) => {
      const wish = { ...(await log.libs.get(OpenLog).run(tx)), journalsMax: 1 };
      return (await log.libs.get(SealJournals).run(tx, wish))!;
    });

  it('waits for a first checkpoint, and says what to do', async () => {
    await expect(run()).rejects.toMatchObject({
      code: 'ledger.nothing_sealed',
      text: { 'zh-CN': expect.stringContaining('尚无检查点') as string },
    });
    await log.post(1);
    await expect(run()).rejects.toMatchObject({ code: 'ledger.nothing_sealed' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('holds exactly the journals of the newest checkpoint, and is found good', async () => {
    await fill();
    await log.post(2);
    const exported = await run();
    expect(exported).toMatchObject({ size: 196, unsealed: 2 });
    const verified = verifyBundle(exported.out);
    expect(verified).toMatchObject({ size: 196, checkpoints: 6 });
    const { reads } = log.libs.unitOfWork;
    const [key] = await log.queries.keys(reads);
    const known = { keys: [key!.verifierKey] };
    const published = (await log.queries.checkpointsAfter(reads, 0, 100)).slice(0, 6);
    for (const { size, note } of published) {
      const checkpoint = { path: 'published.txt', note: Buffer.from(note) };
      expect(verifyBundle(exported.out, { ...known, checkpoint }).comparedSize).toBe(size);
    }
    const chart = parseChart(readFileSync(join(exported.out, 'chart.json'), 'utf8'));
    expect(chart.periodClosings).toMatchObject([
      { closedUntil: '2026-02-01T00:00:00.000000Z', closedBy: 'usr_zhao', reason: '结账' },
    ]);
  });

  it('is the same to the byte when it is made again', async () => {
    const [one, other] = [await run(), await run()];
    expect(BundleFiles.read(one.out).equals(BundleFiles.read(other.out))).toBe(true);
  });

  it('goes up to an earlier checkpoint when that is wished for', async () => {
    const exported = await run({ to: 61 });
    expect(exported.size).toBe(61);
    expect(verifyBundle(exported.out)).toMatchObject({ size: 61, checkpoints: 1 });
    await expect(run({ to: 62 })).rejects.toThrow(
      'The log has no checkpoint of 62 journals; the nearest are 61 and 66.',
    );
    await expect(run({ to: 1_000 })).rejects.toThrow('the nearest are 196.');
  });

  it('is continued by every later one', async () => {
    const earlier = await run();
    await log.grow(3);
    const later = await run();
    const path = `checkpoints/${String(earlier.size).padStart(16, '0')}.txt`;
    const checkpoint = { path, note: readFileSync(join(earlier.out, path)) };
    expect(verifyBundle(later.out, { checkpoint }).comparedSize).toBe(earlier.size);
  });

  it('may end between a reversal and an original that a clock ahead has dated later', async () => {
    while ((await log.seal()) !== null);
    const [earlier, later] = ['jnl_01m8', 'jnl_01m9'].map((begin) => begin.padEnd(28, '0') + '07');
    const admin = await log.libs.connectAs(null);
    const occurredAt = `date_trunc('milliseconds', now())`;
    const original = { id: later!, lines: 1, transfers: [LINE], occurredAt };
    await writeJournal(admin, original);
    const reversal = { id: earlier!, reverses: later!, transfers: [MIRRORED] };
    await writeJournal(admin, { ...original, ...reversal });
    const between = await sealOne();
    const exported = await run();
    expect(verifyBundle(exported.out)).toMatchObject({
      size: between.size,
      waiting: [{ index: between.size - 1, id: earlier, reversesId: later }],
    });
    await log.seal();
    expect(verifyBundle((await run()).out)).toMatchObject({ size: between.size + 1, waiting: [] });
  });

  it('never writes into a folder that holds something', async () => {
    const full = out();
    mkdirSync(full);
    expect(verifyBundle((await run({ out: full })).out).size).toBeGreaterThan(0);
    await expect(run({ out: full })).rejects.toMatchObject({ code: 'ledger.folder_not_empty' });
    const file = out();
    writeFileSync(file, 'mine');
    await expect(run({ out: file })).rejects.toMatchObject({ code: 'ledger.folder_unusable' });
    const nowhere = join(out(), 'deep', 'er');
    await expect(run({ out: nowhere })).rejects.toMatchObject({ code: 'ledger.folder_unusable' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('has no bundle without the key that signs it', async () => {
    const path = join(log.libs.stateDir, 'keys', 'ledger-log.ed25519.pem');
    const pem = readFileSync(path);
    rmSync(path);
    await expect(run()).rejects.toMatchObject({ code: 'ledger.key_missing' });
    const exported = await run({ formats: ['hledger'] });
    expect(readdirSync(exported.out)).toEqual(['journal.hledger']);
    writeFileSync(path, pem, { mode: 0o600 });
  });

  it('is trusted by those who know a key that was replaced since', async () => {
    const [old] = await log.queries.keys(log.libs.unitOfWork.reads);
    await log.libs.inTransaction((tx) => log.libs.get(RotateLogKey).run(tx, { isLost: false }));
    await log.grow(1);
    await log.grow(1);
    const exported = await run();
    const verified = verifyBundle(exported.out, { keys: [old!.verifierKey] });
    expect(verified.signedBy.map(({ keyId }) => keyId)).not.toContain(
      old!.verifierKey.split('+')[1],
    );
  });

  it('takes some checkpoints of many, evenly, and always those that appoint a key', async () => {
    const { reads } = log.libs.unitOfWork;
    const all = await log.queries.checkpointsAfter(reads, 0, 1_000);
    const { size } = all.at(-1)!;
    const isAppointing = ({ note }: { note: string }): boolean => note.includes('\nnext-key ');
    expect(all.filter(isAppointing)).toHaveLength(1);
    expect(all.find(isAppointing)!.size).toBe(size - 1);
    const half = all.find((checkpoint) => checkpoint.size >= size / 2)!;
    const taken = await readCheckpoints(reads, size, 2);
    expect(taken.map((checkpoint) => checkpoint.size)).toEqual([half.size, size - 1, size]);
    expect(await readCheckpoints(reads, size, 1_000)).toHaveLength(all.length);
    expect(await readCheckpoints(reads, half.size, 1)).toHaveLength(1);
  });

  it('can hold the journals for other programs, too, and they are signed with the rest', async () => {
    const exported = await run({ formats: [...EXPORT_FORMATS, 'hledger'] });
    expect(verifyBundle(exported.out).size).toBe(exported.size);
    const files = BundleFiles.read(exported.out);
    const changed = files.copy();
    changed.set('journal.hledger', `${files.text('journal.hledger')}\n`);
    changed.write(exported.out, files);
    expect(() => verifyBundle(exported.out)).toThrow('journal.hledger is not the file');
  });

  /** What the ledger itself says, in the names of other programs. */
  async function ownTotals(folderOfBundle: string): Promise<[string, bigint][]> {
    const { accounts } = parseChart(readFileSync(join(folderOfBundle, 'chart.json'), 'utf8'));
    const names = accountNames(accounts);
    const turnover = await log.libs.get(AccountQueries).turnover(log.libs.unitOfWork.reads);
    return turnover
      .map(({ code, currency, debitMinor, creditMinor }): [string, bigint] => [
        `${names.get(code)!} ${currency}`,
        debitMinor - creditMinor,
      ])
      .filter(([, minor]) => minor !== 0n)
      .sort();
  }

  async function expectSameTotals({ format, totals }: AccountingProgram): Promise<void> {
    while ((await log.seal()) !== null);
    const exported = await run({ formats: ['bundle', format] });
    expect(exported.unsealed).toBe(0);
    const file = join(exported.out, `journal.${format}`);
    const own = await ownTotals(exported.out);
    expect(own.length).toBeGreaterThan(20);
    expect([...totals(file, CURRENCIES)]).toEqual(own);
  }

  for (const program of ACCOUNTING_PROGRAMS) {
    itWith(program)(`has the same total of each account in ${program.format}`, async () => {
      await expectSameTotals(program);
    });
  }

  describe('of a database that somebody tampered with', () => {
    /** Does something that no role of ours may do, exports, and takes it back. */
    async function afterTampering(sql: string): Promise<string> {
      const admin = await log.libs.connectAs(null);
      await admin.query('SET session_replication_role = replica');
      await admin.query('BEGIN');
      try {
        await admin.query(sql);
        const reads = {
          query: async (text: string, values: unknown[]) => (await admin.query(text, values)).rows,
        };
        const wish = { out: out(), formats: ['bundle'] as const };
        await log.libs.get(ExportLedger).run(reads as never, wish);
        verifyBundle(wish.out);
        return 'found good';
      } catch (error) {
        if (error instanceof DomainError) return `${error.code}: ${error.message}`;
        throw error;
      } finally {
        await admin.query('ROLLBACK');
      }
    }
    const leaf = (index: number): string =>
      `(SELECT journal_id FROM ledger_leaves WHERE leaf_index = ${index})`;

    it.each([
      [
        'a memo',
        `UPDATE ledger_journals SET memo = 'other' WHERE id = ${leaf(70)}`,
        /bad_journal: The first bad journal is number 70 .*not what the log has/,
      ],
      [
        'an amount',
        `UPDATE ledger_transfers SET amount_minor = amount_minor + 1 WHERE journal_id = ${leaf(3)} AND line = 0`,
        /number 3 .*not what the log has/,
      ],
      [
        'a line',
        `DELETE FROM ledger_transfers WHERE journal_id = ${leaf(5)}`,
        /number 5 .*transfers is \[\]/,
      ],
      [
        'a journal',
        `DELETE FROM ledger_journals WHERE id = ${leaf(9)}`,
        /journal_missing: Journal number 9 of the log is gone/,
      ],
      [
        'a leaf',
        'DELETE FROM ledger_leaves WHERE leaf_index = 9',
        /journal_missing: Journal number 9 of the log is gone/,
      ],
      [
        'the hash of a leaf',
        `UPDATE ledger_leaves SET hash = sha256('x') WHERE leaf_index = 9`,
        /number 9 .*hashes are not the ones that the log signed/,
      ],
      [
        'the order of two leaves',
        `UPDATE ledger_leaves SET leaf_index = 1000000 WHERE leaf_index = 4;
         UPDATE ledger_leaves SET leaf_index = 4 WHERE leaf_index = 5;
         UPDATE ledger_leaves SET leaf_index = 5 WHERE leaf_index = 1000000`,
        /number 4 .*hashes are not the ones|Journals number 0 to 60 /,
      ],
      [
        'a balance',
        `UPDATE ledger_balance_checkpoints SET debit_minor = debit_minor + 1 WHERE account = '2010'`,
        /bad_balance: balances\.json is wrong for account 2010/,
      ],
      [
        'an account of the chart',
        `DELETE FROM ledger_accounts WHERE code = '2010'`,
        /bad_journal: .*account 2010 is not in the chart/,
      ],
      [
        'a checkpoint',
        `UPDATE ledger_checkpoints SET note = replace(note, E'\\n61\\n', E'\\n60\\n') WHERE size = 61`,
        /bad_signature: checkpoints/,
      ],
    ])('names what was changed: %s', async (_, sql, found) => {
      expect(await afterTampering(sql)).toMatch(found);
    });
  });

  it('leaves nothing behind when it fails', () => {
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
