import type { ErrorKind } from '@app/kernel';
import { PROBLEM_KINDS, problemDocument } from '@app/platform';

import { UNREADABLE, errorSites } from './error-registry';
import type { ErrorSite } from './error-registry';

const CODE = /^[a-z]+(_[a-z]+)*\.[a-z0-9_]+$/;
const HAN = /\p{Script=Han}/u;
const LANGUAGES = ['en', 'zh-CN'] as const;

/** Whose words come from a check that says for itself what is wrong where. */
const SAID_ELSEWHERE = ['programs.version_overlaps'];

/** Refused as a whole, or by no request at all: there is no one field to name. */
const NO_ONE_FIELD = [
  // The body itself, before any field of it is known.
  'request.body_unreadable',
  'request.malformed_json',
  'upload.malformed',
  // Addresses and published files of the transparency log.
  'ledger.journal_missing',
  'ledger.other_log',
  'ledger.log_shorter',
  'ledger.outside_log',
  'ledger.bad_checkpoint',
  'ledger.bad_entry_bundle',
  'ledger.bad_note',
  'ledger.bad_signature',
  'ledger.note_not_trusted',
  'ledger.bad_tile_path',
  'ledger.bad_verifier_key',
  // Bookings that our own code would have to make.
  'ledger.not_postable',
  'accounting.negative_amount',
  'accounting.fx_same_currency',
  'accounting.fx_one_sided',
  'money.malformed_amount',
  'money.unknown_currency',
  'money.out_of_range',
  'money.currency_mismatch',
  // Lines of a file, which are named by their number, and files as a whole.
  'import.line_too_long',
  'import.invalid_bytes',
  'import.nul_byte',
  'import.damaged_text',
  'import.summary_missing',
  'import.summary_mismatch',
  'import.refund_without_payment',
  'import.refund_not_positive',
  'import.refund_exceeds_payment',
  'programs.malformed_duration',
  'programs.malformed_pack',
  'programs.malformed_calendars',
  // Typed at a terminal.
  'programs.claims_unclear',
  'cli.password_unusable',
  'cli.passwords_differ',
  'cli.cancelled',
];

/** Every refusal of the product, read from its source: no code can be added past this. */
describe('every error', () => {
  let sites: ErrorSite[] = [];
  beforeAll(() => {
    sites = errorSites();
  }, 120_000);

  /** Each place once, with what is wrong about it. */
  const faults = (isFaulty: (site: ErrorSite) => boolean): string[] => [
    ...new Set(sites.filter(isFaulty).map(({ code, place }) => `${code} at ${place}`)),
  ];

  it('can be read from the source with its code and what kind of refusal it is', () => {
    expect(new Set(sites.map(({ code }) => code)).size).toBeGreaterThan(300);
    expect(
      faults(({ code, kinds }) => code === UNREADABLE || !CODE.test(code) || kinds.length === 0),
    ).toEqual([]);
    expect(faults(({ kinds }) => kinds.some((kind) => !(kind in PROBLEM_KINDS)))).toEqual([]);
  });

  it('is said in both languages', () => {
    const isMissing = ({ code, en, zh }: ErrorSite): boolean =>
      !SAID_ELSEWHERE.includes(code) && (en.length === 0 || zh.length === 0);
    expect(faults(isMissing)).toEqual([]);
  });

  it('is said in sentences, each in its own language', () => {
    const ownWords = (text: string): string => text.replaceAll(/"[^"]*"|“[^”]*”/g, '');
    expect(faults(({ en }) => en.some((text) => !/[.…?)"\n]$/.test(text)))).toEqual([]);
    expect(faults(({ en }) => en.some((text) => HAN.test(ownWords(text))))).toEqual([]);
    expect(faults(({ zh }) => zh.some((text) => !HAN.test(text)))).toEqual([]);
  });

  it('is rendered as a problem document that says what to do, in both languages', () => {
    const broken = faults(({ code, kinds, en, zh }) =>
      LANGUAGES.some((language) => {
        const texts = { en: en[0] ?? '…', 'zh-CN': zh[0] ?? '…' };
        const problem = { kind: kinds[0] as ErrorKind, code, texts };
        const document = problemDocument(problem, { requestId: 'req_1', language });
        const parts = [document.title, document.detail, document.action[language]];
        return parts.some((part) => part === '') || document.requestId !== 'req_1';
      }),
    );
    expect(broken).toEqual([]);
  });

  it('names the field that is wrong, where one is', () => {
    const isUnnamed = ({ code, kinds, namesField }: ErrorSite): boolean =>
      namesField === false &&
      kinds.some((kind) => kind === 'invalid' || kind === 'unprocessable') &&
      !NO_ONE_FIELD.includes(code);
    expect(faults(isUnnamed)).toEqual([]);
    // What names a field by now stands no longer in the list.
    const unnamed = sites.filter(({ namesField }) => namesField === false);
    const codes = new Set(unnamed.map(({ code }) => code));
    expect(NO_ONE_FIELD.filter((code) => !codes.has(code))).toEqual([]);
  });

  it('has a way on for every kind of refusal, in sentences', () => {
    for (const kind of Object.keys(PROBLEM_KINDS) as ErrorKind[]) {
      const texts = { en: 'x', 'zh-CN': 'x' };
      const { action } = problemDocument(
        { kind, code: 'x.y', texts },
        { requestId: 'req_1', language: 'en' },
      );
      expect(action.en).toMatch(/^[A-Z].{20,}\.$/);
      expect(action['zh-CN']).toMatch(/^\p{Script=Han}.{8,}。$/u);
    }
  });
});
