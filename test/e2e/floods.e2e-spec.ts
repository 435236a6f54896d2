import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { EvidenceArrivalEntity } from '@app/claims';
import { UnitOfWork, UserEntity } from '@app/platform';

import { DEMO_ACCOUNTS } from '../../apps/cli/src/demo/demo-accounts';
import { aPng, filed, handIn, heldFiles, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { sha256 } from '../support/upload-steps';
import { expectProblem } from './problems';

const GIGABYTE = 1_024 * 1_024 * 1_024;
const MEGABYTE = 1_024 * 1_024;

describe('a flood of files', () => {
  let service: TestService;
  let claim: ClaimJson;
  let draftId: string;

  beforeAll(async () => {
    service = await TestService.start();
    const { id } = await filed(service, { amountMinor: '86000' });
    claim = await untilStatus(service, id, 'awaiting_claimant');
    await handIn(service, claim, aPng('the first of all'));
    const draft = await service.post('lin', '/v1/claim-drafts', { claim: {} });
    draftId = String(draft.body.id);
  });
  afterAll(async () => {
    await service.stop();
  });

  /** The files in the store, once the copies of those on the claim are made. */
  const kept = async (): Promise<string[]> => {
    await service.eventually(
      () => heldFiles(service, claim),
      (held) => held.every(({ state }) => state === 'ready'),
    );
    return filesKept();
  };
  const filesKept = (): string[] =>
    readdirSync(join(service.stateDir, 'files'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  /** As if somebody had sent so much a moment ago. */
  const sent = async (by: 'lin' | 'chen', sizeBytes: number): Promise<void> => {
    const unitOfWork = service.app.get(UnitOfWork);
    const { username } = DEMO_ACCOUNTS.find(({ name }) => name.toLowerCase().startsWith(by))!;
    const { personId } = await unitOfWork.reads.findOneByOrFail(UserEntity, { username });
    const arrival = { id: randomUUID(), personId, sizeBytes, arrivedAt: new Date() };
    await unitOfWork.transaction((tx) => tx.insert(EvidenceArrivalEntity, arrival));
  };
  const forgotten = (): Promise<unknown> =>
    service.app.get(UnitOfWork).transaction((tx) => tx.query('DELETE FROM evidence_arrivals'));
  const onDraft = (by: Person = 'lin') =>
    service
      .as(by, 'post', `/v1/claim-drafts/${draftId}/files`)
      .field('item', 'identity')
      .attach('file', aPng(randomUUID()), 'a.png');

  it('leaves nothing where there is no place for it, wherever the item stands', async () => {
    const before = await kept();
    for (let round = 0; round < 3; round += 1) {
      const content = aPng(randomUUID());
      const first = await handIn(service, claim, content, { item: 'nonsense' });
      expectProblem(first, 422, 'evidence.unknown_item');
      const last = await service
        .as('lin', 'post', `/v1/claims/${claim.id}/evidence`)
        .attach('file', content, 'a.png')
        .field('item', 'nonsense');
      expectProblem(last, 422, 'evidence.unknown_item');
      const without = await service
        .as('lin', 'post', `/v1/claims/${claim.id}/evidence`)
        .attach('file', content, 'a.png');
      expectProblem(without, 400, 'evidence.item_missing');
      const twice = await handIn(service, claim, content).field('item', 'identity');
      expectProblem(twice, 400, 'upload.field_repeated');
    }
    expect(await kept()).toEqual(before);
  });

  it('ends for one person at what they may send in a day, on every way, and says until when', async () => {
    const upload = aPng(randomUUID());
    await service.post('lin', `/v1/claims/${claim.id}/evidence/uploads`, {
      sha256: sha256(upload),
      size: upload.length,
      item: 'identity',
      fileName: 'a.png',
    });
    await sent('lin', GIGABYTE - 10);
    const before = await kept();
    const part = service
      .as('lin', 'put', `/v1/claims/${claim.id}/evidence/uploads/${sha256(upload)}`)
      .set('Content-Type', 'application/octet-stream')
      .set('Upload-Offset', '0')
      .send(upload);
    for (const answer of [await handIn(service, claim, aPng('x')), await onDraft(), await part]) {
      expectProblem(answer, 429, 'evidence.too_much_today');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(86_000);
      expect(answer.body.detail).toMatch(/1024 MB .* within 24 hours/);
    }
    expect(await kept()).toEqual(before);
    // Nobody else is kept waiting by it.
    const other = await service.post('chen', '/v1/claim-drafts', { claim: {} });
    draftId = String(other.body.id);
    expect((await onDraft('chen')).status).toBe(201);
    await forgotten();
    expect((await handIn(service, claim, aPng('x'))).status).toBe(201);
  });

  it('of parts for one place leaves one of them', async () => {
    await forgotten();
    const content = randomBytes(2 * MEGABYTE);
    const path = `/v1/claims/${claim.id}/evidence/uploads`;
    await service.post('lin', path, {
      sha256: sha256(content),
      size: content.length + 1,
      item: 'identity',
      fileName: 'a.png',
    });
    const before = (await kept()).length;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        service
          .as('lin', 'put', `${path}/${sha256(content)}`)
          .set('Content-Type', 'application/octet-stream')
          .set('Upload-Offset', '0')
          .send(content),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    expect(await kept()).toHaveLength(before + 1);
  });
});
