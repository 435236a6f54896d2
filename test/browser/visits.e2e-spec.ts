import type { Page } from 'playwright-core';

import { inReview } from '../support/builders';
import { describeInBrowser } from './chromium';
import { PortalUnderTest, expectSeen, signIn, takePicture } from './portal-under-test';

const WORDS = 'My card is locked since this morning.';

describeInBrowser()('whoever visits on a phone, in a browser', () => {
  let portal: PortalUnderTest;
  let reference = '';

  beforeAll(async () => {
    portal = await PortalUnderTest.start();
    ({ reference } = await inReview(portal.service));
  });
  afterEach(() => portal.endVisits());
  afterAll(() => portal.stop());

  const onClaim = (): Promise<Page> => portal.visit({ to: `?claim=${reference}`, as: 'lin' });
  const timesSaid = async (words: string): Promise<number> => {
    const { body } = await portal.service.get('lin', `/v1/claims/${reference}/messages`);
    return (body as { data: { body: unknown }[] }).data.filter((said) => said.body === words)
      .length;
  };

  it('reads the language of the browser, changes it by one touch and finds it so again', async () => {
    const page = await portal.visit({ language: 'en' });
    await expectSeen(page.getByRole('heading', { level: 1, name: 'You dare to pay' }));
    await page.getByRole('link', { name: '中文' }).click();
    const chinese = page.getByRole('heading', { level: 1, name: '你敢付' });
    await expectSeen(chinese);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.goto(`${portal.service.url}/`);
    await expectSeen(chinese);
  });

  it('is told that the network is gone, and what they wrote goes once when it is back', async () => {
    const page = await onClaim();
    await page.getByLabel('Write to us').fill(WORDS);
    await page.context().setOffline(true);
    await expectSeen(page.getByText('You are offline.'));
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expectSeen(page.getByText('It did not get through yet.'));
    await takePicture(page, 'claim-offline');
    expect(await page.getByLabel('Write to us').inputValue()).toBe(WORDS);
    await page.context().setOffline(false);
    await expectSeen(page.getByText('We have it.'));
    expect(await page.getByText('You are offline.').count()).toBe(0);
    expect(await timesSaid(WORDS)).toBe(1);
  });

  it('has said it once, though the answer got lost on the way', async () => {
    const words = 'Did this arrive?';
    const page = await onClaim();
    let isLost = false;
    await page.route('**/messages', async (route) => {
      if (isLost || route.request().method() === 'GET') return route.continue();
      isLost = true;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.getByLabel('Write to us').fill(words);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expectSeen(page.getByText('It did not get through yet.'));
    expect(await timesSaid(words)).toBe(1);
    await page.getByRole('button', { name: 'Send now' }).click();
    await expectSeen(page.getByText('We have it.'));
    expect(await timesSaid(words)).toBe(1);
  });

  it('finds what they wrote after a reload, and after their session is over', async () => {
    const page = await onClaim();
    await page.getByLabel('Write to us').fill('Half a sent');
    await page.clock.install();
    await page.reload();
    const box = page.getByLabel('Write to us');
    await expectSeen(box);
    expect(await box.inputValue()).toBe('Half a sent');
    await page.clock.fastForward('15:01');
    await expectSeen(page.getByText('You were signed out because your time was up.'));
    await takePicture(page, 'session-ended');
    await signIn(page, 'lin');
    await expectSeen(box);
    expect(await box.inputValue()).toBe('Half a sent');
  });

  it('has the number to call before anything else, on a network that is slow', async () => {
    const page = await portal.visit();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50_000,
      uploadThroughput: 25_000,
    });
    await page.goto(`${portal.service.url}/?claims=`);
    await expectSeen(page.getByRole('link', { name: '400-000-0000' }).first());
    await expectSeen(page.getByLabel('Account'));
  });

  it('is told when figures cannot be had, and gets them by trying again', async () => {
    const page = await portal.visit();
    await page.route('**/v1/public/guarantee', (route) => route.abort());
    await page.reload();
    const failure = page.getByRole('alert').filter({ hasText: 'We cannot show the figures' });
    await expectSeen(failure);
    await takePicture(page, 'figures-failed');
    await page.unroute('**/v1/public/guarantee');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectSeen(page.getByText('Claims so far'));
    expect(await failure.count()).toBe(0);
  });
});
