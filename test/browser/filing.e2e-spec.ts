import type { Page } from 'playwright-core';

import { aPng, reported } from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { describeInBrowser } from './chromium';
import { PortalUnderTest, expectSeen, takePicture } from './portal-under-test';

/** Where the browser is. */
const todayInShanghai = (): string =>
  new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

const STORY = '手机在地铁上被偷，有人用它付了款。My phone was stolen in the metro.';

describeInBrowser()('somebody whose money was stolen, in a browser', () => {
  let portal: PortalUnderTest;

  beforeAll(async () => {
    portal = await PortalUnderTest.start();
  });
  afterEach(() => portal.endVisits());
  afterAll(() => portal.stop());

  const goOn = async (page: Page, question: string): Promise<void> => {
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectSeen(page.getByRole('heading', { level: 1, name: question }));
  };
  /** A claim just begun, at its first question, on a payment of 860.00 that is theirs. */
  const begun = async (): Promise<Page> => {
    await reported(portal.service, { amountMinor: '86000' });
    const page = await portal.visit({ to: '?file=', as: 'lin' });
    await page.getByRole('button', { name: 'Begin a new claim' }).click();
    await expectSeen(page.getByRole('heading', { level: 1, name: 'Which payments is it about?' }));
    return page;
  };
  const choosePayment = async (page: Page): Promise<void> => {
    await page
      .getByRole('checkbox', { name: /860\.00/ })
      .and(page.locator(':enabled'))
      .first()
      .check();
    await goOn(page, 'What happened?');
  };
  const tellStory = async (page: Page): Promise<void> => {
    await page.locator('input[name=lossType][value=account_theft]').check();
    await page.getByLabel('What happened, in your own words').fill(STORY);
    await goOn(page, 'When did you notice it?');
  };

  it('claims it step by step, and is told the number of the claim and what happens next', async () => {
    const page = await begun();
    await takePicture(page, 'filing-1-payments');
    await choosePayment(page);
    await tellStory(page);
    await takePicture(page, 'filing-3-noticed');
    await page.getByLabel('Day').fill(todayInShanghai());
    await page.getByLabel(/^Number of the police report/).fill('A1234567');
    await goOn(page, 'How do we reach you?');
    await page.getByLabel('Your name').fill('林晓');
    await page.getByLabel('Telephone').fill('13800138000');
    await goOn(page, 'What can you hand in?');
    const identity = page.locator('.tasks li').filter({ hasText: 'identity' });
    const file = { name: '身份证.png', mimeType: 'image/png', buffer: aPng('filing') };
    await identity.getByLabel(/^Send a file or a photo/).setInputFiles(file);
    await expectSeen(identity.getByRole('button', { name: 'Remove 身份证.png' }));
    await takePicture(page, 'filing-5-evidence');
    await goOn(page, 'Where shall we pay?');
    await page.getByRole('radio', { name: /Back the way the payment came/ }).check();
    await goOn(page, 'Check your answers');
    await expectSeen(page.getByText(STORY));
    await takePicture(page, 'filing-7-check');
    await page.getByRole('button', { name: 'Send the claim' }).click();
    await expectSeen(page.getByRole('heading', { level: 1, name: 'We have your claim' }));
    const reference = await page.locator('.sent .reference').innerText();
    await expectSeen(page.getByRole('link', { name: '400-000-0000' }).first());
    await takePicture(page, 'filing-8-sent');
    const { body } = await portal.service.get('lin', `/v1/claims/${reference}`);
    const { claimed, evidence } = body as ClaimJson;
    expect(claimed).toEqual({ currency: 'CNY', amountMinor: '86000' });
    expect(evidence.find(({ item }) => item === 'identity')?.state).toBe('received');
    await page.getByRole('link', { name: 'Follow the claim' }).click();
    await expectSeen(page.getByRole('heading', { level: 1, name: `Claim ${reference}` }));
  });

  it('is told at the top and at the field what an answer lacks', async () => {
    const page = await begun();
    await choosePayment(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    const summary = page.getByRole('alert').filter({ hasText: 'Please look at this again' });
    await expectSeen(summary.and(page.locator(':focus')));
    await takePicture(page, 'filing-problems');
    await summary.getByRole('link', { name: 'Say in a few words what happened.' }).click();
    const story = page.getByLabel('What happened, in your own words');
    await expectSeen(story.and(page.locator(':focus')));
    expect(await story.getAttribute('aria-invalid')).toBe('true');
  });

  it('loses no word when the network goes, the page is loaded again or they step back', async () => {
    const page = await begun();
    await choosePayment(page);
    await page.context().setOffline(true);
    await page.locator('input[name=lossType][value=account_theft]').check();
    await page.getByLabel('What happened, in your own words').fill(STORY);
    await expectSeen(page.getByText('It did not get through yet.'));
    await takePicture(page, 'filing-offline');
    await goOn(page, 'When did you notice it?');
    await page.context().setOffline(false);
    await expectSeen(page.getByText('Saved. You can go on until'));
    await page.reload();
    await expectSeen(page.getByRole('heading', { level: 1, name: 'When did you notice it?' }));
    await page.goBack();
    const story = page.getByLabel('What happened, in your own words');
    await expectSeen(story);
    expect(await story.inputValue()).toBe(STORY);
  });

  it('is asked which words count when they wrote in two tabs', async () => {
    const page = await begun();
    await choosePayment(page);
    const story = page.getByLabel('What happened, in your own words');
    const draftId = new URL(page.url()).searchParams.get('file') ?? '';
    const other = await portal.visit({ to: `?file=${draftId}&step=happened`, as: 'lin' });
    await other.getByLabel('What happened, in your own words').fill('Words of the other tab.');
    await expectSeen(other.getByText('Saved. You can go on until'));
    await story.fill('Words of this tab.');
    await expectSeen(page.getByRole('heading', { level: 1, name: 'You wrote in two places' }));
    await expectSeen(page.getByText('Words of the other tab.'));
    await takePicture(page, 'filing-conflict');
    await page.getByRole('button', { name: 'Go on with what is written here' }).click();
    await expectSeen(story);
    expect(await story.inputValue()).toBe('Words of this tab.');
  });
});
