/** What a link in one of our messages leads to on the first page. Claims have their own. */
export type Arrival =
  /** With the word by which the service knows the mail; empty when there is none in the link. */
  | { readonly kind: 'mail'; readonly token: string }
  | { readonly kind: 'code'; readonly code: string };

/** As it stands in our messages, however it was typed: three times four letters and digits. */
const CODE = /^([0-9A-Z]{4})[ -]*([0-9A-Z]{4})[ -]*([0-9A-Z]{4})$/i;

/**
 * Reads the query of the page's address. Anybody can write a link to us, so that nothing of it is
 * shown that does not look like ours. Null for the page itself.
 */
export function arrivalIn(search: string): Arrival | null {
  const parameters = new URLSearchParams(search);
  const [mail, code] = ['mail', 'code'].map((name) => parameters.get(name));
  const parts = CODE.exec(code?.trim() ?? '');
  if (parts !== null) return { kind: 'code', code: parts.slice(1).join('-').toUpperCase() };
  return typeof mail === 'string' ? { kind: 'mail', token: mail } : null;
}
