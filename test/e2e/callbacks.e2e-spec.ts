import { filed } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { SignedIn } from '../support/signed-in';
import { TestService } from '../support/test-service';
import { CallClient } from './call-client';
import type { CallbackJson } from './call-client';
import { expectProblem } from './problems';

const ROUNDS = 20;
const PHONE = '+8613800138000';
const MASKED = '***8000';
const HOUR_MS = 3_600_000;

describe('call-backs over HTTP', () => {
  let service: TestService;
  let calls: CallClient;
  let he: SignedIn;

  beforeAll(async () => {
    service = await TestService.start();
    calls = new CallClient(service);
    he = await SignedIn.as(service, 'agent', 'he@demo.ganpei');
  });
  afterAll(async () => {
    await service.stop();
  });

  interface MessageJson {
    readonly channel?: string;
    readonly body?: string;
  }
  const thread = async ({ id }: ClaimJson): Promise<MessageJson[]> => {
    const { body } = await service.get('lin', `/v1/claims/${id}/messages?limit=100`);
    return (body as { data: MessageJson[] }).data;
  };

  it('anybody can find out whom to call, and when', async () => {
    const { status, body } = await service.get(null, '/v1/public/contact');
    expect(status).toBe(200);
    expect(body).toEqual({
      phone: '400-000-0000',
      hours: [{ opens: '09:00', closes: '18:00' }],
      days: { en: 'on working days', 'zh-CN': '工作日' },
      zone: 'Asia/Shanghai',
      isOpenNow: expect.any(Boolean) as boolean,
      opensNextAt: expect.any(String) as string,
      demo: true,
    });
  });

  it('whoever is not let in is told whom to call', async () => {
    const wrong = { username: 'lin@demo.ganpei', password: 'forgotten' };
    const answer = await service.post(null, '/v1/auth/token', wrong);
    expectProblem(answer, 401, 'auth.wrong_credentials');
    expect(answer.body).toMatchObject({ supportPhone: '400-000-0000' });
  });

  it('a claimant books a call, and only those who call see the number', async () => {
    const { claim, callback } = await calls.booked({ topic: 'When do you pay?' });
    expect(callback).toMatchObject({ state: 'booked', phone: MASKED, tries: 0, calls: [] });
    for (const [person, phone] of [
      ['lin', MASKED],
      ['wang', MASKED],
      ['audit', MASKED],
      ['sun', PHONE],
    ] as const) {
      const [seen] = await calls.of(claim, person);
      expect([person, seen?.phone]).toEqual([person, phone]);
    }
    expectProblem(
      await service.get('chen', `/v1/claims/${claim.id}/callbacks`),
      404,
      'request.not_found',
    );
  });

  it('a stranger can neither move nor cancel it, and cannot tell that it is there', async () => {
    const { callback } = await calls.booked();
    const slotAt = await calls.slot();
    for (const answer of [
      await service.as('chen', 'put', `/v1/callbacks/${callback.id}`).send({ slotAt }),
      await service.post('chen', `/v1/callbacks/${callback.id}/cancel`, {}),
      await service.post('chen', '/v1/callbacks/cbk_01h455vb4pex5vsknk084sn02d/cancel', {}),
    ]) {
      expectProblem(answer, 404, 'request.not_found');
    }
  });

  it('is moved by booking again and by changing it, and cancelled', async () => {
    const { claim, callback } = await calls.booked();
    const later = await calls.slot(30);
    const again = (await calls.book(claim, { slotAt: later }, 'sun')).body as CallbackJson;
    expect(again).toMatchObject({ id: callback.id, slotAt: later });
    const path = `/v1/callbacks/${callback.id}`;
    const slotAt = await calls.slot(50);
    const moved = await service.as('lin', 'put', path).send({ slotAt, phone: '010 8888 8888' });
    expect(moved.body).toMatchObject({ slotAt, phone: '***8888' });
    const cancelled = await service.post('lin', `${path}/cancel`, {});
    expect(cancelled.body).toMatchObject({ state: 'cancelled' });
    expectProblem(
      await service.as('lin', 'put', path).send({ slotAt: later }),
      409,
      'callback.ended',
    );
  });

  it.each([
    [{ slotAt: '2026-01-01T00:00:00Z' }, 422, 'callback.slot_too_soon'],
    [{ slotAt: '2040-01-01T00:00:00Z' }, 422, 'callback.no_such_slot'],
    [{ phone: '123' }, 422, 'callback.number_invalid'],
    [{ callee: 'proxy' }, 422, 'callback.no_proxy'],
    [{ slotAt: 'tomorrow' }, 400, 'request.invalid_fields'],
    [{ locale: 'de' }, 400, 'request.invalid_fields'],
  ])('refuses %j and says what to do', async (body, status, code) => {
    expectProblem(await calls.book(await filed(service), body), status, code);
  });

  it('of two who book the last place of a slot one gets it', async () => {
    const others = [await filed(service), await filed(service), await filed(service)];
    for (let round = 0; round < ROUNDS; round += 1) {
      const slotAt = (await calls.slots(60)).at(-1 - round) ?? '';
      for (const claim of others) await calls.book(claim, { slotAt });
      const [one, other] = [await filed(service), await filed(service)];
      const answers = await Promise.all([
        calls.book(one, { slotAt }),
        calls.book(other, { slotAt }, 'sun'),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      const refused = answers.find(({ status }) => status === 409);
      expect(refused?.body).toMatchObject({ code: 'callback.slot_full' });
      expect((refused?.body as { free: string[] }).free).not.toContain(slotAt);
    }
  });

  describe('on the list of the desk', () => {
    it('stand by slot, page by page, each once', async () => {
      await calls.booked({ slotAt: await calls.slot(30) });
      await calls.booked();
      const all = await calls.list('?limit=100');
      const seen: string[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page = await calls.list(`?limit=7${next === '' ? '' : `&after=${next}`}`);
        expect(page.hasMore).toBe(page.next !== null);
        seen.push(...page.data.map(({ id }) => id));
        next = page.next;
      }
      expect(seen.slice(0, 100)).toEqual(all.data.map(({ id }) => id));
      expect(new Set(seen).size).toBe(seen.length);
      const slots = all.data.map(({ slotAt }) => slotAt);
      expect(slots).toEqual([...slots].sort());
    });

    it.each(['x', 'clm_01h455vb4pex5vsknk084sn02d', '1.x'])(
      'have no place called %s',
      async (after) => {
        const answer = await service.get('sun', `/v1/callbacks?after=${after}`);
        expectProblem(answer, 422, 'callback.cursor_unreadable');
      },
    );

    it('tell whom to ask for, in which language, about what, and who is calling', async () => {
      const { claim, callback } = await calls.booked({ topic: 'Refund', locale: 'en' });
      const taken = await calls.take(callback);
      expect(taken.body).toMatchObject({
        id: callback.id,
        claim: { id: claim.id, reference: claim.reference },
        callee: { role: 'claimant', name: 'A claimant' },
        phone: PHONE,
        locale: 'en',
        topic: 'Refund',
        tries: 0,
        takenBy: { name: expect.any(String) as string },
      });
      const other = await he.post(`/v1/callbacks/${callback.id}/take`, {});
      expectProblem(other, 409, 'callback.taken');
      const moving = await service.post('lin', `/v1/callbacks/${callback.id}/cancel`, {});
      expectProblem(moving, 409, 'callback.being_made');
      expect((await calls.of(claim))[0]).toMatchObject({ isBeingMade: true });
    });
  });

  it('what came of a call stands in the thread, and the claimant hears of the next try', async () => {
    const { claim, callback } = await calls.booked();
    expectProblem(await calls.record(callback, 'missed'), 409, 'callback.not_taken');
    await calls.take(callback);
    const missed = await calls.record(callback, 'missed', 'It rang for a minute.');
    expect(missed.status).toBe(201);
    expect(missed.body).toMatchObject({
      state: 'booked',
      tries: 1,
      calls: [{ outcome: 'missed' }],
    });
    await calls.take(callback);
    expect((await calls.record(callback, 'reached', 'They know now.')).body).toMatchObject({
      state: 'done',
      tries: 2,
    });
    const said = await thread(claim);
    const phone = said.filter(({ channel }) => channel === 'phone').map(({ body }) => body);
    expect(phone).toEqual(['They know now.', 'It rang for a minute.']);
    expect(said.some(({ body = '' }) => body.includes(MASKED) && !body.includes(PHONE))).toBe(true);
  });

  it('a call that nobody made is found, told of, and made up for', async () => {
    const { claim, callback } = await calls.booked();
    const untilPassed = Date.parse(callback.slotEndsAt) - service.clock.now().getTime();
    await service.passTime(untilPassed + HOUR_MS / 2);
    const [moved] = await service.eventually(
      () => calls.of(claim),
      ([seen]) => seen?.lapses === 1,
    );
    expect(Date.parse(moved!.slotAt)).toBeGreaterThan(Date.parse(callback.slotEndsAt));
    expect((await thread(claim)).some(({ body = '' }) => body.includes('抱歉'))).toBe(true);
  });
});
