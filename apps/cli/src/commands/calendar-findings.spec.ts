import { PACKS_FOLDER, PackLibrary } from '@app/programs';

import { calendarFindings } from './calendar-findings';

const library = (...offered: string[]): PackLibrary => PackLibrary.read(PACKS_FOLDER, offered);

describe('what the doctor says of calendars', () => {
  it('names each calendar of the packs that are offered once, with its version', () => {
    const packs = library('us-reg-e', 'visa-zero-liability', 'gb-app-reimbursement');
    const findings = calendarFindings(packs, 2026);
    expect(findings.map(({ isGood }) => isGood)).toEqual([true, true]);
    expect(findings.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^Calendar GB-EAW knows the holidays of 2026 and 2027 \(GB-EAW date-holidays@[^)]+\)$/,
      ),
      expect.stringMatching(/^Calendar US-FED knows the holidays of 2026 and 2027 \(US-FED /),
    ]);
  });

  it('says when the next year is not known yet, and what to do', () => {
    expect(calendarFindings(library('sg-srf'), 2026)).toEqual([
      {
        isGood: true,
        text: expect.stringMatching(
          /^Calendar SG knows the holidays of 2026 \(SG .+\); due times in 2027 are estimates: .+ GANPEI_CALENDARS_FILE$/,
        ),
      },
    ]);
  });

  it('finds fault with a calendar that does not know the year itself', () => {
    expect(calendarFindings(library('sg-srf'), 2031)).toEqual([
      {
        isGood: false,
        text: expect.stringMatching(
          /^Calendar SG does not know the holidays of 2031 \(SG .+\); due times in 2031 and 2032 /,
        ),
      },
    ]);
  });
});
