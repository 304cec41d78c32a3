/** Manifests hold the flag of the API server, and the configuration that it names where that is kept beside them. */
import {
  controlPlane,
  type Evidence,
  type Outcome,
  pass,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { type CONFIGURATIONS, type Configured, readConfigurations } from './configuration.ts';

export const FLAG = 'encryption-provider-config';

export function isSet(flags: controlPlane.Flags): boolean {
  return (flags.get(FLAG) ?? '') !== '';
}

interface Shown {
  readonly apiServer: controlPlane.Component;
  /** Of API servers without the flag. */
  readonly flags: readonly Violation[];
  readonly settings: readonly Evidence[];
}

export function judgeFiles(view: View<typeof CONFIGURATIONS>, { apiServer, flags, settings }: Shown): Outcome {
  const paths = apiServer.witnesses.map(({ flags }) => flags.get(FLAG) ?? '').filter((path) => path !== '');
  const configured = readConfigurations(view, paths.length > 0);
  const violations = [...flags, ...configured.flatMap(({ violation }) => violation ?? [])];
  if (violations.length > 0) return violations;
  const evidence = [...settings, ...configured.map(evidenceOf)];
  if (paths.length === 0) return unknown([notUsed(configured), ...evidence]);
  if (configured.some(({ writer }) => writer === ''))
    return unknown(['Encryption of Secrets: the first provider for them is none that is known.', ...evidence]);
  // A flag names a place on a node: by its last part a file is known to be the one that is put there.
  const isNamed = paths.every((path) => configured.some(({ name }) => path.endsWith(`/${name}`)));
  return pass(evidence, isNamed ? 'direct' : 'inferred');
}

function evidenceOf({ name, writer, source }: Configured): Evidence {
  return { text: `${name} writes Secrets with ${writer === '' ? 'a provider that is not known' : writer}.`, source };
}

function notUsed(configured: readonly Configured[]): string {
  const what = configured.length === 0 ? 'not visible' : 'configured, but whether an API server uses it is not visible';
  return `Encryption of Secrets: ${what}. ${controlPlane.NO_API_SERVER_IN_FILES}`;
}
