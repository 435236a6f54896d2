import { once } from 'node:events';
import { connect } from 'node:net';

import type { Pool } from 'pg';
import { DataSource } from 'typeorm';

import { imported } from '../support/imports';
import { TestService } from '../support/test-service';

const HEADER = 'source,source_id,channel,rail,paid_at,payer_id,currency,amount_minor,status';
/** More than the buffers of a connection hold: whoever leaves leaves in the middle. */
const ROWS = 20_000;
const READERS = 25;

describe('readers of the rows that an import refused', () => {
  let service: TestService;
  let path: string;

  beforeAll(async () => {
    service = await TestService.start();
    const rows = Array.from({ length: ROWS }, (_, row) => `shop,${'r'.repeat(400)}${String(row)}`);
    const operation = await imported(service, Buffer.from([HEADER, ...rows, ''].join('\n')));
    path = operation.errorsUrl!;
  }, 120_000);
  afterAll(async () => {
    await service.stop();
  });

  /** Asks for them, and is gone as soon as the answer begins. */
  async function comeAndGo(): Promise<void> {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    const { Authorization = '' } = service.authorization('ops');
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: ${Authorization}\r\n\r\n`,
    );
    await once(socket, 'readable');
    socket.destroy();
  }

  it('leave no connection to the database behind when they go in the middle', async () => {
    await Promise.all(Array.from({ length: READERS }, comeAndGo));
    const pool = (service.app.get(DataSource).driver as unknown as { master: Pool }).master;
    const seen = await service.eventually(
      () => Promise.resolve({ busy: pool.totalCount - pool.idleCount, wait: pool.waitingCount }),
      ({ busy, wait }) => busy === 0 && wait === 0,
    );
    expect(seen).toEqual({ busy: 0, wait: 0 });
  });

  it('get them all when they stay', async () => {
    const { text } = await service.get('ops', path);
    expect(text.trimEnd().split('\r\n')).toHaveLength(ROWS + 1);
  });
});
