import { useEffect } from 'react';

import { useResource } from '../http/use-resource';
import type { Resource } from '../http/use-resource';
import { recall, remember } from '../page/browser-memory';
import type { Contact } from './contact';
import { loadContact } from './load-contact';

export interface ContactPhone {
  readonly contact: Resource<Contact>;
  /** What was said on an earlier visit, until the service has answered. */
  readonly rememberedPhone: string | null;
  readonly phone: string | null;
}

/** Whom to call. Who comes back while the service is down still finds somebody. */
export function useContactPhone(): ContactPhone {
  const contact = useResource(loadContact);
  const { value } = contact;
  useEffect(() => {
    if (value !== null && !value.demo) remember('phone', value.phone);
  }, [value]);
  const rememberedPhone = value === null ? recall('phone') : null;
  return { contact, rememberedPhone, phone: value?.phone ?? rememberedPhone };
}
