import { claimNow, cny, evidenceHandedIn, filed, untilStatus } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { contributed } from '../support/contributions';
import { TestService } from '../support/test-service';

interface PayoutJson {
  readonly claimId: string;
  readonly status: string;
  readonly statusReason?: string;
}

describe('money for payouts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });
  afterAll(async () => {
    await service.stop();
  });

  const contribute = async (amountMinor: string, toRailMinor?: string): Promise<void> => {
    const toRail =
      toRailMinor === undefined ? {} : { toRail: { rail: 'simulated', money: cny(toRailMinor) } };
    await contributed(service, { money: cny(amountMinor), ...toRail });
  };
  const approved = async (): Promise<ClaimJson> => {
    // Two of them in a month stay within what the machine may approve.
    const claim = await filed(service, { amountMinor: '9900' });
    await untilStatus(service, claim.id, 'awaiting_claimant');
    await evidenceHandedIn(service, claim);
    return untilStatus(service, claim.id, 'paying', 'paid');
  };
  const payoutOf = async ({ id }: ClaimJson): Promise<PayoutJson | undefined> => {
    const { data } = (await service.get('audit', '/v1/payouts')).body as { data: PayoutJson[] };
    return data.find(({ claimId }) => claimId === id);
  };
  const timeline = async ({ id }: ClaimJson): Promise<string[]> => {
    const response = await service.get('lin', `/v1/claims/${id}/timeline`);
    const { data } = response.body as { data: { kind: string }[] };
    return data.map(({ kind }) => kind).filter((kind) => kind.startsWith('payout.'));
  };

  it('is missing, and everybody sees it; when it comes, the claim is paid by itself', async () => {
    await contribute('100');
    const claim = await approved();
    await service.eventually(
      () => payoutOf(claim),
      (payout) => payout?.statusReason === 'awaiting_funds',
    );
    const waiting = await service.eventually(
      () => claimNow(service, claim.id),
      ({ nextStep }) => nextStep?.code === 'await_funds',
    );
    expect(waiting).toMatchObject({
      status: 'paying',
      nextStep: {
        by: 'operator',
        text: {
          en: expect.stringContaining('waits until money') as string,
          'zh-CN': expect.stringContaining('资金') as string,
        },
      },
    });
    expect(await payoutOf(claim)).toMatchObject({ status: 'created' });
    await contribute('20000', '15000');
    await service.eventually(
      () => claimNow(service, claim.id),
      ({ status }) => status === 'paid',
    );
    expect(await timeline(claim)).toEqual([
      'payout.opened',
      'payout.awaiting_funds',
      'payout.funded',
      'payout.settled',
    ]);
  });

  it('is there: the lane of a claim is refilled before anybody notices', async () => {
    await contribute('10000000', '10000000');
    const claim = await approved();
    await untilStatus(service, claim.id, 'paid');
    expect(await timeline(claim)).toEqual(['payout.opened', 'payout.settled']);
  });
});
