/** What `--from`, `--to`, `--port` and `--protocol` name. */
import {
  type Asked,
  endOf,
  type PortFilter,
  type Reachability,
  type WorkloadPods,
} from '../../analysis/network-policy/index.ts';
import type { Flags } from '../args/parse.ts';
import { CliError, EXIT } from '../exit.ts';

const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*)$/;
const LAST_PORT = 65_535;

/** Throws CliError where nothing of that name was read. */
export function askedBy(flags: Flags, flag: 'from' | 'to', reachability: Reachability): Asked | undefined {
  const text = flags.text(flag);
  if (text === undefined) return undefined;
  if (text === 'external') return { is: 'external' };
  if (ADDRESS.test(text)) return addressed(text, flag, reachability);
  const { namespace, kind, name } = partsOf(text, flag, flags.list('namespace'));
  const found =
    kind === 'pod' ? podNamed(reachability, namespace, name) : workloadNamed(reachability, { namespace, kind, name });
  const end = endOf(found);
  if (end === undefined)
    throw new CliError(
      EXIT.usage,
      `--${flag}: there is no ${kind ?? 'workload'} ${namespace}/${name} among what was read`,
    );
  return { is: 'pods', end: kind === 'pod' ? { namespace, kind: 'Pod', name } : end, pods: found };
}

function addressed(address: string, flag: string, { reach, workloads }: Reachability): Asked {
  const [one] = [...workloads.values()].flat();
  try {
    if (one !== undefined) reach.atAddress(one, address, 'Egress');
  } catch {
    throw new CliError(EXIT.usage, `--${flag}: ${JSON.stringify(address)} is no address`);
  }
  return { is: 'external', address };
}

interface Named {
  readonly namespace: string;
  /** In lower case: `pod`, `deployment`. */
  readonly kind?: string | undefined;
  readonly name: string;
}

/** `NS/NAME`, `NS/KIND/NAME`; with one `--namespace`, `NAME` and `pod/NAME`. */
function partsOf(text: string, flag: string, namespaces: readonly string[]): Named {
  const parts = text.split('/');
  const [first = '', second = '', third = ''] = parts;
  const [own, ...others] = namespaces;
  const isOwn = own !== undefined && others.length === 0;
  if (parts.every((part) => part !== '')) {
    if (parts.length === 3) return { namespace: first, kind: second.toLowerCase(), name: third };
    if (parts.length === 2 && first === 'pod' && isOwn) return { namespace: own, kind: 'pod', name: second };
    if (parts.length === 2) return { namespace: first, name: second };
    if (parts.length === 1 && isOwn) return { namespace: own, name: first };
  }
  throw new CliError(
    EXIT.usage,
    `--${flag} takes NAMESPACE/NAME, NAMESPACE/pod/NAME, an address or external, not ${JSON.stringify(text)}`,
  );
}

function workloadNamed({ workloads }: Reachability, { namespace, kind, name }: Named): readonly WorkloadPods[] {
  return [...workloads.values()]
    .flat()
    .filter(
      ({ workload }) =>
        workload.namespace === namespace &&
        workload.name === name &&
        (kind === undefined || workload.kind.toLowerCase() === kind),
    );
}

function podNamed({ workloads }: Reachability, namespace: string, name: string): readonly WorkloadPods[] {
  return [...workloads.values()].flat().filter((each) => {
    const isBare = each.workload.kind === 'Pod' && each.workload.name === name;
    return each.namespace === namespace && (each.names.includes(name) || isBare);
  });
}

/** Throws CliError where a named port is not one of the destination. */
export function filterBy(flags: Flags, to: Asked | undefined): PortFilter | undefined {
  const [port, protocol] = [flags.text('port'), flags.text('protocol') as PortFilter['protocol'] | undefined];
  if (port === undefined) return protocol === undefined ? undefined : { protocol };
  if (/^\d+$/.test(port)) {
    const number = Number(port);
    if (number < 1 || number > LAST_PORT)
      throw new CliError(EXIT.usage, `--port must be from 1 to ${LAST_PORT}, not ${port}`);
    return { protocol: protocol ?? 'TCP', port: number };
  }
  const named = (to?.is === 'pods' ? to.pods : []).flatMap(({ namedPorts }) => namedPorts);
  const found = named.find((each) => each.name === port && (protocol ?? each.protocol) === each.protocol);
  if (found === undefined)
    throw new CliError(EXIT.usage, `--port: ${JSON.stringify(port)} is no number and no named port of --to`);
  return { protocol: found.protocol, port: found.port };
}
