import { CanaryProcessor } from '../../apps/worker/src/platform/canary.processor';
import { TestService } from '../support/test-service';

const TOKEN = 'the-token-of-the-scraper';
/** Longer than jobs may be late. */
const LATE_MS = 181_000;

describe('a service whose jobs are no longer done', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start({ config: { metricsToken: TOKEN } });
  });
  afterAll(async () => {
    await service.stop();
  });

  const readyz = async () => service.get(null, '/readyz');
  const metric = async (): Promise<number> => {
    const { text } = await service
      .as(null, 'get', '/metrics')
      .set('Authorization', `Bearer ${TOKEN}`);
    return Number(/^ganpei_job_canary_age_seconds (\d+)$/m.exec(text)?.[1]);
  };

  it('is well while they are', async () => {
    const { body } = await service.eventually(readyz, ({ body: seen }) => seen.status === 'ok');
    expect(body.checks.jobs).toMatchObject({ status: 'ok' });
    expect(await metric()).toBeLessThan(60);
  });

  it('is degraded after three minutes, and well again when they go on', async () => {
    const { worker } = service.app.get(CanaryProcessor, { strict: false });
    await worker.pause();
    service.clock.moveOn(LATE_MS);
    const late = await readyz();
    expect(late.status).toBe(200);
    expect(late.body).toMatchObject({ status: 'degraded', checks: { jobs: { status: 'late' } } });
    expect(await metric()).toBeGreaterThanOrEqual(LATE_MS / 1_000);
    await worker.resume();
    await service.eventually(readyz, ({ body }) => body.status === 'ok');
  });
});
