import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { aPng, filed, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
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
  const handIn = (content: Buffer, name = 'proof.png', item = 'identity', by: Person = 'lin') =>
    service.as(by, 'post', path()).field('item', item).attach('file', content, name);
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
      const answer = await handIn(content, name);
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
      expectProblem(await handIn(content, name), 415, 'evidence.unsupported_type');
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
      expect((await handIn(most, 'large.pdf')).body).toMatchObject({ size: 10 * MEGABYTE });
    });

    it('above which nothing of it is kept', async () => {
      const tooMuch = Buffer.concat([PDF, Buffer.alloc(10 * MEGABYTE - PDF.length + 1)]);
      expectProblem(await handIn(tooMuch, 'larger.pdf'), 413, 'file.too_large');
      expect(drafts()).toEqual([]);
      const digest = createHash('sha256').update(tooMuch).digest('hex');
      expect(existsSync(join(filesFolder(), digest.slice(0, 2), digest))).toBe(false);
    });
  });

  describe('is handed in once', () => {
    it('and the same file again is the one that is there', async () => {
      const [first, again] = [
        await handIn(aPng('same')),
        await handIn(aPng('same'), 'other-name.png'),
      ];
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
    });

    it('also when it comes twice at the same moment', async () => {
      const answers = await Promise.all([1, 2, 3, 4].map(() => handIn(aPng('at once'))));
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });

    it('for each item that it proves', async () => {
      const first = await handIn(aPng('two items'), 'a.png', 'identity');
      const second = await handIn(aPng('two items'), 'a.png', 'new_card_proof');
      expect(second.body.id).not.toBe(first.body.id);
      expect(second.body.sha256).toBe(first.body.sha256);
    });

    it('under one key, also when it was sent again', async () => {
      const send = () => handIn(aPng('with a key')).set('Idempotency-Key', 'evidence-1');
      const [first, again] = [await send(), await send()];
      expect(again.headers['idempotent-replayed']).toBe('true');
      expect(again.body).toEqual(first.body);
      const other = await handIn(aPng('other content')).set('Idempotency-Key', 'evidence-1');
      expectProblem(other, 422, 'idempotency.key_reused');
    });
  });

  describe('comes as one file for one item', () => {
    it('that is on the list', async () => {
      const answer = await handIn(aPng('horoscope'), 'a.png', 'horoscope');
      expectProblem(answer, 422, 'evidence.unknown_item');
      expect(answer.body).toMatchObject({ field: 'item', saw: 'horoscope' });
    });

    it('that is named', async () => {
      const answer = await service.as('lin', 'post', path()).attach('file', aPng(), 'a.png');
      expectProblem(answer, 400, 'evidence.item_missing');
    });

    it('and not without a file', async () => {
      const answer = await service.as('lin', 'post', path()).field('item', 'identity');
      expectProblem(answer, 400, 'upload.file_missing');
    });

    it('and leaves nothing behind when the sender breaks off', async () => {
      const upload = beginUpload();
      await service.eventually(
        () => Promise.resolve(drafts()),
        (found) => found.length === 1,
      );
      upload.breakOff();
      await service.eventually(
        () => Promise.resolve(drafts()),
        (found) => found.length === 0,
      );
      expect((await service.get(null, '/healthz')).status).toBe(200);
    });

    it('and not as two files', async () => {
      const answer = await handIn(aPng('one')).attach('file', aPng('two'), 'two.png');
      expectProblem(answer, 400, 'upload.malformed');
    });

    it('and not under another name', async () => {
      const request = service.as('lin', 'post', path()).field('item', 'identity');
      expectProblem(await request.attach('photo', aPng('photo'), 'a.png'), 400, 'upload.malformed');
    });

    it('and not as JSON', async () => {
      const answer = await service.post('lin', path(), { item: 'identity', file: 'iVBORw0KGgo=' });
      expectProblem(answer, 415, 'upload.not_multipart');
    });

    it.each([
      ['a field twice', 'item', 'upload.field_repeated'],
      ['a list', 'item[]', 'upload.malformed'],
      ['an object', 'item[id]', 'upload.malformed'],
      ['a prototype', '__proto__[item]', 'upload.malformed'],
    ])('and not with %s in the place of the item', async (_, name, code) => {
      const answer = await handIn(aPng('odd fields')).field(name, 'identity');
      expectProblem(answer, 400, code);
    });

    it.each([
      ['eleven fields', Array.from({ length: 11 }, (_, n) => [`field${String(n)}`, 'x'] as const)],
      ['a field of more than a megabyte', [['description', 'x'.repeat(MEGABYTE + 1)] as const]],
      ['a description that is too long', [['description', 'x'.repeat(501)] as const]],
    ])('and not with %s', async (_, fields) => {
      let request = service.as('lin', 'post', path()).field('item', 'identity');
      for (const [name, value] of fields) request = request.field(name, value);
      const answer = await request.attach('file', aPng('too much'), 'a.png');
      expectProblem(answer, 400, String(answer.body.code));
    });

    it.each([
      ['without a boundary', 'multipart/form-data', '--x\r\n'],
      [
        'that ends in the middle',
        'multipart/form-data; boundary=x',
        '--x\r\nContent-Disposition: form-data; name="item"\r\n\r\nid',
      ],
      ['that is empty', 'multipart/form-data; boundary=x', ''],
      ['of another multipart type', 'multipart/mixed; boundary=x', '--x--\r\n'],
    ])('and not as an upload %s', async (_, type, body) => {
      const answer = await service.as('lin', 'post', path()).set('Content-Type', type).send(body);
      expect([400, 415]).toContain(answer.status);
      expectProblem(answer, answer.status, String(answer.body.code));
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
      const answer = await handIn(aPng(sent), sent);
      expect(answer.status).toBe(201);
      const file = (await heldFiles()).find(({ id }) => id === answer.body.id);
      expect(file?.fileName).toBe(kept);
    });
  });

  describe('is given out', () => {
    it('only ever as a download that no browser runs', async () => {
      const { body } = await handIn(aPng('download'), '下载.png');
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
      const { body } = await handIn(aPng('private'));
      const address = `${path()}/${String(body.id)}/content`;
      expect((await service.get('lin', address)).status).toBe(200);
      expectProblem(await service.get('chen', address), 404, 'request.not_found');
      expectProblem(await service.get('bank', address), 403, 'auth.not_allowed');
      expectProblem(await service.get(null, address), 401, 'auth.token_missing');
    });

    it('not under the claim of somebody else', async () => {
      const { body } = await handIn(aPng('cross'));
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

  /** Sends the beginning of an upload and keeps the rest back. */
  function beginUpload(): { breakOff(): void } {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(
      [
        `POST ${path()} HTTP/1.1`,
        `Host: ${hostname}`,
        `Authorization: ${service.authorization('lin').Authorization ?? ''}`,
        'Content-Type: multipart/form-data; boundary=x',
        'Content-Length: 1000000',
        '',
        '--x',
        'Content-Disposition: form-data; name="file"; filename="a.png"',
        '',
        'The first few bytes, and then',
      ].join('\r\n'),
    );
    return { breakOff: () => socket.destroy() };
  }
});
