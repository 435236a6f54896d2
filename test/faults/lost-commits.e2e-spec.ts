import { aClaim, claimedOn, reported } from '../support/builders';
import { hearPostgres } from '../support/hear-postgres';
import { TcpProxy } from '../support/tcp-proxy';
import { newInstallation, removeInstallation } from '../support/test-libs';
import type { Installation } from '../support/test-libs';
import { TestService } from '../support/test-service';
import { saidInOrder } from './payout-workers';

describe('a request of which the database does everything, and its word is lost', () => {
  let installation: Installation;
  let proxy: TcpProxy;
  let service: TestService;

  beforeAll(async () => {
    installation = await newInstallation();
    const url = new URL(installation.database.adminUrl);
    proxy = await TcpProxy.start({ host: url.hostname, port: Number(url.port) }, hearPostgres);
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    const database = { ...installation.database, adminUrl: url.toString() };
    service = await TestService.start({ installation: { ...installation, database } });
  });
  afterAll(async () => {
    await service.stop();
    await proxy.close();
    await removeInstallation(installation);
  });

  it('is answered with its first result when it comes again, though the first one still waits', async () => {
    const paymentId = await reported(service);
    const body = aClaim([{ paymentId }]);
    const key = { 'Idempotency-Key': 'unheard-1' };
    const trap = proxy.set({
      at: saidInOrder('INSERT INTO "ganpei"."idempotency_keys"', 'unheard-1', '\nCOMMIT'),
      then: 'silence',
    });
    const first = service.post('lin', '/v1/claims', body, key);
    await trap.sprung;
    const again = await service.post('lin', '/v1/claims', body, key);
    expect(again.status).toBe(201);
    expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    trap.cut();
    expect((await first).status).toBe(503);
    const oncemore = await service.post('lin', '/v1/claims', body, key);
    expect(oncemore.body).toEqual(again.body);
    expect(await claimedOn(service, paymentId)).toBe('19900');
  });
});
