import { ClaimEntity } from '@app/claims';
import { laneOfId } from '@app/kernel';
import { Sweep, UnitOfWork } from '@app/platform';

import { claimNow, filed, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

const DAY_MS = 86_400_000;

interface ThreadJson {
  readonly data: readonly {
    readonly notice?: { readonly key: string } | null;
    readonly noticeKey?: string | null;
    readonly body?: string;
    readonly direction?: string;
  }[];
}

describe('a claimant who falls silent, over HTTP', () => {
  let service: TestService;
  let claim: ClaimJson;
  beforeAll(async () => {
    service = await TestService.start();
    claim = await filed(service);
    await untilStatus(service, claim.id, 'awaiting_claimant');
  });
  afterAll(async () => {
    await service.stop();
  });

  const close = (): ReturnType<TestService['post']> =>
    service.post('wang', `/v1/claims/${claim.id}/close`, { reason: 'Nothing came.' });

  async function timeline(): Promise<string[]> {
    const { body } = await service.get('lin', `/v1/claims/${claim.id}/timeline`);
    return (body as { data: { kind: string }[] }).data.map(({ kind }) => kind);
  }

  /** Lets days pass, one sweep in each, until a line is there so many times. */
  async function daysUntil(kind: string, count: number): Promise<void> {
    const isThere = async (): Promise<boolean> =>
      (await timeline()).filter((one) => one === kind).length >= count;
    for (let day = 0; day < 40; day += 1) {
      if (await isThere()) return;
      await service.passTime(DAY_MS);
      await service.app.get(Sweep).run();
      await service.eventually(nothingIsDue, (isDone) => isDone);
    }
    throw new Error(`There was no ${kind} in 40 days: ${(await timeline()).join(', ')}`);
  }

  /** Whether the jobs have done all whose time has come. */
  async function nothingIsDue(): Promise<boolean> {
    const now = service.clock.now();
    const { remindAt, nextDueAt } = await service.app
      .get(UnitOfWork)
      .reads.findOneByOrFail(ClaimEntity, { lane: laneOfId(claim.id), id: claim.id });
    return [remindAt, nextDueAt].every((at) => at === null || at > now);
  }

  async function thread(): Promise<string> {
    const { body } = await service.get('lin', `/v1/claims/${claim.id}/messages?limit=100`);
    return JSON.stringify((body as ThreadJson).data);
  }

  it('is reminded, and nobody closes the claim meanwhile', async () => {
    expectProblem(await close(), 409, 'claim.not_reminded');
    await daysUntil('information.reminded', 1);
    expect(await thread()).toContain('仍在等待');
    expectProblem(await close(), 409, 'claim.not_reminded');
    await daysUntil('information.reminded', 2);
    expectProblem(await close(), 409, 'claim.answer_awaited');
  });

  it('is told when the time is over; the claim is with a reviewer and still open', async () => {
    await daysUntil('information.overdue', 1);
    const now = await claimNow(service, claim.id);
    expect(now).toMatchObject({
      status: 'awaiting_claimant',
      nextStep: { code: 'close_by_default', by: 'reviewer' },
      owner: { name: expect.any(String) },
    });
    expect(Date.parse(now.nextStep!.dueAt)).toBeGreaterThan(service.clock.now().getTime());
    expect(await thread()).toContain('答复期限已过');
  });

  it('has the claim closed by a person, hears why, and opens it again by answering', async () => {
    const closed = await close();
    expect({ status: closed.status, is: (closed.body as ClaimJson).status }).toEqual({
      status: 200,
      is: 'closed',
    });
    await service.eventually(thread, (seen) => seen.includes('Nothing came.'));
    const answer = await service.post('lin', `/v1/claims/${claim.id}/messages`, {
      body: '我住院了，现在补充。',
    });
    expect(answer.status).toBe(201);
    expect(await claimNow(service, claim.id)).toMatchObject({
      status: 'in_review',
      owner: { name: expect.any(String) },
    });
    await service.eventually(timeline, (kinds) => kinds.includes('claim.reopened'));
  });
});
