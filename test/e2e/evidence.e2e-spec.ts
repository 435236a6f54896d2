import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import sharp from 'sharp';

import { aPhoto, aWebp, pdfOf } from '../../libs/claims/src/evidence/inspection/testing/photos';
import {
  GIF,
  HEIC,
  gzipBomb,
  pdf,
  pixelFlood,
  webpFlood,
  zip,
} from '../../libs/claims/src/evidence/inspection/testing/hostile-files';
import { aPng, filed, handIn, heldFiles, untilStatus } from '../support/builders';
import type { ClaimJson, FileJson } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

const MEGABYTE = 1_024 * 1_024;
const SCRIPT = Buffer.from('%PDF-1.7\n<script>alert(1)</script>');

describe('evidence over HTTP', () => {
  let service: TestService;
  let claim: ClaimJson;

  beforeAll(async () => {
    service = await TestService.start();
    const { id } = await filed(service, { amountMinor: '86000' });
    claim = await untilStatus(service, id, 'awaiting_claimant');
  });
  afterAll(async () => {
    await service.stop();
  });

  const path = (): string => `/v1/claims/${claim.id}/evidence`;
  const held = (): Promise<FileJson[]> => heldFiles(service, claim);

  const heldIds = async (): Promise<string[]> => (await held()).map(({ id }) => id);

  describe('is known by its content', () => {
    it.each([
      ['a PNG', aPng(), 'image/png', 'photo.txt'],
      ['a JPEG', aPhoto(), 'image/jpeg', 'photo.png'],
      ['a WebP', aWebp(), 'image/webp', 'photo.html'],
      ['a PDF', pdf(), 'application/pdf', 'form.svg'],
    ])('%s is taken, whatever its name says', async (_, made, mediaType, name) => {
      const content = await made;
      const answer = await handIn(service, claim, content, { name });
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        id: expect.stringMatching(/^evd_/),
        item: 'identity',
        sha256: createHash('sha256').update(content).digest('hex'),
        mediaType,
        size: content.length,
      });
    });

    it.each([
      ['text', Buffer.from('This is no picture at all.'), 'proof.png'],
      ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), 'proof.jpg'],
      ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'proof.png'],
      [
        'SVG with a declaration',
        Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>'),
        'a.png',
      ],
      ['a ZIP archive', zip(), 'proof.pdf'],
      ['a gzip bomb', gzipBomb(), 'proof.png'],
      ['a photo of an iPhone', HEIC, 'photo.jpg'],
      ['a gzip file', gzipSync(aPng()), 'proof.png'],
      ['a GIF', GIF, 'proof.png'],
      [
        'a program',
        Buffer.from('7f454c4602010100000000000000000002003e0001000000', 'hex'),
        'proof.png',
      ],
      ['nothing but a beginning', Buffer.from([0x89]), 'proof.png'],
      ['nothing', Buffer.alloc(0), 'proof.png'],
    ])('%s is refused, whatever its name says', async (_, content, name) => {
      const before = await heldIds();
      expectProblem(
        await handIn(service, claim, content, { name }),
        415,
        'evidence.unsupported_type',
      );
      expect(await heldIds()).toEqual(before);
    });

    it('of a type that the sender claims is not believed', async () => {
      const answer = await service
        .as('lin', 'post', path())
        .field('item', 'identity')
        .attach('file', Buffer.from('<script>'), { filename: 'a.png', contentType: 'image/png' });
      expectProblem(answer, 415, 'evidence.unsupported_type');
    });
  });

  describe('is read to its end', () => {
    it.each<[string, () => Promise<Buffer>, number, string]>([
      ['a JPEG that is cut off', async () => (await aPhoto()).subarray(0, -9), 422, 'unreadable'],
      ['a PDF that is cut off', () => Promise.resolve(pdf().subarray(0, -9)), 422, 'unreadable'],
      ['a PDF header with a script', () => Promise.resolve(SCRIPT), 422, 'unreadable'],
      ['a flood of pixels', () => Promise.resolve(pixelFlood()), 413, 'too_many_pixels'],
      ['a WebP that says it is huge', () => Promise.resolve(webpFlood()), 413, 'too_many_pixels'],
    ])('and %s is refused, and nothing of it is kept', async (_, make, status, code) => {
      const content = await make();
      const answer = await handIn(service, claim, content);
      expectProblem(answer, status, `evidence.${code}`);
      expect(isKept(content)).toBe(false);
      expect(drafts()).toEqual([]);
    });

    it.each<[string, () => Buffer]>([
      ['an archive', () => Buffer.concat([aPng('zip behind'), zip()])],
      ['a page', () => Buffer.concat([aPng('page behind'), Buffer.from('<script>1</script>')])],
    ])('and a picture with %s behind it is shown without that', async (_, make) => {
      const content = make();
      const { body } = await handIn(service, claim, content);
      const copy = await copyOf(String(body.id));
      expect(copy.length).toBeLessThan(content.length);
      expect((await sharp(copy).metadata()).format).toBe('png');
    });
  });

  describe('has a size', () => {
    it('of at most ten megabytes', async () => {
      const most = pdfOf(10 * MEGABYTE);
      expect((await handIn(service, claim, most, { name: 'large.pdf' })).body).toMatchObject({
        size: 10 * MEGABYTE,
      });
    });

    it('above which nothing of it is kept', async () => {
      const tooMuch = pdfOf(10 * MEGABYTE + 1);
      expectProblem(
        await handIn(service, claim, tooMuch, { name: 'larger.pdf' }),
        413,
        'file.too_large',
      );
      expect(drafts()).toEqual([]);
      expect(isKept(tooMuch)).toBe(false);
    });
  });

  describe('keeps the name of its file only to show it', () => {
    it.each([
      ['报警回执（第1页）.png', '报警回执（第1页）.png'],
      ['../../../../etc/passwd', 'passwd'],
      ['C:\\Users\\me\\photo.png', 'photo.png'],
      ['photo\u202Egnp.exe', 'photognp.exe'],
      [`${'长'.repeat(300)}.png`, '长'.repeat(200)],
      ['  ', 'file'],
      ['😀.png', '😀.png'],
      [`x${'😀'.repeat(150)}.png`, `x${'😀'.repeat(99)}`],
      [`${'n'.repeat(4_096)}.png`, 'n'.repeat(200)],
      ['é e\u0301 ﷽.png', 'é e\u0301 ﷽.png'],
    ])('%s', async (sent, kept) => {
      const answer = await handIn(service, claim, aPng(sent), { name: sent });
      expect(answer.status).toBe(201);
      const file = (await held()).find(({ id }) => id === answer.body.id);
      expect(file?.fileName).toBe(kept);
    });
  });

  it('with a name that holds NUL is no upload, and says so', async () => {
    const answer = await handIn(service, claim, aPng('nul'), { name: 'a\0b.png' });
    expectProblem(answer, 400, 'upload.malformed');
  });

  it('is not taken any more once the claim is settled', async () => {
    const settled = await filed(service);
    await service.post('lin', `/v1/claims/${settled.id}/withdraw`, {});
    const answer = await service
      .as('lin', 'post', `/v1/claims/${settled.id}/evidence`)
      .field('item', 'identity')
      .attach('file', aPng(), 'a.png');
    expectProblem(answer, 409, 'evidence.claim_settled');
  });

  /** The copy that a reviewer gets, as soon as it is made. */
  const copyOf = async (id: string): Promise<Buffer> => {
    const { body } = await service.eventually(
      () => service.get('wang', `${path()}/${id}/content`),
      ({ status }) => status === 200,
    );
    return body as Buffer;
  };

  const filesFolder = (): string => join(service.stateDir, 'files');
  const isKept = (content: Buffer): boolean => {
    const digest = createHash('sha256').update(content).digest('hex');
    return existsSync(join(filesFolder(), digest.slice(0, 2), digest));
  };
  const drafts = (): string[] => readdirSync(join(filesFolder(), 'drafts'));
});
