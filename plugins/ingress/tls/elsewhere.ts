/** Whether something beside this Ingress may terminate TLS for a host of it. */
import { type Evidence, fitsPattern, may, objectName, refOf, tables, type View } from 'kubectl-harden/plugin-api';
import { type Ingress, terminationOf } from './hosts.ts';

export const READS = [may.all('IngressClass'), may('Ingress')] as const;
export const TABLES = [tables.ingressControllers] as const;
type Reads = View<(typeof READS)[number]>;

export interface Serving {
  /** Certificates come from `spec.tls` and nowhere else, as far as is known of this controller. */
  readonly isBySpec: boolean;
  /** TLS is there whatever the Ingress says; `maybe`: its class, by whose name it would be, was not read. */
  readonly isAlways: 'yes' | 'maybe' | 'no';
  readonly evidence: Evidence;
}

/** By which Tailscale serves an Ingress on port 80 as well. */
const ALSO_PLAIN = 'tailscale.com/http-endpoint';

/** A class named by an annotation is no class here. */
export function servingOf({ spec, metadata }: Ingress, view: Reads): Serving {
  const name = spec?.ingressClassName;
  if (!name) return unseen('It names no class in ingressClassName: which controller serves it is not visible.');
  const { value, coverage, isRead, isWhole } = view.get('IngressClass', name);
  if (value === undefined) {
    const always = view.table(tables.ingressControllers).filter(({ certificates }) => certificates === 'always');
    const isAlways = !isRead && always.some((row) => row.name.toLowerCase() === name) ? 'maybe' : 'no';
    if (!isRead)
      return { ...unseen(`IngressClass ${name} was not read: ${coverage.reason ?? coverage.state}.`), isAlways };
    const where = isWhole ? 'There is no IngressClass' : 'Among what was read there is no IngressClass';
    return unseen(`${where} ${name}: which controller serves it is not visible.`);
  }
  const controller = value.spec?.controller;
  const source = refOf(value);
  const known = view
    .table(tables.ingressControllers)
    .find((row) => controller !== undefined && fitsPattern(row.controller, controller));
  const isPlain = metadata.annotations?.[ALSO_PLAIN] === 'enabled';
  return {
    isBySpec: known?.certificates === 'spec',
    isAlways: known?.certificates === 'always' && !isPlain ? 'yes' : 'no',
    evidence: { text: `${sentence(name, controller, known)}${isPlain ? ` ${ALSO_PLAIN} opens port 80.` : ''}`, source },
  };
}

function sentence(name: string, controller: string | undefined, known: tables.IngressController | undefined): string {
  if (known === undefined)
    return `IngressClass ${name} names the controller ${controller ?? '(none)'}: where its certificates come from is not known.`;
  if (known.certificates === 'always')
    return `IngressClass ${name} is served by ${known.name}, which issues a certificate for each Ingress.`;
  return known.certificates === 'spec'
    ? `IngressClass ${name} is served by ${known.name}, which takes certificates from spec.tls.`
    : `IngressClass ${name} is served by ${known.name}, which also takes certificates from places that are not read.`;
}

function unseen(text: string): Serving {
  return { isBySpec: false, isAlways: 'no', evidence: { text } };
}

/** Some controllers put the hosts of several Ingresses together: then the entry of one counts for all. */
export function sharedTermination(ingress: Ingress, host: string, view: Reads): Evidence | undefined {
  const other = view
    .own('Ingress')
    .value.find(
      (each) =>
        each.metadata.name !== ingress.metadata.name &&
        (each.spec?.ingressClassName || undefined) === (ingress.spec?.ingressClassName || undefined) &&
        names(each, host),
    );
  if (other === undefined) return undefined;
  const source = refOf(other);
  return { text: `${objectName(source)} of the same class has an entry of spec.tls for ${host}.`, source };
}

/** An entry without hosts speaks for the hosts of its own Ingress only. */
function names(other: Ingress, host: string): boolean {
  return terminationOf(other, host).entries.some(({ hosts }) => (hosts ?? []).length > 0);
}
