import type { LogFaults } from '@app/ledger';

/** What breaks a rule, and by how much. */
export interface Violation {
  readonly what: string;
  readonly detail: string;
}

/** A rule that the books and the claims keep at every moment. */
export interface Invariant {
  readonly id: string;
  readonly rule: string;
  /**
   * The query for what breaks it: one row per violation, none when the rule holds. Hashes are not
   * for SQL: what is wrong with the log is found by computing it anew.
   */
  readonly violations: string | { readonly inLog: keyof LogFaults };
}
