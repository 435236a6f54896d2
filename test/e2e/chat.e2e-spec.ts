import { startAccountAdapter } from '../../apps/cli/src/service-account/start-account-adapter';
import type { RunningAdapter } from '../../apps/cli/src/service-account/start-account-adapter';
import { claimOn, reported } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { CHANNEL_SECRET } from '../support/channel-inbox';
import type { ThreadLine } from '../support/mail-steps';
import { ACCOUNT, ServiceAccountPlatform } from '../support/service-account';
import { TestService } from '../support/test-service';

const CHAT_USER = 'openid_lin';

describe('a chat through a service account', () => {
  let platform: ServiceAccountPlatform;
  let adapter: RunningAdapter;
  let service: TestService;
  let claim: ClaimJson;
  /** Known once the service listens; the adapter has to be there before it. */
  const ganpei = { url: '' };

  beforeAll(async () => {
    platform = await ServiceAccountPlatform.open();
    const config = {
      ...ACCOUNT,
      apiUrl: platform.url,
      channel: 'wechat',
      get ganpeiUrl(): string {
        return ganpei.url;
      },
      secret: CHANNEL_SECRET,
      host: '127.0.0.1',
      port: 0,
    };
    adapter = await startAccountAdapter(config, () => new Date());
    platform.callbackUrl = `${adapter.url}/callback`;
    const im = { url: `${adapter.url}/send`, secret: CHANNEL_SECRET };
    const mail = { domain: 'claims.example.com', smtpUrl: null, sms: null, im };
    service = await TestService.start({ config: { mail } });
    ganpei.url = service.url;
    const contact = { name: 'Lin', phone: '+8613800138000', locale: 'zh-CN' };
    const { body } = await claimOn(service, await reported(service), { contact });
    claim = body as ClaimJson;
  });
  afterAll(async () => {
    await service.stop();
    await adapter.close();
    await platform.close();
  });

  async function said(): Promise<ThreadLine[]> {
    const { body } = await service.get('sun', `/v1/claims/${claim.id}/messages?limit=100`);
    const { data } = body as { data: ThreadLine[] };
    return data.filter(({ channel }) => channel === 'im').reverse();
  }

  const lastShown = (): string => platform.shown.get(CHAT_USER)?.at(-1) ?? '';

  it('is found by the platform, and by nobody who signs otherwise', async () => {
    expect(await platform.makeSure()).toEqual({ status: 200, body: 'my-word' });
    expect(await platform.makeSure('another-token')).toEqual({ status: 401, body: '' });
  });

  it('is told how to be joined to a claim while nobody knows whose it is', async () => {
    await platform.write(CHAT_USER, '我的钱被盗了');
    expect(lastShown()).toContain('绑定码');
    expect(lastShown()).toContain('400-000-0000');
    expect(await said()).toEqual([]);
  });

  it('is joined by a code that only the claimant is given', async () => {
    const path = `/v1/claims/${claim.id}/chat-codes`;
    expect((await service.post('chen', path, {})).status).toBe(404);
    expect((await service.post('sun', path, {})).status).toBe(403);
    const { body } = await service.post('lin', path, {});
    const { code } = body as { code: string };
    await platform.write(
      CHAT_USER,
      `绑定 ${code.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`,
    );
    expect(lastShown()).toContain('绑定码');
    await platform.write(CHAT_USER, `绑定 ${code}`);
    expect(lastShown()).toContain(claim.reference);
  });

  it('is on the claim, once, however often the platform calls', async () => {
    const number = await platform.write(CHAT_USER, '警方回执明天才有');
    await platform.write(CHAT_USER, '警方回执明天才有', number);
    expect(await said()).toEqual([
      expect.objectContaining({
        direction: 'in',
        body: '警方回执明天才有',
        trust: 'verified',
        author: { id: 'chat wechat', role: 'claimant', name: 'Lin' },
      }),
    ]);
    expect(lastShown()).toContain(claim.reference);
  });

  it('says where pictures go', async () => {
    await platform.sendPicture(CHAT_USER);
    expect(lastShown()).toContain('只能接收文字');
    expect(await said()).toHaveLength(1);
  });

  it('carries our messages back, also when another one has asked for a token', async () => {
    platform.replaceTokens();
    const body = '请把回执拍照发给我们。';
    await service.post('wang', `/v1/claims/${claim.id}/messages`, { body });
    const shown = await service.eventually(
      () => Promise.resolve(platform.shown.get(CHAT_USER) ?? []),
      (texts) => texts.some((text) => text.includes(body)),
    );
    expect(shown.find((text) => text.includes(body))).toContain(claim.reference);
  });

  it('is refused without the signature of the channel', async () => {
    const message = { type: 'message.received', id: '9', from: CHAT_USER, text: 'Pay me.' };
    const { status, body } = await service.post(null, '/v1/channels/wechat/inbound', message);
    expect({ status, code: (body as { code: string }).code }).toEqual({
      status: 401,
      code: 'channel.bad_signature',
    });
    expect(await said()).toHaveLength(1);
  });
});
