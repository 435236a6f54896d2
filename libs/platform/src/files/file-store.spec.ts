import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import { S3UnderTest } from '../../../../test/support/s3-server';
import type { Config } from '../config/config';
import type { FileStore } from './file-store';
import { openFileStore } from './open-file-store';

const LIMIT = 1_000_000;

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Content as it comes over the network: in pieces. */
function inPieces(content: Buffer, size = 1_000): Readable {
  const pieces: Buffer[] = [];
  for (let at = 0; at < content.length; at += size) pieces.push(content.subarray(at, at + size));
  return Readable.from(pieces);
}

/** Content whose sender goes away some time after it. */
function brokenAfter(content: Buffer): Readable {
  return Readable.from(
    (async function* () {
      yield content;
      await sleep(30);
      throw new Error('aborted');
    })(),
  );
}

function open(stateDir: string, s3: Config['files']['s3'] = null): Promise<FileStore> {
  return openFileStore({ stateDir, files: { s3, scanner: null } }, new Date());
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe.each(['disk', 'S3'] as const)('the file store on %s', (place) => {
  let s3: S3UnderTest | null;
  let folder: string;
  let files: FileStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ganpei-files-'));
    s3 = place === 'S3' ? await S3UnderTest.start() : null;
    files = await open(folder, s3?.config ?? null);
  });
  afterEach(async () => {
    await s3?.stop();
    await rm(folder, { recursive: true });
  });

  /** All files in the store, drafts included. */
  const kept = async (): Promise<string[]> => [
    ...(await filesIn(folder)),
    ...((await s3?.names()) ?? []),
  ];

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
    expect(await buffer(files.read(sha256(content)))).toEqual(content);
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
    const broken = brokenAfter(randomBytes(10_000));
    await expect(files.put(broken, LIMIT)).rejects.toThrow('aborted');
    expect(await kept()).toEqual([]);
  });

  it('keeps nothing of content that is not what was announced', async () => {
    const announced = { sizeBytesMax: LIMIT, sha256: sha256(Buffer.from('something else')) };
    const content = Buffer.from('something');
    await expect(files.put(inPieces(content), announced)).rejects.toMatchObject({
      code: 'file.other_digest',
      details: { field: 'sha256', saw: sha256(content) },
    });
    expect(await kept()).toEqual([]);
    expect(
      await files.put(inPieces(content), { ...announced, sha256: sha256(content) }),
    ).toMatchObject({ sha256: sha256(content) });
  });

  it('lets the whole file be looked at before it is kept, and keeps nothing of a refused one', async () => {
    const content = randomBytes(5_000);
    const looking = {
      sizeBytesMax: LIMIT,
      check: async ({ path, ...draft }: { path: string; sha256: string; sizeBytes: number }) => {
        expect(draft).toEqual({ sha256: sha256(content), sizeBytes: 5_000 });
        expect(await readFile(path)).toEqual(content);
        expect(await files.has(draft.sha256)).toBe(false);
        throw new Error('refused');
      },
    };
    await expect(files.put(inPieces(content), looking)).rejects.toThrow('refused');
    expect(await kept()).toEqual([]);
  });

  it('has only what it was given', async () => {
    expect(await files.has('0'.repeat(64))).toBe(false);
    await expect(buffer(files.read('0'.repeat(64)))).rejects.toMatchObject(
      place === 'disk' ? { code: 'ENOENT' } : { name: 'NoSuchKey' },
    );
  });

  it.each(['../../etc/passwd', '', 'A'.repeat(64), '0'.repeat(63), `${'0'.repeat(64)}/x`])(
    'opens nothing by the name %j',
    async (name) => {
      expect(() => files.read(name)).toThrow('named by its SHA-256');
      await expect(files.has(name)).rejects.toThrow('named by its SHA-256');
    },
  );

  describe('takes a file in parts', () => {
    it('each under a name, and gives them back', async () => {
      const content = randomBytes(3_000);
      expect(await files.putPart('upl_1/0-a', inPieces(content), LIMIT)).toBe(3_000);
      expect(await buffer(files.readPart('upl_1/0-a'))).toEqual(content);
    });

    it('and keeps what came before the sender went away', async () => {
      const content = randomBytes(3_000);
      expect(await files.putPart('upl_1/0-a', brokenAfter(content), LIMIT)).toBe(3_000);
      expect(await buffer(files.readPart('upl_1/0-a'))).toEqual(content);
    });

    it('and keeps none that is empty or too large', async () => {
      expect(await files.putPart('upl_1/0-a', Readable.from([]), LIMIT)).toBe(0);
      await expect(files.putPart('upl_1/0-b', inPieces(randomBytes(11)), 10)).rejects.toMatchObject(
        { code: 'file.too_large' },
      );
      expect(await kept()).toEqual([]);
    });

    it('and lets go of all parts of one file, and of no other', async () => {
      for (const name of ['upl_1/0-a', 'upl_1/5-b', 'upl_10/0-c'])
        await files.putPart(name, Readable.from([Buffer.from(name)]), LIMIT);
      await files.removeParts('upl_1');
      await files.removeParts('upl_2');
      expect(await kept()).toEqual(['0-c']);
    });

    it.each(['../x', 'a//b', '', '/etc', 'a/../b'])('but none by the name %j', async (name) => {
      await expect(files.putPart(name, Readable.from([Buffer.from('x')]), 9)).rejects.toThrow(
        'plain name',
      );
      expect(await kept()).toEqual([]);
    });
  });
});

describe('the file store', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ganpei-files-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('keeps files on disk from other users of the machine', async () => {
    const files = await open(folder);
    const { sha256: name } = await files.put(inPieces(randomBytes(10)), LIMIT);
    const path = join(folder, 'files', name.slice(0, 2));
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    expect((await stat(join(path, name))).mode & 0o777).toBe(0o600);
  });

  it('lets go of drafts that a killed process left behind, and of no others', async () => {
    const drafts = join(folder, 'files', 'drafts');
    await mkdir(drafts, { recursive: true });
    const names = ['old', 'new'];
    for (const name of names) await writeFile(join(drafts, name), name);
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    await utimes(join(drafts, 'old'), twoDaysAgo, twoDaysAgo);
    await open(folder);
    expect(await readdir(drafts)).toEqual(['new']);
  });

  it.each<[string, Partial<S3UnderTest['config']>, RegExp]>([
    ['does not exist', { bucket: 'nothing' }, /bucket "nothing" cannot be used \(NoSuchBucket/],
    ['does not answer', { endpoint: 'http://127.0.0.1:9' }, /cannot be used \(.*ECONNREFUSED/],
  ])('says at the start that the bucket %s', async (_, wrong, words) => {
    const s3 = await S3UnderTest.start();
    try {
      await expect(open(folder, { ...s3.config, ...wrong })).rejects.toThrow(words);
    } finally {
      await s3.stop();
    }
  });
});
