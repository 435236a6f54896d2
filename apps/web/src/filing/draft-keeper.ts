import { newRequestKey } from '../api/request-key';
import type { ServiceClient } from '../api/service-client';
import { readClaim } from '../claim/claim';
import type { Claim } from '../claim/claim';
import { RequestFailure, isPassing } from '../http/request-failure';
import type { FailureFacts } from '../http/request-failure';
import { isSameContent, readCopy, textOfCopy } from './content';
import type { Content } from './content';
import { readFilingDraft } from './filing-draft';
import type { FilingDraft } from './filing-draft';

/**
 * `waiting`: it did not get through, and is sent again by itself. `conflict`: another tab has
 * written something else. `gone`: there is no such draft any more.
 */
export type SavingState =
  'saved' | 'unsaved' | 'saving' | 'waiting' | 'refused' | 'conflict' | 'gone';

export interface DraftState {
  /** What is typed here. */
  readonly content: Content;
  /** The draft as the service last told it. */
  readonly server: FilingDraft;
  readonly saving: SavingState;
  readonly failure: FailureFacts | null;
  /** What the other tab wrote, in a conflict. */
  readonly theirs: FilingDraft | null;
  /** Whether this browser has kept what was typed. */
  readonly isKept: boolean;
  /** How often what stood here gave way to what was written elsewhere. */
  readonly timesReplaced: number;
}

/** What keeps words beyond a reload. */
export interface WordMemory {
  readonly recall: (name: string) => string | null;
  readonly remember: (name: string, value: string) => boolean;
  readonly forget: (name: string) => void;
}

export interface KeeperMeans {
  readonly client: ServiceClient;
  readonly memory: WordMemory;
  /** Under which name the memory keeps the draft: one per account and draft. */
  readonly name: string;
}

/**
 * Keeps what is typed into a draft, in this browser at once and at the service soon after, and
 * notices when another tab has written something else.
 */
export class DraftKeeper {
  private current: DraftState;
  private running: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly means: KeeperMeans,
    server: FilingDraft,
  ) {
    this.current = openedState(server, means.memory.recall(means.name));
  }

  get state(): DraftState {
    return this.current;
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  /** Takes what is typed now, and keeps it in this browser. */
  readonly change = (content: Content): void => {
    const { server, saving } = this.current;
    const isKept = this.keep(content, server.version);
    // A conflict stays one until somebody has chosen.
    const isOpen = saving === 'conflict' || saving === 'gone' || saving === 'saving';
    this.set({ content, isKept, saving: isOpen ? saving : 'unsaved' });
  };

  /** Brings what is typed to the service; says whether it has all of it now. */
  readonly save = async (): Promise<boolean> => {
    const { saving } = this.current;
    if (saving === 'conflict' || saving === 'gone') return false;
    this.running ??= this.saveAll().finally(() => (this.running = null));
    await this.running;
    return this.current.saving === 'saved';
  };

  /**
   * Asks for the draft again: files and problems may have changed, and somebody may have written in
   * another tab. Rejects with `RequestFailure`.
   */
  readonly refresh = async (): Promise<void> => {
    await this.running;
    const found = await this.load().catch((error: unknown) => {
      if (factsOf(error).status === 404) this.set({ saving: 'gone' });
      throw error;
    });
    const { content, server } = this.current;
    if (isSameContent(found.content, server.content)) this.set({ server: found });
    else if (isSameContent(content, server.content)) this.take(found);
    else this.set({ saving: 'conflict', theirs: found });
  };

  /** Ends a conflict with what is typed here. */
  readonly keepMine = async (): Promise<boolean> => {
    const { theirs, server, content } = this.current;
    this.keep(content, (theirs ?? server).version);
    this.set({ server: theirs ?? server, theirs: null, saving: 'unsaved' });
    return this.save();
  };

  /** Ends a conflict with what the other tab wrote. */
  readonly takeTheirs = (): void => {
    const { theirs } = this.current;
    if (theirs !== null) this.take(theirs);
  };

  /**
   * Files the claim, once: under one key, however often it is asked for. Rejects with
   * `RequestFailure`.
   */
  readonly file = async (): Promise<Claim> => {
    const { client, memory, name } = this.means;
    const keyName = `${name}.key`;
    const key = memory.recall(keyName) ?? newRequestKey();
    memory.remember(keyName, key);
    const path = { id: this.current.server.id };
    const wish = { path, key, body: {} };
    const claim = await client.post('/v1/claim-drafts/{id}/file', wish, readClaim);
    for (const kept of [name, keyName]) memory.forget(kept);
    return claim;
  };

  private async saveAll(): Promise<void> {
    while (!isSameContent(this.current.content, this.current.server.content)) {
      const { content, server } = this.current;
      // A screen reader reads each change aloud: what is tried again by itself is none.
      if (this.current.saving !== 'waiting') this.set({ saving: 'saving' });
      try {
        this.set({ server: await this.put(content, server) });
      } catch (error) {
        if (!(await this.isSettled(error, content))) return;
      }
    }
    this.means.memory.forget(this.means.name);
    this.set({ saving: 'saved', failure: null });
  }

  /** Whether saving can go on after a refusal. */
  private async isSettled(error: unknown, sent: Content): Promise<boolean> {
    const facts = factsOf(error);
    if (facts.status !== 412) return this.fail(facts);
    try {
      const found = await this.load();
      const { server } = this.current;
      // The answer to an earlier attempt was lost on its way, or nothing has changed but the count.
      const isOurs = [sent, server.content].some((known) => isSameContent(found.content, known));
      this.set(isOurs ? { server: found } : { saving: 'conflict', theirs: found });
      return isOurs;
    } catch (later) {
      return this.fail(factsOf(later));
    }
  }

  private fail(facts: FailureFacts): false {
    const passing = isPassing(facts) ? 'waiting' : 'refused';
    this.set({ saving: facts.status === 404 ? 'gone' : passing, failure: facts });
    return false;
  }

  private async put(content: Content, { id, version }: FilingDraft): Promise<FilingDraft> {
    const wish = { path: { id }, version, body: { claim: content } };
    return this.means.client.put('/v1/claim-drafts/{id}', wish, readFilingDraft);
  }

  private async load(): Promise<FilingDraft> {
    const path = { id: this.current.server.id };
    return this.means.client.get('/v1/claim-drafts/{id}', { path }, readFilingDraft);
  }

  private take(found: FilingDraft): void {
    this.means.memory.forget(this.means.name);
    const timesReplaced = this.current.timesReplaced + 1;
    const { content } = found;
    this.set({ server: found, content, theirs: null, saving: 'saved', timesReplaced });
  }

  private keep(content: Content, version: number): boolean {
    return this.means.memory.remember(this.means.name, textOfCopy({ content, version }));
  }

  private set(change: Partial<DraftState>): void {
    this.current = { ...this.current, ...change };
    for (const changed of this.listeners) changed();
  }
}

/** The draft as the service has it, with what this browser kept over it from an earlier visit. */
function openedState(server: FilingDraft, kept: string | null): DraftState {
  const nothing = { failure: null, theirs: null, isKept: true, timesReplaced: 0 };
  const state = { server, content: server.content, ...nothing };
  const copy = readCopy(kept);
  if (copy === null || isSameContent(copy.content, server.content)) {
    return { ...state, saving: 'saved' };
  }
  const { content, version } = copy;
  return version === server.version
    ? { ...state, content, saving: 'unsaved' }
    : { ...state, content, saving: 'conflict', theirs: server };
}

function factsOf(error: unknown): FailureFacts {
  return (error instanceof RequestFailure ? error : RequestFailure.unreachable()).facts;
}
