import { readWebhookUrl } from './webhook-url';

describe('the address of an endpoint', () => {
  it.each([
    'https://hooks.example.com/ganpei?key=1',
    'https://hooks.example.com:8443/',
    'https://hooks.example.com:80/',
    'https://203.0.114.1/hooks',
    'https://[2606:4700::1111]/hooks',
  ])('may be %s', (text) => {
    expect(readWebhookUrl(text, false).href).toBe(text);
  });

  it.each([
    ['http', 'http://hooks.example.com/'],
    ['http to this machine', 'http://127.0.0.1:4000/'],
    ['another scheme', 'ftp://hooks.example.com/'],
    ['a file', 'file:///etc/passwd'],
    ['a user name', 'https://me@hooks.example.com/'],
    ['a password', 'https://me:secret@hooks.example.com/'],
    ['an empty user name', 'https://:secret@hooks.example.com/'],
    ['a fragment', 'https://hooks.example.com/#part'],
    ['an empty fragment', 'https://hooks.example.com/#'],
    ['the port of mail', 'https://hooks.example.com:25/'],
    ['the port of a shell', 'https://hooks.example.com:22/'],
    ['a host in other letters', 'https://hоoks.example.com/'],
    ['a line break', 'https://hooks.example.com/\nX: 1'],
    ['a blank', 'https://hooks.example.com/a b'],
    ['no address', 'hooks'],
    ['nothing', ''],
    ['more than 500 characters', `https://hooks.example.com/${'a'.repeat(500)}`],
  ])('has no %s', (_what, text) => {
    expect(() => readWebhookUrl(text, false)).toThrow(
      expect.objectContaining({ code: 'webhook.url_refused', kind: 'unprocessable' }),
    );
  });

  it('may lead to this machine by http in demo mode, and by http nowhere else', () => {
    expect(readWebhookUrl('http://127.0.0.1:4000/hooks', true).port).toBe('4000');
    expect(readWebhookUrl('http://[::1]:4000/hooks', true).port).toBe('4000');
    for (const host of ['10.0.0.1', 'hooks.example.com', '127.0.0.1.example.com']) {
      expect(() => readWebhookUrl(`http://${host}:4000/`, true)).toThrow('https');
    }
  });
});
