import type {
  ChangeContent,
  ChangeKind,
  FundChange,
  LimitName,
  NewChange,
  WrittenMoney,
} from '@app/audit';
import { DomainError, assertNever } from '@app/kernel';
import type { Role } from '@app/platform';

type Content<Kind extends FundChange['kind']> = Extract<FundChange, { readonly kind: Kind }>;
type Estimate = Extract<FundChange, { readonly lossMonth: string }>;

/** A change as a request says it: the kind tells which of the other fields there are. */
export interface WrittenChange {
  readonly kind: ChangeKind;
  readonly reason: string;
  readonly limit?: {
    readonly name: LimitName;
    readonly value: number;
    readonly currency?: string;
  };
  readonly newUser?: {
    readonly username: string;
    readonly name: string;
    readonly role: Role;
    readonly partyId?: string;
    readonly personId?: string;
  };
  readonly userId?: string;
  readonly role?: Role;
  readonly personId?: string;
  readonly topUp?: Omit<Content<'top_up.set'>, 'kind'>;
  readonly railTopUp?: Omit<Content<'rail.top_up'>, 'kind'>;
  readonly billing?: Omit<Content<'contribution.bill'>, 'kind'>;
  readonly billedBy?: string;
  readonly estimate?: Pick<Estimate, 'money' | 'lossMonth'>;
}

type Field = Exclude<keyof WrittenChange, 'kind' | 'reason'>;

const ALL_FIELDS: readonly Field[] = [
  ...(['limit', 'newUser', 'userId', 'role', 'personId'] as const),
  ...(['topUp', 'railTopUp', 'billing', 'billedBy', 'estimate'] as const),
];

const FIELDS: Readonly<Record<ChangeKind, readonly Field[]>> = {
  'limit.set': ['limit'],
  'user.add': ['newUser'],
  'user.role': ['userId', 'role'],
  'user.person': ['userId', 'personId'],
  'user.disable': ['userId'],
  'user.enable': ['userId'],
  'user.invite': ['userId'],
  'top_up.set': ['topUp'],
  'rail.top_up': ['railTopUp'],
  'contribution.bill': ['billing'],
  'contribution.unbill': ['billedBy'],
  'estimate.raise': ['estimate'],
  'estimate.release': ['estimate'],
};

/**
 * What somebody wants to change, in the lib's words. Refuses what the kind lacks
 * (`change.field_missing`) and what it has no use for (`change.field_unfit`), because a field that
 * counts for nothing would be approved unseen. `newUserId` is the id of an account to be.
 */
export function newChange(written: WrittenChange, newUserId: string): NewChange {
  const wanted = FIELDS[written.kind];
  const unfit = ALL_FIELDS.find((field) => written[field] !== undefined && !wanted.includes(field));
  if (unfit !== undefined) throw fieldUnfit(written.kind, unfit);
  const { newUser, reason } = written;
  return {
    content: contentOf(written, newUserId),
    newUser:
      newUser === undefined
        ? null
        : {
            username: newUser.username,
            name: newUser.name,
            partyId: newUser.partyId ?? null,
            personId: newUser.personId ?? null,
          },
    reason,
  };
}

function contentOf(written: WrittenChange, newUserId: string): ChangeContent {
  const { kind } = written;
  switch (kind) {
    case 'limit.set': {
      const { name, value, currency } = given(written, 'limit');
      return { kind, name, value, ...(currency === undefined ? {} : { currency }) };
    }
    case 'user.add':
      return { kind, userId: newUserId, role: given(written, 'newUser').role };
    case 'user.role':
      return { kind, userId: given(written, 'userId'), role: given(written, 'role') };
    case 'user.person':
      return { kind, userId: given(written, 'userId'), personId: given(written, 'personId') };
    case 'user.disable':
    case 'user.enable':
    case 'user.invite':
      return { kind, userId: given(written, 'userId') };
    case 'top_up.set': {
      const { rail, currency, lowMinor, targetMinor } = given(written, 'topUp');
      return { kind, rail, currency, lowMinor, targetMinor };
    }
    case 'rail.top_up': {
      const { rail, money, source } = given(written, 'railTopUp');
      return { kind, rail, money: plain(money), source };
    }
    case 'contribution.bill': {
      const { payer, money, fromMonth, months } = given(written, 'billing');
      return { kind, payer, money: plain(money), fromMonth, months };
    }
    case 'contribution.unbill':
      return { kind, billedBy: given(written, 'billedBy') };
    case 'estimate.raise':
    case 'estimate.release': {
      const { money, lossMonth } = given(written, 'estimate');
      return { kind, money: plain(money), lossMonth };
    }
    default:
      return assertNever(kind);
  }
}

/** What the digest is made of holds these fields and no others. */
function plain({ currency, amountMinor }: WrittenMoney): WrittenMoney {
  return { currency, amountMinor };
}

function given<Name extends Field>(
  written: WrittenChange,
  field: Name,
): NonNullable<WrittenChange[Name]> {
  const value = written[field];
  if (value !== undefined) return value;
  throw new DomainError(
    'invalid',
    'change.field_missing',
    {
      en: `A change of the kind "${written.kind}" needs the field "${field}".`,
      'zh-CN': `“${written.kind}”类变更须填写字段 ${field}。`,
    },
    { field },
  );
}

function fieldUnfit(kind: ChangeKind, field: Field): DomainError {
  return new DomainError(
    'invalid',
    'change.field_unfit',
    {
      en: `A change of the kind "${kind}" has no field "${field}": leave it out, or propose a change of its own.`,
      'zh-CN': `“${kind}”类变更没有字段 ${field}，请删去，或另行提出变更。`,
    },
    { field },
  );
}
