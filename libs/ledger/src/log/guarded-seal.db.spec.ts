import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Client } from 'pg';

import { LogProcess } from '../../../../test/support/log-process';
import { newInstallation, removeInstallation } from '../../../../test/support/test-libs';
import type { Installation } from '../../../../test/support/test-libs';
import type { TestDatabase } from '../../../../test/support/test-database';
import { parseCheckpoint } from '../domain/transparency/checkpoint';
import { parseNote } from '../domain/transparency/signed-note';
import { merkleRoot } from '../domain/transparency/testing/merkle-root';
import { OpenLog } from '../operations/open-log';
import { RotateLogKey } from '../operations/rotate-log-key';
import { SealJournals } from '../operations/seal-journals';
import { SEAL_LOCK } from '../persistence/seal-lock';
import { FilePlace } from './file-place';
import { GuardedSeal } from './guarded-seal';
import { LogKeyFiles } from './log-key-files';

interface Leaf {
  readonly hash: Buffer;
}

/** The tables that a seal writes, and how. Each of them is a step that a crash may follow. */
const STEPS = [
  ['ledger_log', 'INSERT'],
  ['ledger_unsealed', 'DELETE'],
  ['ledger_leaves', 'INSERT'],
  ['ledger_log_nodes', 'INSERT'],
  ['ledger_checkpoints', 'INSERT'],
  ['ledger_balance_checkpoints', 'INSERT'],
  ['ledger_daily_turnover', 'INSERT'],
  ['ledger_log_keys', 'INSERT'],
] as const;

describe('a seal', () => {
  let installation: Installation;
  let log: LogProcess;
  const copies: TestDatabase[] = [];

  beforeEach(async () => {
    installation = await newInstallation();
    log = await LogProcess.start({ installation });
  });
  afterEach(async () => {
    await log.stop();
    for (const copy of copies.splice(0)) await copy.drop();
    await removeInstallation(installation);
  });

  const folder = (): string => join(installation.stateDir, 'ledger-checkpoints');
  const publish = async (...notes: string[]): Promise<void> =>
    new FilePlace(folder()).publish(notes);

  /** Every journal is one leaf, and every checkpoint is of the tree that the log has today. */
  const expectOneLog = async (process: LogProcess): Promise<number> => {
    const leaves = await process.rows<Leaf>('SELECT hash FROM ledger_leaves ORDER BY leaf_index');
    const hashes = leaves.map(({ hash }) => hash);
    const journals = await process.rows('SELECT FROM ledger_journals');
    const waiting = await process.rows('SELECT unnest(journal_ids) FROM ledger_unsealed');
    expect(hashes).toHaveLength(journals.length - waiting.length);
    const checkpoints = await process.rows<{ note: string }>(
      'SELECT note FROM ledger_checkpoints ORDER BY size',
    );
    for (const { note } of checkpoints) {
      const { size, root } = parseCheckpoint(parseNote(note).text);
      expect(root).toEqual(merkleRoot(hashes.slice(0, size)));
    }
    return hashes.length;
  };

  it('never forks the log, however many processes seal at once', async () => {
    const others = await Promise.all([1, 2, 3].map(() => LogProcess.start({ installation })));
    const processes = [log, ...others];
    for (let round = 0; round < 15; round += 1) {
      await Promise.all(
        processes.map(async (process, index) => {
          if (index % 2 === 0) await process.post(3);
          await process.seal();
        }),
      );
    }
    while ((await log.seal()) !== null);
    expect(await expectOneLog(log)).toBe(90);
    await Promise.all(others.map((process) => process.stop()));
  });

  it('never signs with a key that another process has replaced', async () => {
    await log.grow(1);
    const other = await LogProcess.start({ installation });
    for (let rotation = 0; rotation < 5; rotation += 1) {
      await log.libs.inTransaction((tx) => log.libs.get(RotateLogKey).run(tx, { isLost: false }));
      for (let round = 0; round < 4; round += 1) {
        await log.post(1);
        await Promise.all([log.seal(), other.seal()]);
      }
    }
    const notes = await log.rows<{ note: string }>(
      'SELECT note FROM ledger_checkpoints ORDER BY size',
    );
    const signers = notes.map(({ note }) => parseNote(note).signatures.map(({ keyId }) => keyId));
    // Each checkpoint is signed by the last key of the one before it, and may appoint the next.
    expect(signers.slice(1).map(([first]) => first)).toEqual(
      signers.slice(0, -1).map((ids) => ids.at(-1)),
    );
    expect(signers.filter(({ length }) => length === 2)).toHaveLength(5);
    await other.stop();
  });

  it('leaves the keys alone while another process seals', async () => {
    await log.grow(1);
    await log.libs.inTransaction((tx) => log.libs.get(RotateLogKey).run(tx, { isLost: false }));
    await log.post(1);
    await log.libs.inTransaction(async (tx) => {
      const opened = await log.libs.get(OpenLog).run(tx);
      await log.libs.get(SealJournals).run(tx, opened);
      await log.libs.get(OpenLog).recordSigners(tx, opened.signers);
    });
    const other = await log.libs.connectAs(null);
    await other.query('SELECT pg_advisory_lock($1)', [SEAL_LOCK]);
    await log.libs.get(GuardedSeal).open();
    expect(await log.libs.get(LogKeyFiles).next()).not.toBeNull();
    await other.query('SELECT pg_advisory_unlock($1)', [SEAL_LOCK]);
    await log.libs.get(GuardedSeal).open();
    expect(await log.libs.get(LogKeyFiles).next()).toBeNull();
  });

  describe('whose connection breaks', () => {
    let admin: Client;

    beforeEach(async () => {
      admin = await log.libs.connectAs(null);
      await admin.query(`
        CREATE FUNCTION break_connection() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`);
    });

    const breakAt = async (when: string): Promise<void> => {
      await admin.query(`CREATE ${when} EXECUTE FUNCTION break_connection()`);
    };

    const expectNothingLost = async (): Promise<void> => {
      const [crash] = await Promise.allSettled([log.seal()]);
      expect(crash.status).toBe('rejected');
      expect(await expectOneLog(log)).toBe(0);
      await admin.query('DROP FUNCTION break_connection CASCADE');
      const next = await LogProcess.start({ installation });
      expect(await next.seal()).toMatchObject({ size: 260, journals: 260 });
      expect(await expectOneLog(next)).toBe(260);
      await next.stop();
    };

    it.each(STEPS)('after %s: %s loses nothing, and is done by the next', async (table, event) => {
      await log.post(260);
      await breakAt(`TRIGGER crash AFTER ${event} ON ${table} FOR EACH STATEMENT`);
      await expectNothingLost();
    });

    it('at the commit loses nothing, and is done by the next', async () => {
      await log.post(260);
      await breakAt(
        'CONSTRAINT TRIGGER crash AFTER INSERT ON ledger_checkpoints DEFERRABLE INITIALLY DEFERRED FOR EACH ROW',
      );
      await expectNothingLost();
    });
  });

  describe('from a database that was restored', () => {
    /** A backup, then `more` journals sealed and published, then the backup in the place of it. */
    const restore = async (more: number): Promise<string> => {
      await log.stop();
      const backup = await installation.database.copy();
      copies.push(backup);
      log = await LogProcess.start({ installation });
      const note = more > 0 ? await log.grow(more) : '';
      if (more > 0) await publish(note);
      await log.stop();
      log = await LogProcess.start({ installation: { ...installation, database: backup } });
      return note;
    };

    it('is refused while a place holds a checkpoint that the database lacks', async () => {
      await publish(await log.grow(3));
      const published = await restore(2);
      await log.post(1);
      const { root } = parseCheckpoint(parseNote(published).text);
      await expect(log.seal()).rejects.toMatchObject({
        code: 'ledger.checkpoint_missing',
        details: { place: 'file', size: 5, root: root.toString('base64') },
      });
      expect(await log.rows('SELECT FROM ledger_checkpoints')).toHaveLength(1);
    });

    it('is refused though the database has grown as large since', async () => {
      await publish(await log.grow(3));
      const published = await restore(2);
      // As if the place had been away for a while.
      await rm(folder(), { recursive: true });
      await log.grow(2);
      await publish(published);
      await log.post(1);
      await expect(log.seal()).rejects.toMatchObject({
        code: 'ledger.checkpoint_missing',
        details: { size: 5 },
      });
      await rm(folder(), { recursive: true });
      await log.grow(7);
      await publish(published);
      await log.post(1);
      await expect(log.seal()).rejects.toMatchObject({ code: 'ledger.checkpoint_missing' });
    });

    it('is refused when the backup is from before the first checkpoint', async () => {
      await log.post(1);
      await restore(2);
      await expect(log.seal()).rejects.toMatchObject({ code: 'ledger.checkpoint_missing' });
      expect(await log.rows('SELECT FROM ledger_log')).toEqual([]);
    });

    it('goes on when the backup has all that was published', async () => {
      await publish(await log.grow(3));
      await restore(0);
      await log.post(1);
      expect(await log.seal()).toMatchObject({ size: 4 });
    });
  });

  it('is refused while a place holds something else', async () => {
    await log.grow(1);
    await log.post(1);
    await mkdir(folder());
    await writeFile(join(folder(), 'checkpoint'), 'something else');
    await expect(log.seal()).rejects.toMatchObject({ code: 'ledger.place_foreign' });
    await rm(join(folder(), 'checkpoint'));
    expect(await log.seal()).toMatchObject({ size: 2 });
  });

  it('is refused while a place holds the checkpoint of another log', async () => {
    const other = await LogProcess.start();
    const foreign = await other.grow(1);
    await other.stop();
    await log.grow(1);
    await publish(foreign);
    await log.post(1);
    await expect(log.seal()).rejects.toMatchObject({ code: 'ledger.place_foreign' });
  });

  it('goes on while a place is away', async () => {
    await writeFile(folder(), 'a file in the place of the folder');
    expect(await log.grow(1)).toMatch(/^ganpei/);
  });

  it('is not made without journals', async () => {
    expect(await log.seal()).toBeNull();
    await log.grow(1);
    expect(await log.seal()).toBeNull();
    expect(await log.rows('SELECT FROM ledger_checkpoints')).toHaveLength(1);
  });
});
