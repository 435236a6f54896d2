import { Accounts, UnitOfWork } from '@app/platform';

import { cny } from '../support/builders';
import { DAY_MS } from '../support/controls';
import type { TestService } from '../support/test-service';

/** The requests that change rights and limits. A day passes, which an invitation needs. */
export async function goodControlRequests(
  service: TestService,
): Promise<
  Record<
    string,
    { readonly path: string; readonly body: object; readonly others?: readonly object[] }
  >
> {
  const spare = { username: 'spare@demo.ganpei', name: 'Spare', role: 'auditor' } as const;
  const userId = await service.app
    .get(UnitOfWork)
    .transaction((tx) =>
      service.app.get(Accounts).add(tx, { ...spare, password: null, demo: true }),
    );
  const reason = 'We grow.';
  const invite = { kind: 'user.invite', userId, reason };
  const { body: toApprove } = await service.post('ops', '/v1/changes', invite);
  const newUser = { ...spare, username: 'new@demo.ganpei', partyId: 'u_1003', personId: userId };
  const bill = {
    ...{ kind: 'contribution.bill', reason },
    billing: { payer: 'run-11', money: cny('1200'), fromMonth: '2026-11', months: 12 },
  };
  return {
    'POST /v1/changes': {
      path: '/v1/changes',
      body: { kind: 'limit.set', reason, limit: { name: 'draftsPerParty', value: 10 } },
      others: [
        { kind: 'limit.set', reason, limit: { name: 'fundLowMinor', currency: 'CNY', value: 1 } },
        {
          ...{ kind: 'rail.top_up', reason },
          railTopUp: { rail: 'simulated', money: cny('100'), source: 'operating_cash' },
        },
        { kind: 'user.add', reason, newUser },
        { kind: 'user.role', reason, userId, role: 'agent' },
        { kind: 'user.person', reason, userId, personId: toApprove.proposedBy as string },
        {
          ...{ kind: 'top_up.set', reason },
          topUp: { rail: 'simulated', currency: 'CNY', lowMinor: 100, targetMinor: 500 },
        },
        bill,
        { kind: 'contribution.unbill', reason, billedBy: await inForce(service, bill) },
        { kind: 'estimate.raise', reason, estimate: { money: cny('700'), lossMonth: '2026-11' } },
      ],
    },
    'POST /v1/changes/:id/approvals': {
      path: `/v1/changes/${String(toApprove.id)}/approvals`,
      body: { verdict: 'approve', note: 'Agreed.' },
    },
    'POST /v1/auth/password': {
      path: '/v1/auth/password',
      body: { token: await invitation(service, invite), password: 'four brown horses' },
    },
  };
}

/** The id of a change that another person has approved, and that holds. */
async function inForce(service: TestService, wish: object): Promise<string> {
  const { body: change } = await service.post('ops', '/v1/changes', wish);
  const path = `/v1/changes/${String(change.id)}`;
  await service.post('zhao', `${path}/approvals`, { verdict: 'approve', note: 'Agreed.' });
  await service.eventually(
    () => service.get('ops', path),
    ({ body }) => body.status === 'in_force',
  );
  return String(change.id);
}

async function invitation(service: TestService, invite: object): Promise<string> {
  const { body: change } = await service.post('ops', '/v1/changes', invite);
  const path = `/v1/changes/${String(change.id)}`;
  await service.post('zhao', `${path}/approvals`, { verdict: 'approve', note: 'Agreed.' });
  await service.passTime(DAY_MS);
  const { body } = await service.eventually(
    () => service.post('zhao', `${path}/invitation`, {}),
    ({ status }) => status === 201,
  );
  return String(body.token);
}
