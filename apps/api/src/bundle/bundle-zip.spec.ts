import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { FileStore } from '@app/platform';

import { DiskObjects } from '../../../../libs/platform/src/files/disk-objects';
import { openFileStore } from '../../../../libs/platform/src/files/open-file-store';
import { filesInZip } from '../../../../test/support/zip-files';
import { jsonEntry } from './bundle-entry';
import type { BundleEntry } from './bundle-entry';
import { BundleZip } from './bundle-zip';

const WHAT = { en: 'a file', 'zh-CN': '文件' };
const ABOUT = {
  reference: 'CLM-7K3M-92QD',
  supportPhone: '400-000-0000',
  madeAt: new Date('2026-11-26T02:30:00Z'),
};

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Files on disk, and which of them were opened. */
class WatchedObjects extends DiskObjects {
  readonly opened: Readable[] = [];

  override read(name: string): Readable {
    const content = super.read(name);
    this.opened.push(content);
    return content;
  }
}

describe('a bundle', () => {
  let folder: string;
  let files: FileStore;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ganpei-bundle-'));
    const config = { stateDir: folder, files: { s3: null, scanner: null } };
    files = await openFileStore(config, new Date());
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  async function stored(path: string, content: Buffer): Promise<BundleEntry> {
    const file = await files.put(Readable.from([content]), 100_000_000);
    return { path, what: WHAT, sha256: file.sha256 };
  }

  /** Where the store keeps a file on disk. */
  async function placeOf(digest: string): Promise<string> {
    const found = await readdir(folder, { recursive: true });
    return join(
      folder,
      found.find((path) => path.endsWith(digest))!,
    );
  }

  const zipOf = (entries: readonly BundleEntry[], ...missing: string[]): BundleZip =>
    new BundleZip(files, ABOUT, { entries, missing: new Set(missing) });

  async function opened(zip: BundleZip): Promise<Map<string, Buffer>> {
    return filesInZip(await buffer(zip.stream()));
  }

  const manifestIn = (found: Map<string, Buffer>): { files: Record<string, unknown>[] } =>
    JSON.parse(found.get('manifest.json')!.toString()) as { files: Record<string, unknown>[] };

  it('holds each file byte for byte in its order, and a manifest with their digests', async () => {
    const picture = randomBytes(300_000);
    const entries = [
      jsonEntry('claim.json', WHAT, { a: 1 }),
      await stored('evidence/01-报警回执.png', picture),
    ];
    const found = await opened(zipOf(entries));
    expect([...found.keys()]).toEqual(['claim.json', 'evidence/01-报警回执.png', 'manifest.json']);
    expect(found.get('evidence/01-报警回执.png')!.equals(picture)).toBe(true);
    expect(manifestIn(found)).toEqual({
      claim: 'CLM-7K3M-92QD',
      madeAt: '2026-11-26T02:30:00.000Z',
      files: [
        {
          path: 'claim.json',
          what: WHAT,
          state: 'included',
          sizeBytes: 13,
          sha256: sha256(Buffer.from('{\n  "a": 1\n}\n')),
        },
        {
          path: 'evidence/01-报警回执.png',
          what: WHAT,
          state: 'included',
          sizeBytes: 300_000,
          sha256: sha256(picture),
        },
      ],
    });
  });

  it('says in the place of a file that is lost, and in the manifest, that it is', async () => {
    const lost = { path: 'evidence/01-x.png', what: WHAT, sha256: 'a'.repeat(64) };
    const found = await opened(zipOf([lost, jsonEntry('b.json', WHAT, {})], lost.path));
    expect([...found.keys()]).toEqual(['evidence/01-x.png.missing.txt', 'b.json', 'manifest.json']);
    expect(found.get('evidence/01-x.png.missing.txt')!.toString()).toMatch(
      /not on our machine.*该文件/s,
    );
    expect(manifestIn(found).files[0]).toEqual({
      path: 'evidence/01-x.png',
      what: WHAT,
      state: 'missing',
      expectedSha256: 'a'.repeat(64),
    });
  });

  it('tells a file that was altered where it lay', async () => {
    const entry = await stored('letter.pdf', Buffer.from('as it was issued'));
    const digest = 'sha256' in entry ? entry.sha256 : '';
    await rm(await placeOf(digest));
    await writeFile(join(folder, 'files', digest.slice(0, 2), digest), 'as somebody wants it');
    expect(manifestIn(await opened(zipOf([entry]))).files[0]).toMatchObject({
      state: 'altered',
      sha256: sha256(Buffer.from('as somebody wants it')),
      expectedSha256: digest,
    });
  });

  it('breaks off visibly when a file cannot be read after all', async () => {
    const gone = { path: 'x', what: WHAT, sha256: 'b'.repeat(64) };
    await expect(buffer(zipOf([gone]).stream())).rejects.toThrow(/ENOENT/);
  });

  it('lets go of the file that is being read when its reader leaves', async () => {
    const large = await stored('large.bin', randomBytes(20_000_000));
    const objects = new WatchedObjects(join(folder, 'files'));
    const entries = [large, { ...large, path: 'again.bin' }];
    const content = { entries, missing: new Set<string>() };
    const stream = new BundleZip(new FileStore(folder, objects), ABOUT, content).stream();
    await once(stream, 'readable');
    stream.destroy();
    await new Promise((resolve) => objects.opened[0]!.once('close', resolve));
    expect(objects.opened.map(({ closed }) => closed)).toEqual([true]);
  });

  it('reads one file after the other, and no faster than it is read', async () => {
    const large = await stored('large.bin', randomBytes(20_000_000));
    const stream = zipOf([large, { ...large, path: 'again.bin' }]).stream();
    const before = process.memoryUsage().arrayBuffers;
    let seen = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      seen += chunk.length;
      if (seen > 10_000_000) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(15_000_000);
  });
});
