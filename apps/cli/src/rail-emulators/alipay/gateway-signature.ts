import { createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

type Parameters = Readonly<Record<string, string>>;

/** What RSA2 signs of a form: all fields but the signature, by name, as `a=1&b=2`. */
function signedText(parameters: Parameters): string {
  const entries = Object.entries(parameters).filter(([name]) => name !== 'sign');
  return entries
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Whether an app signed a request of the gateway with its key. */
export function isSignedBy(app: KeyObject, parameters: Parameters): boolean {
  const verifier = createVerify('RSA-SHA256').update(signedText(parameters), 'utf8');
  return verifier.verify(app, parameters.sign ?? '', 'base64');
}

/** A form with its signature. */
export function signedForm(alipay: KeyObject, parameters: Parameters): Parameters {
  return { ...parameters, sign: signature(alipay, signedText(parameters)) };
}

/** The body of an answer: the fields under the method's name, and the signature over their text. */
export function signedAnswer(alipay: KeyObject, method: string, fields: object): object {
  const name = `${method.replaceAll('.', '_')}_response`;
  return { [name]: fields, sign: signature(alipay, JSON.stringify(fields)) };
}

let stranger: KeyObject | undefined;

/** A key that nobody trusts; a short one, because a forged answer must not come late. */
export function strangersKey(): KeyObject {
  stranger ??= generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  return stranger;
}

function signature(key: KeyObject, text: string): string {
  return createSign('RSA-SHA256').update(text, 'utf8').sign(key, 'base64');
}
