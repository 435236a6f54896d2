import type { Response } from 'supertest';

import {
  approval,
  claimNow,
  decide,
  evidenceHandedIn,
  filed,
  inReview,
  untilStatus,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { offeringClockPack } from '../support/clock-pack';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface ShownClock {
  readonly id: string;
  readonly label: Readonly<Record<string, string>>;
  readonly startedAt: string;
  readonly dueAt: string | null;
  readonly state: string;
  readonly pausedReason: string | null;
  readonly pausedReasonLabel: Readonly<Record<string, string>> | null;
  readonly isEstimate: boolean;
  readonly onBreach: string;
  readonly hardEndAt: string | null;
  readonly brokenAt: string | null;
  readonly history: readonly Readonly<Record<string, unknown>>[];
}
interface WatchedClaim extends ClaimJson {
  readonly escalatedAt: string | null;
  readonly warnings: readonly unknown[];
}

describe('the clocks of a claim, over HTTP', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await service.stop();
  });

  const clocks = async (person: Person, claim: ClaimJson): Promise<ShownClock[]> => {
    const { body } = await service.get(person, `/v1/claims/${claim.id}/clocks`);
    return (body as { data: ShownClock[] }).data;
  };
  const clockOf = async (person: Person, claim: ClaimJson, id: string): Promise<ShownClock> =>
    (await clocks(person, claim)).find((clock) => clock.id === id)!;
  const watch = async (claim: ClaimJson): Promise<WatchedClaim> =>
    (await claimNow(service, claim.id)) as WatchedClaim;
  const post = (person: Person, claim: ClaimJson, path: string, body: object): Promise<Response> =>
    service.post(person, `/v1/claims/${claim.id}/${path}`, body);
  const milestone = (claim: ClaimJson, name: string, daysAgo: number, by: Person = 'sun') => {
    const at = new Date(service.clock.now().getTime() - daysAgo * DAY_MS).toISOString();
    return post(by, claim, 'milestones', { milestone: name, at });
  };
  const timeline = async (person: Person, claim: ClaimJson): Promise<string> =>
    (await service.get(person, `/v1/claims/${claim.id}/timeline`)).text;

  const waiting = async (): Promise<ClaimJson> =>
    untilStatus(service, (await filed(service)).id, 'awaiting_claimant');

  it('say what was promised, how it stands, how sure it is and what happened to it', async () => {
    const claim = await inReview(service);
    const [forward, decideClock] = await clocks('lin', claim);
    expect(forward).toMatchObject({ id: 'forward', state: 'met', onBreach: 'escalate' });
    expect(decideClock).toMatchObject({
      id: 'decide',
      label: { en: 'The promise "decide"' },
      state: 'running',
      pausedReason: null,
      onBreach: 'provisional_credit',
      brokenAt: null,
    });
    expect(typeof decideClock!.isEstimate).toBe('boolean');
    expect(decideClock!.hardEndAt! > decideClock!.dueAt!).toBe(true);
    expect(decideClock!.history.map(({ kind }) => kind)).toEqual(['started', 'paused', 'resumed']);
    expect(decideClock!.history[0]!.calendar).toMatch(/^CN /);
    // Claimants see which side acted on the timeline, and here not even that.
    expect(decideClock!.history[0]).not.toHaveProperty('actorId');
    const staff = await clockOf('wang', claim, 'decide');
    expect(staff.history[0]).toHaveProperty('actorId');
  });

  it('of a stranger do not exist', async () => {
    const claim = await inReview(service);
    const answer = await service.get('chen', `/v1/claims/${claim.id}/clocks`);
    expectProblem(answer, 404, 'request.not_found');
  });

  it('that are broken are found by themselves: the claim is escalated and its victim told', async () => {
    const claim = await inReview(service);
    expect(await watch(claim)).toMatchObject({ escalatedAt: null });
    await service.passTime(12 * DAY_MS);
    const late = await service.eventually(
      () => watch(claim),
      ({ escalatedAt }) => escalatedAt !== null,
    );
    expect(late).toMatchObject({ status: 'in_review', owner: { name: expect.any(String) } });
    // The credit that is due is given by itself, and then the claim waits for its decision again.
    const credited = await service.eventually(
      () => watch(claim),
      ({ nextStep }) => nextStep?.code === 'review',
    );
    expect(credited).toMatchObject({ provisional: { status: 'granted' } });
    expect(Date.parse(credited.nextStep!.dueAt)).toBeGreaterThan(service.clock.now().getTime());
    expect(await clockOf('lin', claim, 'decide')).toMatchObject({ state: 'breached' });
    expect(await clockOf('lin', claim, 'decide_extended')).toMatchObject({ state: 'running' });
    expect(await timeline('lin', claim)).toMatch(/clock\.breached.*provisional credit/);
    const { body: queue } = await service.get('wang', '/v1/review/queue');
    expect((queue as { data: ClaimJson[] }).data.map(({ id }) => id)).toContain(claim.id);

    const decided = await decide(service, 'wang', claim, approval(claim, '86000'));
    expect(decided.status).toBe(201);
    const paid = await untilStatus(service, claim.id, 'paid', 'paying', 'approved');
    expect(paid.nextStep?.code).not.toBe('credit_provisionally');
  });

  it('stand still for a reason that the programme lists, and go on with what was left', async () => {
    const claim = await inReview(service);
    const before = await clockOf('wang', claim, 'decide');
    const unknown = await post('wang', claim, 'clocks/pause', { clock: 'decide', reason: 'lunch' });
    expect(unknown.status).toBe(422);
    expect(unknown.body).toMatchObject({
      code: 'clock.unknown_pause_reason',
      field: 'reason',
      allowed: ['victim_information', 'cmc_check'],
    });
    expect(unknown.text).toMatch(
      /cmc_check \(an agency is checked\).*cmc_check（正在核实代理公司）/s,
    );
    const pause = { clock: 'decide', reason: 'cmc_check', note: 'We ask the agency.' };
    const paused = await post('wang', claim, 'clocks/pause', pause);
    expect(paused.status).toBe(200);
    expect(await clockOf('wang', claim, 'decide')).toMatchObject({
      state: 'paused',
      pausedReason: 'cmc_check',
      pausedReasonLabel: { en: 'an agency is checked', 'zh-CN': '正在核实代理公司' },
    });
    // A claimant learns that it stands still; why could tell them of a suspicion.
    const seen = await clockOf('lin', claim, 'decide');
    expect(seen).toMatchObject({ state: 'paused', pausedReason: null, pausedReasonLabel: null });
    expect(JSON.stringify([seen, await watch(claim)])).not.toMatch(/cmc_check|agency/);
    expect(await timeline('lin', claim)).not.toMatch(/cmc_check|agency/);

    await service.passTime(7 * DAY_MS);
    const resumed = await post('wang', claim, 'clocks/resume', { clock: 'decide' });
    expect(resumed.status).toBe(200);
    const after = await clockOf('wang', claim, 'decide');
    expect(after.state).toBe('running');
    expect(Date.parse(after.dueAt!)).toBeGreaterThan(Date.parse(before.dueAt!));
    const again = await post('wang', claim, 'clocks/resume', { clock: 'decide' });
    expect(again.body).toMatchObject({ status: 409, code: 'clock.not_paused' });
  });

  it('are given more time by hand up to their hard end, with a reason, and the claimant is told', async () => {
    const claim = await inReview(service);
    const { dueAt, hardEndAt } = await clockOf('wang', claim, 'decide');
    const later = (ms: number): string => new Date(Date.parse(hardEndAt!) + ms).toISOString();
    const wish = { clock: 'decide', note: 'The other bank answers next week.' };
    const past = await post('wang', claim, 'clocks/extend', { ...wish, until: later(1) });
    expect(past.body).toMatchObject({ status: 422, code: 'clock.past_hard_end', field: 'until' });
    const unfounded = { clock: 'decide', until: later(0) };
    expect((await post('wang', claim, 'clocks/extend', unfounded)).status).toBe(400);
    const until = new Date(Date.parse(dueAt!) + 3 * DAY_MS).toISOString();
    const extended = await post('wang', claim, 'clocks/extend', { ...wish, until });
    expect(extended.status).toBe(200);
    const after = await clockOf('lin', claim, 'decide');
    expect(after).toMatchObject({ state: 'running', dueAt: until, hardEndAt });
    expect(after.history.at(-1)).toMatchObject({ kind: 'extended', dueAt: until, reason: null });
    expect(await timeline('lin', claim)).toMatch(/clock\.extended.*takes longer than we said/);
    expect(await timeline('lin', claim)).not.toMatch(/other bank/);
    const sooner = await post('zhao', claim, 'clocks/extend', { ...wish, until: dueAt });
    expect(sooner.body).toMatchObject({ status: 422, code: 'clock.not_later' });
  });

  it('start and end with milestones, which are recorded once and corrected by a newer one', async () => {
    const claim = await waiting();
    const first = await milestone(claim, 'dispute_opened', 3);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      milestone: 'dispute_opened',
      recordedBy: { role: 'agent' },
    });
    const { at } = first.body as { at: string };
    const same = await post('bank', claim, 'milestones', { milestone: 'dispute_opened', at });
    expect([same.status, same.body]).toEqual([201, first.body]);
    expect(await clockOf('lin', claim, 'inquiry')).toMatchObject({
      startedAt: at,
      state: 'running',
    });
    await milestone(claim, 'dispute_opened', 2, 'bank');
    await milestone(claim, 'dispute_escalated', 1, 'wang');
    expect(await clockOf('lin', claim, 'inquiry')).toMatchObject({ state: 'met' });
    const { body } = await service.get('lin', `/v1/claims/${claim.id}/milestones`);
    const { data } = body as { data: { milestone: string; recordedBy: object }[] };
    expect(data.map((record) => record.milestone)).toEqual([
      'dispute_opened',
      'dispute_opened',
      'dispute_escalated',
    ]);
    for (const record of data) expect(Object.keys(record.recordedBy)).toEqual(['role']);
  });

  it('know no milestone that the programme does not reckon with, and none of tomorrow', async () => {
    const claim = await waiting();
    const unknown = await milestone(claim, 'delivered', 1);
    expect(unknown.status).toBe(422);
    expect(unknown.body).toMatchObject({ code: 'milestone.unknown', field: 'milestone' });
    expect((unknown.body as { allowed: string[] }).allowed).toContain('dispute_opened');
    const tomorrow = await milestone(claim, 'complaint', -1);
    expect(tomorrow.body).toMatchObject({ status: 422, code: 'milestone.in_the_future' });
  });

  it('of which one ran out against the claimant ask a person, and refuse nothing', async () => {
    const claim = await waiting();
    await milestone(claim, 'complaint', 12);
    const late = await service.eventually(
      () => watch(claim),
      ({ nextStep }) => nextStep?.code === 'deny_by_default',
    );
    expect(late).toMatchObject({ status: 'awaiting_claimant', nextStep: { by: 'reviewer' } });
    await evidenceHandedIn(service, claim);
    const assessed = await untilStatus(service, claim.id, 'in_review', 'approved', 'paid');
    expect(assessed).toMatchObject({ status: 'in_review', nextStep: { code: 'deny_by_default' } });
  });

  it('run as long as a circumstance says, which only those who decide may see', async () => {
    const claim = await inReview(service);
    const before = await clockOf('wang', claim, 'decide');
    const body = { circumstance: 'new_account', established: true, note: 'Opened last week.' };
    const answer = await post('zhao', claim, 'circumstances', body);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ circumstance: 'new_account', lineId: null });
    await untilStatus(service, claim.id, 'in_review');
    const after = await clockOf('wang', claim, 'decide');
    expect(Date.parse(after.dueAt!)).toBeGreaterThan(Date.parse(before.dueAt!));
    expect(after.history.at(-1)).toMatchObject({ kind: 'extended', reason: 'new_account' });
    for (const person of ['lin', 'sun', 'audit', 'ops'] as const) {
      const shown = [
        (await service.get(person, `/v1/claims/${claim.id}`)).text,
        (await service.get(person, `/v1/claims/${claim.id}/clocks`)).text,
        await timeline(person, claim),
      ];
      expect(shown.join()).not.toMatch(/new_account|last week/);
      const refused = await service.get(person, `/v1/claims/${claim.id}/circumstances`);
      expectProblem(refused, 403, 'auth.not_allowed');
    }
    const { body: facts } = await service.get('wang', `/v1/claims/${claim.id}/circumstances`);
    expect((facts as { data: object[] }).data).toMatchObject([body]);
  });

  it('know no circumstance that the programme does not declare', async () => {
    const claim = await waiting();
    const body = { circumstance: 'rich', established: true, note: 'So they say.' };
    const answer = await post('wang', claim, 'circumstances', body);
    expect(answer.body).toMatchObject({ status: 422, code: 'circumstance.unknown' });
  });

  it('warn on the claim when a due time is an estimate', async () => {
    // Nobody publishes the holidays of a year so far ahead.
    await service.passTime(3 * 365 * DAY_MS);
    const claim = await filed(service);
    const { warnings } = await watch(claim);
    expect(warnings).toMatchObject([{ code: 'clock.due_estimated', clock: 'decide' }]);
    expect(JSON.stringify(warnings)).toMatch(/estimate.*估计/);
    expect(await clockOf('lin', claim, 'decide')).toMatchObject({ isEstimate: true });
    expect(await clockOf('lin', claim, 'forward')).toMatchObject({ isEstimate: false });
  });
});
