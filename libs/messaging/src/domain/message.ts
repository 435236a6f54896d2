/** `in`: to us. `out`: to the claimant. */
export const MESSAGE_DIRECTIONS = ['in', 'out'] as const;
export type MessageDirection = (typeof MESSAGE_DIRECTIONS)[number];

/** On which way it came or was said; `system`: a notice of ours. */
export const MESSAGE_CHANNELS = ['web', 'mail', 'phone', 'sms', 'im', 'system'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/** Whether whoever sent it is known to be who they seem. */
export type MessageTrust = 'verified' | 'unverified';
