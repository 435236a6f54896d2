import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

import { addressRefused, hostUnknown } from '../domain/webhook-refusals';
import { readWebhookUrl } from '../domain/webhook-url';
import { isLoopbackAddress, isPublicAddress } from './public-address';

/** Finds the IP addresses of a host. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** An address that was looked at, and the one IP address that may be connected to for it. */
export interface Destination {
  readonly url: URL;
  readonly address: string;
}

const BRACKETS = /^\[|\]$/g;

/** As the operating system does it. */
const resolveHost: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Where webhooks may go: never into our own network. A name is looked up each time, and only the
 * address that was looked at is connected to, because a name may lead elsewhere a moment later.
 */
export class WebhookDestinations {
  constructor(
    private readonly isDemo: boolean,
    private readonly resolve: Resolve = resolveHost,
  ) {}

  /**
   * Refuses what `readWebhookUrl` refuses, `webhook.host_unknown`, and `webhook.address_refused`
   * when any of the host's addresses is not public. In demo mode this machine is let in.
   */
  async find(text: string): Promise<Destination> {
    const url = readWebhookUrl(text, this.isDemo);
    const host = url.hostname.replace(BRACKETS, '');
    const addresses = isIP(host) === 0 ? await this.resolved(host) : [host];
    const [address] = addresses;
    if (address === undefined) throw hostUnknown(host);
    if (!addresses.every((candidate) => this.isAllowed(candidate))) throw addressRefused(host);
    return { url, address };
  }

  private async resolved(host: string): Promise<readonly string[]> {
    try {
      return await this.resolve(host);
    } catch {
      return [];
    }
  }

  private isAllowed(address: string): boolean {
    return isPublicAddress(address) || (this.isDemo && isLoopbackAddress(address));
  }
}
