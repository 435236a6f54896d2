import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import sharp from 'sharp';

import { FileStore } from '@app/platform';

import { filedCase } from '../../../../test/support/cases';
import { handedIn } from '../../../../test/support/evidence-steps';
import { ScannerUnderTest } from '../../../../test/support/scanner';
import { TestOperations } from '../../../../test/support/test-operations';
import { EvidenceQueries } from '../evidence/evidence.queries';
import { prepareEvidenceJob } from '../evidence/evidence.jobs';
import { objectStream, pdf, png, zip } from '../evidence/inspection/testing/hostile-files';
import { aPhoto } from '../evidence/inspection/testing/photos';
import type { ClaimEvidencePreparationEntity } from '../persistence/claim-evidence-preparation.entity';
import type { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import { PrepareEvidence } from './prepare-evidence';

describe('preparing evidence', () => {
  let ops: TestOperations;
  let scanner: ScannerUnderTest;

  beforeAll(async () => {
    scanner = await ScannerUnderTest.start();
    ops = await TestOperations.start({
      config: { files: { s3: null, scanner: scanner.address } },
    });
  });
  afterAll(async () => {
    await ops.stop();
    await scanner.stop();
  });
  beforeEach(() => {
    scanner.says = undefined;
    scanner.scanned.splice(0);
  });

  const prepare = ({ id }: ClaimEvidenceEntity): Promise<void> =>
    ops.get(PrepareEvidence).run({ evidenceId: id });
  const preparationOf = async ({
    id,
  }: ClaimEvidenceEntity): Promise<ClaimEvidencePreparationEntity> =>
    (await ops.get(EvidenceQueries).byId(ops.reads, id))!.preparation;
  const contentOf = (sha256: string): Promise<Buffer> => buffer(ops.get(FileStore).read(sha256));
  const dueNow = async (): Promise<string[]> =>
    (await prepareEvidenceJob.findDue(ops.reads, ops.clock.now(), 500)).map(
      ({ evidenceId }) => evidenceId,
    );

  it('rings with the file, and is found by the sweep when that bell is lost', async () => {
    const evidence = await handedIn(ops, await filedCase(ops), png('ring'));
    expect(await ops.jobs('prepare-evidence', { evidenceId: evidence.id })).toHaveLength(1);
    expect(await dueNow()).not.toContain(evidence.id);
    ops.clock.moveOn(20_000);
    expect(await dueNow()).toContain(evidence.id);
    await prepare(evidence);
    expect(await dueNow()).not.toContain(evidence.id);
  });

  it('makes a copy without place, device and name, turned as the camera was held', async () => {
    const original = await aPhoto();
    expect((await sharp(original).metadata()).exif).toBeDefined();
    const evidence = await handedIn(ops, await filedCase(ops), original);
    await prepare(evidence);
    const { copySha256, copySizeBytes, scan, cautions, preparedAt } = await preparationOf(evidence);
    const plain = { scan: 'clean', cautions: [], preparedAt: expect.any(Date) };
    expect({ scan, cautions, preparedAt }).toEqual(plain);
    const copy = await contentOf(copySha256!);
    const { exif, orientation, width, height, format } = await sharp(copy).metadata();
    expect({ exif, orientation, width, height, format }).toEqual({
      exif: undefined,
      orientation: undefined,
      width: 60,
      height: 40,
      format: 'jpeg',
    });
    expect(copy.length).toBe(copySizeBytes);
    expect(copy.includes('Lin')).toBe(false);
    // The original stays as it came, under the digest that is on record.
    expect(await contentOf(evidence.sha256)).toEqual(original);
  });

  it.each([
    ['JPEG', () => sharp({ create: WHITE }).jpeg(), 'jpeg'],
    ['PNG', () => sharp({ create: WHITE }).png(), 'png'],
    ['WebP', () => sharp({ create: WHITE }).webp(), 'webp'],
  ])('makes the copy of a %s of the same kind, and drops what stood behind it', async (...row) => {
    const [, make, format] = row;
    const content = Buffer.concat([await make().toBuffer(), Buffer.from('<script>hidden')]);
    const evidence = await handedIn(ops, await filedCase(ops), content);
    await prepare(evidence);
    const { copySha256, cautions } = await preparationOf(evidence);
    expect(cautions).toEqual(['appended']);
    const copy = await contentOf(copySha256!);
    expect((await sharp(copy).metadata()).format).toBe(format);
    expect(copy.includes('hidden')).toBe(false);
  });

  it.each<[string, Buffer, string[]]>([
    ['nothing special', pdf(), []],
    ['a password', pdf(['<< /Filter /Standard >>'], '/Encrypt 4 0 R'), ['encrypted']],
    ['a script', pdf(['<< /S /JavaScript /JS (app.alert(1)) >>']), ['script']],
    ['a script with a disguised name', pdf(['<< /S /J#61vaScript >>']), ['script']],
    ['a script in packed objects', pdf([objectStream('4 0 << /S /JavaScript >>')]), ['script']],
    ['a program to start', pdf(['<< /S /Launch /F (cmd.exe) >>']), ['program']],
    ['other files in it', pdf(['<< /Type /EmbeddedFile >>']), ['attachments']],
    ['an archive behind it', Buffer.concat([pdf(), zip()]), ['appended']],
    ['a form', pdf(['<< /S /SubmitForm /F (http://x) >>']), ['form']],
    [
      'all of it',
      pdf(['<< /JavaScript 1 0 R /EmbeddedFiles 2 0 R >>', '<< /S /Launch >> << /XFA 1 0 R >>']),
      ['script', 'program', 'attachments', 'form'],
    ],
  ])('says of a PDF with %s what to know, and makes no copy', async (_, content, cautions) => {
    const evidence = await handedIn(ops, await filedCase(ops), content);
    await prepare(evidence);
    expect(await preparationOf(evidence)).toMatchObject({ cautions, copySha256: null });
  });

  it('runs twice, also at once, and the second time changes nothing', async () => {
    const evidence = await handedIn(ops, await filedCase(ops), await aPhoto());
    await Promise.all([prepare(evidence), prepare(evidence)]);
    const first = await preparationOf(evidence);
    await prepare(evidence);
    expect(await preparationOf(evidence)).toEqual(first);
  });

  it('sends the scanner every byte of the file', async () => {
    const content = Buffer.concat([png(), Buffer.alloc(200_000, 'x')]);
    await prepare(await handedIn(ops, await filedCase(ops), content));
    expect(scanner.scanned).toEqual([content]);
  });

  it('does not prepare what was changed where it lies', async () => {
    const evidence = await handedIn(ops, await filedCase(ops), png('to be changed'));
    const name = evidence.sha256;
    await writeFile(join(ops.libs.stateDir, 'files', name.slice(0, 2), name), png('changed'));
    await expect(prepare(evidence)).rejects.toThrow('is not what was handed in');
    expect((await preparationOf(evidence)).preparedAt).toBeNull();
  });

  describe('while the scanner', () => {
    it.each<[string, string | null]>([
      ['hangs up', null],
      ['has lost its database', 'INSTREAM size limit exceeded. ERROR\0'],
      ['says something that is no verdict', 'stream: OK FOUND maybe'],
    ])('%s makes the copy all the same, and asks again a minute later', async (_, says) => {
      scanner.says = says;
      const evidence = await handedIn(ops, await filedCase(ops), png(`away ${String(says)}`));
      await prepare(evidence);
      const waiting = await preparationOf(evidence);
      expect(waiting).toMatchObject({ scan: 'unscanned', copySha256: expect.any(String) });
      expect(await dueNow()).not.toContain(evidence.id);
      ops.clock.moveOn(61_000);
      expect(await dueNow()).toContain(evidence.id);
      scanner.says = undefined;
      await prepare(evidence);
      const { copySha256 } = waiting;
      expect(await preparationOf(evidence)).toMatchObject({
        scan: 'clean',
        dueAt: null,
        copySha256,
      });
    });

    it('does not answer at all waits no longer than it must', async () => {
      const gone = await ScannerUnderTest.start();
      await gone.stop();
      const alone = await TestOperations.start({
        config: { files: { s3: null, scanner: gone.address } },
      });
      try {
        const { id } = await handedIn(alone, await filedCase(alone), png());
        await alone.get(PrepareEvidence).run({ evidenceId: id });
        const found = await alone.get(EvidenceQueries).byId(alone.reads, id);
        expect(found?.preparation).toMatchObject({ scan: 'unscanned', dueAt: expect.any(Date) });
      } finally {
        await alone.stop();
      }
    });
  });

  it('says that there was no scanner where none is configured', async () => {
    const without = await TestOperations.start();
    try {
      const { id } = await handedIn(without, await filedCase(without), pdf());
      await without.get(PrepareEvidence).run({ evidenceId: id });
      const found = await without.get(EvidenceQueries).byId(without.reads, id);
      expect(found?.preparation).toMatchObject({ scan: 'off', dueAt: null });
    } finally {
      await without.stop();
    }
  });
});

const WHITE = { width: 30, height: 20, channels: 3 as const, background: '#fff' };
