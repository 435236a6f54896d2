import { once } from 'node:events';

import { MailListener } from '@app/messaging';
import { REDIS_QUEUES, jsonLogger } from '@app/platform';
import type { Config, RedisQueues, Role } from '@app/platform';

import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../demo/demo-accounts';
import { startInstance } from '../instance';
import type { Instance } from '../instance';
import { holdStateFolder } from '../state-folder-lock';

/** `ganpei up`: starts everything, says where it is, and stops in order on SIGINT or SIGTERM. */
export async function runUp(config: Config, { verbose }: { verbose: boolean }): Promise<void> {
  const say = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  const startedAt = performance.now();
  const release = holdStateFolder(config.stateDir);
  const stopped = stopSignal();
  try {
    const logger = jsonLogger(
      verbose ? ['log', 'warn', 'error', 'fatal'] : ['warn', 'error', 'fatal'],
    );
    const instance = await startInstance({ config, logger, say });
    try {
      process.stdout.write(banner(config, instance, performance.now() - startedAt));
      await stopped;
      say('正在停止…… Stopping …');
    } finally {
      await instance.close();
    }
  } finally {
    release();
  }
}

/** Resolves at the first signal to stop; at the second one the process ends at once. */
async function stopSignal(): Promise<void> {
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
}

function banner(config: Config, instance: Instance, startMs: number): string {
  const { url } = instance.service;
  const lines = [
    '',
    `  Ganpei 敢赔  ${url}   (${(startMs / 1_000).toFixed(1)} s)`,
    '',
    `  网页 Web          ${url}/`,
    `  接口文档 API docs  ${url}/docs   (${url}/openapi.json)`,
    `  健康检查 Health    ${url}/readyz`,
    `  数据库 Database   ${instance.database.place}`,
    ...queueLines(instance),
    `  状态目录 State     ${config.stateDir}`,
    ...mailLines(config, instance),
    ...(config.mail.smtpUrl === null
      ? [`  邮件 Mail         ${config.stateDir}/outbox   (${url}/v1/outbox)`]
      : []),
    ...(config.demo ? demoLines() : []),
    '',
    '  按 Ctrl-C 停止，数据会保留。 Ctrl-C stops it; the data stay.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

/** Where mail comes in, when it does: in demo mode the port is another one each time. */
function mailLines({ mail }: Config, { service }: Instance): string[] {
  const { address } = service.app.get(MailListener);
  return address === null ? [] : [`  收信 Mail in       ${address}   (claims@${mail.domain})`];
}

/** Where the jobs are, when that is not the database. */
function queueLines({ service }: Instance): string[] {
  const redis = service.app.get<RedisQueues | null>(REDIS_QUEUES);
  if (redis === null) return [];
  const away = redis.isThere ? '' : '   （尚未连通 not reached yet）';
  return [`  任务队列 Queue     ${redis.place}${away}`];
}

function demoLines(): string[] {
  const width = Math.max(...DEMO_ACCOUNTS.map(({ username }) => username.length));
  return [
    '',
    `  演示账号（密码均为 ${DEMO_PASSWORD}） Demo logins (password: ${DEMO_PASSWORD})`,
    ...DEMO_ACCOUNTS.map(
      ({ username, role, partyId }) =>
        `    ${username.padEnd(width)}  ${ROLE_NAMES[role]} ${role}${partyId === undefined ? '' : ` (${partyId})`}`,
    ),
    '',
    '  仅供试用，请勿用于生产。 For trial only; not for production.',
  ];
}

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  claimant: '索赔人',
  reviewer: '审核员',
  approver: '复核员',
  agent: '客服',
  auditor: '审计员',
  operator: '运维',
  institution: '机构',
};
