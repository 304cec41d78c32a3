/** What a verdict rests on: sentences with their source, and the evidence that is not a Kubernetes object. */
import type { AuditLog } from './audit-log.ts';
import type {
  AnonymousAccess,
  AuditPolicy,
  ControlPlaneRecords,
  CredentialFacts,
  Endpoint,
  KubeletConfigs,
  ServerTls,
} from './control-plane-evidence.ts';
import type { ImageScans } from './image-scans.ts';
import type { Json, ObjectRef } from './kube.ts';
import type { FieldPath } from './path.ts';
import type { GatekeeperConstraint } from './policy-evidence.ts';

/** One fact behind a verdict. `value` is redacted by the check: never a credential. */
export interface Evidence {
  /** A sentence with names and numbers: "All 3 running pods run as uid 10001". */
  readonly text: string;
  /** Where it was read: an object, or a request such as `GET /flagz`. */
  readonly source?: ObjectRef | string;
  readonly path?: FieldPath;
  readonly value?: Json;
}

export type Confidence = 'direct' | 'inferred';

/** Why something could or could not be read. `absent`: the server does not serve it. */
export type CoverageState = 'syncing' | 'full' | 'denied' | 'absent' | 'stale' | 'error';
export interface Coverage {
  readonly state: CoverageState;
  /** A sentence for people, free of object contents: "list secrets is denied to you". */
  readonly reason?: string;
  /** What was read counts; there may be more. */
  readonly isPartial?: boolean;
}

/** Effective flags of one component, from the component's own `/flagz` (defaults included). */
export interface ServerFlags {
  readonly component: string;
  readonly flags: Readonly<Record<string, string>>;
}
/**
 * The families of the API server's `/metrics` that are read, with the labels of each: a source picks them, and no others,
 * out of the stream.
 */
export interface MetricLabels {
  apiserver_admission_controller_admission_duration_seconds_count: 'name' | 'operation' | 'rejected' | 'type';
  apiserver_audit_event_total: never;
  apiserver_audit_level_total: 'level';
  apiserver_authorization_decisions_total: 'decision' | 'name' | 'type';
  apiserver_encryption_config_controller_last_config_info: 'apiserver_id_hash' | 'hash';
  apiserver_requested_deprecated_apis: 'group' | 'removed_release' | 'resource' | 'subresource' | 'version';
  apiserver_storage_transformation_operations_total:
    | 'group'
    | 'resource'
    | 'status'
    | 'transformation_type'
    | 'transformer_prefix';
  pod_security_evaluations_total:
    | 'decision'
    | 'mode'
    | 'policy_level'
    | 'policy_version'
    | 'request_operation'
    | 'resource'
    | 'subresource';
  pod_security_exemptions_total: 'request_operation' | 'resource' | 'subresource';
  process_start_time_seconds: never;
}
export type MetricFamily = keyof MetricLabels;

/** One sample of the API server's `/metrics`. */
export interface MetricSample {
  readonly name: MetricFamily;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
export interface ServerVersion {
  readonly gitVersion: string;
  /** Of the release that the server behaves as: that of `gitVersion`, unless it emulates an older one. */
  readonly major: number;
  readonly minor: number;
}
/** One served resource, from aggregated discovery. */
export interface ApiResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  /** Subresource names without the parent: `exec`, `status`. */
  readonly subresources: readonly { readonly name: string; readonly verbs: readonly string[] }[];
}
/** Who the tool acts as, from SelfSubjectReview. */
export interface Identity {
  readonly username: string;
  readonly groups: readonly string[];
}

/** Evidence that is not a listed object. */
export interface EvidenceMap {
  ServerFlags: ServerFlags;
  Metrics: readonly MetricSample[];
  ServerVersion: ServerVersion;
  Discovery: readonly ApiResource[];
  Identity: Identity;
  AnonymousAccess: AnonymousAccess;
  Endpoint: Endpoint;
  ServerTls: ServerTls;
  CredentialFacts: CredentialFacts;
  ControlPlaneRecords: ControlPlaneRecords;
  KubeletConfigs: KubeletConfigs;
  GatekeeperConstraints: readonly GatekeeperConstraint[];
  AuditPolicy: AuditPolicy;
  AuditLog: AuditLog;
  ImageScans: ImageScans;
  /** The day of the reading in UTC, `2026-11-28`: by the clock of this machine. */
  Today: string;
}
export type EvidenceKind = keyof EvidenceMap;

const KNOWN: Readonly<Record<EvidenceKind, true>> = {
  ServerFlags: true,
  Metrics: true,
  ServerVersion: true,
  Discovery: true,
  Identity: true,
  AnonymousAccess: true,
  Endpoint: true,
  ServerTls: true,
  CredentialFacts: true,
  ControlPlaneRecords: true,
  KubeletConfigs: true,
  GatekeeperConstraints: true,
  AuditPolicy: true,
  AuditLog: true,
  ImageScans: true,
  Today: true,
};
/** Every kind, in the order in which they are asked for. */
export const EVIDENCE_KINDS = Object.keys(KNOWN) as readonly EvidenceKind[];

export type EvidenceResult<T> =
  | { readonly coverage: Coverage & { readonly state: 'full' }; readonly value: T }
  | { readonly coverage: Coverage; readonly value?: undefined };
