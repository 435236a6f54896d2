import { contactKeys } from '../../../libs/claims/src/domain/contact-search';

/** Surnames and given names as they are about as often as here: some common, most of them rare. */
const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉建文辉力国庆志鹏飞宇浩然子轩梓涵欣怡';
const LATIN_SURNAMES = ['Zhang', 'Wang', 'Smith', 'Garcia', 'Nguyen', 'Muller', 'Silva', 'Kim'];
const LATIN_GIVEN = ['Ann', 'Li', 'Maria', 'Minh', 'Peter', 'Joao', 'Sofia', 'Jin', 'Emma', 'Omar'];

export interface KnownName {
  readonly name: string;
  /** As text of a `tsvector`. */
  readonly keys: string;
}

/** Different names of people, the more common ones first. */
export function knownNames(): KnownName[] {
  const chinese = [...SURNAMES].flatMap((surname, rank) =>
    [...GIVEN].flatMap((first) => [
      surname + first,
      ...[...GIVEN].slice(rank % 7, (rank % 7) + 8).map((second) => surname + first + second),
    ]),
  );
  const latin = LATIN_SURNAMES.flatMap((surname) =>
    LATIN_GIVEN.flatMap((given) => [`${given} ${surname}`, `${surname} ${given}`]),
  );
  return [...chinese.slice(0, 20), ...latin, ...chinese.slice(20)].map((name) => ({
    name,
    keys: contactKeys({ name, email: null, phone: null }),
  }));
}
