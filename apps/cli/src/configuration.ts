import { loadConfig } from '@app/platform';
import type { Config, Environment } from '@app/platform';

/** What of the command line stands above the environment. */
export interface Settings {
  readonly port?: string;
  readonly stateDir?: string;
  readonly demo?: boolean;
}

/** The configuration of the environment, with what the command line says on top. */
export function configOf(settings: Settings, extra: Environment = {}): Config {
  return loadConfig({
    ...process.env,
    ...(settings.port === undefined ? {} : { PORT: settings.port }),
    ...(settings.stateDir === undefined ? {} : { STATE_DIR: settings.stateDir }),
    ...(settings.demo === true ? { DEMO: 'true' } : {}),
    ...extra,
  });
}

/** The same for commands that serve nobody: they do not insist on a telephone number. */
export function configWithoutPhone({ stateDir }: { readonly stateDir?: string }): Config {
  return configOf(stateDir === undefined ? {} : { stateDir }, {
    SUPPORT_PHONE: process.env.SUPPORT_PHONE ?? '-',
  });
}
