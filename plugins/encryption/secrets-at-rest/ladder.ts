/** Are Secrets encrypted? Flags of every replica, then the counters of the one that answered, then the provider. */
import {
  controlPlane,
  type Evidence,
  fails,
  may,
  type Outcome,
  pass,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { changeProviders, switchOn } from './by-file.ts';
import { CONFIGURATIONS } from './configuration.ts';
import { type Counters, readCounters } from './counters.ts';
import { FLAG, isSet, judgeFiles } from './files.ts';
import { OPENSHIFT_READ, openshiftLacks, openshiftPromise } from './openshift.ts';
import { evidenceOf, isMixed, judgeStorage } from './storage.ts';

export const READS = [
  may.fact(controlPlane.controlPlane),
  may('Metrics'),
  may('Node'),
  may('ServerVersion'),
  CONFIGURATIONS,
  OPENSHIFT_READ,
] as const;
type Reads = View<(typeof READS)[number]>;

const SWITCH = 'secrets-encryption';
/** The minor version from which AWS encrypts all API data by default (EKS User Guide, since March 2025). */
const EKS_ENCRYPTS_FROM = 28;

export function judgeEncryption(view: Reads, context: string): Outcome {
  const apiServer = view.derive(controlPlane.controlPlane).value.component('kube-apiserver');
  const counters = readCounters(view.evidence('Metrics'));
  const provider = providerFor(view, apiServer);
  const flags = controlPlane.judgeFlags(apiServer, demand(provider));
  const settings = apiServer.witnesses
    .filter(({ flags }) => isSet(flags))
    .map((witness) => controlPlane.settingsEvidence(witness, [FLAG]));
  const storage =
    counters === undefined ? [] : judgeStorage(counters, { settings, proposal: changeProviders(provider) });
  const seen = storage.filter(({ isSeen }) => isSeen);
  // What is only inferred waits until every replica encrypts: it would lower what is certain.
  if (!view.isCluster) return judgeFiles(view, { flags, apiServer, settings });
  if (flags.length > 0) return [...flags, ...seen.map(({ violation }) => violation)];
  const open = storage.map(({ violation }) => violation);
  if (open.length > 0) return fails(open, seen.length === storage.length);
  const meant = meantUnencrypted(view, apiServer, counters);
  if (meant.length > 0) return fails(meant, false);
  return judgeTheRest(view, context, { apiServer, provider, settings, counters });
}

/** By what installers were told, where nothing shows what runs, and nothing was counted that is encrypted. */
function meantUnencrypted(
  view: Reads,
  apiServer: controlPlane.Component,
  counters: Counters | undefined,
): readonly Violation[] {
  const metrics = view.evidence('Metrics').coverage.state;
  const isEncrypted = (counters?.written.encrypted ?? 0) + (counters?.read.encrypted ?? 0) > 0;
  if (!controlPlane.isNowhere(apiServer) || isEncrypted || !['absent', 'full'].includes(metrics)) return [];
  return [...openshiftLacks(view), ...withoutSwitch(view)];
}

/** k3s encrypts only where its command line says so; RKE2 does by itself. */
function withoutSwitch(view: Reads): readonly Violation[] {
  return controlPlane
    .nodeArgsOf(view.own('Node').value)
    .flatMap(({ distribution, node, source, isServer, switches, added }) => {
      const isOn = switches.has(SWITCH) || isSet(added('kube-apiserver'));
      if (!isServer || distribution !== 'k3s' || isOn) return [];
      return [
        {
          message: `k3s on node ${node} writes Secrets unencrypted: --${SWITCH} is not set.`,
          part: node,
          value: SWITCH,
          evidence: [{ text: `k3s on node ${node} was started without --${SWITCH}.`, source }],
          proposal: switchOn(undefined),
        },
      ];
    });
}

/** Where pods of the API server are there, no provider runs it, whatever its version says. */
function providerFor(view: Reads, { replicas }: controlPlane.Component): controlPlane.Provider | undefined {
  const found = controlPlane.providerOf(view.evidence('ServerVersion').value, view.own('Node').value);
  return replicas.length > 0 ? undefined : found;
}

/** Whoever is to be asked, where nothing shows it. */
function keeperFor(view: Reads, { replicas }: controlPlane.Component): controlPlane.Provider | undefined {
  const found = controlPlane.keeperOf(view.evidence('ServerVersion').value, view.own('Node').value);
  return replicas.length > 0 ? undefined : found;
}

function demand(provider: controlPlane.Provider | undefined): controlPlane.FlagDemand {
  return {
    lack: (flags) => (isSet(flags) ? undefined : `--${FLAG} is not set`),
    message: (reason, pod = 'The API server') => `${pod} writes Secrets to etcd unencrypted: ${reason}.`,
    proposal: switchOn(provider),
  };
}

interface Found {
  readonly apiServer: controlPlane.Component;
  readonly provider: controlPlane.Provider | undefined;
  readonly settings: readonly Evidence[];
  readonly counters: Counters | undefined;
}

/** Nothing that was seen is unencrypted. */
function judgeTheRest(view: Reads, context: string, found: Found): Outcome {
  const { apiServer, settings, counters } = found;
  const doubts = doubtsOf(view, found);
  const isWritten = (counters?.written.encrypted ?? 0) > 0;
  const evidence = [...settings, ...(counters === undefined ? [] : evidenceOf(counters))];
  if (doubts.length === 0 && (settings.length > 0 || isWritten)) {
    const isDirect = isWritten && counters?.isOfSecrets === true && apiServer.replicas.length > 0;
    return pass(evidence, isDirect ? 'direct' : 'inferred');
  }
  const promise = doubts.length > 0 ? [] : [promiseOf(view, context) ?? [], openshiftPromise(view)].flat();
  if (promise.length > 0) return pass([...promise, ...evidence], 'inferred');
  const told = new Set(doubts);
  const further = apiServer.unseen.map(controlPlane.describeUnseen).filter((text) => !told.has(text));
  const hint =
    settings.length > 0 || isWritten
      ? partlyVisible(doubts)
      : controlPlane.notVisible('encryption of Secrets', keeperFor(view, apiServer), context);
  return unknown([hint, ...evidence, ...doubts, ...further]);
}

/** Whatever was not seen, and may say that Secrets are unencrypted. */
function doubtsOf(view: Reads, { apiServer, counters }: Found): readonly string[] {
  const metrics = view.evidence('Metrics').coverage;
  return [
    ...apiServer.hidden.map(controlPlane.describeUnseen),
    ...(counters === undefined
      ? [controlPlane.describeUnseen({ what: 'Metrics', reason: metrics.reason ?? metrics.state })]
      : []),
    ...(counters !== undefined && isMixed(counters)
      ? ['Metrics: some writes are unencrypted, and the server does not tell whether they are of Secrets.']
      : []),
  ];
}

/** By the version alone: labels of nodes can be set by many. */
function promiseOf(view: Reads, context: string): Evidence | undefined {
  const version = view.evidence('ServerVersion').value;
  const provider = controlPlane.providerOf(version, []);
  if (version === undefined || provider?.name !== 'EKS' || version.minor < EKS_ENCRYPTS_FROM) return undefined;
  const text =
    `EKS encrypts all API data from Kubernetes 1.${EKS_ENCRYPTS_FROM} on, with a key that AWS owns; this is ` +
    `${version.gitVersion}. Whether a key of your own is used shows: ${provider.command('encryption of Secrets', context)}`;
  return { text, source: 'GET /version' };
}

function partlyVisible(doubts: readonly string[]): string {
  return `Encryption of Secrets: configured, but not visible in full. ${doubts[0] ?? ''}`.trimEnd();
}
