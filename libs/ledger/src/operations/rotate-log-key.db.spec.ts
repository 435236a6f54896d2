import { readdirSync, rmSync, statSync } from 'node:fs';
import { copyFile, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { LogProcess } from '../../../../test/support/log-process';
import { newInstallation, removeInstallation } from '../../../../test/support/test-libs';
import type { Installation } from '../../../../test/support/test-libs';
import { openCheckpoint } from '../domain/transparency/checkpoint';
import { appointedKeys } from '../domain/transparency/key-succession';
import { parseNote } from '../domain/transparency/signed-note';
import { formatVerifierKey, parseVerifierKey } from '../domain/transparency/verifier-key';
import { OpenLog } from './open-log';
import { RotateLogKey } from './rotate-log-key';
import { SealJournals } from './seal-journals';

const CURRENT = 'ledger-log.ed25519.pem';
const NEXT = 'ledger-log.next.ed25519.pem';

describe('the key of the log', () => {
  let installation: Installation;
  let log: LogProcess;

  beforeEach(async () => {
    installation = await newInstallation();
    log = await LogProcess.start({ installation });
  });
  afterEach(async () => {
    await log.stop();
    await removeInstallation(installation);
  });

  const path = (file: string): string => join(installation.stateDir, 'keys', file);
  const logFiles = (): string[] =>
    readdirSync(join(installation.stateDir, 'keys')).filter((name) => name.startsWith('ledger'));
  const keys = async (): Promise<string[]> =>
    (await log.queries.keys(log.libs.unitOfWork.reads)).map(({ verifierKey }) => verifierKey);
  const rotate = async (isLost = false): Promise<string> =>
    log.libs.inTransaction((tx) => log.libs.get(RotateLogKey).run(tx, { isLost }));
  const signersOf = (note: string): string[] =>
    parseNote(note).signatures.map(({ keyId }) => keyId);
  const idOf = (verifierKey: string): string => parseVerifierKey(verifierKey).keyId;

  it('is made on the first start, in a file that only its owner can read', async () => {
    const note = await log.grow(1);
    const [verifierKey = ''] = await keys();
    const origin = (await log.queries.origin(log.libs.unitOfWork.reads)) ?? '';
    expect(origin).toMatch(/^ganpei\.invalid\/log\/[0-9a-f]{16}$/);
    expect(openCheckpoint(note, [parseVerifierKey(verifierKey)], origin).size).toBe(1);
    expect(statSync(path(CURRENT)).mode & 0o777).toBe(0o600);
  });

  it('stays, and so does the name, whatever is configured later', async () => {
    const first = parseNote(await log.grow(1));
    await log.stop();
    const ledger = {
      origin: 'other.example/log',
      checkpointDir: join(installation.stateDir, 'x'),
      checkpointWebhook: null,
    };
    log = await LogProcess.start({ installation, config: { ledger } });
    const second = parseNote(await log.grow(1));
    expect(second.text.split('\n')[0]).toBe(first.text.split('\n')[0]);
    expect(await keys()).toHaveLength(1);
  });

  it('takes the name that is configured for the first start', async () => {
    const other = await newInstallation();
    const ledger = {
      origin: 'ledger.example.com/guarantee',
      checkpointDir: join(other.stateDir, 'x'),
      checkpointWebhook: null,
    };
    const process = await LogProcess.start({ installation: other, config: { ledger } });
    const note = await process.grow(1);
    expect(note.split('\n')[0]).toBe('ledger.example.com/guarantee');
    expect(note).toContain('\n— ledger.example.com/guarantee ');
    await process.stop();
    await removeInstallation(other);
  });

  it('is replaced: both keys sign one checkpoint, which appoints the new one', async () => {
    await log.grow(1);
    const [old = ''] = await keys();
    const next = await rotate();
    const note = await log.grow(1);
    expect(signersOf(note)).toEqual([idOf(old), idOf(next)]);
    const origin = parseVerifierKey(old).name;
    // Somebody who knows the old key only learns the new one from what the old key signed.
    const appointed = appointedKeys(openCheckpoint(note, [parseVerifierKey(old)], origin));
    expect(appointed.map(formatVerifierKey)).toEqual([next]);
    const later = await log.grow(1);
    expect(signersOf(later)).toEqual([idOf(next)]);
    expect(openCheckpoint(later, appointed, origin).size).toBe(3);
    expect(await keys()).toEqual([old, next]);
  });

  it('is gone from the disk once the checkpoint of its successor is committed', async () => {
    await log.grow(1);
    const old = statSync(path(CURRENT)).ino;
    await rotate();
    expect(logFiles()).toEqual([CURRENT, NEXT]);
    await log.grow(1);
    expect(logFiles()).toEqual([CURRENT]);
    expect(statSync(path(CURRENT)).ino).not.toBe(old);
  });

  it('is replaced before the first checkpoint as well', async () => {
    const next = await rotate();
    const note = await log.grow(1);
    expect(signersOf(note)).toHaveLength(2);
    expect(signersOf(await log.grow(1))).toEqual([idOf(next)]);
    expect((await keys()).at(-1)).toBe(next);
  });

  it('is not replaced twice by one checkpoint', async () => {
    await log.grow(1);
    await rotate();
    await expect(rotate()).rejects.toMatchObject({ code: 'ledger.rotation_pending' });
    await log.grow(1);
    await expect(rotate()).resolves.toMatch(/^ganpei/);
  });

  it('signs once more with its successor when the checkpoint of both was not committed', async () => {
    await log.grow(1);
    const next = await rotate();
    await log.post(1);
    const failing = log.libs.inTransaction(async (tx) => {
      const opened = await log.libs.get(OpenLog).run(tx);
      await log.libs.get(SealJournals).run(tx, opened);
      await log.libs.get(OpenLog).recordSigners(tx, opened.signers);
      throw new Error('the power went off');
    });
    await expect(failing).rejects.toThrow('power');
    expect(logFiles()).toEqual([CURRENT, NEXT]);
    expect(signersOf((await log.seal())?.note ?? '')).toHaveLength(2);
    expect(signersOf(await log.grow(1))).toEqual([idOf(next)]);
  });

  it('is dropped by the next process, when a crash left it beside its successor', async () => {
    await log.grow(1);
    const next = await rotate();
    await log.post(1);
    await log.libs.inTransaction(async (tx) => {
      const opened = await log.libs.get(OpenLog).run(tx);
      await log.libs.get(SealJournals).run(tx, opened);
      await log.libs.get(OpenLog).recordSigners(tx, opened.signers);
    });
    expect(logFiles()).toEqual([CURRENT, NEXT]);
    await log.stop();
    log = await LogProcess.start({ installation });
    expect(signersOf(await log.grow(1))).toEqual([idOf(next)]);
    expect(logFiles()).toEqual([CURRENT]);
  });

  it('is never made anew for a log that has one: a process without it does not sign', async () => {
    await log.grow(1);
    await rename(path(CURRENT), path('elsewhere'));
    await log.post(1);
    await expect(log.seal()).rejects.toMatchObject({ code: 'ledger.key_missing' });
    expect(logFiles()).toEqual([]);
    await rename(path('elsewhere'), path(CURRENT));
    expect(await log.seal()).toMatchObject({ size: 2 });
  });

  it('is not taken from another installation', async () => {
    await log.grow(1);
    const stateDir = await mkdtemp(join(tmpdir(), 'ganpei-other-'));
    const { database } = installation;
    const stranger = await LogProcess.start({ installation: { database, stateDir } });
    await stranger.post(1);
    await expect(stranger.seal()).rejects.toMatchObject({ code: 'ledger.key_missing' });
    await copyFile(
      join(stateDir, 'keys', 'access-tokens.ed25519.pem'),
      join(stateDir, 'keys', CURRENT),
    );
    await expect(stranger.seal()).rejects.toMatchObject({ code: 'ledger.key_unknown' });
    await stranger.stop();
    await rm(stateDir, { recursive: true });
  });

  it('does not sign any more after it was replaced, when an old state folder comes back', async () => {
    await log.grow(1);
    await copyFile(path(CURRENT), path('backup'));
    await rotate();
    await log.grow(1);
    await rename(path('backup'), path(CURRENT));
    await log.post(1);
    await expect(log.seal()).rejects.toMatchObject({ code: 'ledger.key_unknown' });
  });

  it('is followed by one that nobody vouches for when it is lost, and only on demand', async () => {
    await log.grow(1);
    await expect(rotate(true)).rejects.toMatchObject({ code: 'ledger.key_not_lost' });
    rmSync(path(CURRENT));
    await expect(rotate()).rejects.toMatchObject({ code: 'ledger.key_missing' });
    const next = await rotate(true);
    const note = await log.grow(1);
    expect(signersOf(note)).toEqual([idOf(next)]);
    const origin = parseVerifierKey(next).name;
    expect(appointedKeys(openCheckpoint(note, [parseVerifierKey(next)], origin))).toEqual([]);
    expect(signersOf(await log.grow(1))).toEqual([idOf(next)]);
    expect(logFiles()).toEqual([CURRENT]);
  });
});
