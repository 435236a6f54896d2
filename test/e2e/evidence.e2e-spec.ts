import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { aPng, filed, handIn, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

const MEGABYTE = 1_024 * 1_024;
/** The beginning of a JPEG and of a WebP as cameras write them; the rest does not matter here. */
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb004300', 'hex');
const WEBP = Buffer.concat([
  Buffer.from('RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/', 'latin1'),
  Buffer.alloc(20),
]);
const PDF = Buffer.from('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << >>\n%%EOF');
const ZIP = Buffer.from(
  '504b03041400000008000000210000000000000000000000000005000000612e747874',
  'hex',
);

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
  const heldFiles = async (): Promise<{ id: string; fileName: string; sha256: string }[]> => {
    const { body } = await service.get('lin', `/v1/claims/${claim.id}`);
    const { evidence } = body as { evidence: { files: [] }[] };
    return evidence.flatMap(({ files }) => files);
  };

  describe('is known by its content', () => {
    it.each([
      ['a PNG', aPng(), 'image/png', 'photo.txt'],
      ['a JPEG', JPEG, 'image/jpeg', 'photo.png'],
      ['a WebP', WEBP, 'image/webp', 'photo.html'],
      ['a PDF', PDF, 'application/pdf', 'form.svg'],
    ])('%s is taken, whatever its name says', async (_, content, mediaType, name) => {
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
      ['a ZIP archive', ZIP, 'proof.pdf'],
      ['a gzip file', gzipSync(aPng()), 'proof.png'],
      [
        'a GIF',
        Buffer.from('474946383961010001000000002c00000000010001000002', 'hex'),
        'proof.png',
      ],
      [
        'a program',
        Buffer.from('7f454c4602010100000000000000000002003e0001000000', 'hex'),
        'proof.png',
      ],
      ['nothing but a beginning', Buffer.from([0x89]), 'proof.png'],
      ['nothing', Buffer.alloc(0), 'proof.png'],
    ])('%s is refused, whatever its name says', async (_, content, name) => {
      const before = await heldFiles();
      expectProblem(
        await handIn(service, claim, content, { name }),
        415,
        'evidence.unsupported_type',
      );
      expect(await heldFiles()).toEqual(before);
    });

    it('of a type that the sender claims is not believed', async () => {
      const answer = await service
        .as('lin', 'post', path())
        .field('item', 'identity')
        .attach('file', Buffer.from('<script>'), { filename: 'a.png', contentType: 'image/png' });
      expectProblem(answer, 415, 'evidence.unsupported_type');
    });
  });

  describe('has a size', () => {
    it('of at most ten megabytes', async () => {
      const most = Buffer.concat([PDF, Buffer.alloc(10 * MEGABYTE - PDF.length)]);
      expect((await handIn(service, claim, most, { name: 'large.pdf' })).body).toMatchObject({
        size: 10 * MEGABYTE,
      });
    });

    it('above which nothing of it is kept', async () => {
      const tooMuch = Buffer.concat([PDF, Buffer.alloc(10 * MEGABYTE - PDF.length + 1)]);
      expectProblem(
        await handIn(service, claim, tooMuch, { name: 'larger.pdf' }),
        413,
        'file.too_large',
      );
      expect(drafts()).toEqual([]);
      const digest = createHash('sha256').update(tooMuch).digest('hex');
      expect(existsSync(join(filesFolder(), digest.slice(0, 2), digest))).toBe(false);
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
    ])('%s', async (sent, kept) => {
      const answer = await handIn(service, claim, aPng(sent), { name: sent });
      expect(answer.status).toBe(201);
      const file = (await heldFiles()).find(({ id }) => id === answer.body.id);
      expect(file?.fileName).toBe(kept);
    });
  });

  describe('is given out', () => {
    it('only ever as a download that no browser runs', async () => {
      const { body } = await handIn(service, claim, aPng('download'), { name: '下载.png' });
      const answer = await service.get('wang', `${path()}/${String(body.id)}/content`);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'image/png',
        'content-disposition': `attachment; filename="${String(body.id)}"`,
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      });
      expect(
        createHash('sha256')
          .update(answer.body as Buffer)
          .digest('hex'),
      ).toBe(body.sha256);
    });

    it('to nobody whom the claim does not concern', async () => {
      const { body } = await handIn(service, claim, aPng('private'));
      const address = `${path()}/${String(body.id)}/content`;
      expect((await service.get('lin', address)).status).toBe(200);
      expectProblem(await service.get('chen', address), 404, 'request.not_found');
      expectProblem(await service.get('bank', address), 403, 'auth.not_allowed');
      expectProblem(await service.get(null, address), 401, 'auth.token_missing');
    });

    it('not under the claim of somebody else', async () => {
      const { body } = await handIn(service, claim, aPng('cross'));
      const other = await filed(service, { by: 'chen', payer: 'u_1002' });
      const address = `/v1/claims/${other.id}/evidence/${String(body.id)}/content`;
      expectProblem(await service.get('chen', address), 404, 'request.not_found');
    });

    it.each(['evd_01h455vb4pex5vsknk084sn02d', '..%2f..%2fkeys', '%00', 'none'])(
      'not for the id %s',
      async (id) => {
        expectProblem(
          await service.get('lin', `${path()}/${id}/content`),
          404,
          'request.not_found',
        );
      },
    );
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

  const filesFolder = (): string => join(service.stateDir, 'files');
  const drafts = (): string[] => readdirSync(join(filesFolder(), 'drafts'));
});
