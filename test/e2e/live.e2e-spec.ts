import { UnitOfWork } from '@app/platform';

import { filed, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { EventReader, leaveAtOnce } from '../support/event-reader';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const STREAMS_PER_ACCOUNT = 6;
const CHECK_MS = 20_000;

describe('what happens while somebody watches', () => {
  let service: TestService;
  const readers: EventReader[] = [];
  beforeAll(async () => {
    service = await TestService.start();
  });
  afterEach(() => {
    for (const reader of readers.splice(0)) reader.close();
  });
  afterAll(async () => {
    await service.stop();
  });

  const watch = async (
    person: Person,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<EventReader> => {
    const reader = await EventReader.open(`${service.url}${path}`, {
      ...service.authorization(person),
      ...headers,
    });
    readers.push(reader);
    return reader;
  };
  const streamOf = ({ id }: Pick<ClaimJson, 'id'>): string => `/v1/claims/${id}/stream`;
  const quietClaim = async (): Promise<ClaimJson> => {
    const claim = await filed(service);
    await untilStatus(service, claim.id, 'awaiting_claimant');
    return claim;
  };
  const eventCount = async (reader: EventReader, count: number): Promise<EventReader> =>
    service.eventually(
      () => Promise.resolve(reader),
      ({ events }) => events.length >= count,
    );

  describe('a claim', () => {
    it('is told to the claimant within seconds, and says nothing of what it was', async () => {
      const claim = await quietClaim();
      const reader = await watch('lin', streamOf(claim));
      expect(reader.status).toBe(200);
      expect(reader.headers).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
      });
      await eventCount(reader, 1);
      const before = reader.events.length;
      const said = { body: 'We have asked the bank.' };
      await service.post('wang', `/v1/claims/${claim.id}/messages`, said);
      await eventCount(reader, before + 1);
      const last = reader.events.at(-1)!;
      expect(last).toMatchObject({ event: 'claim', data: { claimId: claim.id } });
      expect(last.id).not.toBe(reader.events[0]!.id);
    });

    it('is told at once to whoever comes back and missed something', async () => {
      const claim = await quietClaim();
      const missed = await watch('lin', streamOf(claim), { 'Last-Event-ID': '1.1.0' });
      const [event] = (await eventCount(missed, 1)).events;
      const current = await watch('lin', streamOf(claim), { 'Last-Event-ID': event!.id });
      await eventCount(await watch('wang', streamOf(claim)), 1);
      expect(current.events.filter(({ id }) => id === event!.id)).toEqual([]);
    });

    it('is asked for from time to time where no stream gets through', async () => {
      const claim = await quietClaim();
      const updates = async (after = ''): Promise<{ mark: string; hasNews: boolean }> => {
        const query = after === '' ? '' : `?after=${after}`;
        const answer = await service.get('lin', `/v1/claims/${claim.id}/updates${query}`);
        return answer.body as { mark: string; hasNews: boolean };
      };
      let mark = '';
      const settled = await service.eventually(
        async () => {
          const seen = await updates(mark);
          mark = seen.mark;
          return seen;
        },
        ({ hasNews }) => !hasNews,
      );
      expect(settled.mark).toBe(mark);
      await service.post('lin', `/v1/claims/${claim.id}/messages`, { body: 'Any news?' });
      expect(await updates(mark)).toMatchObject({ hasNews: true });
    });

    it('is not there for a stranger, as one that was never filed', async () => {
      const claim = await quietClaim();
      for (const route of ['stream', 'updates']) {
        const path = `/v1/claims/${claim.id}/${route}`;
        expectProblem(await service.get('chen', path), 404, 'request.not_found');
      }
    });

    it('needs to be asked for as a stream', async () => {
      const claim = await quietClaim();
      expectProblem(await service.get('lin', streamOf(claim)), 400, 'live.not_asked_for');
    });
  });

  it('ends when the account may not sign in any more', async () => {
    const claim = await quietClaim();
    const reader = await watch('audit', streamOf(claim));
    const standing = await watch('sun', streamOf(claim));
    await disable('audit', true);
    service.clock.moveOn(CHECK_MS + 1);
    await service.eventually(
      () => Promise.resolve(reader.hasEnded),
      (hasEnded) => hasEnded,
    );
    await service.eventually(
      () => Promise.resolve(standing.beats),
      (beats) => beats > 0,
    );
    expect(standing.hasEnded).toBe(false);
    await disable('audit', false);
  });

  it('ends when the token does, so that nobody watches longer than they may ask', async () => {
    const claim = await quietClaim();
    const reader = await watch('lin', streamOf(claim));
    await service.passTime(20 * 60_000);
    const hasEnded = await service.eventually(
      () => Promise.resolve(reader.hasEnded),
      (isOver) => isOver,
    );
    expect(hasEnded).toBe(true);
  });

  it('is not told in any number of windows', async () => {
    const claim = await quietClaim();
    for (let window = 0; window < STREAMS_PER_ACCOUNT; window += 1)
      expect((await watch('zhao', streamOf(claim))).status).toBe(200);
    const answer = await service.as('zhao', 'get', streamOf(claim)).set({
      Accept: 'text/event-stream',
    });
    expectProblem(answer, 429, 'live.too_many_streams');
    readers.at(-1)!.close();
    await service.eventually(
      async () => {
        const reader = await watch('zhao', streamOf(claim));
        return reader.status;
      },
      (status) => status === 200,
    );
  });

  it('counts no window that was closed before it was answered', async () => {
    const claim = await quietClaim();
    const headers = service.authorization('sun');
    for (let window = 0; window < 2 * STREAMS_PER_ACCOUNT; window += 1)
      await leaveAtOnce(`${service.url}${streamOf(claim)}`, headers);
    for (let window = 0; window < STREAMS_PER_ACCOUNT; window += 1)
      expect((await watch('sun', streamOf(claim))).status).toBe(200);
  });

  it('tells reviewers that the queue has moved', async () => {
    const reader = await watch('wang', '/v1/review/queue/stream');
    await eventCount(reader, 1);
    const before = reader.events.length;
    await quietClaim();
    await eventCount(reader, before + 1);
    expect(reader.events.at(-1)).toMatchObject({ event: 'queue', data: {} });
  });

  it('ends with the service, and does not hold it up', async () => {
    const own = await TestService.start();
    const reader = await EventReader.open(
      `${own.url}/v1/review/queue/stream`,
      own.authorization('wang'),
    );
    await own.stop();
    expect(reader.hasEnded).toBe(true);
  });

  const disable = (person: Person, isDisabled: boolean): Promise<unknown> =>
    service.app
      .get(UnitOfWork)
      .transaction((tx) =>
        tx.query(
          `UPDATE users SET disabled_at = CASE WHEN $2::boolean THEN now() END WHERE username = $1`,
          [`${person}@demo.ganpei`, isDisabled],
        ),
      );
});
