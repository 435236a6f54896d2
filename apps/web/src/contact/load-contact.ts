import { fetchJson } from '../http/fetch-json';
import { readContact } from './contact';
import type { Contact } from './contact';

/** Asks the service whom to call, and when. Throws `RequestFailure`. */
export function loadContact(): Promise<Contact> {
  return fetchJson('v1/public/contact', readContact);
}
