/** Makes the compiler prove that a switch covers all cases; stops the program if it does not. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
