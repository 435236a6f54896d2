import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const REPOSITORY = join(__dirname, '../../../..');

/** Reckons with every calendar in a process whose host lives in another time zone. */
const SCRIPT = `
require('./test/support/run-typescript.cjs');
const { calendarOf } = require('./libs/programs/src/domain/calendars.ts');
const { dueAt } = require('./libs/programs/src/domain/business-calendar.ts');
const answers = [];
for (const id of ['CN', 'GB-EAW', 'US-FED', 'TARGET', 'SG', 'IN', 'BR-days']) {
  const calendar = calendarOf(id);
  answers.push(calendar.version, calendar.workdaysOf(2026).join());
  for (let hour = 0; hour < 8760; hour += 113) {
    const from = new Date(Date.UTC(2026, 0, 1, hour, 17));
    answers.push(calendar.dateOf(from));
    for (const within of ['3BD', '20BH', '7D', '13M', '36H']) {
      answers.push(dueAt(from, within, calendar).toISOString());
    }
  }
}
process.stdout.write(JSON.stringify({
  host: new Date(2026, 6, 1).getTimezoneOffset(),
  answers: require('node:crypto').createHash('sha256').update(answers.join()).digest('hex'),
}));
`;

interface Reckoned {
  readonly host: number;
  readonly answers: string;
}

function reckonedIn(timeZone: string): Reckoned {
  const env = { ...process.env, TZ: timeZone };
  const options = { cwd: REPOSITORY, env, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['-e', SCRIPT], options)) as Reckoned;
}

describe('the time zone of the host', () => {
  it('changes no date, no working day and no due time', () => {
    const reckoned = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'].map(reckonedIn);
    expect(reckoned.map(({ host }) => host)).toEqual([0, -840, 660]);
    expect(new Set(reckoned.map(({ answers }) => answers)).size).toBe(1);
  });
});
