import { isIP } from 'node:net';

import type { Form } from './files-config';

const RANGES = ['loopback', 'linklocal', 'uniquelocal'];

/** Whose word is taken for where a request came from: addresses and networks of our own proxies. */
function readTrustedProxies(text: string): readonly string[] | null {
  const named = [...new Set(text.split(',').map((part) => part.trim()))];
  return named.every((name) => RANGES.includes(name) || isAddressOrNetwork(name)) ? named : null;
}

/** Not the whole Internet: then anybody could say to be anywhere. */
function isAddressOrNetwork(text: string): boolean {
  const [address = '', digits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (digits === undefined) return true;
  return (
    /^\d{1,3}$/.test(digits) && Number(digits) > 0 && Number(digits) <= (version === 4 ? 32 : 128)
  );
}

export const TRUST_PROXY: Form<readonly string[]> = {
  read: readTrustedProxies,
  en: 'addresses or networks of your proxies with commas between them, such as loopback or 10.0.0.0/8; also linklocal and uniquelocal',
  zh: '以逗号分隔的代理地址或网段，例如 loopback 或 10.0.0.0/8，也可填写 linklocal、uniquelocal',
};
