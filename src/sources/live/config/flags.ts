/** The connection flags, with kubectl's names and meanings. */
export interface ConnectionFlags {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly cluster?: string;
  readonly user?: string;
  /** Of the context; the namespaces of a scan are given to `stream`. */
  readonly namespace?: string;
  readonly server?: string;
  readonly token?: string;
  readonly as?: string;
  readonly asGroups?: readonly string[];
  readonly asUid?: string;
  /** `key=value`, repeated for several values. */
  readonly asUserExtra?: readonly string[];
  /** A number of seconds, or a duration such as `1m30s`; 0: none. Absent: limits of our own. */
  readonly requestTimeout?: string;
  readonly tlsServerName?: string;
  readonly insecureSkipTlsVerify?: boolean;
  readonly certificateAuthority?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  readonly proxyUrl?: string;
  readonly disableCompression?: boolean;
  /** Accepted for kubectl's sake: nothing is cached on disk. */
  readonly cacheDir?: string;
  readonly username?: string;
  readonly password?: string;
  /** Refuse every request that could change something, dry runs included. */
  readonly readOnly?: boolean;
  /** Ask each kubelet for its configuration, through the API server. */
  readonly kubelet?: boolean;
}
