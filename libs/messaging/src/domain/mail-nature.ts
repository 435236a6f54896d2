import { readOurIds } from './message-ids';

/** As much of a mail as its nature can be told from. */
export interface MailSigns {
  /** The sender of the envelope; empty for the null sender of RFC 5321 §4.5.5. */
  readonly envelopeFrom: string;
  /** The address in `From`, lower case; null when there is none. */
  readonly from: string | null;
  readonly subject: string;
  /** The header fields by their names in lower case, unfolded; of repeated ones the first. */
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * `own`: we sent it, and it came back. `report`: a mail server tells what became of one of ours.
 * `automatic`: a machine answered (out of office, read receipt). `written`: by a person.
 */
export type MailNature = 'own' | 'report' | 'automatic' | 'written';

export interface JudgedMail {
  readonly nature: MailNature;
  /** Null when it may be answered; else which sign says that it must not. */
  readonly unanswerable: string | null;
}

/** What is said of a mail, and the sign that says it. The first that fits counts. */
type Sign = readonly [name: string, fits: (mail: MailSigns) => boolean];

/** RFC 6522 (multipart/report), and what older servers do instead. */
const REPORT: readonly Sign[] = [
  ['delivery-status', ({ fields }) => isReport(fields, 'delivery-status')],
  ['x-failed-recipients', ({ fields }) => fields.has('x-failed-recipients')],
  ['null sender', (mail) => mail.envelopeFrom === '' && isServer(mail.from)],
];

/** RFC 3834 §5, and the fields by which responders were known before it. */
const AUTOMATIC: readonly Sign[] = [
  ['auto-submitted', ({ fields }) => !/^(no\b|$)/i.test(fields.get('auto-submitted') ?? '')],
  ['x-autoreply', ({ fields }) => saysYes(fields.get('x-autoreply'))],
  ['x-autorespond', ({ fields }) => fields.has('x-autorespond')],
  ['precedence', ({ fields }) => /^auto_reply$/i.test(fields.get('precedence') ?? '')],
  ['disposition-notification', ({ fields }) => isReport(fields, 'disposition-notification')],
];

/**
 * How responders begin their subjects; with `Re:` before it a person has written it. People begin
 * theirs so as well, so that it keeps us from answering and takes nothing of what was written.
 */
const RESPONDER_SUBJECT =
  /^\s*[[【]?(automatic reply|auto[- ]?reply|auto(matic)? response|out of (the )?office|(外出|休假)?自动回复|自動回覆|自动答复)\s*([\]】:：]|$)/i;

/** Whom no machine answers: RFC 3834 §2, RFC 2919 (List-Id), and what servers agree on. */
const UNANSWERABLE: readonly Sign[] = [
  ['null sender', ({ envelopeFrom }) => envelopeFrom === ''],
  ['no from', ({ from }) => from === null],
  ['list', ({ fields }) => LIST_FIELDS.some((name) => fields.has(name))],
  ['precedence', ({ fields }) => /^(bulk|junk|list)$/i.test(fields.get('precedence') ?? '')],
  ['suppressed', ({ fields }) => SUPPRESSED.test(fields.get('x-auto-response-suppress') ?? '')],
  ['server', ({ from }) => isServer(from)],
  ['subject', ({ subject }) => RESPONDER_SUBJECT.test(subject)],
];

const LIST_FIELDS = ['list-id', 'list-post', 'list-unsubscribe'];
const SUPPRESSED = /\b(all|autoreply|oof)\b/i;
/** RFC 2142 and what else nobody reads. */
const SERVER =
  /^(mailer-daemon|postmaster|daemon|root|bounces?|no-?reply|do-?not-?reply|listserv|majordomo)([+-][^@]*)?@/;

/** Says what kind of mail it is and whether it may be answered, by its head alone. */
export function judgeMail(mail: MailSigns, mailDomain: string): JudgedMail {
  if (isOwn(mail, mailDomain)) return { nature: 'own', unanswerable: 'own' };
  const report = REPORT.find(([, fits]) => fits(mail));
  if (report !== undefined) return { nature: 'report', unanswerable: report[0] };
  const automatic = AUTOMATIC.find(([, fits]) => fits(mail));
  if (automatic !== undefined) return { nature: 'automatic', unanswerable: automatic[0] };
  const [unanswerable = null] = UNANSWERABLE.find(([, fits]) => fits(mail)) ?? [];
  return { nature: 'written', unanswerable };
}

/** Our own name on it, or our own address: sent by us, and forwarded or sent back to us. */
function isOwn({ fields, from }: MailSigns, mailDomain: string): boolean {
  const id = fields.get('message-id') ?? '';
  const [local = '', domain = ''] = (from ?? '').split('@');
  const isOurAddress = /^(claims|reply(\+.*)?)$/.test(local) && domain === mailDomain.toLowerCase();
  return isOurAddress || isOurAnswer(id, mailDomain) || readOurIds(id, mailDomain).length > 0;
}

/** Answers to mails that are on no claim are named after the mail that they answer. */
function isOurAnswer(id: string, mailDomain: string): boolean {
  return id.toLowerCase().trim().endsWith(`.answer@${mailDomain.toLowerCase()}>`);
}

function isReport(fields: ReadonlyMap<string, string>, kind: string): boolean {
  const type = (fields.get('content-type') ?? '').toLowerCase();
  return type.startsWith('multipart/report') && type.includes(kind);
}

function isServer(from: string | null): boolean {
  return from === null || SERVER.test(from);
}

function saysYes(value: string | undefined): boolean {
  return value !== undefined && !/^(no|false|0)$/i.test(value.trim());
}
