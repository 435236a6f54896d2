import { WebhookSecrets } from './webhook-secrets';

const ID = 'whe_01kb2r8n2pe7v9w3k5x1t4q6y0';
const OTHER_ID = 'whe_01kb2r8n2pe7v9w3k5x1t4q6y1';

describe('the secret of an endpoint', () => {
  const secrets = new WebhookSecrets(Buffer.alloc(32, 7));

  it('is 256 bits, another one each time, as Standard Webhooks writes it', () => {
    const [one, other] = [secrets.make(), secrets.make()];
    expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(one).not.toBe(other);
  });

  it('comes out of the database as it went in, and is not to be read there', () => {
    const secret = secrets.make();
    const sealed = secrets.seal(ID, secret);
    expect(secrets.open(ID, sealed)).toBe(secret);
    expect(Buffer.from(sealed, 'base64').includes(secret.slice(6, 20))).toBe(false);
    expect(secrets.seal(ID, secret)).not.toBe(sealed);
  });

  it('is not opened elsewhere, for another endpoint, or when a byte of it was changed', () => {
    const sealed = secrets.seal(ID, secrets.make());
    const elsewhere = new WebhookSecrets(Buffer.alloc(32, 8));
    expect(() => elsewhere.open(ID, sealed)).toThrow();
    expect(() => secrets.open(OTHER_ID, sealed)).toThrow();
    const length = Buffer.from(sealed, 'base64').length;
    for (let at = 0; at < length; at += 1) {
      const changed = Buffer.from(sealed, 'base64');
      changed[at] = changed.readUInt8(at) ^ 1;
      expect(() => secrets.open(ID, changed.toString('base64'))).toThrow();
    }
  });

  it('signs together with the one before it until the time of that one has come', () => {
    const [now, then] = [new Date('2026-11-26T10:00:00Z'), new Date('2026-11-27T10:00:00Z')];
    const [fresh, old] = [secrets.make(), secrets.make()];
    const endpoint = {
      id: ID,
      sealedSecret: secrets.seal(ID, fresh),
      previousSecret: secrets.seal(ID, old),
      previousUntil: then,
    };
    expect(secrets.inForce(endpoint, now)).toEqual([fresh, old]);
    expect(secrets.inForce(endpoint, then)).toEqual([fresh]);
  });
});
