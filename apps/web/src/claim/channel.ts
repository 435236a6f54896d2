import type { TextKey } from '../language/texts-en';

const CHANNELS = ['web', 'mail', 'phone', 'sms', 'im', 'system'] as const;

/** By what a message came, in words. A channel that this page does not know is called so. */
export function channelTextKey(channel: string): TextKey {
  const known = CHANNELS.find((one) => one === channel);
  return known === undefined ? 'channel.other' : `channel.${known}`;
}
