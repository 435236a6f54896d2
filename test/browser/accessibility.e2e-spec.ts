import type { Page } from 'playwright-core';

import { approval, decide, filed, inReview, untilStatus } from '../support/builders';
import type { Person } from '../support/test-service';
import {
  accessibilityFaults,
  faultsOfColours,
  faultsOfWords,
  pixelsCutOff,
} from './accessibility-faults';
import { describeInBrowser } from './chromium';
import { PortalUnderTest, signIn, takePicture } from './portal-under-test';

const QUESTIONS = ['payments', 'happened', 'noticed', 'contact', 'payout'];
/** Here nothing is wrong with an answer that is not there. */
const ANSWERED = ['evidence', 'check'];

interface Screen {
  readonly name: string;
  readonly as: Person | null;
  /** What stands behind the path. */
  readonly to: () => string;
  /** What is there when the page is. */
  readonly shows: string;
  /** What else is opened before anybody looks. */
  readonly open?: (page: Page) => Promise<void>;
}

describeInBrowser()('every screen, in both languages, light and dark', () => {
  let portal: PortalUnderTest;
  const references = { awaited: '', paid: '', draft: '' };
  const pages = new Map<Person | null, Page>();

  beforeAll(async () => {
    portal = await PortalUnderTest.start();
    const { service } = portal;
    const paid = await inReview(service);
    await decide(service, 'wang', paid, approval(paid, '86000'));
    const awaited = await filed(service, { amountMinor: '86000' });
    await untilStatus(service, awaited.id, 'awaiting_claimant');
    await untilStatus(service, paid.id, 'paid');
    const claim = { lossType: 'account_theft', payoutMethod: { route: 'account' } };
    const { body } = await service.post('lin', '/v1/claim-drafts', { claim });
    const { id: draft } = body as { id: string };
    Object.assign(references, { awaited: awaited.reference, paid: paid.reference, draft });
  });
  afterAll(async () => {
    await portal.endVisits();
    await portal.stop();
  });

  /** One page per person: nobody signs in again for each screen. */
  const pageOf = async (person: Person | null): Promise<Page> => {
    const known = pages.get(person);
    if (known !== undefined) return known;
    const page = await portal.visit({ to: '?claims' });
    if (person !== null) await signIn(page, person);
    pages.set(person, page);
    return page;
  };
  const openAll = async (page: Page): Promise<void> => {
    const closed = page.locator('main button[aria-expanded=false]');
    while ((await closed.count()) > 0) await closed.first().click();
  };

  /** With all that can be opened, and what is said of an answer that is not there. */
  const leaveOut = async (page: Page): Promise<void> => {
    await openAll(page);
    await page.locator('form.filing button[type=submit]').click();
    await page.locator('main .failure .problems').waitFor();
  };

  const screens: readonly Screen[] = [
    { name: 'first-page', as: null, to: () => '?', shows: '.hero' },
    { name: 'message-check', as: null, to: () => '?code=ABCD-EFGH', shows: '.panel' },
    { name: 'mail-arrived', as: null, to: () => '?mail=0abc.def', shows: '.panel' },
    { name: 'sign-in', as: null, to: () => '?claims=', shows: 'input[name=username]' },
    {
      name: 'sign-in-refused',
      as: null,
      to: () => '?claims=',
      shows: 'input[name=username]',
      open: async (page) => {
        await page.locator('input[name=username]').fill('nobody');
        await page.locator('input[name=password]').fill('wrong');
        await page.locator('main form button[type=submit]').click();
        await page.locator('main [role=alert] *').first().waitFor();
      },
    },
    { name: 'claims', as: 'lin', to: () => '?claims=', shows: '.cards' },
    { name: 'no-claims', as: 'chen', to: () => '?claims=', shows: '.empty' },
    {
      name: 'claim-awaited',
      as: 'lin',
      to: () => `?claim=${references.awaited}`,
      shows: '.tasks',
      open: openAll,
    },
    { name: 'claim-paid', as: 'lin', to: () => `?claim=${references.paid}`, shows: '.thread' },
    { name: 'begin', as: 'lin', to: () => '?file=', shows: '.cards' },
    ...[...QUESTIONS, ...ANSWERED].map((step) => ({
      name: `filing-${step}`,
      as: 'lin' as const,
      to: () => `?file=${references.draft}&step=${step}`,
      shows: 'form.filing',
      open: QUESTIONS.includes(step) ? leaveOut : openAll,
    })),
    { name: 'sent', as: 'lin', to: () => `?sent=${references.paid}`, shows: '.standing-panel' },
    { name: 'no-such-claim', as: 'lin', to: () => '?claim=CLM-0000-0000', shows: '[role=alert] *' },
  ];

  it.each(screens)('$name meets WCAG 2.2 AA and needs no scrolling sideways', async (screen) => {
    const page = await pageOf(screen.as);
    const show = async (language: string, colorScheme: 'light' | 'dark'): Promise<void> => {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${portal.service.url}/${screen.to()}&lang=${language}`);
      await page.locator(`main ${screen.shows}`).first().waitFor();
      await screen.open?.(page);
      await takePicture(page, `${screen.name}-${language}-${colorScheme}`);
    };
    await show('zh-CN', 'light');
    const inChinese = await accessibilityFaults(page);
    const cutOff = [await pixelsCutOff(page)];
    await show('en', 'dark');
    const inEnglish = await faultsOfWords(page);
    const inTheDark = await faultsOfColours(page);
    cutOff.push(await pixelsCutOff(page));
    expect({ inChinese, inEnglish, inTheDark, cutOff }).toEqual({
      inChinese: [],
      inEnglish: [],
      inTheDark: [],
      cutOff: [0, 0],
    });
  });
});
