import 'reflect-metadata';

import { KillableService } from '../faults/killable-service';
import { MailStorm } from '../faults/mail-storm';
import type { StormReport } from '../faults/mail-storm';
import type { Sightings } from '../faults/persistent-client';
import { keep, machine, table, targetTable, today } from './report';

/** `MAILS=100 KILL_EACH_S=5 npm run bench:mail` asks for another storm. */
const MAILS = Number(process.env.MAILS ?? 1_000);
const KILL_EACH_S = Number(process.env.KILL_EACH_S ?? 10);
const CLAIMS = 20;
const SENDERS = 4;
const PAUSE_MS = 300;
const PICTURE_EACH = 5;

/** Mails to a service that is killed again and again, and what of them is on their claims. */
export async function main(): Promise<void> {
  const seen: Sightings = { interrupted: 0, onWrite: () => undefined, isOver: false };
  const service = await KillableService.prepare();
  try {
    service.start('up');
    await service.untilReady();
    const plan = {
      mails: MAILS,
      claims: CLAIMS,
      senders: SENDERS,
      pauseMs: PAUSE_MS,
      livesMs: () => KILL_EACH_S * 1_000,
      pictureEach: PICTURE_EACH,
    };
    const storm = await MailStorm.prepare(service, plan, seen);
    const text = report(await storm.run());
    process.stdout.write(`${text}\nKept in ${keep('mail', text)}\n`);
  } finally {
    seen.isOver = true;
    await service.dispose();
  }
}

function report(found: StormReport): string {
  const { lost, doubled, withoutPicture } = found;
  const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
  const rows = [
    ['mails sent', String(MAILS)],
    ['kills', String(found.kills)],
    ['tries in vain', String(found.triesInVain)],
    ['sending, with all restarts (s)', seconds(found.sendingMs)],
    ['from the last one taken to the last one read (s)', seconds(found.readingMs)],
  ];
  const none = (what: string, numbers: readonly number[]): Parameters<typeof targetTable>[0] => [
    { what, wanted: '0', found: String(numbers.length), reached: numbers.length === 0 },
  ];
  return [
    `# Mail under kill -9, ${today()}`,
    '',
    `${machine()}. ${String(SENDERS)} mail servers send to ${String(CLAIMS)} claims, every ${String(PICTURE_EACH)}th mail with a picture; the service is killed ${String(KILL_EACH_S)} s after each start. Service, database and senders on one machine.`,
    '',
    ...table(['', 'found'], rows),
    '',
    ...targetTable([
      ...none('mails lost', lost),
      ...none('mails on their claim twice', doubled),
      ...none('pictures that are missing or there twice', withoutPicture),
    ]),
    '',
  ].join('\n');
}
