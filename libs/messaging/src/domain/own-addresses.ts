/** The addresses that our messages link to. All of them begin with the installation's own. */
export interface OwnLinks {
  readonly claim: string;
  /** Where anybody can check that a message is ours. */
  readonly check: string;
  /** The decision's letter as PDF; null on messages that tell no decision. */
  readonly letter: string | null;
}

/** Where what we write may lead: to the service itself, and to its addresses of mail. */
export function ownHosts(config: {
  readonly publicUrl: string;
  readonly mail: { readonly domain: string };
}): string[] {
  return [new URL(config.publicUrl).host, config.mail.domain];
}

/** The page of a claim. */
export function claimPage(publicUrl: string, reference: string): string {
  return `${publicUrl}/?claim=${encodeURIComponent(reference)}`;
}

/** Says whether we sent the message with this code, without telling what it says. */
export function checkPage(publicUrl: string, code: string): string {
  return `${publicUrl}/?code=${encodeURIComponent(code)}`;
}

/** Opens a letter without signing in, by a token of `signLetterLink`. */
export function letterPage(publicUrl: string, token: string): string {
  return `${publicUrl}/v1/letters?token=${encodeURIComponent(token)}`;
}

/** Goes on with what somebody wrote in a mail, by a token of `signMailToken`. */
export function mailPage(publicUrl: string, token: string): string {
  return `${publicUrl}/?mail=${encodeURIComponent(token)}`;
}
