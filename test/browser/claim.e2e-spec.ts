import type { Locator, Page } from 'playwright-core';

import { aPng, filed, inReview, untilStatus } from '../support/builders';
import { describeInBrowser } from './chromium';
import { PortalUnderTest, expectSeen, signIn, takePicture } from './portal-under-test';

describeInBrowser()('somebody who follows their claim, in a browser', () => {
  let portal: PortalUnderTest;

  beforeAll(async () => {
    portal = await PortalUnderTest.start();
  });
  afterEach(() => portal.endVisits());
  afterAll(() => portal.stop());

  const awaited = async (): Promise<string> => {
    const { id, reference } = await filed(portal.service, { amountMinor: '86000' });
    await untilStatus(portal.service, id, 'awaiting_claimant');
    return reference;
  };
  const task = (page: Page, name: string): Locator =>
    page.locator('section[aria-labelledby=tasks] li').filter({ hasText: name });

  it('signs in from the first page and finds the claim in their list', async () => {
    const reference = await awaited();
    const page = await portal.visit();
    await page.getByRole('link', { name: 'Sign in and follow your claim' }).click();
    await page.getByLabel('Account').fill('lin@demo.ganpei');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expectSeen(page.getByRole('alert').getByText('You are not signed in'));
    await takePicture(page, 'sign-in-refused');
    expect(await page.getByLabel('Account').inputValue()).toBe('lin@demo.ganpei');
    await signIn(page, 'lin');
    await page.getByRole('link', { name: reference }).click();
    await expectSeen(page.getByRole('heading', { level: 1, name: `Claim ${reference}` }));
    await page.goBack();
    await expectSeen(page.getByRole('heading', { level: 1, name: 'My claims' }));
    await takePicture(page, 'claims');
  });

  it('is led from the link of a mail, by way of the sign-in, to the claim', async () => {
    const reference = await awaited();
    const page = await portal.visit({ to: `?claim=${reference}`, as: 'lin', language: 'zh-CN' });
    const heading = page.getByRole('heading', { level: 1, name: reference });
    await expectSeen(heading);
    await expectSeen(heading.and(page.locator(':focus')));
    await expectSeen(page.getByRole('link', { name: '400-000-0000' }).first());
    await takePicture(page, 'claim-zh-CN');
  });

  it('hands in a file for one thing that is asked, and says why another cannot be had', async () => {
    const page = await portal.visit({ to: `?claim=${await awaited()}`, as: 'lin' });
    const identity = task(page, 'identity');
    const file = { name: '身份证.png', mimeType: 'image/png', buffer: aPng('browser') };
    await identity.getByLabel(/^Send a file or a photo/).setInputFiles(file);
    await expectSeen(identity.getByText('Received'));
    const police = task(page, 'police');
    await police.getByRole('button', { name: 'I do not have it' }).click();
    await police.getByLabel(/^Why you cannot give this/).fill('The station opens on Monday.');
    await police.getByRole('button', { name: 'Tell us' }).click();
    await expectSeen(police.getByText('What you told us: The station opens on Monday.'));
    await takePicture(page, 'claim-tasks');
    const evidence = page.locator('section[aria-labelledby=evidence]');
    await expectSeen(evidence.getByText('身份证.png'));
  });

  it('is told what to do about a file that is not taken', async () => {
    const page = await portal.visit({ to: `?claim=${await awaited()}`, as: 'lin' });
    const identity = task(page, 'identity');
    const file = { name: 'a.exe', mimeType: 'image/png', buffer: Buffer.from('MZ not a picture') };
    await identity.getByLabel(/^Send a file or a photo/).setInputFiles(file);
    await expectSeen(identity.getByRole('alert').getByText('We could not take a.exe'));
    await expectSeen(identity.getByRole('alert').getByText(/JPEG|PNG/));
    await takePicture(page, 'claim-file-refused');
  });

  it('writes a message and sees it among what was said', async () => {
    const { reference } = await inReview(portal.service);
    const page = await portal.visit({ to: `?claim=${reference}`, as: 'lin' });
    await page.getByLabel('Write to us').fill('My card is locked.\n<b>Not bold</b>');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expectSeen(page.getByText('We have it.'));
    const said = page.locator('ol.thread').getByText('My card is locked.');
    await expectSeen(said);
    await expectSeen(said.getByText('<b>Not bold</b>'));
    expect(await page.getByLabel('Write to us').inputValue()).toBe('');
  });

  it('withdraws the claim after being asked whether they are sure', async () => {
    const { reference } = await inReview(portal.service);
    const page = await portal.visit({ to: `?claim=${reference}`, as: 'lin' });
    await page.getByRole('button', { name: 'Withdraw …' }).click();
    await expectSeen(page.getByRole('heading', { name: 'Do you want to withdraw this claim?' }));
    await takePicture(page, 'claim-withdraw');
    await page.getByRole('button', { name: 'Yes, withdraw it' }).click();
    await expectSeen(
      page.locator('section[aria-labelledby=standing]').getByText('You withdrew it'),
    );
    expect(await page.getByRole('button', { name: 'Withdraw …' }).count()).toBe(0);
  });
});
