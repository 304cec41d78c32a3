/** The fixtures that a check begins with: one object of its subject, to be filled in, and one that may not be read. */
import { kindsOfSubject } from '../../engine/index.ts';
import { apiVersionOf, isClusterScoped, isResourceName, kindInfo } from '../../kube/kinds.ts';
import { partsOfResource, resourceFor } from '../../kube/resource-names.ts';
import type { ResourceName, StoredKind, SubjectKind } from '../../plugin-api/index.ts';
import { capitalized } from '../../text/words.ts';

export interface StartingFixture {
  readonly name: string;
  readonly text: string;
}

/** Of every subject but Workload, whose example is in the template. */
export function startingFixtures(subject: SubjectKind): readonly StartingFixture[] {
  const example =
    subject === 'Cluster'
      ? serverFlags('{state: full}, value: {component: kube-apiserver, flags: {}}')
      : objectOf(subject);
  return [
    { name: 'pass-example.yaml', text: example },
    { name: 'fail-example.yaml', text: example },
    { name: 'unknown-denied.yaml', text: denied(subject) },
  ];
}

function objectOf(subject: SubjectKind): string {
  const { apiVersion, kind } = typeOf(subject);
  const namespace = isClusterScoped(kind) ? '' : ', namespace: shop';
  const head = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: example${namespace}}\n`;
  return kind === 'RoleBinding'
    ? `${head}roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: example}\n`
    : head;
}

function typeOf(subject: SubjectKind): { readonly apiVersion: string; readonly kind: string } {
  if (isResourceName(subject)) return customType(subject);
  const info = kindInfo(subject === 'Binding' ? 'RoleBinding' : subject);
  if (info === undefined) throw new RangeError(subject);
  return { apiVersion: apiVersionOf(info), kind: info.kind };
}

/** The version and the capitals of the kind cannot be told from the name: the first are usual, the second do not matter. */
function customType(resource: ResourceName): { readonly apiVersion: string; readonly kind: string } {
  const { plural, group } = partsOfResource(resource);
  const apiVersion = `${group}/v1`;
  const stems = [plural.replace(/ies$/, 'y'), plural.replace(/s$/, ''), plural.replace(/es$/, '')];
  const kinds = stems.map(capitalized);
  const kind = kinds.find((each) => resourceFor({ apiVersion, kind: each }, [resource]) !== undefined);
  return { apiVersion, kind: kind ?? kinds[0] ?? plural };
}

function denied(subject: SubjectKind): string {
  if (subject === 'Cluster') return serverFlags('{state: denied, reason: "get /flagz is denied to you"}');
  const head = 'apiVersion: harden.kubectl.dev/v1alpha1\nkind: FixtureCoverage\ncoverage:\n';
  return `${head}${kindsOfSubject(subject).map(deniedKind).join('')}`;
}

function deniedKind(kind: StoredKind): string {
  return `  - {kind: ${kind}, state: denied, reason: "list ${kindInfo(kind)?.plural ?? kind} is denied to you"}\n`;
}

function serverFlags(coverage: string): string {
  const head = 'apiVersion: harden.kubectl.dev/v1alpha1\nkind: FixtureEvidence\nevidence:\n';
  return `${head}  ServerFlags: {coverage: ${coverage}}\n`;
}
