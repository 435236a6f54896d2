/** What a rail emulator is started with. */
export interface EmulatorOptions {
  /** Its book and its keys; made if absent, read if present. One emulator per folder. */
  readonly folder: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Where it tells the service what became of a transfer. */
  readonly webhookUrl: string;
  /** By which its book dates what happens; default: the clock of the machine. */
  readonly bookClock?: () => Date;
}

/** A running emulator of a payment rail, on loopback. */
export interface RailEmulator {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** The variables with which a service reaches it; keys are files in the folder. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export type StartEmulator = (options: EmulatorOptions) => Promise<RailEmulator>;
