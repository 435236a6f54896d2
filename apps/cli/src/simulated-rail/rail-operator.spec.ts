import { Money } from '@app/money';

import type { RailFault } from './rail-fault';
import { RailOperator } from './rail-operator';
import { RailHouse, SECRET, anOrder } from './testing/rail-house';

let house: RailHouse;

beforeEach(async () => {
  house = await RailHouse.start();
});

afterEach(async () => {
  await house.stop();
});

describe('the operator of the rail', () => {
  it('sets faults for some requests only, and sees what is left', async () => {
    const operator = new RailOperator(house.rail.url, SECRET);
    await operator.setFaults([
      { kind: 'html', times: 2, match: { amountMinor: '500' } },
      { kind: 'redirect', match: { reference: 'pyo_nobody' } },
    ]);
    const small = anOrder({ money: Money.of(500n, 'CNY') });
    expect(await house.adapter.send(anOrder())).toMatchObject({ outcome: 'confirmed' });
    expect(await house.adapter.send(small)).toMatchObject({
      outcome: 'unknown',
      reason: 'not_json',
    });
    expect(await operator.faults()).toMatchObject([
      { kind: 'html', times: 1 },
      { kind: 'redirect', times: 1 },
    ]);
    await operator.setFaults([]);
    expect(await house.adapter.send(small)).toMatchObject({ outcome: 'confirmed' });
  });

  it.each([
    [{ kind: 'explode' }, 'faults[1].kind'],
    [{ kind: 'delay' }, 'faults[1].ms'],
    [{ kind: 'delay', ms: 3_000_000_000 }, 'faults[1].ms'],
    [{ kind: 'reject' }, 'faults[1].code'],
    [{ kind: 'throttle', status: 200 }, 'faults[1].status'],
    [{ kind: 'html', times: -1 }, 'faults[1].times'],
    [{ kind: 'settle_later', ms: 1, on: 'query' }, 'faults[1].on'],
    [{ kind: 'html', match: { payee: 'x' } }, 'faults[1].match.payee'],
  ])('is told which part of a fault is wrong: %j', async (fault, field) => {
    const operator = new RailOperator(house.rail.url, SECRET);
    const faults = [{ kind: 'html' }, fault] as unknown as RailFault[];
    await expect(operator.setFaults(faults)).rejects.toThrow(field);
    expect(await operator.faults()).toEqual([]);
  });

  it('reads the statement page by page, and from a time on', async () => {
    const operator = new RailOperator(house.rail.url, SECRET);
    for (let sent = 0; sent < 3; sent += 1) await house.adapter.send(anOrder());
    const first = await operator.statement(new Date(0), { limit: 2 });
    expect(first).toMatchObject({ hasMore: true, next: first.data[1]?.transferId });
    const second = await operator.statement(new Date(0), { limit: 2, after: first.next ?? '' });
    expect(second.hasMore).toBe(false);
    const references = [...first.data, ...second.data].map(({ reference }) => reference);
    expect(references).toEqual(house.rail.book().transfers.map(({ reference }) => reference));
    expect((await operator.statement(new Date(Date.now() + 60_000))).data).toEqual([]);
  });
});
