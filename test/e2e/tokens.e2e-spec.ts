import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Accounts, UnitOfWork } from '@app/platform';

import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

type Part = Readonly<Record<string, unknown>>;

const encoded = (part: Part | string): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

describe('access tokens', () => {
  let service: TestService;
  let key: KeyObject;
  let header: Part;
  let payload: Part;

  beforeAll(async () => {
    service = await TestService.start();
    key = createPrivateKey(
      readFileSync(join(service.stateDir, 'keys', 'access-tokens.ed25519.pem')),
    );
    const [first = '', second = ''] = tokenOf(service.authorization('audit')).split('.');
    header = JSON.parse(Buffer.from(first, 'base64url').toString());
    payload = JSON.parse(Buffer.from(second, 'base64url').toString());
  });
  afterAll(async () => {
    await service.stop();
  });

  const tokenOf = (authorization: Record<string, string>): string =>
    (authorization.Authorization ?? '').replace('Bearer ', '');
  const signed = (changes: { header?: Part; payload?: Part } = {}, by: KeyObject = key): string => {
    const text = `${encoded({ ...header, ...changes.header })}.${encoded({ ...payload, ...changes.payload })}`;
    return `${text}.${sign(null, Buffer.from(text), by).toString('base64url')}`;
  };
  const used = (token: string) =>
    service.as(null, 'get', '/v1/claims').set('Authorization', `Bearer ${token}`);
  const nowS = (): number => Math.floor(Date.now() / 1_000);

  it('are short-lived and say only who they are for', () => {
    expect(header).toEqual({ alg: 'EdDSA', typ: 'at+jwt' });
    expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'nbf', 'sub']);
    expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(900);
  });

  it('are believed when we signed them', async () => {
    expect((await used(signed())).status).toBe(200);
  });

  it.each([
    ['that have expired', { exp: 1_700_000_000 }],
    ['that are not valid yet', { nbf: 4_000_000_000 }],
    ['that never expire', { exp: undefined }],
    ['without a beginning', { nbf: undefined }],
    ['that belong to nobody', { sub: undefined }],
    ['for another service', { aud: 'ganpei-web' }],
    ['of another issuer', { iss: 'https://issuer.example' }],
    ['that expire in words', { exp: 'tomorrow' }],
  ])('are refused %s, although we signed them', async (_, changes) => {
    expectProblem(await used(signed({ payload: changes })), 401, 'auth.token_invalid');
  });

  it.each([
    ['of another type', { typ: 'JWT' }],
    ['of no type', { typ: undefined }],
    ['with an extension that must be understood', { crit: ['exp'] }],
  ])('are refused %s, although we signed them', async (_, changes) => {
    expectProblem(await used(signed({ header: changes })), 401, 'auth.token_invalid');
  });

  it('are refused when another key signed them, whatever their header says of keys', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const jwk = publicKey.export({ format: 'jwk' });
    for (const more of [
      {},
      { jwk },
      { kid: '../../keys/access-tokens.ed25519.pem' },
      { jku: 'http://127.0.0.1/' },
    ]) {
      expectProblem(await used(signed({ header: more }, privateKey)), 401, 'auth.token_invalid');
    }
  });

  it('are refused without a signature', async () => {
    for (const alg of ['none', 'None', 'NONE', '']) {
      const text = `${encoded({ ...header, alg })}.${encoded(payload)}`;
      expectProblem(await used(`${text}.`), 401, 'auth.token_missing');
      expectProblem(await used(`${text}.AA`), 401, 'auth.token_invalid');
    }
  });

  it('are refused when our public key was taken for a secret', async () => {
    const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
    const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
    for (const secret of [pem, pem.trim(), x, Buffer.from(x, 'base64url')]) {
      const text = `${encoded({ ...header, alg: 'HS256' })}.${encoded(payload)}`;
      const signature = createHmac('sha256', secret).update(text).digest('base64url');
      expectProblem(await used(`${text}.${signature}`), 401, 'auth.token_invalid');
    }
  });

  it('are refused when a character of them was changed, in whatever part', async () => {
    const token = signed();
    const [first = '', second = ''] = token.split('.');
    for (const place of [3, first.length + 5, first.length + second.length + 10]) {
      const other = token[place] === 'A' ? 'B' : 'A';
      const changed = `${token.slice(0, place)}${other}${token.slice(place + 1)}`;
      expectProblem(await used(changed), 401, 'auth.token_invalid');
    }
  });

  it.each([
    ['nothing', ''],
    ['another scheme', 'Basic bGluOmRlbW8='],
    ['no scheme', 'eyJhbGciOiJFZERTQSJ9.e30.AA'],
    ['two parts', 'Bearer eyJhbGciOiJFZERTQSJ9.e30'],
    ['five parts', 'Bearer a.b.c.d.e'],
    ['blanks in it', 'Bearer  a.b.c'],
    ['10 kB of it', `Bearer ${'a'.repeat(10_000)}`],
  ])('are asked for when the header holds %s', async (_, authorization) => {
    const answer = await service.as(null, 'get', '/v1/claims').set('Authorization', authorization);
    expectProblem(answer, 401, 'auth.token_missing');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('are not taken from anywhere but the header', async () => {
    const token = signed();
    const inQuery = await service.get(null, `/v1/claims?access_token=${token}`);
    expectProblem(inQuery, 401, 'auth.token_missing');
    const inCookie = await service
      .as(null, 'get', '/v1/claims')
      .set('Cookie', `access_token=${token}`);
    expectProblem(inCookie, 401, 'auth.token_missing');
  });

  it('end at once with the account that they belong to', async () => {
    const account = {
      username: 'leaver@demo.ganpei',
      name: 'Leaver',
      role: 'auditor',
      password: 'demo',
      demo: true,
    } as const;
    const unitOfWork = service.app.get(UnitOfWork);
    const sub = await unitOfWork.transaction((tx) => service.app.get(Accounts).add(tx, account));
    const token = signed({ payload: { sub, iat: nowS(), nbf: nowS(), exp: nowS() + 60 } });
    expect((await used(token)).status).toBe(200);
    await unitOfWork.transaction((tx) =>
      tx.query('UPDATE users SET disabled_at = now() WHERE id = $1', [sub]),
    );
    expectProblem(await used(token), 401, 'auth.account_disabled');
    const nobody = signed({ payload: { sub: 'usr_01h455vb4pex5vsknk084sn020' } });
    expectProblem(await used(nobody), 401, 'auth.account_disabled');
  });

  it('carry no role: it is what the account has now', async () => {
    const token = signed({
      payload: { role: 'approver', roles: ['approver'], scope: 'decisions:approve' },
    });
    const answer = await service
      .as(null, 'post', '/v1/decisions/none/approvals')
      .set('Authorization', `Bearer ${token}`);
    expectProblem(answer, 403, 'auth.not_allowed');
  });

  it('run out by the clock of the service', async () => {
    const token = tokenOf(service.authorization('lin'));
    expect((await used(token)).status).toBe(200);
    service.clock.moveOn(16 * 60_000);
    expectProblem(await used(token), 401, 'auth.token_invalid');
    service.clock.moveOn(-16 * 60_000);
    expect((await used(token)).status).toBe(200);
  });

  it('are not what a rail shows: its notices are signed', async () => {
    const path = '/v1/rails/simulated/webhook';
    const notice = { type: 'transfer.settled', data: {} };
    expectProblem(await service.as(null, 'post', path).send(notice), 401, 'rail.bad_signature');
    expectProblem(await service.as('ops', 'post', path).send(notice), 401, 'rail.bad_signature');
    const old = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1700000000',
      'webhook-signature': 'v1,AAAA',
    };
    expectProblem(
      await service.as(null, 'post', path).set(old).send(notice),
      401,
      'rail.bad_signature',
    );
    const fresh = { ...old, 'webhook-timestamp': String(nowS()) };
    expectProblem(
      await service.as(null, 'post', path).set(fresh).send(notice),
      401,
      'rail.bad_signature',
    );
  });
});
