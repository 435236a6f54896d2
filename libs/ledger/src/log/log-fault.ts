/** Where something is not what it should be, and what is wrong there. */
export interface LogFault {
  readonly what: string;
  readonly detail: string;
}
