import { Fragment } from 'react';

/** A long number that may break after the marks between its groups of digits, and nowhere else. */
export function Digits({ text }: { readonly text: string }) {
  return text.split(/(?<=,)/).map((group, place) => (
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {group}
    </Fragment>
  ));
}
