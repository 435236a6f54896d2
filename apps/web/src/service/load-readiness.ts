import { fetchJson } from '../http/fetch-json';

/** Asks the service whether it can take requests. Throws `RequestFailure` if it cannot. */
export function loadReadiness(): Promise<true> {
  return fetchJson('readyz', () => true);
}
