/**
 * What became of a mail. `received`: not read yet. `filed`: on its claim. `held`: on its claim, but
 * its sender is not known, so that its files wait for `accepted`. `unclaimed`: from somebody whose
 * claim we cannot tell, until it is `drafted`. The rest is for nobody to do anything about.
 */
export const INBOUND_MAIL_STATES = [
  'received',
  'filed',
  'held',
  'accepted',
  'unclaimed',
  'drafted',
  'report',
  'automatic',
  'own',
  'repeated',
  'unreadable',
] as const;
export type InboundMailState = (typeof INBOUND_MAIL_STATES)[number];

/** Two files of 10 MB each, as mails carry them: a third larger, and some text. */
export const MAIL_BYTES_MAX = 30 * 1_024 * 1_024;
/** Of files in one mail; more are refused and named to their sender. */
export const MAIL_FILES_MAX = 20;
/** RFC 5321 §4.5.3.1.8 asks for 100; nobody has a reason to name more than a few of ours. */
export const RECIPIENTS_MAX = 20;

/**
 * Addresses that every host of mail has: RFC 5321 §4.5.1 asks for the first one, also without a
 * domain, and RFC 2142 for the second. People who run the installation read what comes there.
 */
const HOST_ADDRESS = /^(?:postmaster|abuse)(?:@(.+))?$/i;

/** Whether a recipient is such an address of a domain; with null, of whichever it came to. */
export function isHostAddress(recipient: string, mailDomain: string | null): boolean {
  const [all, domain] = HOST_ADDRESS.exec(recipient) ?? [];
  if (all === undefined) return false;
  if (domain === undefined) return /^postmaster$/i.test(all);
  return mailDomain === null || domain.toLowerCase() === mailDomain.toLowerCase();
}

/** Where those read who run the installation. */
export function postmasterAddress(mailDomain: string): string {
  return `postmaster@${mailDomain.toLowerCase()}`;
}

/** The address for people who have no claim here yet. */
export function intakeAddress(mailDomain: string): string {
  return `claims@${mailDomain.toLowerCase()}`;
}
