import type { MoneyJson } from '@app/money';

import type { RailFault } from './rail-fault';
import { signRequest } from './request-signature';
import type { StatementPage } from './statement';

/** The operator's client of a running rail: faults, balance and statement over signed HTTP. */
export class RailOperator {
  constructor(
    private readonly url: string,
    private readonly secret: string,
  ) {}

  /** Replaces the faults; returns those in force. */
  setFaults(faults: readonly RailFault[]): Promise<RailFault[]> {
    return this.call('PUT', '/faults', faults);
  }

  /** The faults that are left. */
  faults(): Promise<RailFault[]> {
    return this.call('GET', '/faults');
  }

  balance(): Promise<{ data: MoneyJson[] }> {
    return this.call('GET', '/balance');
  }

  /** Puts money into our account at the rail. */
  deposit(money: MoneyJson): Promise<{ data: MoneyJson[] }> {
    return this.call('POST', '/deposits', { money });
  }

  /** Transfers that changed at or after a time, oldest first. */
  statement(since: Date, page: { limit?: number; after?: string } = {}): Promise<StatementPage> {
    const query = new URLSearchParams({ since: since.toISOString() });
    if (page.limit !== undefined) query.set('limit', String(page.limit));
    if (page.after !== undefined) query.set('after', page.after);
    return this.call('GET', `/transfers?${query.toString()}`);
  }

  private async call<Result>(method: string, target: string, content?: object): Promise<Result> {
    const body = content === undefined ? '' : JSON.stringify(content);
    const response = await fetch(new URL(target, this.url), {
      method,
      headers: { ...signRequest({ method, target, body }, this.secret), connection: 'close' },
      ...(body === '' ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The rail answered ${String(response.status)}: ${text}`);
    return JSON.parse(text) as Result;
  }
}
