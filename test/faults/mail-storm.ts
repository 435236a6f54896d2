import { setTimeout as sleep } from 'node:timers/promises';

import { createTransport } from 'nodemailer';

import { aClaim, aPayment, aPng } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { LIN, sentMails } from '../support/mail-steps';
import type { ThreadLine } from '../support/mail-steps';
import type { KillableService } from './killable-service';
import { PersistentClient } from './persistent-client';
import type { Sightings } from './persistent-client';

/** What comes in, while the service is killed. */
export interface StormPlan {
  readonly mails: number;
  readonly claims: number;
  /** Mail servers that send beside each other, each of them one mail after the other. */
  readonly senders: number;
  /** Between two mails of one of them. */
  readonly pauseMs: number;
  /** How long the service lives next time, once it serves. */
  readonly livesMs: () => number;
  /** Every so many mails brings a picture. */
  readonly pictureEach: number;
}

export interface StormReport {
  readonly kills: number;
  /** Tries that came to nothing: the service was dead, or died before it had answered. */
  readonly triesInVain: number;
  readonly sendingMs: number;
  /** From the last mail that was taken to the last one that was read. */
  readonly readingMs: number;
  readonly lost: readonly number[];
  readonly doubled: readonly number[];
  /** Mails whose picture is not on the claim, or there more than once. */
  readonly withoutPicture: readonly number[];
}

const RETRY_MS = 100;
const READING_LIMIT_MS = 300_000;
const NUMBER = /^mail number (\d+)$/;

/** Mails that come in while the service is killed, and a count of what is on the claims. */
export class MailStorm {
  private triesInVain = 0;
  private sent = 0;
  private kills = 0;

  private constructor(
    private readonly service: KillableService,
    private readonly plan: StormPlan,
    private readonly agent: PersistentClient,
    private readonly claims: readonly ClaimJson[],
    private readonly addresses: readonly string[],
  ) {}

  /** Has a running service with some claims that can be answered by mail. */
  static async prepare(
    service: KillableService,
    plan: StormPlan,
    seen: Sightings,
  ): Promise<MailStorm> {
    const [lin, sun, ops] = await Promise.all(
      ['lin', 'sun', 'ops'].map((name) => PersistentClient.signIn(service.url, name, seen)),
    );
    if (lin === undefined || sun === undefined || ops === undefined)
      throw new Error('Nobody came.');
    const claims: ClaimJson[] = [];
    for (let count = 0; count < plan.claims; count += 1) claims.push(await filed(lin, ops));
    const addresses: string[] = [];
    for (const claim of claims) addresses.push(await addressOf(service, claim));
    return new MailStorm(service, plan, sun, claims, addresses);
  }

  /** Sends every mail until it is taken, with kills meanwhile, and waits until all are read. */
  async run(): Promise<StormReport> {
    const startedAt = performance.now();
    const sending = Promise.all(Array.from({ length: this.plan.senders }, () => this.send()));
    await Promise.all([sending, this.killUntil(sending)]);
    const takenAt = performance.now();
    await this.untilRead();
    const readAt = performance.now();
    return {
      kills: this.kills,
      triesInVain: this.triesInVain,
      sendingMs: takenAt - startedAt,
      readingMs: readAt - takenAt,
      ...(await this.count()),
    };
  }

  private async killUntil(sending: Promise<unknown>): Promise<void> {
    const state = { isOver: false };
    void sending.finally(() => (state.isOver = true));
    while (!state.isOver) {
      await this.service.untilReady();
      await sleep(this.plan.livesMs());
      await this.service.kill();
      this.kills += 1;
      this.service.start('up');
    }
    await this.service.untilReady();
  }

  /** One mail server: it gives up on no mail, and sends the same bytes each time. */
  private async send(): Promise<void> {
    while (this.sent < this.plan.mails) {
      const number = this.sent;
      this.sent += 1;
      const mail = this.mail(number);
      while (!(await this.tryOnce(mail))) await sleep(RETRY_MS);
      await sleep(this.plan.pauseMs);
    }
  }

  private mail(number: number): object {
    const to = this.addresses[number % this.addresses.length];
    const name = `p${String(number)}.png`;
    const picture = { filename: name, content: aPng(name) };
    return {
      from: LIN,
      to,
      messageId: `<storm-${String(number)}@example.com>`,
      date: new Date(0),
      subject: 'Re: your mail',
      text: `mail number ${String(number)}`,
      baseBoundary: `storm-${String(number)}`,
      attachments: this.hasPicture(number) ? [picture] : [],
    };
  }

  private hasPicture(number: number): boolean {
    return number % this.plan.pictureEach === 0;
  }

  private async tryOnce(mail: object): Promise<boolean> {
    const transport = createTransport({
      host: '127.0.0.1',
      port: this.service.mailPort,
      ignoreTLS: true,
    });
    try {
      await transport.sendMail(mail);
      return true;
    } catch (error) {
      const { responseCode = 0 } = error as { responseCode?: number };
      if (responseCode >= 500) throw error; // It was refused for good: that is a failure.
      this.triesInVain += 1;
      return false;
    } finally {
      transport.close();
    }
  }

  private async untilRead(): Promise<void> {
    const deadline = Date.now() + READING_LIMIT_MS;
    for (;;) {
      const path = '/v1/inbound-mails?state=received&limit=1';
      const { data } = await this.agent.get<{ data: readonly unknown[] }>(path);
      if (data.length === 0) return;
      if (Date.now() > deadline) throw new Error('Some mails are never read.');
      await sleep(RETRY_MS);
    }
  }

  private async count(): Promise<Pick<StormReport, 'lost' | 'doubled' | 'withoutPicture'>> {
    const lines: ThreadLine[] = [];
    for (const { id } of this.claims) {
      lines.push(...(await this.agent.list<ThreadLine>(`/v1/claims/${id}/messages`)));
    }
    const found = new Map<number, ThreadLine[]>();
    for (const line of lines) {
      const number = NUMBER.exec(line.body)?.[1];
      if (number === undefined || line.channel !== 'mail') continue;
      found.set(Number(number), [...(found.get(Number(number)) ?? []), line]);
    }
    const all = Array.from({ length: this.plan.mails }, (_, number) => number);
    const filesOf = (number: number): number =>
      (found.get(number) ?? []).reduce((sum, { files }) => sum + files.length, 0);
    return {
      lost: all.filter((number) => !found.has(number)),
      doubled: all.filter((number) => (found.get(number)?.length ?? 0) > 1),
      withoutPicture: all.filter((number) => filesOf(number) !== Number(this.hasPicture(number))),
    };
  }
}

async function filed(lin: PersistentClient, ops: PersistentClient): Promise<ClaimJson> {
  const payments = [aPayment({ amountMinor: '19900' })];
  const reported = await ops.post<{ data: [{ id: string }] }>('/v1/payments', { payments });
  const [{ id: paymentId }] = reported.body.data;
  const contact = { name: 'Lin', email: LIN, phone: '+8613800138000', locale: 'en' };
  const claim = { ...aClaim([{ paymentId }]), contact };
  return (await lin.post<ClaimJson>('/v1/claims', claim)).body;
}

/** The address in the first mail that the service has sent about a claim. */
async function addressOf(service: KillableService, claim: ClaimJson): Promise<string> {
  for (;;) {
    const mails = await sentMails(service);
    const mail = mails.find(({ subject }) => subject.includes(claim.reference));
    const address = /reply\+[^\s<>]+/.exec(mail?.fields.get('reply-to') ?? '')?.[0];
    if (address !== undefined) return address;
    await sleep(RETRY_MS);
  }
}
