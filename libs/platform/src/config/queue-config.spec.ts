import { ConfigError, loadConfig } from './config';

const queueOf = (url: string) =>
  loadConfig({ SUPPORT_PHONE: '400-123-4567', QUEUE_URL: url }).queue;

const NOBODY = { username: null, password: null };

describe('QUEUE_URL', () => {
  it.each([
    ['redis://queue', { host: 'queue', port: 6_379, isEncrypted: false, ...NOBODY, database: 0 }],
    [
      'redis://127.0.0.1:7000/',
      { host: '127.0.0.1', port: 7_000, isEncrypted: false, ...NOBODY, database: 0 },
    ],
    [
      'redis://[::1]:7000/2',
      { host: '::1', port: 7_000, isEncrypted: false, ...NOBODY, database: 2 },
    ],
    ['redis://:p%40ss@queue/11', { username: null, password: 'p@ss', database: 11 }],
    ['redis://:100%@queue', { password: '100%' }],
    ['rediss://app:word@queue', { isEncrypted: true, username: 'app', password: 'word' }],
  ])('reads %s', (url, queue) => {
    expect(queueOf(url)).toMatchObject(queue);
  });

  it.each([
    'queue:6379',
    'http://:hunter2@queue',
    'postgres://:hunter2@queue/1',
    'redis://:hunter2@',
    'redis://:hunter2@queue:0',
    'redis://:hunter2@queue/jobs',
    'redis://:hunter2@queue/-1',
    'redis://:hunter2@queue/0/1',
    'redis://:hunter2@queue?enableOfflineQueue=true',
    'redis://:hunter2@queue#1',
  ])('refuses %s in both languages, without a word of it', (url) => {
    expect(() => queueOf(url)).toThrow(ConfigError);
    expect(() => queueOf(url)).toThrow(/^QUEUE_URL must be like redis:.*QUEUE_URL 须为/);
    expect(() => queueOf(url)).not.toThrow(/hunter2/);
  });
});
