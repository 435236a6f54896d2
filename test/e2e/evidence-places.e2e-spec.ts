import { EICAR, pdf } from '../../libs/claims/src/evidence/inspection/testing/hostile-files';
import { aPhoto } from '../../libs/claims/src/evidence/inspection/testing/photos';
import { filed, handIn, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { S3UnderTest } from '../support/s3-server';
import { ScannerUnderTest, THREAT } from '../support/scanner';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

interface FileJson {
  readonly id: string;
  readonly state: string;
  readonly scan: string;
  readonly threat?: string;
}

describe('a service that keeps files in S3 and has them scanned', () => {
  let s3: S3UnderTest;
  let scanner: ScannerUnderTest;
  let service: TestService;
  let claim: ClaimJson;

  beforeAll(async () => {
    s3 = await S3UnderTest.start();
    scanner = await ScannerUnderTest.start();
    service = await TestService.start({
      config: { files: { s3: s3.config, scanner: scanner.address } },
    });
    const { id } = await filed(service, { amountMinor: '86000' });
    claim = await untilStatus(service, id, 'awaiting_claimant');
  });
  afterAll(async () => {
    await service.stop();
    await scanner.stop();
    await s3.stop();
  });

  const path = (id: string): string => `/v1/claims/${claim.id}/evidence/${id}/content`;
  const fileOf = async (id: string): Promise<FileJson | undefined> => {
    const { body } = await service.get('lin', `/v1/claims/${claim.id}`);
    const { evidence } = body as { evidence: { files: FileJson[] }[] };
    return evidence.flatMap(({ files }) => files).find((file) => file.id === id);
  };
  const handedIn = async (content: Buffer): Promise<FileJson> => {
    const { body } = await handIn(service, claim, content);
    const file = await service.eventually(
      () => fileOf(String(body.id)),
      (found) => found !== undefined && found.state !== 'preparing',
    );
    return file!;
  };

  it('gives out what it keeps there, and its copy', async () => {
    const content = await aPhoto('#777');
    const { id, scan } = await handedIn(content);
    expect(scan).toBe('clean');
    expect((await service.get('lin', path(id))).body).toEqual(content);
    expect((await service.get('wang', path(id))).status).toBe(200);
    expect((await s3.names()).length).toBeGreaterThanOrEqual(2);
  });

  it('gives nobody what the scanner took for a virus, and tells the claimant', async () => {
    const { body: link } = await service.post(
      'lin',
      `/v1/claims/${claim.id}/evidence/${(await handedIn(pdf(['(fine)']))).id}/links`,
      {},
    );
    expect((await service.get(null, String(link.url))).status).toBe(200);
    const file = await handedIn(pdf([`(${EICAR})`]));
    expect(file).toMatchObject({ state: 'quarantined', scan: 'infected', threat: THREAT });
    for (const person of ['lin', 'wang', 'audit'] as const)
      expectProblem(await service.get(person, path(file.id)), 409, 'evidence.quarantined');
    const links = `/v1/claims/${claim.id}/evidence/${file.id}/links`;
    expectProblem(await service.post('lin', links, {}), 409, 'evidence.quarantined');
    const { body } = await service.get('lin', `/v1/claims/${claim.id}/timeline`);
    const told = (body as { data: { kind: string }[] }).data.map(({ kind }) => kind);
    expect(told).toContain('evidence.quarantined');
    const again = await handIn(service, claim, pdf([`(${EICAR})`]));
    expectProblem(again, 409, 'evidence.quarantined');
  });

  it('gives a file as it came to the claimant alone before the scanner has looked', async () => {
    scanner.says = null;
    const [picture, paper] = [await aPhoto('#123'), pdf(['(not scanned)'])];
    const [photo, document] = [await handedIn(picture), await handedIn(paper)];
    expect([photo.scan, document.scan]).toEqual(['unscanned', 'unscanned']);
    expect((await service.get('lin', path(document.id))).body).toEqual(paper);
    // Its copy is made anew, and waits for nobody.
    for (const person of ['wang', 'audit'] as const) {
      expect((await service.get(person, path(photo.id))).status).toBe(200);
      const answer = await service.get(person, path(document.id));
      expect([answer.status, answer.body]).toMatchObject([503, { code: 'evidence.unscanned' }]);
      expect(answer.headers['retry-after']).toBe('60');
    }
    scanner.says = undefined;
  });
});
