import { fetchJson } from '../http/fetch-json';
import { readGuarantee } from './guarantee';
import type { Guarantee } from './guarantee';

/** Asks the service for the public figures. Throws `RequestFailure`. */
export function loadGuarantee(): Promise<Guarantee> {
  return fetchJson('v1/public/guarantee', readGuarantee);
}
