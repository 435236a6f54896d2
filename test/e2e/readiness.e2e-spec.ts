import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Client } from 'pg';

import { LogQueries, PostJournals } from '@app/ledger';
import { UnitOfWork } from '@app/platform';
import type { Config } from '@app/platform';

import { aDraft } from '../support/log-process';
import { newInstallation, removeInstallation } from '../support/test-libs';
import type { Installation } from '../support/test-libs';
import type { TestDatabase } from '../support/test-database';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const SEAL_LOCK = 7_204_004;
const TOKEN = 'the-token-of-the-scraper';

describe('readiness', () => {
  let installation: Installation;
  let service: TestService;
  const backups: TestDatabase[] = [];

  const start = async (config: Partial<Config> = {}): Promise<void> => {
    service = await TestService.start({ installation, config });
  };

  beforeEach(async () => {
    installation = await newInstallation();
    await start();
  });
  afterEach(async () => {
    await service.stop();
    for (const backup of backups.splice(0)) await backup.drop();
    await removeInstallation(installation);
  });

  const post = async (count: number): Promise<void> => {
    const { app } = service;
    const drafts = Array.from({ length: count }, () => aDraft());
    await app
      .get(UnitOfWork)
      .transaction((tx) => app.get(PostJournals, { strict: false }).run(tx, drafts));
  };
  const publishedSize = async (): Promise<number> => {
    const { app } = service;
    const publications = await app
      .get(LogQueries, { strict: false })
      .publications(app.get(UnitOfWork).reads);
    return publications.find(({ place }) => place === 'file')?.size ?? 0;
  };
  const untilPublished = async (size: number): Promise<void> => {
    await service.eventually(publishedSize, (seen) => seen === size);
  };
  const readyz = async () => service.get(null, '/readyz');
  const folder = (): string => join(installation.stateDir, 'ledger-checkpoints');

  it('tells of the log: what is sealed, and where it is published', async () => {
    expect((await readyz()).body).toMatchObject({
      status: 'ok',
      checks: { database: 'ok', ledger: { checkpoint: null, oldestUnsealedSeconds: 0 } },
    });
    await post(3);
    await untilPublished(3);
    const { status, body } = await readyz();
    expect(status).toBe(200);
    expect(body.checks.ledger).toEqual({
      status: 'ok',
      oldestUnsealedSeconds: 0,
      checkpoint: { size: 3, sealedAt: expect.stringMatching(/Z$/) as string },
      publications: [
        {
          place: 'file',
          status: 'ok',
          size: 3,
          publishedAt: expect.stringMatching(/Z$/) as string,
          failingSince: null,
        },
      ],
    });
  });

  it('is degraded, not lost, while a place is away, and tells nothing of our insides', async () => {
    await writeFile(folder(), 'a file in the place of the folder');
    await post(1);
    const { text } = await service.eventually(readyz, ({ body }) => body.status === 'degraded');
    const body = JSON.parse(text);
    expect(body.checks.ledger).toMatchObject({ status: 'degraded', checkpoint: { size: 1 } });
    expect(body.checks.ledger.publications[0]).toMatchObject({ place: 'file', status: 'failing' });
    expect(text).not.toMatch(/ENOTDIR|tmp|ledger-checkpoints/);
    await rm(folder());
    await service.eventually(readyz, ({ body: later }) => later.status === 'ok');
    await untilPublished(1);
  });

  it('is degraded, not lost, while journals wait for their seal longer than a minute', async () => {
    const other = new Client({ connectionString: service.database.adminUrl });
    await other.connect();
    await other.query('SELECT pg_advisory_lock($1)', [SEAL_LOCK]);
    await post(1);
    expect((await readyz()).status).toBe(200);
    service.clock.moveOn(62_000);
    const late = await readyz();
    expect(late.status).toBe(200);
    expect(late.body).toMatchObject({
      status: 'degraded',
      checks: { database: 'ok', ledger: { status: 'late' } },
    });
    expect(late.body.checks.ledger.oldestUnsealedSeconds).toBeGreaterThanOrEqual(61);
    await other.end();
    await service.eventually(readyz, ({ body }) => body.status === 'ok');
  });

  it('is gone after an older backup was restored: nothing is signed, and it says why', async () => {
    await post(2);
    await untilPublished(2);
    await service.stop();
    const backup = await installation.database.copy();
    backups.push(backup);
    await start();
    await post(3);
    await untilPublished(5);
    await service.stop();

    const original = installation;
    installation = { ...original, database: backup };
    await start();
    const stopped = await service.eventually(readyz, ({ status }) => status === 503);
    expect(stopped.body).toMatchObject({
      code: 'ledger.sealing_stopped',
      checks: { ledger: { status: 'stopped', checkpoint: { size: 2 } } },
    });
    const [publication] = stopped.body.checks.ledger.publications;
    expect(publication.failure).toMatch(
      /^ledger\.checkpoint_missing: The place "file" holds a published checkpoint of 5 journals/,
    );
    await post(1);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const { text } = await service.get('audit', '/v1/ledger/checkpoint');
    expect(text.split('\n')[1]).toBe('2');
    await service.stop();

    installation = original;
    await start();
    await post(1);
    await untilPublished(6);
    expect((await readyz()).status).toBe(200);
  });
});

describe('the metrics', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start({ config: { metricsToken: TOKEN } });
    const { app } = service;
    await app
      .get(UnitOfWork)
      .transaction((tx) =>
        app.get(PostJournals, { strict: false }).run(tx, [aDraft(), aDraft(), aDraft()]),
      );
    await service.eventually(
      () => service.get('audit', '/metrics'),
      ({ text }) => text.includes('publication_lag_journals{place="file"} 0'),
    );
  });
  afterAll(async () => {
    await service.stop();
  });

  const scrape = async (person: Person | null, authorization?: string) => {
    const test = service.as(person, 'get', '/metrics');
    return authorization === undefined ? test : test.set('Authorization', authorization);
  };

  it('tell how the log is', async () => {
    const { text, headers } = await scrape('ops');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = text.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'ganpei_ledger_unsealed_age_seconds 0',
        'ganpei_ledger_unsealed_journals 0',
        'ganpei_ledger_log_size_journals 3',
        'ganpei_ledger_sealing_stopped 0',
        'ganpei_ledger_publication_lag_journals{place="file"} 0',
        'ganpei_ledger_publication_failing_seconds{place="file"} 0',
      ]),
    );
    const sealedAt = lines.find((line) => line.startsWith('ganpei_ledger_checkpoint_timestamp'));
    expect(Math.abs(Number(sealedAt?.split(' ')[1]) - Date.now() / 1_000)).toBeLessThan(60);
  });

  it('tell how the process is, and how long requests take, by route and not by path', async () => {
    await service.get('audit', '/v1/claims/clm_01m8bkc91te00b14k9n81s08w5');
    await service.get(null, '/no/such/page');
    const { text } = await scrape('audit');
    expect(text).toMatch(/^process_cpu_seconds_total \d/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds \d/m);
    const count = 'ganpei_http_request_duration_seconds_count';
    expect(text).toContain(`${count}{method="GET",route="/v1/claims/:id",status="404"} 1`);
    expect(text).toContain(`${count}{method="GET",route="none",status="404"} 1`);
    expect(text).not.toContain('clm_');
  });

  it('are given to the scraper by its token', async () => {
    expect((await scrape(null, `Bearer ${TOKEN}`)).status).toBe(200);
  });

  it.each([
    ['another token', 'Bearer the-token-of-somebody'],
    ['the beginning of it', `Bearer ${TOKEN.slice(0, -1)}`],
    ['it without its scheme', TOKEN],
    ['an empty one', 'Bearer '],
  ])('are not given for %s', async (_what, authorization) => {
    expectProblem(await scrape(null, authorization), 401, 'auth.token_missing');
  });

  it('are all that this token opens', async () => {
    const answer = await service
      .as(null, 'get', '/v1/ledger/journals')
      .set('Authorization', `Bearer ${TOKEN}`);
    expectProblem(answer, 401, 'auth.token_missing');
  });

  it.each<Person>(['lin', 'wang', 'zhao', 'sun', 'bank'])('are not for %s', async (person) => {
    expectProblem(await scrape(person), 403, 'auth.not_allowed');
  });
});
