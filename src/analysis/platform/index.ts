/** What belongs to the platform of a cluster, by what runs there: names and labels are for anybody to choose. Pure. */
import { remembered } from '../../kube/remembered.ts';
import { isReservedNamespace } from '../../model/platform.ts';
import { type Container, defineFact, may, type Workload } from '../../plugin-api/index.ts';
import { type PlatformComponent, platformComponents } from '../../tables/index.ts';
import { fitsAny, fitsPattern } from '../../text/pattern.ts';
import { parseImage } from '../pod-template/index.ts';

export { isReservedNamespace, type PlatformComponent, platformComponents };

type Template = Pick<Workload, 'containers'>;

/** The component that the workload runs, with nothing but images of components beside it; `undefined`: it is none. */
export function componentOf(workload: Template, rows: readonly PlatformComponent[]): PlatformComponent | undefined {
  return componentAmong(rows)(workload);
}

const componentAmong = remembered((rows: readonly PlatformComponent[]) =>
  remembered((workload: Template) => componentIn(workload, rows)),
);

function componentIn(workload: Template, rows: readonly PlatformComponent[]): PlatformComponent | undefined {
  const repositories = repositoriesOf(workload);
  const isKnown = (repository: string) => rows.some(({ images }) => isAmong(images, repository));
  return rows.find(
    (row) =>
      repositories.some((each) => isAmong(row.images, each)) &&
      repositories.every((each) => isAmong(row.companions, each) || isKnown(each)),
  );
}

/**
 * The components that are all there is in a namespace. Empty: something else runs there as well, or nothing runs. A
 * companion such as a cache belongs to a component that is there.
 */
export function componentsIn(
  workloads: readonly Template[],
  rows: readonly PlatformComponent[],
): readonly PlatformComponent[] {
  const present = new Set<PlatformComponent>();
  const others: Template[] = [];
  for (const workload of workloads) {
    const row = componentOf(workload, rows);
    if (row !== undefined) present.add(row);
    // The first that goes with nothing settles it: of an application most need not be looked at.
    else if (isCompanion(workload, rows)) others.push(workload);
    else return [];
  }
  return others.every((workload) => isCompanion(workload, [...present])) ? [...present] : [];
}

/** Whether it runs nothing but what goes with one of them. */
function isCompanion(workload: Template, rows: readonly PlatformComponent[]): boolean {
  const repositories = repositoriesOf(workload);
  const goesWithOne = (repository: string) => rows.some(({ companions }) => isAmong(companions, repository));
  return repositories.length > 0 && repositories.every(goesWithOne);
}

/** By a reserved name, or because nothing but known components runs there. `workloads`: all there are; absent: not all was seen. */
export function belongsToPlatform(
  name: string,
  workloads: (() => readonly Template[]) | undefined,
  rows: readonly PlatformComponent[],
): boolean {
  return isReservedNamespace(name) || (workloads !== undefined && componentsIn(workloads(), rows).length > 0);
}

export const ofPlatform = defineFact({
  name: 'namespaces of the platform',
  scope: 'namespace',
  reads: [may('Workload'), may('IdleWorkload')],
  tables: [platformComponents],
  derive(view, namespace = ''): boolean {
    const [workloads, idle] = [view.own('Workload'), view.own('IdleWorkload')];
    const all = workloads.isWhole && idle.isWhole ? () => [...workloads.value, ...idle.value] : undefined;
    return belongsToPlatform(namespace, all, view.table(platformComponents));
  },
});

/** Whether the makers of a component ship this workload privileged. */
export function isShippedPrivileged(
  workload: Template & Pick<Workload, 'ref'>,
  rows: readonly PlatformComponent[],
): boolean {
  return (
    namesPrivileged(rows)(workload.ref.name) &&
    rows.some(
      (row) =>
        row.privileged.some((pattern) => fitsPattern(pattern, workload.ref.name)) &&
        componentOf(workload, rows) === row,
    ) &&
    !workload.containers.some(runsShell)
  );
}

/** Most workloads are called like none of them. */
const namesPrivileged = remembered((rows: readonly PlatformComponent[]) =>
  fitsAny(rows.flatMap(({ privileged }) => privileged)),
);

/** A command line of one's own in the image of somebody else. Init containers of node agents are often scripts. */
function runsShell({ role, spec: { command = [] } }: Container): boolean {
  return role !== 'init' && /(^|\/)(a|ba|da|z)?sh$/.test(command[0] ?? '') && command.includes('-c');
}

function repositoriesOf({ containers }: Template): readonly string[] {
  return containers.map(({ spec: { image } }) => {
    const { registry, repository } = parseImage(image ?? '');
    return `${registry}/${repository}`;
  });
}

function isAmong(patterns: readonly string[], repository: string): boolean {
  return patterns.some((pattern) => fitsPattern(pattern, repository));
}
