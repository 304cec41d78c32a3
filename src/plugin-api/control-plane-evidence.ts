/** What shows how a control plane is set up, beside its objects: derived facts, never a credential. */
import type { Json } from './kube.ts';

/** Health and version, what is served, and how the server is set up and runs. */
export type AnonymousPath =
  | '/version'
  | '/livez'
  | '/readyz'
  | '/healthz'
  | '/api'
  | '/apis'
  | '/openapi/v3'
  | '/metrics'
  | '/flagz'
  | '/statusz';

/** What the server of the connection answers to requests without any credential: each path may be let in by itself. */
export interface AnonymousAccess {
  readonly answers: readonly { readonly path: AnonymousPath; readonly status: number }[];
}

/** Where the server of the connection is, seen from here. */
export interface Endpoint {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** What the host resolves to from here. Empty behind a proxy, which resolves it itself. */
  readonly addresses: readonly string[];
  /** proxy: requests go through one. gateway: the address has a path, so something in between answers. */
  readonly through?: 'proxy' | 'gateway';
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** What TLS handshakes without a client certificate tell of the server of the connection. */
export interface ServerTls {
  /** Versions that it agreed to, each offered alone. */
  readonly versions: readonly TlsVersion[];
  /** The cipher that it chose where only weak ones were offered; absent: it refused them all. */
  readonly weakCipher?: string;
  readonly certificate: {
    /** Day of the end: `2027-03-01`. */
    readonly validTo: string;
    readonly daysLeft: number;
    /** It names the host that is connected to, or the name that the connection expects. */
    readonly isForHost: boolean;
    /** `rsa`, `ec`, `ed25519`. */
    readonly key: string;
    /** Of RSA keys. */
    readonly bits?: number;
  };
}

/** How the context in use authenticates, and what it trusts. */
export interface CredentialFacts {
  readonly form:
    | 'client-certificate'
    | 'token'
    | 'token-file'
    | 'exec-plugin'
    | 'auth-provider'
    | 'password'
    | 'service-account'
    | 'none';
  readonly certificate?: {
    readonly commonName: string;
    readonly organizations: readonly string[];
    /** Days from its begin to its end. */
    readonly lifetimeDays: number;
    readonly validTo: string;
  };
  readonly token?: {
    readonly kind: 'jwt' | 'opaque';
    /** Days from its issue to its end; absent: it has no end, or none that can be read. */
    readonly lifetimeDays?: number;
    /** `system:serviceaccount:NAMESPACE:NAME` */
    readonly serviceAccount?: string;
  };
  readonly skipsTlsVerify: boolean;
  readonly scheme: 'http' | 'https';
}

/** Of a kubelet's configuration what checks judge, by path: `authentication.anonymous.enabled`. Unset ones are absent. */
export type KubeletSettings = Readonly<Record<string, Json>>;

/** What an installer has written down in ConfigMaps: what is meant, not what runs. */
export interface ControlPlaneRecords {
  /** Flags of `kubeadm-config` by component. */
  readonly flags: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `kubelet-config`: what new kubelets are given. */
  readonly kubelet?: KubeletSettings;
  /** `kube-proxy`: metricsBindAddress. */
  readonly kubeProxy?: { readonly metricsBindAddress: string };
}

/** The configuration that kubelets run with. */
export interface KubeletConfigs {
  readonly nodes: readonly { readonly node: string; readonly settings: KubeletSettings }[];
  /** Nodes that did not answer, and why. */
  readonly unread: readonly { readonly node: string; readonly reason: string }[];
}

export type AuditLevel = 'None' | 'Metadata' | 'Request' | 'RequestResponse';

/** One rule of an audit policy: an empty list matches everything. */
export interface AuditRule {
  readonly level: AuditLevel;
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly verbs: readonly string[];
  readonly namespaces: readonly string[];
  readonly nonResourceURLs: readonly string[];
  readonly resources: readonly {
    readonly group: string;
    readonly resources: readonly string[];
    readonly resourceNames: readonly string[];
  }[];
  readonly omitStages: readonly string[];
}
/** An audit policy from a file that the operator names. */
export interface AuditPolicy {
  readonly file: string;
  readonly omitStages: readonly string[];
  readonly rules: readonly AuditRule[];
}
