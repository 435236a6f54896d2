import sharp from 'sharp';

import { readLink, signLink } from '@app/claims';
import { INSTALLATION_SECRET, UnitOfWork } from '@app/platform';

import { pdf } from '../../libs/claims/src/evidence/inspection/testing/hostile-files';
import { aPhoto } from '../../libs/claims/src/evidence/inspection/testing/photos';
import { aPng, filed, handIn, heldFiles, untilStatus } from '../support/builders';
import type { ClaimJson, FileJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const MINUTE_MS = 60_000;

describe('a file that was handed in', () => {
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

  /** The copy that a reviewer gets, as soon as it is made. */
  const copyOf = async (id: string): Promise<Buffer> => {
    const { body } = await service.eventually(
      () => service.get('wang', `${path()}/${id}/content`),
      ({ status }) => status === 200,
    );
    return body as Buffer;
  };

  describe('is given out', () => {
    it('only ever as a download that no browser runs', async () => {
      const content = await aPhoto();
      const { body } = await handIn(service, claim, content, { name: '下载.html' });
      const answer = await service.get('lin', `${path()}/${String(body.id)}/content`);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'image/jpeg',
        'content-disposition': `attachment; filename="${String(body.id)}.jpg"; filename*=UTF-8''%E4%B8%8B%E8%BD%BD.jpg`,
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      });
      expect(answer.body).toEqual(content);
    });

    it('to reviewers and auditors as a copy without place, turned as it was taken', async () => {
      const { body } = await handIn(service, claim, await aPhoto(), { item: 'declaration' });
      const copy = await copyOf(String(body.id));
      const { exif, width, height } = await sharp(copy).metadata();
      expect({ exif, width, height }).toEqual({ exif: undefined, width: 60, height: 40 });
      const audited = await service.get('audit', `${path()}/${String(body.id)}/content`);
      expect([audited.status, audited.body]).toEqual([200, copy]);
    });

    it.each<[Person, 'copy' | 'original', number]>([
      ['lin', 'original', 200],
      ['lin', 'copy', 200],
      ['audit', 'copy', 200],
      ['audit', 'original', 422],
      ['wang', 'copy', 200],
      ['wang', 'original', 403],
      ['zhao', 'original', 403],
      ['sun', 'original', 403],
    ])('to %s as %s: %i', async (person, variant, status) => {
      const { body } = await handIn(service, claim, aPng('variants'));
      await copyOf(String(body.id));
      const address = `${path()}/${String(body.id)}/content?variant=${variant}`;
      const answer = await service.get(person, address);
      expect(answer.status).toBe(status);
    });

    it('as the file itself, to everybody, when it is a PDF', async () => {
      const content = pdf(['<< /S /JavaScript >>']);
      const { body } = await handIn(service, claim, content);
      for (const person of ['lin', 'wang', 'audit'] as const) {
        const answer = await service.get(person, `${path()}/${String(body.id)}/content`);
        expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
        expect(answer.body).toEqual(content);
      }
      const file = await service.eventually(
        async () => (await held()).find(({ id }) => id === body.id),
        (found) => found?.state === 'ready',
      );
      expect(file).toMatchObject({ scan: 'off', cautions: [{ code: 'script' }] });
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

  describe('has a link', () => {
    const linkTo = async (
      person: Person,
      evidenceId: string,
      body: object = {},
    ): Promise<{ url: string; variant: string; expiresAt: string }> => {
      const answer = await service.post(person, `${path()}/${evidenceId}/links`, body);
      expect(answer.status).toBe(201);
      return answer.body;
    };
    const handedIn = async (content: Buffer): Promise<string> => {
      const { body } = await handIn(service, claim, content);
      await copyOf(String(body.id));
      return String(body.id);
    };

    it('that opens it without a token, for five minutes and no longer', async () => {
      const content = await aPhoto('#123');
      const id = await handedIn(content);
      const { url, variant, expiresAt } = await linkTo('lin', id);
      expect(variant).toBe('original');
      const lifetimeMs = new Date(expiresAt).getTime() - service.clock.now().getTime();
      expect(Math.abs(lifetimeMs - 5 * MINUTE_MS)).toBeLessThan(2_000);
      const answer = await service.get(null, url);
      expect([answer.status, answer.body]).toEqual([200, content]);
      expect(answer.headers).toMatchObject({
        'content-disposition': expect.stringMatching(/^attachment; /),
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      });
      service.clock.moveOn(5 * MINUTE_MS + 1_000);
      expectProblem(await service.get(null, url), 404, 'request.not_found');
      service.clock.moveOn(-5 * MINUTE_MS - 1_000);
    });

    it('that is another one each time', async () => {
      const id = await handedIn(aPng('another each time'));
      expect((await linkTo('lin', id)).url).not.toBe((await linkTo('lin', id)).url);
    });

    it('to what the person may have, and to nothing else', async () => {
      const id = await handedIn(await aPhoto('#321'));
      const { url } = await linkTo('wang', id);
      const { exif } = await sharp((await service.get(null, url)).body as Buffer).metadata();
      expect(exif).toBeUndefined();
      const asked = await service.post('wang', `${path()}/${id}/links`, { variant: 'original' });
      expectProblem(asked, 403, 'evidence.original_refused');
      // Signed by us, and still more than a reviewer may have.
      const forged = signLink(
        {
          ...readLink(url.split('/').at(-1)!, secret(), service.clock.now())!,
          variant: 'original',
        },
        Buffer.alloc(16),
        secret(),
      );
      expectProblem(await service.get(null, `/v1/files/${forged}`), 404, 'request.not_found');
    });

    it('to the original for an auditor who says why, which is kept', async () => {
      const content = await aPhoto('#213');
      const id = await handedIn(content);
      const links = `${path()}/${id}/links`;
      expect((await linkTo('audit', id)).variant).toBe('copy');
      const silent = await service.post('audit', links, { variant: 'original' });
      expectProblem(silent, 422, 'evidence.reason_missing');
      const reason = 'The claimant says that it was taken abroad.';
      const { url } = await linkTo('audit', id, { variant: 'original', reason });
      expect((await service.get(null, url)).body).toEqual(content);
      const records = `/v1/audit-records?limit=100&objectId=${claim.id}`;
      const { body } = await service.get('audit', records);
      const given = (body as { data: { action: string }[] }).data.filter(
        ({ action }) => action === 'evidence.original_given',
      );
      expect(given).toMatchObject([
        { actor: { role: 'auditor' }, reason, facts: { evidenceId: id } },
      ]);
    });

    it('that is not given to a stranger', async () => {
      const id = await handedIn(aPng('for nobody else'));
      const answer = await service.post('chen', `${path()}/${id}/links`, {});
      expectProblem(answer, 404, 'request.not_found');
    });

    it('that opens nothing once it was changed in any place', async () => {
      const id = await handedIn(aPng('tampered'));
      const { url } = await linkTo('lin', id);
      const at = url.lastIndexOf('/') + 1;
      for (let place = at; place < url.length; place += 7) {
        const other = url[place] === 'A' ? 'B' : 'A';
        const changed = url.slice(0, place) + other + url.slice(place + 1);
        expectProblem(await service.get(null, changed), 404, 'request.not_found');
      }
      for (const changed of [`${url}A`, url.slice(0, -1), `${url}.A`, '/v1/files/x.y'])
        expectProblem(await service.get(null, changed), 404, 'request.not_found');
      expect((await service.get(null, url)).status).toBe(200);
    });

    it('that opens nothing once the person may not sign in any more', async () => {
      const id = await handedIn(aPng('dismissed'));
      const { url } = await linkTo('audit', id);
      expect((await service.get(null, url)).status).toBe(200);
      await disable('audit', true);
      expectProblem(await service.get(null, url), 404, 'request.not_found');
      await disable('audit', false);
    });
  });

  const disable = (person: Person, isDisabled: boolean): Promise<unknown> =>
    service.app
      .get(UnitOfWork)
      .transaction((tx) =>
        tx.query(
          `UPDATE users SET disabled_at = CASE WHEN $2::boolean THEN now() END WHERE username = $1`,
          [`${person}@demo.ganpei`, isDisabled],
        ),
      );
  const secret = (): Buffer => service.app.get<Buffer>(INSTALLATION_SECRET);
});
