/** What the counters of the API server that answered tell about how Secrets go to etcd and come from it. */
import { controlPlane, type EvidenceResult, type MetricSample } from 'kubectl-harden/plugin-api';

const OPERATIONS = 'apiserver_storage_transformation_operations_total';
const LOADED = 'apiserver_encryption_config_controller_last_config_info';
const ENCRYPTED = 'k8s:enc:';
/** `identity` writes without a prefix, and is named when it reads. */
const CLEAR: ReadonlySet<string | undefined> = new Set(['', 'identity']);

/** Operations in one direction since the server started. */
export interface Counted {
  readonly clear: number;
  readonly encrypted: number;
  /** `kms:v2`, `secretbox:v1`: of what is encrypted. */
  readonly providers: readonly string[];
}

export interface Counters {
  readonly written: Counted;
  readonly read: Counted;
  /** The server says that the writes are of Secrets. An older one counts everything that its configuration names. */
  readonly isOfSecrets: boolean;
  /** A configuration file is loaded. */
  readonly isLoaded: boolean;
}

/** `undefined`: metrics could not be read. A server without a configuration counts nothing at all. */
export function readCounters(evidence: EvidenceResult<readonly MetricSample[]>): Counters | undefined {
  const samples = controlPlane.metric(evidence, OPERATIONS);
  if (samples === undefined) return undefined;
  const done = samples.filter(({ labels, value }) => value > 0 && (labels.status ?? 'OK') === 'OK');
  const ofType = (type: string) => done.filter(({ labels }) => labels.transformation_type === type);
  const namesResources = done.some((sample) => resourceOf(sample) !== '');
  const namesOthers = done.some((sample) => !['', 'secrets'].includes(resourceOf(sample)));
  const isSecret = (sample: MetricSample) => resourceOf(sample) === 'secrets';
  return {
    // Secrets are written by requests, which name their resource.
    written: counted(ofType('to_storage').filter(namesResources ? isSecret : () => true)),
    // The server fills its cache without a request: what it reads is of Secrets when nothing else is counted.
    read: counted(ofType('from_storage').filter(namesOthers ? isSecret : () => true)),
    isOfSecrets: namesResources,
    isLoaded: (controlPlane.metric(evidence, LOADED) ?? []).some(({ value }) => value > 0),
  };
}

/** Of the request. Empty where there is none; older servers do not tell. */
function resourceOf({ labels }: MetricSample): string {
  return labels.resource ?? '';
}

/** Local keys count once more, by the name of the key (`key1:`): that is neither unencrypted nor another provider. */
function counted(samples: readonly MetricSample[]): Counted {
  const clear = samples.filter(({ labels }) => CLEAR.has(labels.transformer_prefix));
  const encrypted = samples.filter(({ labels }) => labels.transformer_prefix?.startsWith(ENCRYPTED) === true);
  const providers = encrypted.map(({ labels }) => providerOf(labels.transformer_prefix ?? ''));
  return {
    clear: controlPlane.total(clear),
    encrypted: controlPlane.total(encrypted),
    providers: [...new Set(providers)].sort(),
  };
}

/** `k8s:enc:kms:v2:cluster-key:` is of `kms:v2`: the rest is a name that somebody chose. */
function providerOf(prefix: string): string {
  return prefix.slice(ENCRYPTED.length).split(':').slice(0, 2).join(':');
}
