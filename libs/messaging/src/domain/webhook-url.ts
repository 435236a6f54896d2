import { DomainError } from '@app/kernel';

const LENGTH_MAX = 500;
const PORT_MIN = 1_024;
const USUAL_PORTS = ['', '80', '443'];
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const PRINTABLE_ASCII = /^[!-~]+$/;

/**
 * Reads the address of an endpoint. Refuses `webhook.url_refused` what is not https, names an
 * account, a fragment, a service's port below 1024, or a host in other letters than ASCII, because
 * such addresses are read differently by different people. In demo mode http may lead to this
 * machine. Where the host leads is another question.
 */
export function readWebhookUrl(text: string, isDemo: boolean): URL {
  const url = text.length <= LENGTH_MAX && PRINTABLE_ASCII.test(text) ? parsed(text) : null;
  if (url === null || !isUsable(url, isDemo)) {
    throw new DomainError(
      'unprocessable',
      'webhook.url_refused',
      {
        en: 'This must be an address such as https://hooks.example.com/ganpei: https, at most 500 characters of ASCII, without user name, password and fragment, with port 80, 443 or one from 1024 on.',
        'zh-CN':
          '须为类似 https://hooks.example.com/ganpei 的地址：使用 https，不超过 500 个 ASCII 字符，不含用户名、密码和 # 片段，端口为 80、443 或不小于 1024。',
      },
      { field: 'url', saw: text.slice(0, 80) },
    );
  }
  return url;
}

function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function isUsable(url: URL, isDemo: boolean): boolean {
  const isSafe =
    url.protocol === 'https:' ||
    (isDemo && url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  const isPlain = url.username === '' && url.password === '' && !url.href.includes('#');
  return isSafe && isPlain && (USUAL_PORTS.includes(url.port) || Number(url.port) >= PORT_MIN);
}
