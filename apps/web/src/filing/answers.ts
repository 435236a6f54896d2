import { isRecord } from '../http/request-failure';
import type { Language } from '../language/language';
import type { Content } from './content';
import { storyIn, textOfStory } from './story';
import type { Story } from './story';

/** A payment that is claimed, and how much of it: minor units, or what was typed for them. */
export interface AnsweredLine {
  readonly paymentId: string;
  readonly currency: string;
  readonly amountMinor: string;
}

/** A payment that is not among those that we know of. */
export interface UnlistedPayment {
  readonly reference: string;
  readonly amount: string;
  /** A day, as `2026-11-23`. */
  readonly day: string;
}

export interface ContactAnswer {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  /** Null: not said yet. */
  readonly locale: Language | null;
}

export const ACCOUNT_KINDS = ['bank', 'alipay'] as const;

export interface AccountAnswer {
  readonly kind: string;
  readonly holderName: string;
  readonly number: string;
  readonly bank: string;
}

/** The answers that a content holds; what is missing or of another shape is empty. */
export interface Answers {
  readonly lines: readonly AnsweredLine[];
  readonly unlisted: UnlistedPayment | null;
  readonly lossType: string;
  readonly story: Story;
  /** A moment as the service writes it. */
  readonly discoveredAt: string;
  readonly contact: ContactAnswer;
  /** Null: not said yet. */
  readonly route: 'original' | 'account' | null;
  readonly account: AccountAnswer;
}

/** Reads what was typed, as far as this page can show it. */
export function answersIn(content: Content): Answers {
  const { contact, payoutMethod, unlistedPayment } = content;
  const method = isRecord(payoutMethod) ? payoutMethod : {};
  const route = method.route === 'original' || method.route === 'account' ? method.route : null;
  const locale = textIn(contact, 'locale');
  return {
    lines: linesIn(content),
    unlisted: isRecord(unlistedPayment)
      ? {
          reference: textIn(unlistedPayment, 'reference'),
          amount: textIn(unlistedPayment, 'amount'),
          day: textIn(unlistedPayment, 'day'),
        }
      : null,
    lossType: textIn(content, 'lossType'),
    story: storyIn(textIn(content, 'narrative')),
    discoveredAt: textIn(content, 'discoveredAt'),
    contact: {
      name: textIn(contact, 'name'),
      phone: textIn(contact, 'phone'),
      email: textIn(contact, 'email'),
      locale: locale === 'zh-CN' || locale === 'en' ? locale : null,
    },
    route,
    account: {
      kind: textIn(method.account, 'kind') || 'bank',
      holderName: textIn(method.account, 'holderName'),
      number: textIn(method.account, 'number'),
      bank: textIn(method.account, 'bank'),
    },
  };
}

function linesIn({ lines }: Content): readonly AnsweredLine[] {
  if (!Array.isArray(lines)) return [];
  return lines.map((line: unknown) => {
    const money = isRecord(line) ? line.money : null;
    return {
      paymentId: textIn(line, 'paymentId'),
      currency: textIn(money, 'currency'),
      amountMinor: textIn(money, 'amountMinor'),
    };
  });
}

function textIn(value: unknown, field: string): string {
  const text = isRecord(value) ? value[field] : null;
  return typeof text === 'string' ? text : '';
}

/** The content with these payments claimed. */
export function withLines(content: Content, lines: readonly AnsweredLine[]): Content {
  const typed = lines.map(({ paymentId, currency, amountMinor }) => ({
    paymentId,
    money: { currency, amountMinor },
  }));
  return withField(content, 'lines', typed.length === 0 ? undefined : typed);
}

/** The content with a payment that we do not know; null takes it out again. */
export function withUnlisted(content: Content, unlisted: UnlistedPayment | null): Content {
  return withField(content, 'unlistedPayment', unlisted === null ? undefined : filled(unlisted));
}

export function withLossType(content: Content, lossType: string): Content {
  return withField(content, 'lossType', lossType);
}

export function withStory(content: Content, story: Story): Content {
  return withField(content, 'narrative', textOfStory(story) || undefined);
}

/** The content with the moment of discovery; an empty one takes it out. */
export function withDiscoveredAt(content: Content, at: string): Content {
  return withField(content, 'discoveredAt', at || undefined);
}

export function withContact(content: Content, contact: ContactAnswer): Content {
  return withField(content, 'contact', filled({ ...contact, locale: contact.locale ?? '' }));
}

/** The content with a way of payment: the way that the money came, or an account. */
export function withPayout(
  content: Content,
  route: 'original' | 'account',
  account: AccountAnswer,
): Content {
  const method = route === 'original' ? { route } : { route, account: filled({ ...account }) };
  return withField(content, 'payoutMethod', method);
}

/** A field that says nothing is left out: the service takes an empty text for a wrong one. */
function filled(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

function withField(content: Content, name: string, value: unknown): Content {
  const others = Object.entries(content).filter(([other]) => other !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}
