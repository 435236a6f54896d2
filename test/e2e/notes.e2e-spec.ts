import { setTimeout as sleep } from 'node:timers/promises';

import { UnitOfWork } from '@app/platform';

import { inReview } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { filesInZip } from '../support/zip-files';
import { expectProblem } from './problems';
import { routesOf } from './routes';

/** A word that stands in a note and nowhere else. */
const CANARY = 'quokka-7431';
/** An answer that goes on for ever is looked at for so long. */
const LOOK_MS = 1_000;
/** Hundreds of requests, on a machine that may be busy. */
const ANSWER_MS_MAX = 60_000;
const SWEEP_MS_MAX = 180_000;
const AT_ONCE = 8;

describe('the notes of the staff', () => {
  let service: TestService;
  let claim: ClaimJson;
  let noteId: string;
  let messageId: string;
  beforeAll(async () => {
    service = await TestService.start();
    claim = await inReview(service);
    const note = await service.post('wang', notes(), { body: `I doubt it: ${CANARY}.` });
    const message = await service.post('wang', `/v1/claims/${claim.id}/messages`, {
      body: 'Hello.',
    });
    noteId = (note.body as { id: string }).id;
    messageId = (message.body as { id: string }).id;
    // Whatever is told, sent or computed of the claim has had its time.
    await sleep(LOOK_MS);
  });
  afterAll(async () => {
    await service.stop();
  });

  const notes = (): string => `/v1/claims/${claim.id}/notes`;

  it('are read by the staff, newest first, each under its name', async () => {
    await service.post('sun', notes(), { body: 'She called.' });
    for (const viewer of ['wang', 'zhao', 'sun', 'audit'] as const) {
      const { body } = await service.get(viewer, notes());
      expect(body).toMatchObject({
        data: [
          { body: 'She called.', author: { role: 'agent' } },
          { body: `I doubt it: ${CANARY}.`, author: { role: 'reviewer' } },
        ],
      });
    }
  });

  it('are no messages: nobody else may ask for them, and the thread has none', async () => {
    for (const stranger of ['lin', 'chen', 'ops', 'bank'] as const) {
      expectProblem(await service.get(stranger, notes()), 403, 'auth.not_allowed');
    }
    for (const viewer of ['wang', 'audit', 'lin'] as const) {
      const { text } = await service.get(viewer, `/v1/claims/${claim.id}/messages?limit=100`);
      expect(text).not.toContain(CANARY);
    }
  });

  it(
    'are shown by no route that a claimant can read, whatever they put into its address',
    async () => {
      const ids = [claim.id, claim.reference, noteId, messageId];
      const reads = routesOf(service.app).filter((route) => route.startsWith('GET '));
      const addresses = reads.flatMap((route) => {
        const path = route.slice('GET '.length);
        return ids.map((id) => path.replaceAll(/:\w+/g, id));
      });
      expect(addresses.length).toBeGreaterThan(100);
      for (const person of ['lin', 'chen', null] as const) {
        const answers = await textsOf(person, [...new Set(addresses)]);
        expect(answers.filter((text) => text.includes(CANARY))).toEqual([]);
      }
      // The same look finds it where it may be read.
      expect(await textOf('wang', notes())).toContain(CANARY);
    },
    SWEEP_MS_MAX,
  );

  it('are not in the bundle of the claim', async () => {
    const response = await service
      .as('lin', 'get', `/v1/claims/${claim.id}/bundle`)
      .buffer()
      .parse((stream, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          done(null, Buffer.concat(parts));
        });
      });
    const files = await filesInZip(response.body as Buffer);
    expect(files.size).toBeGreaterThan(3);
    expect([...files.values()].filter((content) => content.includes(CANARY))).toEqual([]);
  });

  it('stand in their own table, and in the answer that was kept for whoever wrote them', async () => {
    const { reads } = service.app.get(UnitOfWork);
    const tables = await reads.query<{ name: string }[]>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_schema IN ('ganpei', 'bullmq') AND table_type = 'BASE TABLE'
          AND has_table_privilege(format('%I.%I', table_schema, table_name), 'SELECT') ORDER BY 1`,
    );
    const holding: string[] = [];
    for (const { name } of tables) {
      const [row] = await reads.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM ${name} held WHERE held::text LIKE $1`,
        [`%${CANARY}%`],
      );
      if ((row?.count ?? 0) > 0) holding.push(name);
    }
    expect(holding).toEqual(['ganpei.claim_notes', 'ganpei.idempotency_keys']);
  });

  async function textsOf(person: Person | null, paths: readonly string[]): Promise<string[]> {
    const waiting = [...paths];
    const texts: string[] = [];
    const work = async (): Promise<void> => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        texts.push(await textOf(person, path));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return texts;
  }

  /** As much of an answer as comes within a second. */
  async function textOf(person: Person | null, path: string): Promise<string> {
    const response = await fetch(`${service.url}${path}`, {
      headers: service.authorization(person),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const reader = response.body?.getReader();
    if (reader === undefined) return '';
    const until = Date.now() + LOOK_MS;
    const parts: Uint8Array[] = [];
    while (Date.now() < until) {
      const part = await Promise.race([reader.read(), sleep(LOOK_MS).then(() => null)]);
      if (part === null || part.done) break;
      parts.push(part.value);
    }
    await reader.cancel();
    return Buffer.concat(parts).toString();
  }
});
