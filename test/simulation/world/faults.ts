/** How likely each thing goes wrong, each time that it can. */
export interface Faults {
  /** At each step of a worker: its process dies. */
  readonly crash: number;
  /** At each step: the process sleeps for up to a day. */
  readonly sleep: number;
  /** When a rail has answered: the process is stopped for up to an hour before it looks. */
  readonly stall: number;
  /** At a statement: others come in between. Between transactions and calls they always do. */
  readonly switch: number;
  readonly jobLost: number;
  readonly jobTwice: number;
  /** Of a call to a rail: no connection, refused for now, lost on the way, or very late there. */
  readonly notReached: number;
  readonly throttled: number;
  readonly requestLost: number;
  readonly requestLate: number;
  readonly requestTwice: number;
  /** The rail did its work, and we do not hear of it. */
  readonly answerLost: number;
  readonly noticeLost: number;
  readonly noticeTwice: number;
  /** All clocks go on by up to some hours. */
  readonly timeJump: number;
  /** The clock of one worker is set. */
  readonly clockSet: number;
  /** At each turn: somebody does what they could do now; money comes to the rails. */
  readonly people: number;
  readonly topUp: number;
}

export const ROUGH: Faults = {
  crash: 0.03,
  sleep: 0.004,
  stall: 0.04,
  switch: 0.15,
  jobLost: 0.05,
  jobTwice: 0.08,
  notReached: 0.05,
  throttled: 0.06,
  requestLost: 0.08,
  requestLate: 0.06,
  requestTwice: 0.05,
  answerLost: 0.2,
  noticeLost: 0.2,
  noticeTwice: 0.2,
  timeJump: 0.03,
  clockSet: 0.01,
  people: 0.06,
  topUp: 0.02,
};

/** What is left when the faults stop: everything arrives, and others still come in between. */
export const CALM: Faults = {
  ...{
    crash: 0,
    sleep: 0,
    stall: 0,
    switch: 0.15,
    jobLost: 0,
    jobTwice: 0,
    notReached: 0,
    throttled: 0,
  },
  ...{ requestLost: 0, requestLate: 0, requestTwice: 0, answerLost: 0, noticeLost: 0 },
  ...{ noticeTwice: 0, timeJump: 0, clockSet: 0, people: 0, topUp: 0 },
};
