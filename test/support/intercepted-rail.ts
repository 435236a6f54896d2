import type { PayoutRail, RailAnswer, RailOrder } from '@app/payouts';

/** One call of the service to a rail; `deliver` lets it go through to the rail behind. */
export interface RailCall {
  readonly kind: 'send' | 'query';
  readonly order: RailOrder;
  deliver(): Promise<RailAnswer>;
}

/**
 * Stands between the service and a rail, so that a test can lose a call, lose its answer, or let
 * the process "die" in the middle. Without an interceptor it lets everything through.
 */
export class InterceptedRail implements PayoutRail {
  /** Every call that the service made, in order. */
  readonly calls: RailCall[] = [];
  /** What happens instead of a call. */
  intercept: (call: RailCall) => Promise<RailAnswer> = (call) => call.deliver();

  /** Only of a rail into wallets of our own. */
  readonly takeBack?: NonNullable<PayoutRail['takeBack']>;

  constructor(private readonly rail: PayoutRail) {
    if (rail.takeBack !== undefined) this.takeBack = rail.takeBack.bind(rail);
  }

  get name(): string {
    return this.rail.name;
  }

  get keyLifetimeMs(): number {
    return this.rail.keyLifetimeMs;
  }

  get settlementWindowMs(): number {
    return this.rail.settlementWindowMs;
  }

  refusal(...order: Parameters<PayoutRail['refusal']>): ReturnType<PayoutRail['refusal']> {
    return this.rail.refusal(...order);
  }

  send(order: RailOrder): Promise<RailAnswer> {
    return this.pass({ kind: 'send', order, deliver: () => this.rail.send(order) });
  }

  query(order: RailOrder): Promise<RailAnswer> {
    return this.pass({ kind: 'query', order, deliver: () => this.rail.query(order) });
  }

  verifyWebhook(
    ...delivery: Parameters<PayoutRail['verifyWebhook']>
  ): ReturnType<PayoutRail['verifyWebhook']> {
    return this.rail.verifyWebhook(...delivery);
  }

  /** How often the service sent an order, whatever became of it. */
  sendsOf(payoutId: string): number {
    return this.calls.filter(({ kind, order }) => kind === 'send' && order.reference === payoutId)
      .length;
  }

  private pass(call: RailCall): Promise<RailAnswer> {
    this.calls.push(call);
    return this.intercept(call);
  }
}
