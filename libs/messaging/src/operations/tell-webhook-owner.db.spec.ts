import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { SYSTEM } from '@app/platform';

import { WebhookDesk } from '../../../../test/support/webhook-desk';
import type { DisabledFor, WebhookEndpointEntity } from '../persistence/webhook-endpoint.entity';
import { tellWebhookOwnerJob } from '../webhooks/webhook.jobs';
import { ChangeWebhook } from './change-webhook';
import { SwitchOffWebhook } from './switch-off-webhook';
import { TellWebhookOwner } from './tell-webhook-owner';

const HOUR_MS = 3_600_000;

describe('the owner of an endpoint that we switched off', () => {
  let desk: WebhookDesk;
  let endpoint: WebhookEndpointEntity;

  beforeAll(async () => {
    desk = await WebhookDesk.start();
  });
  afterAll(() => desk.stop());
  beforeEach(async () => {
    endpoint = await desk.endpoint('http://127.0.0.1:65535/hooks');
  });

  const tell = async (): Promise<void> =>
    desk.get(TellWebhookOwner).run({ endpointId: endpoint.id });
  const isOwed = async (): Promise<boolean> => {
    const later = new Date(desk.clock.now().getTime() + HOUR_MS);
    const due = await tellWebhookOwnerJob.findDue(desk.reads, later, 10);
    return due.some(({ endpointId }) => endpointId === endpoint.id);
  };
  /** The mail to the owner, with its text readable. */
  const noticeOf = async ({ id }: WebhookEndpointEntity): Promise<string> => {
    const raw = await readFile(join(desk.libs.stateDir, 'outbox', `${id}.eml`), 'latin1');
    const [head = '', body = ''] = raw.split('\r\n\r\n');
    return `${head}\n${Buffer.from(body, 'base64').toString()}`;
  };

  const switchOff = async (reason: DisabledFor): Promise<void> =>
    desk.transaction((tx) =>
      desk.get(SwitchOffWebhook).run(tx, SYSTEM, { endpointId: endpoint.id, reason }),
    );

  it('is told by one mail, with what to do and no link to the receiver', async () => {
    await switchOff('gone');
    await switchOff('gone');
    await Promise.all([tell(), tell()]);
    const mail = await noticeOf(endpoint);
    expect(mail).toContain(`To: ${desk.bank.id}@bank.example.com`);
    expect(mail).toContain(`/v1/webhook-endpoints/${endpoint.id}`);
    expect(mail).toMatch(/410[\s\S]*410/);
    expect(mail).not.toContain('127.0.0.1:65535');
    expect((await desk.now(endpoint)).noticeSentAt).toEqual(expect.any(Date));
    expect(await isOwed()).toBe(false);
  });

  it('is told later when no mail can leave now', async () => {
    const outbox = join(desk.libs.stateDir, 'outbox');
    await rm(outbox, { recursive: true, force: true });
    await writeFile(outbox, 'Nothing can be written below this.');
    await switchOff('failing');
    await tell();
    expect((await desk.now(endpoint)).noticeDueAt).toEqual(expect.any(Date));
    await rm(outbox);
    desk.clock.moveOn(HOUR_MS);
    expect(await isOwed()).toBe(true);
    await tell();
    expect(await noticeOf(endpoint)).toContain('three days');
  });

  it('is waited for no longer than three days', async () => {
    const outbox = join(desk.libs.stateDir, 'outbox');
    await rm(outbox, { recursive: true, force: true });
    await writeFile(outbox, 'Nothing can be written below this.');
    await switchOff('failing');
    desk.clock.moveOn(73 * HOUR_MS);
    await tell();
    await rm(outbox);
    expect(await desk.now(endpoint)).toMatchObject({ noticeDueAt: null, noticeSentAt: null });
  });

  it('is told again, and not before, when it is switched off another time', async () => {
    await switchOff('gone');
    await tell();
    const { id: endpointId, url } = endpoint;
    const on = { endpointId, url, types: [], isEnabled: true };
    await desk.transaction((tx) => desk.get(ChangeWebhook).run(tx, desk.bank, on));
    expect((await desk.now(endpoint)).noticeSentAt).toBeNull();
  });

  it('is told nothing when they did so themselves, or have it back by then', async () => {
    await switchOff('wish');
    expect((await desk.now(endpoint)).noticeDueAt).toBeNull();
    const { id: endpointId, url } = endpoint;
    const on = { endpointId, url, types: [], isEnabled: true };
    await desk.transaction((tx) => desk.get(ChangeWebhook).run(tx, desk.bank, on));
    await switchOff('failing');
    await desk.transaction((tx) => desk.get(ChangeWebhook).run(tx, desk.bank, on));
    await tell();
    expect((await desk.now(endpoint)).noticeSentAt).toBeNull();
  });
});
