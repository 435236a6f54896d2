import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { BundleFiles, checkpointFile } from '../../../../test/support/bundle-files';
import { LedgerToExport } from '../../../../test/support/ledger-to-export';
import type { LogProcess } from '../../../../test/support/log-process';
import { parseChart } from '../domain/bundle/chart';
import { OpenLog } from '../operations/open-log';
import { RotateLogKey } from '../operations/rotate-log-key';
import { SealJournals } from '../operations/seal-journals';
import type { Sealed } from '../operations/seal-journals';
import { LINE, MIRRORED, writeJournal } from '../persistence/testing/raw-journals';
import { readCheckpoints } from './sealed-log.queries';
import { verifyBundle } from './verify-bundle';

describe('an export of the ledger', () => {
  let ledger: LedgerToExport;
  let log: LogProcess;

  beforeAll(async () => {
    ledger = await LedgerToExport.start();
    ({ log } = ledger);
  });
  afterAll(async () => {
    await ledger.stop();
  });

  /** As a sealer does whose batch is full. */
  const sealOne = async (): Promise<Sealed> =>
    log.libs.inTransaction(async (tx) => {
      const wish = { ...(await log.libs.get(OpenLog).run(tx)), journalsMax: 1 };
      return (await log.libs.get(SealJournals).run(tx, wish))!;
    });

  it('waits for a first checkpoint, and says what to do', async () => {
    await expect(ledger.export()).rejects.toMatchObject({
      code: 'ledger.nothing_sealed',
      text: { 'zh-CN': expect.stringContaining('尚无检查点') as string },
    });
    await log.post(1);
    await expect(ledger.export()).rejects.toMatchObject({ code: 'ledger.nothing_sealed' });
    expect(readdirSync(ledger.folder)).toEqual([]);
  });

  it('holds exactly the journals of the newest checkpoint, and is found good', async () => {
    await ledger.fill();
    await log.post(2);
    const exported = await ledger.export();
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
    const [one, other] = [await ledger.export(), await ledger.export()];
    expect(BundleFiles.read(one.out).equals(BundleFiles.read(other.out))).toBe(true);
  });

  it('goes up to an earlier checkpoint when that is wished for', async () => {
    const exported = await ledger.export({ to: 61 });
    expect(exported.size).toBe(61);
    expect(verifyBundle(exported.out)).toMatchObject({ size: 61, checkpoints: 1 });
    await expect(ledger.export({ to: 62 })).rejects.toThrow(
      'The log has no checkpoint of 62 journals; the nearest are 61 and 66.',
    );
    await expect(ledger.export({ to: 1_000 })).rejects.toThrow('the nearest are 196.');
  });

  it('is continued by every later one', async () => {
    const earlier = await ledger.export();
    await log.grow(3);
    const later = await ledger.export();
    const path = checkpointFile(earlier.size);
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
    const exported = await ledger.export();
    expect(verifyBundle(exported.out)).toMatchObject({
      size: between.size,
      waiting: [{ index: between.size - 1, id: earlier, reversesId: later }],
    });
    await log.seal();
    expect(verifyBundle((await ledger.export()).out)).toMatchObject({
      size: between.size + 1,
      waiting: [],
    });
  });

  it('never writes into a folder that holds something', async () => {
    const full = ledger.freshPath();
    mkdirSync(full);
    expect(verifyBundle((await ledger.export({ out: full })).out).size).toBeGreaterThan(0);
    await expect(ledger.export({ out: full })).rejects.toMatchObject({
      code: 'ledger.folder_not_empty',
    });
    const file = ledger.freshPath();
    writeFileSync(file, 'mine');
    await expect(ledger.export({ out: file })).rejects.toMatchObject({
      code: 'ledger.folder_unusable',
    });
    const nowhere = join(ledger.freshPath(), 'deep', 'er');
    await expect(ledger.export({ out: nowhere })).rejects.toMatchObject({
      code: 'ledger.folder_unusable',
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('has no bundle without the key that signs it', async () => {
    const path = join(log.libs.stateDir, 'keys', 'ledger-log.ed25519.pem');
    const pem = readFileSync(path);
    rmSync(path);
    await expect(ledger.export()).rejects.toMatchObject({ code: 'ledger.key_missing' });
    const exported = await ledger.export({ formats: ['hledger'] });
    expect(readdirSync(exported.out)).toEqual(['journal.hledger']);
    writeFileSync(path, pem, { mode: 0o600 });
  });

  it('is trusted by those who know a key that was replaced since', async () => {
    const [old] = await log.queries.keys(log.libs.unitOfWork.reads);
    await log.libs.inTransaction((tx) => log.libs.get(RotateLogKey).run(tx, { isLost: false }));
    await log.grow(1);
    await log.grow(1);
    const exported = await ledger.export();
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

  it('leaves nothing behind when it fails', () => {
    expect(readdirSync(ledger.folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
