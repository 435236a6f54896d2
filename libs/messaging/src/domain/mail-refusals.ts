import { DomainError } from '@app/kernel';

/** For one that is not there, and for one that is somebody else's by now. */
export function noSuchMail(): DomainError {
  return new DomainError('not_found', 'mail.not_found', {
    en: 'There is no such mail, its link is older than 30 days, or it has become a claim already: look among your drafts and claims.',
    'zh-CN': '没有该邮件，或链接已超过 30 天，或已成为索赔，请在您的草稿和索赔中查看。',
  });
}

/** Only what is held can be accepted: nothing else waits for it. */
export function notHeld(state: string): DomainError {
  return new DomainError(
    'conflict',
    'mail.not_held',
    {
      en: 'This mail does not wait for it: only one that is held because nobody knows its sender can be accepted, and once.',
      'zh-CN': '该邮件无需确认：仅因发件人未知而待核实的邮件可以确认，且只需一次。',
    },
    { state },
  );
}
