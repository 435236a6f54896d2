import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { builtSite } from './built-site';
import { launchChromium } from './chromium';

const SCREENS = join(__dirname, '../e2e/screens');
const STEP_MS = 15_000;

export interface Visit {
  /** What stands behind the path: `?claims`. */
  readonly to?: string;
  readonly language?: 'zh-CN' | 'en';
  readonly scheme?: 'light' | 'dark';
  /** The narrowest phone that we care for, unless wished otherwise. */
  readonly widthPx?: number;
  /** Who signs in before the page is handed over; nobody unless wished. */
  readonly as?: Person;
}

/** The service with its web, and a browser that visits it. One for a whole suite. */
export class PortalUnderTest {
  private readonly contexts: BrowserContext[] = [];
  private readonly faults: string[] = [];

  private constructor(
    readonly service: TestService,
    readonly browser: Browser,
  ) {}

  static async start(): Promise<PortalUnderTest> {
    const service = await TestService.start({ webFolder: await builtSite() });
    try {
      return new PortalUnderTest(service, await launchChromium());
    } catch (error) {
      await service.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.service.stop();
  }

  /** The first page, or what is wished, as somebody sees it who has never been here. */
  async visit(wish: Visit = {}): Promise<Page> {
    const { to = '', as: person } = wish;
    const page = await this.newPage(wish);
    await page.goto(`${this.service.url}/${to}`);
    if (person !== undefined) await signIn(page, person);
    return page;
  }

  /** A page of a browser that has never been here, still empty. */
  async newPage(wish: Omit<Visit, 'to' | 'as'> = {}): Promise<Page> {
    const { language = 'en', scheme = 'light', widthPx = 360 } = wish;
    const context = await this.browser.newContext({
      locale: language,
      colorScheme: scheme,
      timezoneId: 'Asia/Shanghai',
      viewport: { width: widthPx, height: 740 },
      hasTouch: widthPx < 600,
    });
    this.contexts.push(context);
    context.setDefaultTimeout(STEP_MS);
    const page = await context.newPage();
    this.watch(page);
    return page;
  }

  /** Ends the visits of one test. None of them may have asked anybody else, or have failed. */
  async endVisits(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
    const faults = this.faults.splice(0);
    if (faults.length > 0) throw new Error(`A page did what none may do:\n${faults.join('\n')}`);
  }

  private watch(page: Page): void {
    page.on('pageerror', (error) => this.faults.push(`threw ${error.message}`));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      const isOurs = origin === this.service.url || protocol === 'data:' || protocol === 'blob:';
      if (!isOurs) this.faults.push(`asked ${origin}`);
    });
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) this.faults.push(message.text());
    });
  }
}

/** Waits until something is on the screen. */
export async function expectSeen(what: Locator): Promise<void> {
  await what.waitFor();
}

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.locator('input[name=username]').fill(`${person}@demo.ganpei`);
  await page.locator('input[name=password]').fill('demo');
  await page.locator('main form button[type=submit]').click();
  await page.locator('nav.portal-nav').waitFor();
}

/** Keeps a picture of the whole page for people to look at, where `SCREENS` is set. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env.SCREENS === undefined) return;
  mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true });
}
