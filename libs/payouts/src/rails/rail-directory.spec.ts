import type { Bilingual } from '@app/kernel';
import { Money } from '@app/money';

import type { CarriedOrder, PayoutRail } from './payout-rail';
import { RailDirectory } from './rail-directory';

const ORDER: CarriedOrder = {
  money: Money.of(19_900n, 'CNY'),
  payee: { route: 'original', channel: 'card', paymentSource: 'bank', paymentSourceId: 'T1' },
};

function aRail(name: string, refusal: Bilingual | null): PayoutRail {
  const silent = (): never => {
    throw new Error('Nobody asks it here.');
  };
  return {
    name,
    keyLifetimeMs: 1,
    settlementWindowMs: 1,
    refusal: () => refusal,
    send: silent,
    query: silent,
    verifyWebhook: silent,
  };
}

const REFUSAL = { en: 'It pays in EUR only.', 'zh-CN': '仅支持欧元。' };

describe('the rail of a payout', () => {
  it('is the first one that can carry it', () => {
    const rails = new RailDirectory([aRail('a', REFUSAL), aRail('b', null), aRail('c', null)]);
    expect(rails.forOrder(ORDER).name).toBe('b');
  });

  it('is none when every rail refuses, and each says why', () => {
    const rails = new RailDirectory([aRail('a', REFUSAL)]);
    const code = 'payout.no_rail';
    expect(() => rails.forOrder(ORDER)).toThrow(expect.objectContaining({ code }) as Error);
    expect(() => rails.forOrder(ORDER)).toThrow('a: It pays in EUR only.');
  });

  it('is none where none is configured', () => {
    expect(() => new RailDirectory([]).forOrder(ORDER)).toThrow('RAIL_SIMULATED_URL');
  });
});
