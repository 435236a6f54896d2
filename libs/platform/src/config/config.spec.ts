import { join, resolve } from 'node:path';

import fc from 'fast-check';

import { ConfigError, loadConfig } from './config';
import type { Environment } from './reader';

const LEAST = { SUPPORT_PHONE: '400-123-4567' };
const RAIL = {
  RAIL_SIMULATED_URL: 'http://127.0.0.1:4000',
  RAIL_SIMULATED_SECRET: 's',
  RAIL_SIMULATED_WEBHOOK_SECRET: 'w',
};
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const WEBHOOK = { LEDGER_CHECKPOINT_WEBHOOK: 'https://auditor.example.com/checkpoints' };

function problemsOf(env: Environment): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('the configuration', () => {
  it('needs nothing but a telephone number', () => {
    expect(loadConfig(LEAST)).toEqual({
      host: '127.0.0.1',
      port: 3000,
      stateDir: resolve('.ganpei'),
      databaseUrl: null,
      databaseOwnerUrl: null,
      postgresBinDir: null,
      demo: false,
      supportPhone: '400-123-4567',
      supportHours: [{ opensAtMinute: 540, closesAtMinute: 1_080 }],
      guarantorName: 'Ganpei 敢赔',
      sweepIntervalMs: 5_000,
      queue: null,
      rails: { wallet: null, wechat: null, alipay: null, bank: null, simulated: null },
      ledger: {
        origin: null,
        checkpointDir: join(resolve('.ganpei'), 'ledger-checkpoints'),
        checkpointWebhook: null,
      },
      programs: { packsDir: null, calendarsFile: null, offered: ['cn-wallet-theft-guarantee'] },
      files: { s3: null, scanner: null },
      mail: { domain: 'ganpei.localhost', smtpUrl: null, sms: null, im: null },
      mailIn: { listen: null, tls: null },
      publicUrl: 'http://127.0.0.1:3000',
      trustedProxies: [],
      metricsToken: null,
    });
  });

  it('is read whole from the environment', () => {
    const env = {
      ...RAIL,
      HOST: '::1',
      PORT: '8080',
      STATE_DIR: '/var/lib/ganpei',
      DATABASE_URL: 'postgres://app:secret@db:5432/ganpei',
      DATABASE_OWNER_URL: 'postgresql://owner:secret@db/ganpei',
      PG_BIN: '/usr/lib/postgresql/18/bin',
      DEMO: 'true',
      SUPPORT_PHONE: ' 95188 ',
      SUPPORT_HOURS: '09:00-12:00, 13:00-24:00',
      GUARANTOR_NAME: '示例支付有限公司',
      SWEEP_INTERVAL_MS: '1000',
      QUEUE_URL: 'rediss://ganpei:p%40ss%2Fword@queue.example.com:6380/3',
      LEDGER_ORIGIN: 'ledger.example.com/guarantee',
      LEDGER_CHECKPOINT_DIR: '/mnt/other/checkpoints',
      LEDGER_CHECKPOINT_WEBHOOK: 'https://auditor.example.com/checkpoints',
      LEDGER_CHECKPOINT_WEBHOOK_SECRET: SECRET,
      GANPEI_PACKS_DIR: '/etc/ganpei/packs',
      GANPEI_CALENDARS_FILE: '/etc/ganpei/calendars.json',
      GANPEI_PROGRAMS: 'us-reg-e, visa-zero-liability,us-reg-e',
      GANPEI_FILES_URL: 's3://evidence/ganpei?endpoint=http://127.0.0.1:9000&region=eu-central-1',
      GANPEI_CLAMD: '127.0.0.1:3310',
      MAIL_DOMAIN: 'Claims.Example.com',
      MAIL_LISTEN: 'lmtp://[::1]:2424',
      MAIL_TLS_CERT: '/etc/ganpei/mail.crt',
      MAIL_TLS_KEY: '/etc/ganpei/mail.key',
      SMTP_URL: 'smtps://claims:hunter2@mail.example.com',
      SMS_WEBHOOK: 'https://sms.example.com/send',
      SMS_WEBHOOK_SECRET: SECRET,
      IM_WEBHOOK: 'https://im.example.com/send',
      IM_WEBHOOK_SECRET: SECRET,
      PUBLIC_URL: 'https://claims.example.com/',
      GANPEI_TRUST_PROXY: 'loopback, 10.0.0.0/8,2001:db8::1,loopback',
      METRICS_TOKEN: 'a-token-of-the-scraper',
    };
    expect(loadConfig(env)).toEqual({
      host: '::1',
      port: 8080,
      stateDir: '/var/lib/ganpei',
      databaseUrl: env.DATABASE_URL,
      databaseOwnerUrl: env.DATABASE_OWNER_URL,
      postgresBinDir: env.PG_BIN,
      demo: true,
      supportPhone: '95188',
      supportHours: [
        { opensAtMinute: 540, closesAtMinute: 720 },
        { opensAtMinute: 780, closesAtMinute: 1_440 },
      ],
      guarantorName: '示例支付有限公司',
      sweepIntervalMs: 1_000,
      queue: {
        host: 'queue.example.com',
        port: 6_380,
        isEncrypted: true,
        username: 'ganpei',
        password: 'p@ss/word',
        database: 3,
      },
      rails: {
        wallet: null,
        wechat: null,
        alipay: null,
        bank: null,
        simulated: { url: 'http://127.0.0.1:4000', secret: 's', webhookSecret: 'w' },
      },
      ledger: {
        origin: env.LEDGER_ORIGIN,
        checkpointDir: env.LEDGER_CHECKPOINT_DIR,
        checkpointWebhook: { url: env.LEDGER_CHECKPOINT_WEBHOOK, secret: SECRET },
      },
      programs: {
        packsDir: '/etc/ganpei/packs',
        calendarsFile: '/etc/ganpei/calendars.json',
        offered: ['us-reg-e', 'visa-zero-liability'],
      },
      files: {
        s3: {
          bucket: 'evidence',
          prefix: 'ganpei',
          endpoint: 'http://127.0.0.1:9000',
          region: 'eu-central-1',
        },
        scanner: { host: '127.0.0.1', port: 3310 },
      },
      mail: {
        domain: 'claims.example.com',
        smtpUrl: env.SMTP_URL,
        sms: { url: env.SMS_WEBHOOK, secret: SECRET },
        im: { url: env.IM_WEBHOOK, secret: SECRET },
      },
      mailIn: {
        listen: { protocol: 'lmtp', host: '::1', port: 2424 },
        tls: { certFile: '/etc/ganpei/mail.crt', keyFile: '/etc/ganpei/mail.key' },
      },
      publicUrl: 'https://claims.example.com',
      trustedProxies: ['loopback', '10.0.0.0/8', '2001:db8::1'],
      metricsToken: env.METRICS_TOKEN,
    });
  });

  it('takes a blank variable for an absent one', () => {
    expect(loadConfig({ ...LEAST, PORT: ' ', DATABASE_URL: '', DEMO: '' })).toEqual(
      loadConfig(LEAST),
    );
  });

  it.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('takes DEMO=%s for %s', (text, demo) => {
    expect(loadConfig({ ...LEAST, DEMO: text }).demo).toBe(demo);
  });

  it('has a telephone number of its own in the demo only', () => {
    expect(loadConfig({ DEMO: 'true' }).supportPhone).toBe('400-000-0000');
    expect(problemsOf({})).toHaveLength(1);
  });

  it.each<[Environment, RegExp]>([
    [{ SUPPORT_PHONE: '' }, /^SUPPORT_PHONE is missing: set the telephone number/],
    [{ PORT: '65536' }, /^PORT is "65536", but must be a whole number from 0 to 65535/],
    [{ PORT: '-1' }, /^PORT is "-1"/],
    [{ PORT: '3e3' }, /^PORT is "3e3"/],
    [{ PORT: '3000.5' }, /^PORT is "3000.5"/],
    [{ SWEEP_INTERVAL_MS: '99' }, /^SWEEP_INTERVAL_MS is "99", .* 100 to 600000/],
    [{ DEMO: 'yes' }, /^DEMO is "yes", but must be true or false/],
    [{ DEMO: 'true', HOST: '0.0.0.0' }, /^HOST must be 127\.0\.0\.1 in demo mode/],
    [{ DATABASE_URL: 'db' }, /^DATABASE_URL must look like postgres:\/\//],
    [{ DATABASE_URL: 'mysql://db/ganpei' }, /^DATABASE_URL must look like/],
    [{ DATABASE_URL: 'postgres://db' }, /^DATABASE_URL must look like/],
    [{ DATABASE_URL: 'postgres://db/g?options=-c%20role=x' }, /^DATABASE_URL must not carry/],
    [{ DATABASE_OWNER_URL: 'postgres://db/ganpei' }, /^DATABASE_OWNER_URL is set, but DATABASE/],
    [{ ...RAIL, RAIL_SIMULATED_URL: 'rail' }, /^RAIL_SIMULATED_URL is "rail"/],
    [{ ...RAIL, RAIL_SIMULATED_URL: 'localhost:4000' }, /^RAIL_SIMULATED_URL is "localhost:4000"/],
    [{ ...RAIL, RAIL_SIMULATED_SECRET: '' }, /SECRET and RAIL_SIMULATED_WEBHOOK_SECRET must be/],
    [{ ...RAIL, RAIL_SIMULATED_WEBHOOK_SECRET: '' }, /WEBHOOK_SECRET must be set too/],
    [{ LEDGER_ORIGIN: 'our ledger' }, /^LEDGER_ORIGIN must be a name such as/],
    [{ LEDGER_ORIGIN: 'our+ledger' }, /^LEDGER_ORIGIN must be a name such as/],
    [WEBHOOK, /LEDGER_CHECKPOINT_WEBHOOK_SECRET must be set too/],
    [
      { LEDGER_CHECKPOINT_WEBHOOK: 'ftp://x', LEDGER_CHECKPOINT_WEBHOOK_SECRET: SECRET },
      /^LEDGER_CHECKPOINT_WEBHOOK must look like https/,
    ],
    [
      { ...WEBHOOK, LEDGER_CHECKPOINT_WEBHOOK_SECRET: 'hunter2' },
      /^LEDGER_CHECKPOINT_WEBHOOK_SECRET must be "whsec_" and 24 to 64/,
    ],
    [
      { GANPEI_PROGRAMS: 'us-reg-e,,gb-app' },
      /^GANPEI_PROGRAMS must be names of packs with commas/,
    ],
    [{ GANPEI_PROGRAMS: 'us-reg-e@1' }, /^GANPEI_PROGRAMS must be names of packs/],
    [{ GANPEI_TRUST_PROXY: 'true' }, /^GANPEI_TRUST_PROXY must be addresses or networks of your/],
    [{ GANPEI_TRUST_PROXY: '0.0.0.0/0' }, /^GANPEI_TRUST_PROXY must be addresses or networks/],
    [{ GANPEI_TRUST_PROXY: '10.0.0.0/33' }, /^GANPEI_TRUST_PROXY must be addresses or networks/],
    [{ GANPEI_TRUST_PROXY: 'loopback,,::1' }, /^GANPEI_TRUST_PROXY must be addresses or networks/],
    [{ METRICS_TOKEN: 'short' }, /^METRICS_TOKEN must be 16 to 200 visible/],
    [{ GANPEI_FILES_URL: 'https://bucket' }, /^GANPEI_FILES_URL must be like s3:/],
    [{ GANPEI_FILES_URL: 's3://Bucket_1' }, /^GANPEI_FILES_URL must be like s3:/],
    [{ GANPEI_FILES_URL: 's3://bucket/a//b' }, /^GANPEI_FILES_URL must be like s3:/],
    [{ GANPEI_FILES_URL: 's3://bucket?endpoint=9000' }, /^GANPEI_FILES_URL must be like s3:/],
    [{ GANPEI_FILES_URL: 's3://bucket?acl=public' }, /^GANPEI_FILES_URL must be like s3:/],
    [{ MAIL_LISTEN: '2525' }, /^MAIL_LISTEN must be off, or like 127/],
    [{ MAIL_LISTEN: '127.0.0.1:99999' }, /^MAIL_LISTEN must be off, or like 127/],
    [{ DEMO: 'true', MAIL_LISTEN: '0.0.0.0:25' }, /^MAIL_LISTEN must be on 127.0.0.1 in demo/],
    [{ MAIL_TLS_CERT: '/a.crt' }, /^MAIL_TLS_CERT and MAIL_TLS_KEY must be set together/],
    [{ MAIL_DOMAIN: 'localhost' }, /^MAIL_DOMAIN must be a domain such as/],
    [{ MAIL_DOMAIN: '敢赔.example' }, /^MAIL_DOMAIN must be a domain .* xn-- form/],
    [{ SMTP_URL: 'smtp://mail' }, /^SMTP_URL is set: MAIL_DOMAIN must be set too/],
    [{ MAIL_DOMAIN: 'a.example', SMTP_URL: 'http://mail' }, /^SMTP_URL must be like smtp:/],
    [{ SMS_WEBHOOK: 'https://sms' }, /SMS_WEBHOOK_SECRET must be set too/],
    [{ PUBLIC_URL: 'https://example.com/claims' }, /^PUBLIC_URL must be like https:/],
    [{ PUBLIC_URL: 'claims.example.com' }, /^PUBLIC_URL must be like https:/],
    [{ SUPPORT_HOURS: '9-18' }, /^SUPPORT_HOURS must be spans of a working day/],
    [{ SUPPORT_HOURS: '18:00-09:00' }, /^SUPPORT_HOURS must be spans/],
    [{ SUPPORT_HOURS: '09:00-09:15' }, /^SUPPORT_HOURS must be spans/],
    [{ SUPPORT_HOURS: '09:00-24:15' }, /^SUPPORT_HOURS must be spans/],
    [{ SUPPORT_HOURS: '09:10-18:00' }, /^SUPPORT_HOURS must be spans/],
    [{ SUPPORT_HOURS: '13:00-18:00,09:00-12:00' }, /^SUPPORT_HOURS must be spans/],
    [{ GANPEI_CLAMD: 'clamd' }, /^GANPEI_CLAMD must be host:port or the path/],
    [{ GANPEI_CLAMD: 'clamd:70000' }, /^GANPEI_CLAMD must be host:port or the path/],
  ])('says of %j in one sentence what is wrong, in both languages', (env, sentence) => {
    const problems = problemsOf({ ...LEAST, ...env });
    expect(problems).toEqual([expect.stringMatching(sentence)]);
    expect(problems[0]).toMatch(/\p{Script=Han}/u);
  });

  it.each([
    ['s3://evidence', { bucket: 'evidence', prefix: '', endpoint: null, region: 'us-east-1' }],
    ['s3://a.b-c/x/y/?region=cn-north-1', { bucket: 'a.b-c', prefix: 'x/y', endpoint: null }],
  ])('reads the bucket %s', (url, bucket) => {
    expect(loadConfig({ ...LEAST, GANPEI_FILES_URL: url }).files.s3).toMatchObject(bucket);
  });

  it.each([
    ['/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
    ['[::1]:3310', { host: '::1', port: 3_310 }],
    ['clamd.internal:3310', { host: 'clamd.internal', port: 3_310 }],
  ])('finds the scanner at %s', (address, scanner) => {
    expect(loadConfig({ ...LEAST, GANPEI_CLAMD: address }).files.scanner).toEqual(scanner);
  });

  it('names every wrong variable at once', () => {
    const wrong = { PORT: 'x', DEMO: 'x', DATABASE_URL: 'x', SWEEP_INTERVAL_MS: 'x' };
    const problems = problemsOf(wrong);
    const named = problems.map((problem) => problem.split(' ')[0]);
    expect(named.sort()).toEqual([
      'DATABASE_URL',
      'DEMO',
      'PORT',
      'SUPPORT_PHONE',
      'SWEEP_INTERVAL_MS',
    ]);
    expect(() => loadConfig(wrong)).toThrow(problems.join('\n'));
  });

  it.each<[string, Environment]>([
    ['the password in a database URL', { DATABASE_URL: 'postgres://app:hunter2@db' }],
    ['a secret', { ...WEBHOOK, LEDGER_CHECKPOINT_WEBHOOK_SECRET: 'hunter2' }],
    ['the password of a mail server', { SMTP_URL: 'http://claims:hunter2@mail' }],
    ['a token', { METRICS_TOKEN: 'hunter2' }],
    ['a key in the address of a bucket', { GANPEI_FILES_URL: 's3://key:hunter2@bucket' }],
  ])('never prints %s that is wrong', (_what, env) => {
    const problems = problemsOf({ ...LEAST, ...env }).join();
    expect(problems).not.toBe('');
    expect(problems).not.toContain('hunter2');
  });

  it('is either read or refused with reasons, whatever the environment holds', () => {
    const others = ['PORT', 'DEMO', 'DATABASE_URL', 'SUPPORT_PHONE', 'GANPEI_PROGRAMS'];
    const names = fc.constantFrom(...Object.keys(RAIL), ...others);
    const environments = fc.dictionary(names, fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(environments, (env) => {
        for (const problem of problemsOf(env)) expect(problem.length).toBeGreaterThan(20);
      }),
    );
  });
});
