/** Ways in which a generated application is not what it should be. Each changes a good one in one place. */
type Mutable = { [key: string]: Mutable } & { [key: string]: unknown };

/** The parts of an application that a weakness may spoil. */
export interface Parts {
  readonly pod: Mutable;
  readonly container: Mutable;
  readonly securityContext: Mutable;
  readonly role: { rules: unknown[] };
}

export const WEAKNESSES: Readonly<Record<string, (parts: Parts) => void>> = {
  privileged: ({ securityContext }) => {
    Object.assign(securityContext, { privileged: true, allowPrivilegeEscalation: true });
  },
  'host network': ({ pod }) => Object.assign(pod, { hostNetwork: true }),
  'host process ids': ({ pod }) => Object.assign(pod, { hostPID: true }),
  'host ipc': ({ pod }) => Object.assign(pod, { hostIPC: true }),
  'host port': ({ container }) =>
    Object.assign(container, { ports: [{ name: 'http', containerPort: 8080, hostPort: 8080 }] }),
  'host path': ({ pod }) => Object.assign(pod, { volumes: [{ name: 'tmp', hostPath: { path: '/var/lib' } }] }),
  'runtime socket': ({ pod }) => {
    Object.assign(pod, { volumes: [{ name: 'tmp', hostPath: { path: '/run/containerd/containerd.sock' } }] });
  },
  'root user': ({ securityContext }) => Object.assign(securityContext, { runAsUser: 0, runAsNonRoot: false }),
  'user not stated': ({ pod, securityContext }) => {
    delete securityContext.runAsNonRoot;
    delete (pod.securityContext as Mutable).runAsNonRoot;
  },
  'privilege escalation': ({ securityContext }) => delete securityContext.allowPrivilegeEscalation,
  'capability added': ({ securityContext }) => {
    Object.assign(securityContext, { capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } });
  },
  'capabilities kept': ({ securityContext }) => delete securityContext.capabilities,
  'writable file system': ({ securityContext }) => delete securityContext.readOnlyRootFilesystem,
  'seccomp off': ({ pod }) => Object.assign(pod.securityContext as Mutable, { seccompProfile: { type: 'Unconfined' } }),
  'no limits': ({ container }) => delete container.resources,
  'moving tag': ({ container }) => Object.assign(container, { image: 'registry.example/app:latest' }),
  'no probes': ({ container }) => {
    delete container.livenessProbe;
    delete container.readinessProbe;
  },
  'token mounted': ({ pod }) => Object.assign(pod, { automountServiceAccountToken: true }),
  'password in the environment': ({ container }) => {
    Object.assign(container, { env: [{ name: 'DB_PASSWORD', value: 'generated-not-a-secret' }] });
  },
  'wildcard role': ({ role }) => role.rules.push({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
};
