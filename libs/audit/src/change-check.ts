import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';

import { DomainError, assertNever } from '@app/kernel';
import { UserEntity, usernameOf, usernameProblem } from '@app/platform';
import type { Reads } from '@app/platform';

import { ChangeEffects } from './change-effects';
import { approvalsRequired, currencyOf, isFundChange } from './domain/controlled-change';
import type { ChangeContent, FundChange, NewUser } from './domain/controlled-change';
import { limitProblem } from './domain/limits';
import type { LimitValues } from './domain/limits';
import { Limits } from './limits';
import type { ControlledChangeEntity } from './persistence/controlled-change.entity';

/** What is to be changed; a new account has a person to it. */
export interface WantedChange {
  readonly content: ChangeContent;
  readonly newUser: NewUser | null;
}

/**
 * Says what stands in the way of a change: asked when it is proposed, and once more when its time
 * has come, because a day lies between.
 */
@Injectable()
export class ChangeCheck {
  constructor(
    private readonly limits: Limits,
    private readonly effects: ChangeEffects,
  ) {}

  /** Throws the first problem. */
  async require(reads: Reads, wanted: WantedChange): Promise<void> {
    const problem = await this.problem(reads, wanted);
    if (problem !== null) throw problem;
  }

  /** What keeps an approved change from coming into force now that its time has come. */
  async problemNow(reads: Reads, change: ControlledChangeEntity): Promise<DomainError | null> {
    const [row] = await reads.query<{ superseded: boolean }[]>(
      'SELECT is_superseded($1) AS superseded',
      [change.id],
    );
    return row?.superseded === true ? superseded() : this.problem(reads, change);
  }

  private async problem(
    reads: Reads,
    { content, newUser }: WantedChange,
  ): Promise<DomainError | null> {
    if (content.kind === 'limit.set') {
      const limits = await this.limits.current(reads, currencyOf(content));
      return limitProblem(content) ?? idleProblem(content, limits);
    }
    if (content.kind === 'user.add') return newUserProblem(reads, content.role, newUser);
    if (isFundChange(content)) return this.effects.of(content.kind).problem(reads, content);
    const user = await reads.findOneBy(UserEntity, { id: content.userId });
    return user === null
      ? unknownUser('userId', content.userId)
      : userProblem(reads, user, content);
  }
}

/** The brake may be pulled again: that takes back what was proposed to let it go. */
function idleProblem(
  content: Extract<ChangeContent, { kind: 'limit.set' }>,
  current: LimitValues,
): DomainError | null {
  const isIdle = approvalsRequired(content) > 0 && current[content.name] === content.value;
  return isIdle ? idle('limit.value') : null;
}

async function userProblem(
  reads: Reads,
  user: UserEntity,
  content: Exclude<ChangeContent, FundChange | { kind: 'limit.set' | 'user.add' }>,
): Promise<DomainError | null> {
  switch (content.kind) {
    case 'user.role':
      if (user.role === content.role) return idle('role');
      return content.role === 'claimant' && user.partyId === null ? partyMissing('userId') : null;
    case 'user.person':
      if (user.personId === content.personId) return idle('personId');
      return personProblem(reads, user, content.personId);
    case 'user.enable':
      return user.disabledAt === null ? idle('userId') : null;
    case 'user.disable':
    case 'user.invite':
      return null;
    default:
      return assertNever(content);
  }
}

async function newUserProblem(
  reads: Reads,
  role: string,
  newUser: NewUser | null,
): Promise<DomainError | null> {
  if (newUser === null) throw new Error('A new account is for nobody.');
  const problem = usernameProblem(newUser.username, 'newUser.username');
  if (problem !== null) return problem;
  const username = usernameOf(newUser.username);
  if (await reads.existsBy(UserEntity, { username })) return nameTaken(username);
  if (role === 'claimant' && newUser.partyId === null) return partyMissing('newUser.partyId');
  const { personId } = newUser;
  return personId === null ? null : noPersonProblem(reads, 'newUser.personId', personId);
}

async function personProblem(
  reads: Reads,
  user: UserEntity,
  personId: string,
): Promise<DomainError | null> {
  if (personId === user.id) return null;
  const others = { personId: user.id, id: Not(user.id) };
  if (await reads.existsBy(UserEntity, others)) {
    return new DomainError(
      'conflict',
      'change.person_of_others',
      {
        en: 'Other accounts name this one as their person. Move them to the other person first.',
        'zh-CN': '另有账号以该账号为本人，请先将其改归另一人。',
      },
      { field: 'userId', saw: user.id },
    );
  }
  return noPersonProblem(reads, 'personId', personId);
}

/** A person is named by an account that is nobody's second one: a chain would hide some eyes. */
async function noPersonProblem(
  reads: Reads,
  field: string,
  id: string,
): Promise<DomainError | null> {
  const person = await reads.findOneBy(UserEntity, { id });
  if (person === null) return unknownUser(field, id);
  if (person.personId === id) return null;
  return new DomainError(
    'unprocessable',
    'change.not_a_person',
    {
      en: `This is a further account of "${person.personId}": name that one.`,
      'zh-CN': `该账号是“${person.personId}”的另一账号，请填写后者。`,
    },
    { field, saw: id },
  );
}

/** Approved in advance, what changes nothing today would undo what somebody does tomorrow. */
function idle(field: string): DomainError {
  return new DomainError(
    'conflict',
    'change.idle',
    {
      en: 'This is so already: the change would change nothing.',
      'zh-CN': '当前已是如此，该变更不会改变任何内容。',
    },
    { field },
  );
}

function superseded(): DomainError {
  return new DomainError('conflict', 'change.superseded', {
    en: 'After this was proposed somebody shut the account out, or stopped the machine. Propose it anew, if it is still wanted.',
    'zh-CN': '该变更提出后，有人停用了该账号或停止了自动批准。如仍需要，请重新提出。',
  });
}

function unknownUser(field: string, id: string): DomainError {
  return new DomainError(
    'unprocessable',
    'change.unknown_user',
    {
      en: 'There is no account of this id. GET /v1/users lists them.',
      'zh-CN': '没有该编号的账号，可由 GET /v1/users 查询。',
    },
    { field, saw: id },
  );
}

function nameTaken(username: string): DomainError {
  return new DomainError(
    'conflict',
    'account.username_taken',
    {
      en: `There is an account named "${username}" already. Choose another name, or propose "user.enable" if it was shut out.`,
      'zh-CN': `账号名“${username}”已存在，请换一个；如该账号已停用，可提议 user.enable。`,
    },
    { field: 'newUser.username', saw: username },
  );
}

function partyMissing(field: string): DomainError {
  return new DomainError(
    'unprocessable',
    'change.party_missing',
    {
      en: 'A claimant needs a partyId: the payer whose payments are theirs.',
      'zh-CN': '索赔人账号须有 partyId，即其付款所属的付款人。',
    },
    { field },
  );
}
