import { telephoneLink } from './telephone-link';

/** A number that can be called by touching it, where it is one. */
export function TelephoneNumber({ phone }: { readonly phone: string }) {
  const href = telephoneLink(phone);
  return href === null ? phone : <a href={href}>{phone}</a>;
}
