import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { UnitOfWork } from '@app/platform';
import { checkBooks } from '@app/reports';

import { startWalletEmulator } from '../../apps/cli/src/rail-emulators/wallet/start-wallet-emulator';
import type { WalletEmulator } from '../../apps/cli/src/rail-emulators/wallet/start-wallet-emulator';
import { claimNow, decide, judge, untilStatus } from '../support/builders';
import type { ClaimJson, Json } from '../support/builders';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';

const DAY_MS = 86_400_000;
const WALLET_SOURCE = 'our-wallet';
const usd = (amountMinor: string): Json => ({ currency: 'USD', amountMinor });

interface CreditedClaim extends ClaimJson {
  readonly clocks: readonly {
    readonly id: string;
    readonly state: string;
    readonly dueAt: string;
  }[];
  readonly provisional: {
    readonly status: string;
    readonly money: Json;
    readonly promisedBy: string;
    readonly grantedAt: string;
    readonly honouredUntil: string | null;
    readonly final: Json;
    readonly takenBack: Json;
    readonly owed: Json;
  } | null;
}

interface PayoutJson {
  readonly id: string;
  readonly status: string;
  readonly rail: string;
  readonly money: Json;
}

/** US Regulation E: who waits for longer than ten business days is credited first. */
describe('a credit before the decision, by HTTP', () => {
  let service: TestService;
  let wallet: WalletEmulator;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wallet-'));
    wallet = await startWalletEmulator({
      ...{ folder, port: 0, webhookUrl: 'http://127.0.0.1:9' },
      bookClock: () => service.clock.now(),
    });
    const offered = ['us-reg-e'];
    const { url, secret, webhookSecret } = { ...wallet, url: wallet.rail.url };
    service = await TestService.start({
      config: { programs: { packsDir: null, calendarsFile: null, offered } },
      rails: { wallet: { url, secret, webhookSecret, sources: [WALLET_SOURCE] } },
    });
  });
  afterAll(async () => {
    await service.stop();
    await wallet.close();
    await rm(folder, { recursive: true });
  });

  let payments = 0;
  /** 100.00 USD that somebody transferred without the consent of Lin; in review. */
  const claimed = async (source: string): Promise<ClaimJson> => {
    payments += 1;
    const paidAt = new Date(service.clock.now().getTime() - DAY_MS).toISOString();
    const payment = {
      ...{ source, sourceId: `us-${String(payments)}`, channel: 'card', rail: 'debit_card' },
      ...{ paidAt, settledAt: paidAt, status: 'settled', money: usd('10000') },
      ...{ payer: { id: 'u_1001' }, payee: { id: `m_${String(payments)}`, name: 'A shop' } },
    };
    const { body: reported } = await service.post('bank', '/v1/payments', { payments: [payment] });
    const [{ id: paymentId }] = (reported as { data: [{ id: string }] }).data;
    const { body: filed } = await service.post('lin', '/v1/claims', {
      lossType: 'unauthorised_eft',
      lines: [{ paymentId, money: usd('10000') }],
      narrative: 'Somebody used my card.',
      discoveredAt: new Date(service.clock.now().getTime() - 3_600_000).toISOString(),
      contact: { name: 'Lin', phone: '+12125550100', locale: 'en' },
      payoutMethod: { route: 'original' },
    });
    return untilStatus(service, (filed as ClaimJson).id, 'in_review');
  };
  const watch = async ({ id }: { readonly id: string }): Promise<CreditedClaim> =>
    (await claimNow(service, id)) as CreditedClaim;
  const until = (
    claim: ClaimJson,
    isThere: (seen: CreditedClaim) => boolean,
  ): Promise<CreditedClaim> => service.eventually(() => watch(claim), isThere);
  const get = async <Body>(by: Person, path: string): Promise<Body> =>
    (await service.get(by, path)).body as Body;
  const payoutsOf = async ({ id }: ClaimJson): Promise<PayoutJson[]> =>
    (await get<{ data: PayoutJson[] }>('lin', `/v1/payouts?claimId=${id}`)).data;
  const timeline = async ({ id }: ClaimJson): Promise<string[]> => {
    const path = `/v1/claims/${id}/timeline`;
    const { data } = await get<{ data: { kind: string }[] }>('lin', path);
    return data.map(({ kind }) => kind).filter((kind) => kind.startsWith('credit.'));
  };
  const journals = async ({ id }: ClaimJson): Promise<string[]> => {
    const path = `/v1/ledger/journals?claimId=${id}`;
    const { data } = await get<{
      data: { kind: string; transfers: { debit: string; credit: string; money: Json }[] }[];
    }>('audit', path);
    return data
      .flatMap(({ kind, transfers }) =>
        transfers.map(
          ({ debit, credit, money }) => `${kind} ${debit}/${credit} ${money.amountMinor}`,
        ),
      )
      .filter((line) => /^E(1[1-6]|36) /.test(line));
  };
  const record = async (claim: ClaimJson, what: string, body: object): Promise<void> => {
    const answer = await service.post('wang', `/v1/claims/${claim.id}/${what}`, body);
    expect(answer.status).toBe(201);
    await untilStatus(service, claim.id, 'in_review');
  };
  /** Nine business days are over: the tenth, by whose end it was promised, has begun. */
  const credited = async (claim: ClaimJson): Promise<CreditedClaim> => {
    const [decideBy] = (await watch(claim)).clocks.filter(({ id }) => id === 'decide');
    const tenthDay = Date.parse(decideBy!.dueAt) - DAY_MS / 2;
    await service.passTime(tenthDay - service.clock.now().getTime());
    await until(claim, ({ provisional }) => provisional !== null);
    await service.eventually(
      () => timeline(claim),
      (kinds) => kinds.includes('credit.arrived'),
    );
    return watch(claim);
  };
  const award = (claim: ClaimJson, amountMinor: string): object => ({
    outcome: 'approve',
    lines: claim.lines.map(({ id: lineId }) => ({
      ...{ lineId, award: usd(amountMinor), reasonCode: 'covered.full' },
    })),
    reason: 'The transfer was not yours.',
  });
  const denial = { outcome: 'deny', lines: [], reason: 'The transfer was your own.' };
  const sound = async (): Promise<string[]> => {
    const checks = await checkBooks(service.app.get(UnitOfWork).reads);
    return checks.flatMap(({ id, violations }) => violations.map(({ what }) => `${id} ${what}`));
  };

  it('is given in time, is final when the claim is approved, and the rest is paid', async () => {
    const claim = await claimed('test-bank');
    // The card was lost, so that 50.00 is Lin's own share as far as is known.
    const at = new Date(service.clock.now().getTime() - 3_600_000).toISOString();
    for (const milestone of ['learned_of_loss', 'statement_sent']) {
      await record(claim, 'milestones', { milestone, at });
    }
    const fact = { circumstance: 'access_device_lost', note: 'She said so on the telephone.' };
    await record(claim, 'circumstances', { ...fact, established: true });
    expect((await watch(claim)).provisional).toBeNull();

    const ahead = await credited(claim);
    expect(ahead.provisional).toMatchObject({ status: 'granted', money: usd('5000') });
    const { grantedAt, promisedBy } = ahead.provisional!;
    expect(Date.parse(grantedAt)).toBeLessThan(Date.parse(promisedBy));
    expect(ahead).toMatchObject({ status: 'in_review', paid: usd('0') });
    expect(await payoutsOf(claim)).toMatchObject([{ status: 'settled', money: usd('5000') }]);

    // It turns out that she had the card all the time: nothing is her own share.
    await record(claim, 'circumstances', { ...fact, established: false });
    const plan = await decide(service, 'wang', claim, { ...award(claim, '10000'), dryRun: true });
    expect(plan.status).toBe(201);
    expect(plan.body).toMatchObject({
      provisional: { credited: usd('5000'), final: usd('5000'), takenBack: usd('0') },
    });
    const planned = (plan.body as { journals: { kind: string }[] }).journals;
    expect(planned.map(({ kind }) => kind)).toContain('E12');

    const { body: decision } = await decide(service, 'wang', claim, award(claim, '10000'));
    await judge(service, 'zhao', (decision as { id: string }).id, 'approve');
    const paid = (await untilStatus(service, claim.id, 'paid')) as CreditedClaim;
    expect(paid).toMatchObject({ paid: usd('10000'), awarded: usd('10000') });
    expect(paid.provisional).toMatchObject({ status: 'final', final: usd('5000') });
    const moneys = (await payoutsOf(claim)).map(({ money }) => money.amountMinor);
    expect(moneys.sort()).toEqual(['5000', '5000']);
    expect((await journals(claim)).sort()).toEqual([
      ...['E11 1150/1030 5000', 'E12 2030/1150 5000'],
      ...['E15 2030/2040 5000', 'E16 2040/1030 5000'],
    ]);
    expect(await timeline(claim)).toEqual(['credit.granted', 'credit.arrived', 'credit.final']);
    expect(await sound()).toEqual([]);
  });

  it('into a wallet is honoured when the claim is denied, goes back, and leaves a debt', async () => {
    const claim = await claimed(WALLET_SOURCE);
    const ahead = await credited(claim);
    expect(ahead.provisional).toMatchObject({ status: 'granted', money: usd('10000') });
    const [payout] = await payoutsOf(claim);
    expect(payout).toMatchObject({ rail: 'wallet', status: 'settled' });
    const [kept] = wallet.rail.book().of(payout!.id);
    expect(kept).toMatchObject({ purpose: 'provisional_credit', status: 'settled' });

    const plan = await decide(service, 'wang', claim, { ...denial, dryRun: true });
    const { provisional, journals: planned } = plan.body as {
      provisional: { takenBack: Json; takenBackAt: string };
      journals: { kind: string; occurredAt: string }[];
    };
    expect(provisional).toMatchObject({ final: usd('0'), takenBack: usd('10000') });
    expect(planned.find(({ kind }) => kind === 'E13')?.occurredAt).toBe(provisional.takenBackAt);

    await decide(service, 'wang', claim, denial);
    const ending = await until(claim, (seen) => seen.provisional?.status === 'ending');
    expect(ending.status).toBe('denied');
    const { honouredUntil } = ending.provisional!;
    const days = (Date.parse(honouredUntil!) - service.clock.now().getTime()) / DAY_MS;
    expect(days).toBeGreaterThan(5);

    // She spends 60.00 of it, which is her right.
    const { key, id: reference } = { ...payout!, key: payout!.id.replace('_', '') };
    const spent = JSON.stringify({ key, reference, money: usd('6000') });
    await fetch(`${wallet.rail.url}/spending`, { method: 'POST', body: spent });
    await service.passTime(3 * DAY_MS);
    expect((await watch(claim)).provisional).toMatchObject({ status: 'ending', honouredUntil });

    await service.passTime(Date.parse(honouredUntil!) - service.clock.now().getTime() + 1_000);
    const over = await until(claim, (seen) => seen.provisional?.status === 'reversed');
    expect(over.provisional).toMatchObject({ takenBack: usd('4000'), owed: usd('6000') });
    expect((await journals(claim)).sort()).toEqual([
      ...['E11 1040/1010 10000', 'E11 1150/2100 10000'],
      ...['E13 1010/1040 4000', 'E13 2100/1150 4000', 'E14 1140/1150 6000'],
    ]);
    const recovery = await service.eventually(
      async () => {
        const { data } = await get<{ data: { kind: string; status: string }[] }>(
          'ops',
          `/v1/recoveries?claimId=${claim.id}`,
        );
        return data[0];
      },
      (found) => found !== undefined,
    );
    expect(recovery).toMatchObject({ kind: 'credit', status: 'requested' });
    expect(await timeline(claim)).toEqual([
      ...['credit.granted', 'credit.arrived', 'credit.ending', 'credit.ended', 'credit.owed'],
    ]);
    expect(await sound()).toEqual([]);
  });

  it('in a wallet that does not answer is ended by two people with evidence', async () => {
    const claim = await claimed(WALLET_SOURCE);
    await credited(claim);
    const [{ id } = { id: '' }] = await payoutsOf(claim);
    const path = `/v1/payouts/${id}/take-back/resolutions`;
    await decide(service, 'wang', claim, denial);
    const ending = await until(claim, (seen) => seen.provisional?.status === 'ending');
    wallet.rail.setFaults(Array.from({ length: 500 }, () => ({ kind: 'html', on: 'query' })));
    const endsAt = Date.parse(ending.provisional!.honouredUntil!);
    await service.passTime(endsAt - service.clock.now().getTime() + 1_000);
    const asked = await service.eventually(
      () => get<{ takeBack?: { money: Json } }>('audit', `/v1/payouts/${id}`),
      ({ takeBack }) => takeBack !== undefined,
    );
    expect(asked).toMatchObject({ takeBack: { money: usd('10000'), resolutions: [] } });

    const evidence = { kind: 'bank_letter', reference: 'Letter 7', note: 'They wrote.' };
    const takenAt = service.clock.now().toISOString();
    const said = { money: usd('4000'), takenAt, evidence };
    const early = await service.post('ops', path, said);
    expect(early.body).toMatchObject({ code: 'payout.take_back_not_resolvable' });
    await service.passTime(DAY_MS);
    const proposed = await service.post('ops', path, said);
    expect(proposed.status).toBe(201);
    expect(proposed.body).toMatchObject({ takeBack: { resolutions: [{ state: 'open' }] } });
    expect(await get('lin', `/v1/payouts/${id}`)).not.toHaveProperty('takeBack');
    const verdict = { verdict: 'approve', note: 'Seen.' };
    const own = await service.post('ops', `${path}/1/approvals`, verdict);
    expect(own.body).toMatchObject({ code: 'resolution.own_hand' });
    const approved = await service.post('zhao', `${path}/1/approvals`, verdict);
    expect(approved.body).toMatchObject({ takeBack: { taken: usd('4000') } });
    wallet.rail.setFaults([]);

    const { provisional } = await watch(claim);
    expect(provisional).toMatchObject({ status: 'reversed', owed: usd('6000') });
    expect(await journals(claim)).toEqual(expect.arrayContaining(['E14 1140/1150 6000']));
    expect(await sound()).toEqual([]);
  });

  it('is told in the words of the claimant, with what is next and by when', async () => {
    const claim = await claimed(WALLET_SOURCE);
    await credited(claim);
    await decide(service, 'wang', claim, denial);
    const messages = await service.eventually(
      async () => (await service.get('lin', `/v1/claims/${claim.id}/messages`)).text,
      (text) => text.includes('credit.goes_back') && text.includes('credit.paid_ahead'),
    );
    expect(messages).toMatch(/paid you 100\.00 USD ahead while we go on looking/);
    expect(messages).toMatch(/stay with you until the end of \d{4}-\d\d-\d\d/);
    expect(messages).not.toMatch(/provisional/i);
  });
});
