import { DomainError } from '@app/kernel';

/** OWASP ASVS 4.0.3, 2.1.1. */
const LENGTH_MIN = 12;
const DIFFERENT_MIN = 5;

/**
 * Refuses a password that is soon guessed, as `password.weak`: fewer than twelve characters besides
 * the name of the account, or hardly any that neither repeat nor continue the one before them, such
 * as "aaaaaaaaaaaa" and "123456789012" (NIST SP 800-63B, 5.1.1.2).
 */
export function requireStrongPassword(password: string, username: string): void {
  const [name = username] = username.toLowerCase().split('@');
  const rest = [...password.toLowerCase().replaceAll(name, '')];
  const points = rest.map((character) => character.codePointAt(0) ?? 0);
  const fresh = new Set(
    points.filter((point, index) => Math.abs(point - (points[index - 1] ?? -2)) > 1),
  );
  if (rest.length >= LENGTH_MIN && fresh.size >= DIFFERENT_MIN) return;
  throw new DomainError(
    'unprocessable',
    'password.weak',
    {
      en: `A password has at least ${String(LENGTH_MIN)} characters besides the name of the account, and is no row of the same or of neighbouring ones. Several words make a good one.`,
      'zh-CN': `除账号名外，密码须至少 ${String(LENGTH_MIN)} 个字符，且不能是重复或连续的字符；可用几个词组成。`,
    },
    { field: 'password' },
  );
}
