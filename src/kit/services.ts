/** Services that others than pods reach. */
import type { Change, Edit, Json, SubjectOf } from '../plugin-api/index.ts';

type Service = SubjectOf<'Service'>;
type Port = NonNullable<NonNullable<Service['object']['spec']>['ports']>[number];

/** Members that a Service of another type may not have. */
const OF_OTHER_TYPES = [
  'externalTrafficPolicy',
  'loadBalancerSourceRanges',
  'loadBalancerClass',
  'loadBalancerIP',
  'allocateLoadBalancerNodePorts',
  'healthCheckNodePort',
] as const;

/** The Service for pods alone, without what belongs to the other types. */
export function insideOnly({ ref, object }: Service): Change {
  const { spec } = object;
  const edits: readonly Edit[] = [
    { op: 'set', path: ['spec', 'type'], value: 'ClusterIP' },
    ...OF_OTHER_TYPES.flatMap((name): readonly Edit[] =>
      spec?.[name] === undefined ? [] : [{ op: 'unset', path: ['spec', name] }],
    ),
    ...withoutNodePorts(spec?.ports ?? []),
  ];
  return { op: 'edit', target: ref, edits };
}

/** A port is known by its number; where one is there for two protocols, all of them are written anew. */
function withoutNodePorts(ports: readonly Port[]): readonly Edit[] {
  const given = ports.filter(({ nodePort }) => nodePort !== undefined);
  const isUnique = new Set(ports.map(({ port }) => port)).size === ports.length;
  if (isUnique)
    return given.map(({ port }) => ({
      op: 'unset',
      path: ['spec', 'ports', { key: 'port', is: String(port) }, 'nodePort'],
    }));
  const value = ports.map(({ nodePort: _, ...rest }) => rest) as unknown as Json;
  return given.length === 0 ? [] : [{ op: 'set', path: ['spec', 'ports'], value }];
}
