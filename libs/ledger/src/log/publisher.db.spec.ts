import { createHmac } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Config } from '@app/platform';

import { LogProcess } from '../../../../test/support/log-process';
import { newInstallation, removeInstallation } from '../../../../test/support/test-libs';
import type { Installation } from '../../../../test/support/test-libs';
import type { Publication } from '../domain/log-readiness';
import { parseCheckpoint } from '../domain/transparency/checkpoint';
import { parseNote } from '../domain/transparency/signed-note';
import { RecordPublication } from '../operations/record-publication';
import { CHECKPOINT_PLACES } from './checkpoint-place';
import { Publisher } from './publisher';

const KEY = Buffer.alloc(32, 7);

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The other end of a webhook: a server that can be down, mute, or refuse. */
class Receiver {
  readonly deliveries: Delivery[] = [];
  answer: (response: ServerResponse) => void = (response) => response.end();
  private server: Server | null = null;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}/checkpoints`;
  }

  get sizes(): number[] {
    return this.deliveries.map(({ body }) => sizeOf(body));
  }

  async up(): Promise<void> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.deliveries.push({
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
        });
        this.answer(response);
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async down(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

const sizeOf = (note: string): number => parseCheckpoint(parseNote(note).text).size;

describe('publishing checkpoints', () => {
  const receiver = new Receiver();
  let installation: Installation;
  let log: LogProcess;
  let publisher: Publisher;

  const start = async (config: Partial<Config> = {}): Promise<void> => {
    const checkpointDir = join(installation.stateDir, 'ledger-checkpoints');
    const checkpointWebhook = { url: receiver.url, secret: `whsec_${KEY.toString('base64')}` };
    const ledger = { origin: null, checkpointDir, checkpointWebhook };
    log = await LogProcess.start({ installation, config: { ledger, ...config } });
    const { libs } = log;
    const record = new RecordPublication(libs.clock);
    const places = libs.module.get(CHECKPOINT_PLACES);
    publisher = new Publisher(libs.unitOfWork, log.queries, record, places);
    publisher.onApplicationBootstrap();
  };

  const stop = async (): Promise<void> => {
    await publisher.beforeApplicationShutdown();
    await log.stop();
  };

  beforeEach(async () => {
    installation = await newInstallation();
    receiver.deliveries.length = 0;
    receiver.answer = (response) => response.end();
    await receiver.up();
    await start();
  });
  afterEach(async () => {
    await stop();
    await receiver.down();
    await removeInstallation(installation);
  });

  const path = (name: string): string => join(installation.stateDir, 'ledger-checkpoints', name);
  const list = async (): Promise<string[]> =>
    (await readFile(path('checkpoints.jsonl'), 'utf8')).split('\n').slice(0, -1);
  const notes = async (): Promise<string[]> =>
    (await list()).map((line) => JSON.parse(line) as string);
  const sealed = async (): Promise<string[]> =>
    (await log.rows<{ note: string }>('SELECT note FROM ledger_checkpoints ORDER BY size')).map(
      ({ note }) => note,
    );
  const grow = async (): Promise<void> => {
    await log.grow(1);
    publisher.call();
  };

  const publication = async (place: string): Promise<Publication | undefined> =>
    (await log.queries.publications(log.libs.unitOfWork.reads)).find((one) => one.place === place);

  const untilPublished = async (place: string, size: number): Promise<void> => {
    await until(async () => {
      const seen = await publication(place);
      return seen?.size === size && seen.failingSince === null;
    });
  };
  const untilFailing = async (place: string): Promise<Publication> => {
    await until(async () => ((await publication(place))?.failingSince ?? null) !== null);
    return (await publication(place)) as Publication;
  };
  const until = async (isThere: () => Promise<boolean>): Promise<void> => {
    for (let waitedMs = 0; !(await isThere()); waitedMs += 25) {
      if (waitedMs > 60_000) throw new Error('Never came true.');
      await sleep(25);
    }
  };

  it('brings each to the folder and the latest to the webhook', async () => {
    await grow();
    await untilPublished('file', 1);
    await grow();
    await untilPublished('file', 2);
    await untilPublished('webhook', 2);
    expect(await notes()).toEqual(await sealed());
    expect(await readFile(path('checkpoint'), 'utf8')).toBe((await sealed()).at(-1));
    expect(receiver.sizes.at(-1)).toBe(2);
  });

  it('signs what it posts as Standard Webhooks asks, and names it by its content', async () => {
    await grow();
    await untilPublished('webhook', 1);
    const { headers, body } = receiver.deliveries[0]!;
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(body).toBe((await sealed())[0]);
    const [id, time] = [headers['webhook-id'], headers['webhook-timestamp']];
    expect(id).toMatch(/^chk_[0-9a-f]{32}$/);
    expect(Math.abs(Number(time) - Date.now() / 1_000)).toBeLessThan(60);
    const hmac = createHmac('sha256', KEY).update(`${String(id)}.${String(time)}.${body}`);
    expect(headers['webhook-signature']).toBe(`v1,${hmac.digest('base64')}`);
  });

  it('waits for a webhook that is down, then brings it the latest', async () => {
    await receiver.down();
    await grow();
    const { failingSince, failure } = await untilFailing('webhook');
    expect(failure).toBe('ledger.place_away: fetch failed (ECONNREFUSED)');
    await untilPublished('file', 1);
    await log.grow(1);
    await sleep(1_500);
    expect((await publication('webhook'))?.failingSince).toEqual(failingSince);
    await receiver.up();
    await untilPublished('webhook', 2);
    expect(receiver.sizes).toEqual([2]);
  });

  it('tries again when a webhook answers 500, under the same id', async () => {
    receiver.answer = (response) => response.writeHead(500).end();
    await grow();
    expect((await untilFailing('webhook')).failure).toContain('The webhook answered 500.');
    receiver.answer = (response) => response.end();
    await untilPublished('webhook', 1);
    expect(receiver.deliveries.length).toBeGreaterThan(1);
    expect(new Set(receiver.deliveries.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('follows no webhook elsewhere', async () => {
    receiver.answer = (response) => response.writeHead(307, { location: '/elsewhere' }).end();
    await grow();
    expect((await untilFailing('webhook')).failure).toContain('The webhook answered 307.');
  });

  it('is not held up by a webhook that never answers: not the seals, nor the folder', async () => {
    receiver.answer = () => undefined;
    await grow();
    await untilPublished('file', 1);
    await grow();
    await untilPublished('file', 2);
    expect(receiver.sizes).toEqual([1]);
    // It gives up after ten seconds.
    await untilFailing('webhook');
    receiver.answer = (response) => response.end();
    await untilPublished('webhook', 2);
  });

  it('breaks off a post when the service stops', async () => {
    receiver.answer = () => undefined;
    await grow();
    await until(() => Promise.resolve(receiver.deliveries.length > 0));
    const startedAt = performance.now();
    await stop();
    expect(performance.now() - startedAt).toBeLessThan(9_000);
    await start();
    expect((await publication('webhook'))?.failingSince ?? null).toBeNull();
  });

  it('waits for a folder that cannot be written, then brings it all that it lacks', async () => {
    await stop();
    await rm(path(''), { recursive: true, force: true });
    await writeFile(join(installation.stateDir, 'ledger-checkpoints'), 'a file in its place');
    await start();
    await grow();
    await grow();
    expect((await untilFailing('file')).failure).toMatch(/^ledger\.place_away: ENOTDIR/);
    await untilPublished('webhook', 2);
    await rm(join(installation.stateDir, 'ledger-checkpoints'));
    await untilPublished('file', 2);
    expect(await notes()).toEqual(await sealed());
  });

  it('fills a folder anew that was emptied', async () => {
    await grow();
    await grow();
    await untilPublished('file', 2);
    await rm(path(''), { recursive: true });
    await grow();
    await untilPublished('file', 3);
    expect(await notes()).toEqual(await sealed());
  });

  it('begins a new line after one that a crash cut off, and changes nothing that is there', async () => {
    await grow();
    await untilPublished('file', 1);
    await appendFile(path('checkpoints.jsonl'), '"ganpei.invalid/lo');
    await grow();
    await untilPublished('file', 2);
    const [first, torn, second] = await list();
    expect(torn).toBe('"ganpei.invalid/lo');
    expect([first, second]).toEqual((await sealed()).map((note) => JSON.stringify(note)));
  });

  it('appends no note twice when a crash came between the folder and the database', async () => {
    await grow();
    await untilPublished('file', 1);
    const admin = await log.libs.connectAs(null);
    await admin.query(`UPDATE ledger_publications SET size = 0 WHERE target = 'file'`);
    publisher.call();
    await untilPublished('file', 1);
    expect(await notes()).toEqual(await sealed());
  });

  it('does not overwrite what the database lacks, and says so', async () => {
    await grow();
    await untilPublished('file', 1);
    const admin = await log.libs.connectAs(null);
    await admin.query('SET session_replication_role = replica');
    await admin.query(`UPDATE ledger_checkpoints SET root = sha256('')`);
    const before = await readFile(path('checkpoint'), 'utf8');
    publisher.call();
    const { failure } = await untilFailing('file');
    expect(failure).toMatch(/^ledger\.checkpoint_missing: The place "file" holds .* 1 journals/);
    expect(await readFile(path('checkpoint'), 'utf8')).toBe(before);
  });

  it('tells no more of a place that is no longer in use', async () => {
    await receiver.down();
    await grow();
    await untilFailing('webhook');
    await stop();
    const checkpointDir = path('');
    await start({ ledger: { origin: null, checkpointDir, checkpointWebhook: null } });
    await until(async () => (await publication('webhook')) === undefined);
    expect(await publication('file')).toBeDefined();
    await receiver.up();
  });

  it('catches up with a thousand notes and more', async () => {
    await grow();
    await untilPublished('file', 1);
    const admin = await log.libs.connectAs(null);
    await admin.query(
      `INSERT INTO ledger_checkpoints (size, root, note, booked, effective)
       SELECT more, root, replace(note, E'\\n1\\n', E'\\n' || more || E'\\n'), booked, effective
         FROM ledger_checkpoints, generate_series(2, 2500) AS more`,
    );
    publisher.call();
    await until(async () => (await list()).length === 2_500);
    expect((await notes()).map(sizeOf)).toEqual(Array.from({ length: 2_500 }, (_, at) => at + 1));
  });
});
