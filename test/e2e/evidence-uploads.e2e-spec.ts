import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

import { aPng, filed, handIn, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

const MEGABYTE = 1_024 * 1_024;

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

  describe('is handed in once', () => {
    it('and the same file again is the one that is there', async () => {
      const [first, again] = [
        await handIn(service, claim, aPng('same')),
        await handIn(service, claim, aPng('same'), { name: 'other-name.png' }),
      ];
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
    });

    it('also when it comes twice at the same moment', async () => {
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() => handIn(service, claim, aPng('at once'))),
      );
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });

    it('for each item that it proves', async () => {
      const first = await handIn(service, claim, aPng('two items'), {
        name: 'a.png',
        item: 'identity',
      });
      const second = await handIn(service, claim, aPng('two items'), {
        name: 'a.png',
        item: 'new_card_proof',
      });
      expect(second.body.id).not.toBe(first.body.id);
      expect(second.body.sha256).toBe(first.body.sha256);
    });

    it('under one key, also when it was sent again', async () => {
      const send = () =>
        handIn(service, claim, aPng('with a key')).set('Idempotency-Key', 'evidence-1');
      const [first, again] = [await send(), await send()];
      expect(again.headers['idempotent-replayed']).toBe('true');
      expect(again.body).toEqual(first.body);
      const other = await handIn(service, claim, aPng('other content')).set(
        'Idempotency-Key',
        'evidence-1',
      );
      expectProblem(other, 422, 'idempotency.key_reused');
    });
  });

  describe('comes as one file for one item', () => {
    it('that is on the list', async () => {
      const answer = await handIn(service, claim, aPng('horoscope'), {
        name: 'a.png',
        item: 'horoscope',
      });
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
      const answer = await handIn(service, claim, aPng('one')).attach(
        'file',
        aPng('two'),
        'two.png',
      );
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
      const answer = await handIn(service, claim, aPng('odd fields')).field(name, 'identity');
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

    it('and not as one of 5,000 parts, which are not even read', async () => {
      const part = '--x\r\nContent-Disposition: form-data; name="p"\r\n\r\n1\r\n';
      const answer = await service
        .as('lin', 'post', path())
        .set('Content-Type', 'multipart/form-data; boundary=x')
        .send(`${part.repeat(5_000)}--x--\r\n`);
      expectProblem(answer, 400, 'upload.malformed');
    });

    it('and keeps nothing of it when it is refused, nor anything before its time', async () => {
      const before = everything();
      await handIn(service, claim, Buffer.from('<svg/>'));
      const settled = await filed(service);
      await service.post('lin', `/v1/claims/${settled.id}/withdraw`, {});
      const answer = await handIn(service, settled, aPng('too late'));
      expectProblem(answer, 409, 'evidence.claim_settled');
      expect(everything()).toEqual(before);
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

  const everything = (): string[] =>
    readdirSync(join(service.stateDir, 'files'), { recursive: true }).map(String).sort();
  const drafts = (): string[] => readdirSync(join(service.stateDir, 'files', 'drafts'));

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
