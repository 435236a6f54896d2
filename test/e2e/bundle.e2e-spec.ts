import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import sharp from 'sharp';

import { AuditTrail } from '@app/audit';
import { laneOfId } from '@app/kernel';
import { FileStore, UnitOfWork } from '@app/platform';

import { DEMO_ACCOUNTS } from '../../apps/cli/src/demo/demo-accounts';
import { aPhoto } from '../../libs/claims/src/evidence/inspection/testing/photos';
import { aPng, approval, decide, handIn, inReview, aClaim, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { readPdf, wordsOf } from '../support/read-pdf';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { filesInZip } from '../support/zip-files';
import { CallClient } from './call-client';
import type { CallbackJson } from './call-client';
import { expectProblem } from './problems';
import { rootOf } from './proof-root';
import type { Proof } from './proof-root';

interface Manifest {
  readonly claim: string;
  readonly files: readonly {
    readonly path: string;
    readonly state: string;
    readonly sha256?: string;
    readonly expectedSha256?: string;
  }[];
}

describe('everything that a claimant may see, as one file', () => {
  let service: TestService;
  let claim: ClaimJson;
  let photo: Buffer;
  const picture = aPng('the receipt');

  beforeAll(async () => {
    service = await TestService.start();
    claim = await inReview(service, { amountMinor: '86000' });
    await handIn(service, claim, picture, { name: '../报警 回执.png', item: 'police_receipt' });
    photo = await aPhoto();
    await handIn(service, claim, photo, { name: 'photo.pdf.exe' });
    const calls = new CallClient(service);
    const { body } = await calls.book(claim, { topic: 'When do you pay?' });
    await calls.take(body as CallbackJson);
    await calls.record(body as CallbackJson, 'reached', 'They know by when.');
    await decide(service, 'wang', claim, approval(claim, '86000'));
    await untilStatus(service, claim.id, 'paid');
    await untilSealed();
  });
  afterAll(async () => {
    await service.stop();
  });

  /** The log takes bookings in within seconds. */
  async function untilSealed(): Promise<void> {
    await service.eventually(
      async () => {
        const journals = await service.get('audit', `/v1/ledger/journals?claimId=${claim.id}`);
        const { data } = journals.body as { data: { id: string }[] };
        const proofs = data.map(({ id }) =>
          service.get('audit', `/v1/ledger/journals/${id}/proof`),
        );
        return (await Promise.all(proofs)).map(({ status }) => status);
      },
      (statuses) => statuses.length > 3 && statuses.every((status) => status === 200),
    );
  }

  async function bundle(person: Person, id = claim.id): Promise<Map<string, Buffer>> {
    const answer = await service.as(person, 'get', `/v1/claims/${id}/bundle`).responseType('blob');
    expect(answer.status).toBe(200);
    return filesInZip(answer.body as Buffer);
  }

  const jsonIn = (found: Map<string, Buffer>, path: string): unknown =>
    JSON.parse(found.get(path)!.toString());

  const manifestOf = (found: Map<string, Buffer>): Manifest =>
    jsonIn(found, 'manifest.json') as Manifest;

  it('is a ZIP file named after the claim, for keeping and not for running', async () => {
    const { headers } = await service
      .as('lin', 'get', `/v1/claims/${claim.reference}/bundle`)
      .responseType('blob');
    expect(headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename=${claim.reference}.zip`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    });
  });

  it('holds the claim, its letters, its files, the rules and the bookings, in one order', async () => {
    const paths = [...(await bundle('lin')).keys()];
    expect(paths.slice(0, 2)).toEqual(['请先读我.txt', 'README.txt']);
    expect(paths).toEqual(
      expect.arrayContaining([
        'claim.json',
        'timeline.json',
        'information-requests.json',
        'appeals.json',
        'messages.json',
        'callbacks.json',
        'programme.json',
        'decisions/1/decision.json',
        'decisions/1/assessment.json',
        'decisions/1/letter.zh-CN.pdf',
        'decisions/1/letter.en.pdf',
        'evidence.json',
        'payments.json',
        'payouts.json',
        'ledger/journals.json',
        'ledger/keys.txt',
        'ledger/checkpoint.txt',
      ]),
    );
    expect(paths.at(-1)).toBe('manifest.json');
    const again = await bundle('lin');
    expect([...again.keys()]).toEqual(paths);
  });

  it('names each file in its manifest with the digest of its bytes', async () => {
    const found = await bundle('lin');
    const { files, claim: reference } = manifestOf(found);
    expect(reference).toBe(claim.reference);
    const listed = files.map(({ path, sha256 }) => [path, sha256]);
    const there = [...found]
      .filter(([path]) => path !== 'manifest.json')
      .map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]);
    expect(listed).toEqual(there);
  });

  it('gives those who work on the claim pictures as they may see them', async () => {
    const photoFor = async (person: Person): Promise<Buffer | undefined> =>
      [...(await bundle(person))].find(([path]) => path.endsWith('photo.pdf.jpg'))?.[1];
    await service.eventually(() => photoFor('wang'), Boolean);
    expect(await photoFor('lin')).toEqual(photo);
    for (const person of ['wang', 'zhao', 'sun', 'audit'] as const) {
      const { exif, width } = await sharp(await photoFor(person)).metadata();
      expect({ exif, width }).toEqual({ exif: undefined, width: 60 });
    }
  });

  it('gives files back as they were handed in, under names that lead nowhere else', async () => {
    const found = await bundle('lin');
    const path = [...found.keys()].find((name) => name.endsWith('报警 回执.png'))!;
    expect(path).toMatch(/^evidence\/\d\d-police_receipt-[^/]*报警 回执\.png$/);
    expect(found.get(path)!.equals(picture)).toBe(true);
  });

  it('holds the calls that were asked for, and what came of each', async () => {
    const [call] = jsonIn(await bundle('lin'), 'callbacks.json') as [object];
    expect(call).toMatchObject({
      state: 'done',
      topic: 'When do you pay?',
      phone: '***8000',
      tries: 1,
      calls: [{ outcome: 'reached' }],
      bookedBy: { role: 'claimant' },
    });
    for (const person of ['sun', 'audit'] as const) {
      expect(jsonIn(await bundle(person), 'callbacks.json')).toEqual([call]);
    }
  });

  it('holds the very letters that were issued', async () => {
    const found = await bundle('lin');
    const { body } = await service.get('audit', `/v1/claims/${claim.id}/decisions`);
    const [{ id }] = (body as { data: [{ id: string }] }).data;
    const issued = await service
      .as('lin', 'get', `/v1/decisions/${id}/letter?format=pdf&locale=en`)
      .responseType('blob');
    const letter = found.get('decisions/1/letter.en.pdf')!;
    expect(letter.equals(issued.body as Buffer)).toBe(true);
    expect(wordsOf(await readPdf(letter))).toContain(claim.reference);
  });

  it('lets whoever is authorised reckon the award again', async () => {
    const found = await bundle('lin');
    const { result } = jsonIn(found, 'decisions/1/assessment.json') as {
      result: { award: object; steps: { before: object; after: object }[] };
    };
    expect(result.steps[0]!.before).toEqual({ currency: 'CNY', amountMinor: '86000' });
    expect(result.steps.at(-1)!.after).toEqual(result.award);
    expect(jsonIn(found, 'programme.json')).toMatchObject({
      packId: 'cn-wallet-theft-guarantee',
      version: '0.1.0',
    });
  });

  it('proves each booking: the leaf leads over the hashes to the signed root', async () => {
    const found = await bundle('lin');
    const journals = jsonIn(found, 'ledger/journals.json') as { id: string; kind: string }[];
    expect(journals.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['E04', 'E05', 'E09']));
    for (const { id } of journals) {
      const proof = jsonIn(found, `ledger/proofs/${id}.json`) as Proof;
      expect(JSON.parse(proof.entry)).toMatchObject({ id, claimId: claim.id });
      expect(rootOf(proof)).toBe(proof.checkpoint.split('\n')[2]);
    }
  });

  it('says nothing of signals, of staff, and of the accounts of others', async () => {
    const found = await bundle('lin');
    const texts = [...found].filter(([path]) => /\.(json|txt)$/.test(path));
    const all = texts
      .filter(([path]) => !path.startsWith('ledger/'))
      .map(([, bytes]) => bytes.toString())
      .join('\n');
    expect(all).not.toMatch(/velocity|exposure\.|recommendation|decidedBy|usr_/);
    const staff = DEMO_ACCOUNTS.filter(({ role }) => role !== 'claimant');
    expect(staff.filter(({ name }) => all.includes(name))).toEqual([]);
    expect(jsonIn(found, 'payments.json')).toMatchObject([{ payee: { name: 'Shop 77' } }]);
  });

  it('is the same for an ombudsman, whoever of us hands it out', async () => {
    const paths = [...(await bundle('lin')).keys()];
    for (const person of ['sun', 'wang', 'zhao', 'audit'] as const) {
      expect([...(await bundle(person)).keys()]).toEqual(paths);
    }
  });

  it('of a stranger’s claim is the same as of none', async () => {
    for (const id of [claim.id, claim.reference, 'CLM-0000-0000', 'nothing']) {
      const answer = await service.get('chen', `/v1/claims/${id}/bundle`);
      expectProblem(answer, 404, 'request.not_found');
    }
  });

  it('puts on record who took it', async () => {
    await bundle('audit');
    const { reads } = service.app.get(UnitOfWork);
    const records = await service.app.get(AuditTrail).of(reads, laneOfId(claim.id), claim.id);
    const takers = records.filter(({ action }) => action === 'claim.bundle_taken');
    expect(takers.map(({ actorRole }) => actorRole)).toEqual(
      expect.arrayContaining(['claimant', 'auditor']),
    );
  });

  it('shows a payee’s account by its last digits only', async () => {
    const account = '6222000011112222';
    const answer = await service.post('bank', '/v1/payments', {
      payments: [
        {
          source: 'test-bank',
          sourceId: 'bundle-1',
          channel: 'bank',
          rail: 'quick_pay',
          paidAt: new Date(Date.now() - 86_400_000).toISOString(),
          payer: { id: 'u_1001' },
          payee: { name: 'Somebody', account },
          money: { currency: 'CNY', amountMinor: '1000000' },
          status: 'settled',
        },
      ],
    });
    const [{ id: paymentId }] = (answer.body as { data: [{ id: string }] }).data;
    const other = await service.post(
      'lin',
      '/v1/claims',
      aClaim([{ paymentId, amountMinor: '1' }]),
    );
    const found = await bundle('lin', (other.body as ClaimJson).id);
    const all = [...found.values()].map(String).join('\n');
    expect(all).not.toContain(account);
    expect(jsonIn(found, 'payments.json')).toMatchObject([{ payee: { account: '****2222' } }]);
    expect([...found.keys()].filter((path) => path.startsWith('decisions/'))).toEqual([]);
  });

  it('says what is missing when a file is lost, and gives the rest', async () => {
    const digest = createHash('sha256').update(picture).digest('hex');
    const kept = readdirSync(service.stateDir, { recursive: true }).map(String);
    rmSync(
      join(
        service.stateDir,
        kept.find((path) => path.endsWith(digest))!,
      ),
    );
    expect(await service.app.get(FileStore).has(digest)).toBe(false);
    const found = await bundle('lin');
    const lost = manifestOf(found).files.filter(({ state }) => state !== 'included');
    expect(lost).toEqual([expect.objectContaining({ state: 'missing', expectedSha256: digest })]);
    expect(found.get(`${lost[0]!.path}.missing.txt`)!.toString()).toContain('not on our machine');
    expect(found.get('README.txt')!.toString()).toContain(`${lost[0]!.path} (MISSING)`);
    expect(found.has('decisions/1/letter.en.pdf')).toBe(true);
  });
});
