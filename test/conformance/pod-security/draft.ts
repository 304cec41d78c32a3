/** A pod under construction: twists change it, `finish` removes what the API server would call invalid together. */
type Fields = Record<string, unknown>;

export interface DraftContainer extends Fields {
  name: string;
  image: string;
  securityContext: Fields;
  restartPolicy?: string;
}
export interface Draft {
  annotations: Record<string, string>;
  spec: Fields & {
    securityContext: Fields;
    containers: DraftContainer[];
    initContainers: DraftContainer[];
    volumes: Fields[];
  };
}

export interface PodManifest {
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

export function allContainers({ spec }: Draft): readonly DraftContainer[] {
  return [...spec.initContainers, ...spec.containers];
}

const POD_FIELDS_NOT_ON_WINDOWS = ['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'sysctls', 'runAsUser'];
const CONTAINER_FIELDS_NOT_ON_WINDOWS = [
  ...POD_FIELDS_NOT_ON_WINDOWS,
  'capabilities',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
];

export function finish(draft: Draft): PodManifest {
  const { spec } = draft;
  if ((spec.os as Fields | undefined)?.name === 'windows') forWindows(draft);
  forHostProcesses(draft);
  if (spec.hostNetwork || spec.hostPID || spec.hostIPC) delete spec.hostUsers;
  for (const container of allContainers(draft)) forContainer(container, draft);
  forSysctls(draft);
  forAnnotations(draft);
  const { initContainers, volumes, ...rest } = spec;
  return {
    annotations: draft.annotations,
    spec: {
      ...rest,
      ...(initContainers.length === 0 ? {} : { initContainers }),
      ...(volumes.length === 0 ? {} : { volumes }),
    },
  };
}

function forWindows(draft: Draft): void {
  const { spec } = draft;
  for (const field of ['hostPID', 'hostIPC', 'hostUsers']) delete spec[field];
  for (const field of POD_FIELDS_NOT_ON_WINDOWS) delete spec.securityContext[field];
  for (const container of allContainers(draft))
    for (const field of CONTAINER_FIELDS_NOT_ON_WINDOWS) delete container.securityContext[field];
  draft.annotations = {};
}

/** Host processes are all or none, on the host network, and never where the pod is said to be Linux. */
function forHostProcesses({ spec }: Draft): void {
  const options = spec.securityContext.windowsOptions as Fields | undefined;
  if ((spec.os as Fields | undefined)?.name === 'linux') delete spec.securityContext.windowsOptions;
  else if (options?.hostProcess === true) {
    spec.hostNetwork = true;
    delete spec.hostUsers;
  }
}

function forContainer(container: DraftContainer, { spec }: Draft): void {
  const context = container.securityContext;
  const added = (context.capabilities as { add?: string[] } | undefined)?.add ?? [];
  if (context.privileged === true || added.includes('CAP_SYS_ADMIN')) delete context.allowPrivilegeEscalation;
  if (context.procMount === 'Unmasked' && spec.hostUsers !== false) delete context.procMount;
  const isSidecar = container.restartPolicy === 'Always' || spec.containers.includes(container);
  if (!isSidecar)
    for (const field of ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle']) delete container[field];
  if (spec.hostNetwork === true)
    for (const port of (container.ports ?? []) as Fields[])
      if (port.hostPort !== undefined) port.hostPort = port.containerPort;
}

/** Sysctls of a namespace that the pod shares with the node cannot be set. */
function forSysctls({ spec }: Draft): void {
  const context = spec.securityContext;
  const sysctls = ((context.sysctls ?? []) as { name: string }[]).filter(
    ({ name }) =>
      !(spec.hostNetwork === true && name.startsWith('net.')) && !(spec.hostIPC === true && name.startsWith('kernel.')),
  );
  if (context.sysctls === undefined) return;
  if (sysctls.length === 0) delete context.sysctls;
  else context.sysctls = sysctls;
}

/** A profile is said by an annotation or by its field: saying it twice must not contradict. */
function forAnnotations(draft: Draft): void {
  const keys = Object.keys(draft.annotations);
  if (keys.includes('seccomp.security.alpha.kubernetes.io/pod')) delete draft.spec.securityContext.seccompProfile;
  if (keys.some((key) => key.startsWith('container.apparmor'))) delete draft.spec.securityContext.appArmorProfile;
  for (const { name, securityContext } of allContainers(draft)) {
    if (keys.includes(`container.seccomp.security.alpha.kubernetes.io/${name}`)) delete securityContext.seccompProfile;
    if (keys.includes(`container.apparmor.security.beta.kubernetes.io/${name}`)) delete securityContext.appArmorProfile;
  }
}
