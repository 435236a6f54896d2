import { createHash } from 'node:crypto';

import type { Response } from 'supertest';

import {
  approval,
  cny,
  decide,
  evidenceHandedIn,
  filed,
  inReview,
  judge,
  untilStatus,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { readPdf, unspaced, wordsOf } from '../support/read-pdf';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const STAFF_WHO_SEE_DRAFTS = ['wang', 'zhao'] as const;
const STRANGERS = ['chen', 'sun'] as const;

describe('the letter on a decision over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const letter = async (person: Person, decisionId: string, query = ''): Promise<Response> =>
    service.as(person, 'get', `/v1/decisions/${decisionId}/letter${query}`).buffer(true);

  const pdf = async (person: Person, decisionId: string, query = ''): Promise<Response> =>
    service
      .as(person, 'get', `/v1/decisions/${decisionId}/letter?format=pdf${query}`)
      .responseType('blob');

  async function decided(by: Person, claim: ClaimJson, body: object): Promise<string> {
    const answer = await decide(service, by, claim, body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return (answer.body as { id: string }).id;
  }

  /** Above what one person may decide. */
  async function awaited(): Promise<string> {
    const claim = await inReview(service, { amountMinor: '1280000' });
    return decided('wang', claim, approval(claim, '1280000'));
  }

  describe('that is final', () => {
    let claim: ClaimJson;
    let id: string;

    beforeAll(async () => {
      claim = await inReview(service, { amountMinor: '86000' });
      id = await decided('wang', claim, {
        outcome: 'partial',
        lines: [
          { lineId: claim.lines[0]!.id, award: cny('50050'), reasonCode: 'loss.partly_proven' },
        ],
        reason: '<b>部分</b>金额有凭证。',
      });
    });

    it('is a page in the claimant’s language that runs nothing', async () => {
      const answer = await letter('lin', id);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-language': 'zh-CN',
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      });
      const policy = answer.headers['content-security-policy'];
      expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';.*; sandbox$/);
      expect(answer.text).toContain('<html lang="zh-CN">');
      expect(answer.text).toContain(claim.reference);
      expect(answer.text).toContain('500.50\u00a0元');
      expect(answer.text).toContain('现有材料仅能证明部分损失。');
      expect(answer.text).toContain('&lt;b&gt;部分&lt;/b&gt;金额有凭证。');
      expect(answer.text).not.toMatch(/草稿|王|wang/i);
    });

    it('is written in the other language for whoever asks', async () => {
      const answer = await letter('lin', id, '?locale=en&format=html');
      expect(answer.headers['content-language']).toBe('en');
      expect(answer.text).toContain('We pay 500.50\u00a0CNY');
    });

    it.each(['zh-CN', 'en'] as const)('is a PDF with the same in it, in %s', async (locale) => {
      const answer = await pdf('lin', id, `&locale=${locale}`);
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename=${claim.reference}.${locale}.pdf`,
        'content-security-policy': "sandbox; default-src 'none'",
      });
      const bytes = answer.body as Buffer;
      const digest = createHash('sha256').update(bytes).digest('hex');
      expect(answer.headers.etag).toBe(`"${digest}"`);
      const read = await readPdf(bytes);
      const words = unspaced(wordsOf(read));
      const money = locale === 'en' ? ['860.00CNY', '500.50CNY'] : ['860.00元', '500.50元'];
      for (const part of [claim.reference, ...money]) expect(words).toContain(part);
      expect(read.info).toMatchObject({ Language: locale });
    });

    it('has the same bytes for everybody', async () => {
      const bodies = await Promise.all(
        (['lin', 'sun', 'wang', 'audit', 'lin'] as const).map(async (person) => {
          const answer = await pdf(person, id);
          return (answer.body as Buffer).toString('base64');
        }),
      );
      expect(new Set(bodies).size).toBe(1);
    });

    it.each(['lin', 'sun', 'wang', 'zhao', 'audit'] as const)('is shown to %s', async (person) => {
      expect((await letter(person, id)).status).toBe(200);
    });

    it('of a stranger’s claim is the same as none at all', async () => {
      const none = `${id.slice(0, -3)}000`;
      for (const format of ['?format=html', '?format=pdf']) {
        expectProblem(await letter('chen', id, format), 404, 'request.not_found');
        expectProblem(await letter('chen', none, format), 404, 'request.not_found');
        expectProblem(await letter('wang', 'nothing', format), 404, 'request.not_found');
      }
    });

    it.each([
      ['?format=docx', 'format'],
      ['?locale=fr', 'locale'],
      ['?locale=zh-CN&locale=en', 'locale'],
      ['?page=1', 'page'],
    ])('is not asked for with %s', async (query, field) => {
      const { body } = await letter('lin', id, query);
      expect(body).toMatchObject({ code: 'request.invalid_fields', field });
    });
  });

  describe('that is not final', () => {
    it.each(['lin', 'audit', ...STRANGERS] as const)(
      'is nothing that %s may see',
      async (person) => {
        const id = await awaited();
        for (const format of ['?format=html', '?format=pdf']) {
          expectProblem(await letter(person, id, format), 404, 'request.not_found');
        }
      },
    );

    it.each(STAFF_WHO_SEE_DRAFTS)('is a draft for %s, marked on each page', async (person) => {
      const id = await awaited();
      expect((await letter(person, id)).text).toContain('草稿 DRAFT：尚未生效，不得发出');
      const answer = await pdf(person, id);
      expect(answer.headers['content-disposition']).toMatch(/filename=draft\.CLM-/);
      const { pages } = await readPdf(answer.body as Buffer);
      expect(pages.length).toBeGreaterThan(1);
      for (const { text } of pages) expect(text).toContain('草稿 DRAFT');
    });

    it('is there for the claimant as soon as the last approval is given', async () => {
      const id = await awaited();
      await judge(service, 'zhao', id, 'approve');
      const answer = await letter('lin', id);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain('草稿');
    });

    it('never comes to the claimant when the decision was returned', async () => {
      const id = await awaited();
      await judge(service, 'zhao', id, 'return');
      expectProblem(await letter('lin', id), 404, 'request.not_found');
    });
  });

  it('of the machine gives its reason in one language', async () => {
    const claim = await filed(service, { amountMinor: '10000', by: 'chen', payer: 'u_1002' });
    await evidenceHandedIn(service, claim, 'chen');
    await untilStatus(service, claim.id, 'approved', 'paying', 'paid');
    const { body } = await service.get('audit', `/v1/claims/${claim.id}/decisions`);
    const [{ id }] = (body as { data: [{ id: string }] }).data;
    const { text } = await letter('chen', id, '?locale=en');
    expect(text).toContain('Approved automatically');
    expect(text).not.toContain('系统自动批准');
  });
});
