/**
 * Invented openids (28 characters, as WeChat's are) and whose they are in the demo: `u_1001` and
 * `u_1002` have accounts, the others only fill the bill.
 */
export const DEMO_PAYER_MAP: Readonly<Record<string, string>> = {
  oDemoQ7x1001ZrT4mVn8Kc2WsYbA: 'u_1001',
  oDemoH3p1002LdG9jXe5Ru7BtMqF: 'u_1002',
  oDemoN5w1003CvS2kPa6Yh8EzDfJ: 'u_1003',
  oDemoT8g1004BxM1nQr4Ws7KvLcU: 'u_1004',
  oDemoK2f1005ZyR6tHj9Gd3NbVpX: 'u_1005',
  oDemoV6s1006MqD8wFc1Ta5XeLhP: 'u_1006',
  oDemoB9k1007JrU3yNv2Zg6QtSmC: 'u_1007',
  oDemoL4d1008WpK7xEb5Hf1RnGzA: 'u_1008',
};

/** The openid of a payer of the demo. */
export function openIdOf(payerId: string): string {
  const entry = Object.entries(DEMO_PAYER_MAP).find(([, id]) => id === payerId);
  if (entry === undefined) throw new RangeError(`No payer of the demo: ${payerId}`);
  return entry[0];
}
