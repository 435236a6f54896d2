import { createHash } from 'node:crypto';
import { connect } from 'node:net';

import type { Response } from 'supertest';

import { HTML } from '../../libs/claims/src/evidence/inspection/testing/hostile-files';
import { aPng, filed, handIn, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const BYTES = 'application/octet-stream';
const digest = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

describe('a file that comes in parts', () => {
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

  const path = (): string => `/v1/claims/${claim.id}/evidence/uploads`;
  const announce = (content: Buffer, wish: object = {}, by: Person = 'lin'): Promise<Response> =>
    service.post(by, path(), {
      sha256: digest(content),
      size: content.length,
      item: 'identity',
      fileName: 'photo.png',
      ...wish,
    });
  const send = async (
    content: Buffer,
    [from, to]: readonly [number, number?],
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    service
      .as('lin', 'put', `${path()}/${digest(content)}`)
      .set({ 'Content-Type': BYTES, 'Upload-Offset': String(from), ...headers })
      .send(content.subarray(from, to));

  it('is handed in with its last byte, as if it had come as a whole', async () => {
    const content = aPng('in parts');
    const begun = await announce(content, { fileName: '../报警回执.png', description: 'Page 1' });
    expect([begun.status, begun.body]).toEqual([
      201,
      {
        sha256: digest(content),
        size: content.length,
        offset: 0,
        expiresAt: expect.any(String),
        evidence: null,
      },
    ]);
    const half = await send(content, [0, 40]);
    expect([half.status, half.headers['upload-offset']]).toEqual([200, '40']);
    expect(half.body).toMatchObject({ offset: 40, evidence: null });
    const last = await send(content, [40]);
    expect(last.body).toMatchObject({
      offset: content.length,
      evidence: { sha256: digest(content), item: 'identity', mediaType: 'image/png' },
    });
    const whole = await handIn(service, claim, content);
    expect(whole.body).toEqual(last.body.evidence);
    const { body } = await service.get('lin', `/v1/claims/${claim.id}`);
    const [identity] = body.evidence as { files: object[] }[];
    expect(identity?.files).toContainEqual(
      expect.objectContaining({ fileName: '报警回执.png', description: 'Page 1' }),
    );
  });

  it('goes on where the network broke off', async () => {
    const content = aPng('network');
    await announce(content);
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(
      [
        `PUT ${path()}/${digest(content)} HTTP/1.1`,
        `Host: ${hostname}`,
        `Authorization: ${service.authorization('lin').Authorization ?? ''}`,
        `Content-Type: ${BYTES}`,
        'Upload-Offset: 0',
        `Content-Length: ${content.length}`,
        '',
        '',
      ].join('\r\n'),
    );
    socket.write(content.subarray(0, 30));
    setTimeout(() => socket.destroy(), 1_000);
    const { body } = await service.eventually(
      () => announce(content),
      (answer) => answer.body.offset > 0,
    );
    expect(body.offset).toBe(30);
    expect((await send(content, [30])).body.evidence).not.toBeNull();
  });

  it('can be finished by an empty part, when only the answer to the last was lost', async () => {
    const content = aPng('answer lost');
    await announce(content);
    await send(content, [0]);
    const again = await service
      .as('lin', 'put', `${path()}/${digest(content)}`)
      .set('Upload-Offset', String(content.length));
    // It is handed in, and its upload is over.
    expectProblem(again, 404, 'upload.not_found');
    expect((await announce(content)).body.evidence).not.toBeNull();
  });

  it('is taken back by whoever began it, and by nobody else', async () => {
    const content = aPng('taken back');
    await announce(content);
    await send(content, [0, 40]);
    const cancel = async (by: Person): Promise<Response> =>
      service.as(by, 'delete', `${path()}/${digest(content)}`);
    expectProblem(await cancel('chen'), 404, 'request.not_found');
    expectProblem(await cancel('sun'), 404, 'upload.not_found');
    const cancelled = await cancel('lin');
    expect([cancelled.status, cancelled.text]).toEqual([204, '']);
    expectProblem(await cancel('lin'), 404, 'upload.not_found');
    expectProblem(await send(content, [40]), 404, 'upload.not_found');
    expect((await announce(content)).body).toMatchObject({ offset: 0, evidence: null });
  });

  it('tells a stranger of nothing, and an agent of nothing that the claimant sent', async () => {
    const content = aPng('secret');
    await announce(content);
    await send(content, [0, 50]);
    expectProblem(await announce(content, {}, 'chen'), 404, 'request.not_found');
    expect((await announce(content, {}, 'sun')).body).toMatchObject({ offset: 0, evidence: null });
    await send(content, [50]);
    expect((await announce(content, {}, 'sun')).body).toMatchObject({ offset: 0, evidence: null });
  });

  it.each<[string, Buffer, Buffer, string, number]>([
    ['other content', aPng('announced'), aPng('sent instead'), 'file.other_digest', 422],
    ['a page', HTML, HTML, 'evidence.unsupported_type', 415],
  ])('is refused as a whole when it is %s', async (_, announced, sent, code, status) => {
    await announce(announced, { size: sent.length });
    const answer = await service
      .as('lin', 'put', `${path()}/${digest(announced)}`)
      .set({ 'Content-Type': BYTES, 'Upload-Offset': '0' })
      .send(sent);
    expectProblem(answer, status, code);
    expect((await announce(announced)).body).toMatchObject({ offset: 0, evidence: null });
  });

  it.each<[string, Record<string, string>, number, string]>([
    ['without its place', { 'Upload-Offset': '' }, 400, 'upload.offset_missing'],
    ['at a place that is no number', { 'Upload-Offset': '1e3' }, 400, 'upload.offset_missing'],
    ['below the beginning', { 'Upload-Offset': '-1' }, 400, 'upload.offset_missing'],
    ['behind what is there', { 'Upload-Offset': '7' }, 409, 'upload.wrong_offset'],
    ['as JSON', { 'Content-Type': 'application/json' }, 415, 'upload.not_bytes'],
    [
      'as a form',
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      415,
      'request.takes_no_file',
    ],
    ['as a picture', { 'Content-Type': 'image/png' }, 415, 'request.not_json'],
  ])('is refused %s', async (_, headers, status, code) => {
    const content = aPng('refused');
    await announce(content);
    expectProblem(await send(content, [0], headers), status, code);
  });

  it.each(['0'.repeat(64), 'nothing', 'A'.repeat(64), '..%2f..%2fkeys'])(
    'is not found under %s',
    async (name) => {
      const answer = await service
        .as('lin', 'put', `${path()}/${name}`)
        .set({ 'Content-Type': BYTES, 'Upload-Offset': '0' })
        .send(Buffer.from('x'));
      expect(answer.status).toBe(404);
      expectProblem(answer, 404, String(answer.body.code));
    },
  );

  it.each(['post', 'put'] as const)('is taken on its own route only (%s)', async (method) => {
    const answer = await service
      .as(
        'lin',
        method,
        `/v1/claims/${claim.id}${method === 'post' ? '/evidence' : '/payout-method'}`,
      )
      .set({ 'Content-Type': BYTES, 'If-Match': '"1"' })
      .send(Buffer.from('x'));
    expect([400, 415]).toContain(answer.status);
    expectProblem(answer, answer.status, String(answer.body.code));
  });

  it('is too large before anything of it is sent', async () => {
    const answer = await announce(aPng('large'), { size: 10 * 1_024 * 1_024 + 1 });
    expectProblem(answer, 413, 'file.too_large');
  });
});
