import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { channelTextKey } from './channel';

const SERVER = join(__dirname, '../../../../libs/messaging/src/domain/message.ts');

describe('the channel of a message', () => {
  it('has a word, whichever the service knows', () => {
    const list = /MESSAGE_CHANNELS = \[([^\]]*)\]/.exec(readFileSync(SERVER, 'utf8'))?.[1] ?? '';
    const channels = [...list.matchAll(/'(\w+)'/g)].map(([, channel]) => channel!);
    expect(channels).toContain('mail');
    expect(channels.map(channelTextKey)).not.toContain('channel.other');
  });

  it('has a word when the service is newer than this page', () => {
    expect(channelTextKey('telex')).toBe('channel.other');
  });
});
