import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { FileStore } from './file-store';

const LIMIT = 1_000_000;

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Content as it comes over the network: in pieces. */
function inPieces(content: Buffer, size = 1_000): Readable {
  const pieces: Buffer[] = [];
  for (let at = 0; at < content.length; at += size) pieces.push(content.subarray(at, at + size));
  return Readable.from(pieces);
}

describe('the file store', () => {
  let folder: string;
  let files: FileStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ganpei-files-'));
    files = new FileStore(folder);
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  /** All files in the store, below whatever folders. */
  const kept = async (): Promise<string[]> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  };

  it.each([0, 1, 999, 1_000, 123_456])('keeps %i bytes under their SHA-256', async (size) => {
    const content = randomBytes(size);
    const stored = await files.put(inPieces(content), LIMIT);
    expect(stored).toEqual({ sha256: sha256(content), sizeBytes: size });
    expect(await buffer(files.read(stored.sha256))).toEqual(content);
    expect(await files.has(stored.sha256)).toBe(true);
    expect(await kept()).toEqual([stored.sha256]);
  });

  it('keeps the same content once, also when it comes many times at once', async () => {
    const content = randomBytes(50_000);
    const stored = await Promise.all(
      Array.from({ length: 10 }, () => files.put(inPieces(content), LIMIT)),
    );
    expect(new Set(stored.map((file) => file.sha256)).size).toBe(1);
    expect(await kept()).toEqual([sha256(content)]);
    expect(await readFile(join(folder, sha256(content).slice(0, 2), sha256(content)))).toEqual(
      content,
    );
  });

  it('takes as much as is allowed', async () => {
    expect(await files.put(inPieces(randomBytes(5_000)), 5_000)).toMatchObject({
      sizeBytes: 5_000,
    });
  });

  it.each([
    ['one byte too many', 5_001],
    ['far too many bytes', 500_000],
  ])('keeps nothing of %s', async (_what, size) => {
    await expect(files.put(inPieces(randomBytes(size)), 5_000)).rejects.toMatchObject({
      kind: 'too_large',
      code: 'file.too_large',
      details: { field: 'file' },
    });
    expect(await kept()).toEqual([]);
  });

  it('keeps nothing of a file whose sender goes away', async () => {
    const broken = Readable.from(
      (function* () {
        yield randomBytes(10_000);
        throw new Error('aborted');
      })(),
    );
    await expect(files.put(broken, LIMIT)).rejects.toThrow('aborted');
    expect(await kept()).toEqual([]);
  });

  it('has only what it was given', async () => {
    expect(await files.has('0'.repeat(64))).toBe(false);
    await expect(buffer(files.read('0'.repeat(64)))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each(['../../etc/passwd', '', 'A'.repeat(64), '0'.repeat(63), `${'0'.repeat(64)}/x`])(
    'opens nothing by the name %j',
    async (name) => {
      expect(() => files.read(name)).toThrow('named by its SHA-256');
      await expect(files.has(name)).rejects.toThrow('named by its SHA-256');
    },
  );

  it('keeps files from other users of the machine', async () => {
    const { sha256: name } = await files.put(inPieces(randomBytes(10)), LIMIT);
    const path = join(folder, name.slice(0, 2));
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    expect((await stat(join(path, name))).mode & 0o777).toBe(0o600);
  });
});
