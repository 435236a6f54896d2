import { useCallback } from 'react';

import { useResource } from '../http/use-resource';
import { useSession } from '../session/session-context';
import { readLossTypes } from './loss-types';
import type { LossType } from './loss-types';

/** The kinds of loss that can be claimed; null until we know them. */
export function useLossTypes(): readonly LossType[] | null {
  const { client } = useSession();
  const load = useCallback(() => client.get('/v1/programs', {}, readLossTypes), [client]);
  return useResource(load).value;
}
