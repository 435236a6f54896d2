import { Client } from 'pg';

import { PostJournals } from '@app/ledger';
import { UnitOfWork } from '@app/platform';

import { aDraft } from '../support/log-process';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';
import type { SeenAnswer } from './problems';
import { TileClient, rootByInclusion, rootOf, rootsByConsistency } from './tile-client';
import type { TreeHead } from './tile-client';
import { Wire } from './wire';

const LOG = '/v1/ledger/log/';
const SEAL_LOCK = 7_204_004;

describe('the transparency log', () => {
  let service: TestService;
  let admin: Client;
  let wire: Wire;
  let client: TileClient;
  let journals: string[];
  let earlier: TreeHead;

  beforeAll(async () => {
    service = await TestService.start();
    wire = new Wire(service.url);
    admin = new Client({
      connectionString: service.database.adminUrl,
      options: '-c search_path=ganpei',
    });
    await admin.connect();
    expectProblem(await get('/v1/ledger/checkpoint'), 404, 'ledger.log_empty');
    expectProblem(await get(`${LOG}tile/0/000.p/1`), 404, 'ledger.beyond_log');
    journals = await post(200);
    await untilSealed(200);
    client = new TileClient(fetchLog, await verifierKey());
    earlier = await client.checkpoint();
    journals.push(...(await post(400)));
    await untilSealed(600);
  });
  afterAll(async () => {
    wire.close();
    await admin.end();
    await service.stop();
  });

  const get = async (
    path: string,
    person: 'audit' | 'wang' | 'lin' = 'audit',
  ): Promise<SeenAnswer> =>
    wire.send({ method: 'GET', path, headers: service.authorization(person) });

  const fetchLog = async (path: string): Promise<Buffer> => {
    const response = await fetch(`${service.url}${LOG}${path}`, {
      headers: service.authorization('audit'),
    });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
    return Buffer.from(await response.arrayBuffer());
  };

  const post = async (count: number): Promise<string[]> => {
    const drafts = Array.from({ length: count }, () => aDraft());
    const { app } = service;
    const posted = await app
      .get(UnitOfWork)
      .transaction((tx) => app.get(PostJournals, { strict: false }).run(tx, drafts));
    return posted.map(({ id }) => id);
  };

  const untilSealed = async (size: number): Promise<void> => {
    await service.eventually(
      () => service.get('audit', '/v1/ledger/checkpoint'),
      ({ text }) => Number(text.split('\n')[1]) >= size,
    );
  };

  const verifierKey = async (): Promise<string> => {
    const { rows } = await admin.query<{ verifier_key: string }>(
      'SELECT verifier_key FROM ledger_log_keys',
    );
    return rows[0]!.verifier_key;
  };

  describe('as a client sees it that shares no code with us', () => {
    it('has the root that its signed checkpoint states, over tiles full and partial', async () => {
      const { size, root } = await client.checkpoint();
      const leaves = await client.leaves(size);
      expect(rootOf(leaves).toString('base64')).toBe(root);
      const above = await client.level(1, size);
      expect(above).toEqual([rootOf(leaves.slice(0, 256)), rootOf(leaves.slice(256, 512))]);
    });

    it('holds every journal once, as canonical JSON that hashes to its leaf', async () => {
      const { size } = await client.checkpoint();
      const entries = await client.entries(size);
      const parsed = entries.map((entry) => JSON.parse(entry.toString()) as { id: string });
      expect(parsed.map(({ id }) => id)).toEqual([...journals].sort());
      expect(parsed[0]).toMatchObject({
        kind: 'E05',
        transfers: [{ debit: '5010', credit: '2010', currency: 'CNY', amountMinor: '1' }],
      });
      expect(Object.keys(parsed[0]!)).toEqual(Object.keys(parsed[0]!).sort());
    });

    it.each([0, 1, 255, 256, 511, 512, 599])('proves journal %i to be in it', async (index) => {
      const id = [...journals].sort()[index]!;
      const { body } = await service.get('audit', `/v1/ledger/journals/${id}/proof`);
      const { size, root } = client.open(body.checkpoint);
      expect(body).toMatchObject({ journalId: id, leafIndex: index, treeSize: size });
      expect(JSON.parse(body.entry)).toMatchObject({ id });
      expect(rootByInclusion(body.entry, { index, size }, body.hashes)).toBe(root);
      const forged = (body.entry as string).replace('"1"', '"2"');
      expect(rootByInclusion(forged, { index, size }, body.hashes)).not.toBe(root);
    });

    it('proves that it continues what it was before', async () => {
      const { size, root } = await client.checkpoint();
      const from = String(earlier.size);
      const { body } = await service.get('lin', `/v1/ledger/consistency?from=${from}`);
      expect(body).toMatchObject({ from: earlier.size, to: size });
      const roots = rootsByConsistency(earlier, size, body.hashes);
      expect(roots).toEqual({ before: earlier.root, after: root });
      const path = `/v1/ledger/consistency?from=${from}&to=${from}`;
      expect((await service.get('audit', path)).body.hashes).toEqual([]);
    });

    it('betrays whoever changes a journal behind the triggers', async () => {
      const { size } = await client.checkpoint();
      const change = async (amountMinor: number): Promise<void> => {
        await admin.query('SET session_replication_role = replica');
        await admin.query('UPDATE ledger_transfers SET amount_minor = $1 WHERE journal_id = $2', [
          amountMinor,
          [...journals].sort()[300],
        ]);
      };
      await change(2);
      await expect(client.entries(size)).rejects.toThrow('Entry 300 is not');
      await change(1);
      await expect(client.entries(size)).resolves.toHaveLength(600);
    });

    it('is signed by nobody else', async () => {
      const other = new TileClient(
        fetchLog,
        (await verifierKey()).replace(/\+[0-9a-f]{8}\+/, '+00000000+'),
      );
      await expect(other.checkpoint()).rejects.toThrow('has not signed');
    });
  });

  it('tells its checkpoint under both addresses, as text that is not to be kept', async () => {
    const [one, other] = await Promise.all([
      get('/v1/ledger/checkpoint', 'lin'),
      get(`${LOG}checkpoint`, 'lin'),
    ]);
    expect(one.text).toBe(other.text);
    expect(one.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(one.headers['cache-control']).toBe('no-cache');
  });

  it.each(['tile/0/000', 'tile/0/002.p/88', 'tile/1/000.p/2', 'tile/entries/001'])(
    'serves %s as bytes that may be kept for ever by the one who asked',
    async (path) => {
      const { status, headers } = await get(`${LOG}${path}`);
      expect([status, headers['content-type']]).toEqual([200, 'application/octet-stream']);
      expect(headers['cache-control']).toBe('private, max-age=31536000, immutable');
    },
  );

  it('compresses entries for those who can read that', async () => {
    const path = `${LOG}tile/entries/000`;
    const plain = await fetchLog('tile/entries/000');
    const asked = { ...service.authorization('ops'), 'Accept-Encoding': 'gzip' };
    const packed = await fetch(`${service.url}${path}`, { headers: asked });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('vary')).toContain('Accept-Encoding');
    expect(Number(packed.headers.get('content-length'))).toBeLessThan(plain.length / 4);
    expect(Buffer.from(await packed.arrayBuffer())).toEqual(plain);
    const { headers } = await get(path); // This client asks for nothing.
    expect(headers['content-encoding']).toBeUndefined();
  });

  it.each([
    'tile/0/003',
    'tile/0/002',
    'tile/0/002.p/89',
    'tile/0/x001/000',
    'tile/1/000',
    'tile/1/000.p/3',
    'tile/2/000.p/1',
    'tile/63/000.p/1',
    'tile/entries/002',
    'tile/entries/003.p/1',
  ])('has no %s yet', async (path) => {
    expectProblem(await get(`${LOG}${path}`), 404, 'ledger.beyond_log');
  });

  it.each([
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/00/000',
    'tile/-1/000',
    'tile/64/000',
    'tile/0/x000/000',
    'tile/0/000/',
    'tile/0//000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p',
    'tile/0/000.P/1',
    'tile/0/%30%30%30',
    'tile/0%2F000',
    'tile/0/000%2Ep/1',
    'tile/%65ntries/000',
    'tile/0/../0/000',
    'tile/entries/0',
    'tile/ENTRIES/000',
    'tile/data/000',
  ])('knows one spelling of a tile only: %s is none', async (path) => {
    expectProblem(await get(`${LOG}${path}`), 400, 'ledger.bad_tile_path');
  });

  it('shows entries to those who may see every case, and hashes to everybody', async () => {
    expect((await get(`${LOG}tile/0/000`, 'lin')).status).toBe(200);
    for (const path of ['tile/entries/000', 'tile/ENTRIES/000']) {
      expectProblem(await get(`${LOG}${path}`, 'wang'), 403, 'auth.not_allowed');
    }
    expectProblem(await get(`${LOG}tile/%65ntries/000`, 'wang'), 400, 'ledger.bad_tile_path');
  });

  it.each([
    ['from=601', 422, 'ledger.outside_log'],
    ['from=1&to=601', 422, 'ledger.outside_log'],
    ['from=300&to=200', 422, 'ledger.outside_log'],
    ['from=-1', 400, 'ledger.bad_log_size'],
    ['from=01', 400, 'ledger.bad_log_size'],
    ['from=1.5', 400, 'ledger.bad_log_size'],
    ['from=9007199254740993', 400, 'ledger.bad_log_size'],
    ['to=5', 400, 'request.invalid_fields'],
    ['from=1&from=2', 400, 'request.invalid_fields'],
    ['from=1&size=2', 400, 'request.invalid_fields'],
  ])('proves no consistency for %s', async (query, status, code) => {
    expectProblem(await get(`/v1/ledger/consistency?${query}`), status, code);
  });

  it.each(['jnl_01m8bkc91te00b14k9n81s08w5', 'jnl_x', 'clm_01m8bkc91te00b14k9n81s08w5', '%00'])(
    'has no proof of %s, which nobody posted',
    async (id) => {
      const answer = await get(`/v1/ledger/journals/${id}/proof`);
      expectProblem(answer, 404, 'request.not_found');
    },
  );

  it('asks for patience while a journal is not sealed', async () => {
    await admin.query('SELECT pg_advisory_lock($1)', [SEAL_LOCK]);
    const [id = ''] = await post(1);
    const path = `/v1/ledger/journals/${id}/proof`;
    const waiting = await get(path);
    expectProblem(waiting, 409, 'ledger.not_sealed_yet');
    expect(waiting.headers['retry-after']).toBe('1');
    await admin.query('SELECT pg_advisory_unlock($1)', [SEAL_LOCK]);
    await untilSealed(601);
    expect((await get(path)).status).toBe(200);
  });
});
