/** What the operator has set up: the checks there are, and the values they get. A flag goes before the file. */
import { type Inputs, InstanceError, type SettingOverrides, type TableRows } from '../../engine/index.ts';
import type { Registry } from '../../engine/registry/registry.ts';
import { TABLES } from '../../tables/index.ts';
import { loadRegistry } from '../args/choose-checks.ts';
import type { Invocation } from '../args/command.ts';
import { readSetFlags } from '../args/set-flags.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { configFile } from '../config/config-file.ts';
import { rowsIn, settingsIn } from '../config/config-values.ts';
import { CliError, EXIT } from '../exit.ts';
import type { Terminal } from '../terminal/io.ts';

export interface Setup {
  readonly config: Config;
  readonly registry: Registry;
  readonly settings: SettingOverrides;
  readonly tables: TableRows;
  readonly inputs: Inputs;
}

/** What of an invocation says how the program is set up. */
type Asked = Pick<Invocation, 'flags'> & { readonly io: Pick<Terminal, 'env'> };

/** Throws with the flag, or the file and the key, that cannot be meant. */
export async function loadSetup({ flags, io }: Asked): Promise<Setup> {
  const file = configFile(io.env);
  const config = await loadConfig(io.env);
  const registry = await registryWith(config, file);
  const given = readSetFlags(flags, registry);
  return {
    config,
    registry,
    settings: over(settingsIn(config, file, registry), given.settings),
    tables: rowsIn(config, file, TABLES),
    inputs: given.inputs,
  };
}

async function registryWith({ checks = [] }: Config, file: string): Promise<Registry> {
  try {
    return await loadRegistry(checks);
  } catch (error) {
    if (!(error instanceof InstanceError)) throw error;
    throw new CliError(EXIT.usage, `${file}: checks[${error.index}].${error.member}: ${error.message}`);
  }
}

function over(low: SettingOverrides, high: SettingOverrides): SettingOverrides {
  const ids = new Set([...low.keys(), ...high.keys()]);
  return new Map([...ids].map((id) => [id, { ...low.get(id), ...high.get(id) }]));
}
