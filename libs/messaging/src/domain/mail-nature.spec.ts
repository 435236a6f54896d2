import { judgeMail } from './mail-nature';
import type { MailSigns } from './mail-nature';

const DOMAIN = 'Claims.example.com';

const aMail = ({
  fields = {},
  ...signs
}: Partial<Omit<MailSigns, 'fields'>> & {
  readonly fields?: Readonly<Record<string, string>>;
}): MailSigns => ({
  envelopeFrom: 'lin@example.com',
  from: 'lin@example.com',
  subject: 'Re: your mail',
  fields: new Map(Object.entries(fields)),
  ...signs,
});

describe('a mail', () => {
  it.each<[string, Parameters<typeof aMail>[0]]>([
    ['by a person', {}],
    ['that says it was submitted by a person', { fields: { 'auto-submitted': 'no' } }],
    ['with a word in its subject', { subject: 'Re: Automatic reply: see my photos' }],
    ['about an absence, by a person', { subject: '我不在办公室，请打电话' }],
    ['from a name that only looks like a machine', { from: 'noreplyan@example.com' }],
    ['with another report', { fields: { 'content-type': 'multipart/mixed' } }],
  ])('%s is written, and answered', (_what, wish) => {
    expect(judgeMail(aMail(wish), DOMAIN)).toEqual({ nature: 'written', unanswerable: null });
  });

  it.each<[string, Parameters<typeof aMail>[0], string]>([
    ['from nobody', { envelopeFrom: '' }, 'null sender'],
    ['without a sender', { from: null }, 'no from'],
    ['from a list', { fields: { 'list-id': '<x.example.com>' } }, 'list'],
    ['that one can unsubscribe from', { fields: { 'list-unsubscribe': '<x>' } }, 'list'],
    ['in bulk', { fields: { precedence: 'Bulk' } }, 'precedence'],
    ['that wants no answer', { fields: { 'x-auto-response-suppress': 'DR, OOF' } }, 'suppressed'],
    ['from a machine', { from: 'no-reply@example.com' }, 'server'],
    ['from a bounce address', { from: 'bounces+42@example.com' }, 'server'],
    ['an absence in English', { subject: 'Out of office: until Monday' }, 'subject'],
    ['an absence of Outlook', { subject: 'Automatic reply: claim' }, 'subject'],
    ['an absence of QQ Mail', { subject: '自动回复:您好' }, 'subject'],
    ['an absence in brackets', { subject: '【自动回复】出差中' }, 'subject'],
  ])('%s is written, and never answered', (_what, wish, unanswerable) => {
    expect(judgeMail(aMail(wish), DOMAIN)).toEqual({ nature: 'written', unanswerable });
  });

  it.each<[string, Parameters<typeof aMail>[0], string]>([
    ['an absence', { fields: { 'auto-submitted': 'auto-replied' } }, 'auto-submitted'],
    [
      'a machine that says more',
      { fields: { 'auto-submitted': 'auto-generated; owner-email="x"' } },
      'auto-submitted',
    ],
    ['an older responder', { fields: { 'x-autoreply': 'yes' } }, 'x-autoreply'],
    ['another one', { fields: { 'x-autorespond': 'on' } }, 'x-autorespond'],
    ['a third one', { fields: { precedence: 'auto_reply' } }, 'precedence'],
    [
      'a receipt',
      { fields: { 'content-type': 'multipart/report; report-type=disposition-notification' } },
      'disposition-notification',
    ],
  ])('%s is automatic, and never answered', (_what, wish, unanswerable) => {
    expect(judgeMail(aMail(wish), DOMAIN)).toEqual({ nature: 'automatic', unanswerable });
  });

  it.each<[string, Parameters<typeof aMail>[0]]>([
    [
      'RFC 6522',
      { fields: { 'content-type': 'multipart/report; report-type="delivery-status"; boundary=x' } },
    ],
    ['an older server', { fields: { 'x-failed-recipients': 'lin@example.com' } }],
    ['an odd server', { envelopeFrom: '', from: 'mailer-daemon@mx.example.com' }],
    ['a server that names nobody', { envelopeFrom: '', from: null }],
  ])('by %s is a report', (_what, wish) => {
    expect(judgeMail(aMail(wish), DOMAIN)).toMatchObject({ nature: 'report' });
  });

  it.each<[string, Parameters<typeof aMail>[0]]>([
    [
      'a message',
      { fields: { 'message-id': '<msg_01h455vb4pex5vsknk084sn02q@claims.EXAMPLE.com>' } },
    ],
    [
      'an answer',
      { fields: { 'message-id': '<iml_01h455vb4pex5vsknk084sn02q.answer@claims.example.com>' } },
    ],
    ['our common address', { from: 'claims@claims.example.com' }],
    ['the address of a claim', { from: 'reply+01h4.x@claims.example.com' }],
  ])('that was sent as %s of ours is our own', (_what, wish) => {
    const judged = judgeMail(aMail({ ...wish, subject: 'Out of office' }), DOMAIN);
    expect(judged).toEqual({ nature: 'own', unanswerable: 'own' });
  });

  it('from somebody else of our domain is a mail like others', () => {
    const mail = aMail({ from: 'wang@claims.example.com', fields: { 'message-id': '<x@y>' } });
    expect(judgeMail(mail, DOMAIN).nature).toBe('written');
  });
});
