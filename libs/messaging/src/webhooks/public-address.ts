import { BlockList, isIP } from 'node:net';

type Network = readonly [address: string, prefix: number];

/** Not globally reachable, by the registries of RFC 6890 and its updates, and multicast. */
const REFUSED_V4: readonly Network[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local, and where clouds tell a machine its own credentials.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of IPv6 only this is global unicast; IPv4 in IPv6 and NAT64 stand outside of it. */
const GLOBAL_V6: Network = ['2000::', 3];
const REFUSED_V6: readonly Network[] = [
  // Among them Teredo, which holds an IPv4 address.
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4, likewise.
  ['2002::', 16],
  ['3fff::', 20],
];

const refusedV4 = listOf('ipv4', REFUSED_V4);
const globalV6 = listOf('ipv6', [GLOBAL_V6]);
const refusedV6 = listOf('ipv6', REFUSED_V6);
const loopback = listOf('ipv4', [['127.0.0.0', 8]]);

/** Whether an IP address is reached from everywhere over the public Internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !refusedV4.check(address, 'ipv4');
  if (isIP(address) !== 6 || address.includes('%')) return false;
  return globalV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6');
}

/** Whether an IP address is this very machine. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && loopback.check(address, 'ipv4'));
}

function listOf(family: 'ipv4' | 'ipv6', networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, family);
  return list;
}
