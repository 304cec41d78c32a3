/** Secrets and ConfigMaps of which all keys become variables: which ones is not visible. */
import { type Container, containerName, type Violation } from 'kubectl-harden/plugin-api';
import type { Bundle, Names } from './names.ts';
import type { Judgement } from './variables.ts';

export function judgeBundles(container: Container, names: Names): Judgement {
  const bundles = bundlesOf(container).map((bundle) => ({ bundle, provider: names.bundle(bundle) }));
  return {
    violations: bundles.flatMap(({ bundle, provider }) =>
      provider === undefined ? [] : [violationOf(container, bundle, provider)],
    ),
    doubts: [],
    notes: bundles.flatMap(({ bundle, provider }) =>
      provider === undefined
        ? [
            `${containerName(container)} has all variables of ${bundle.kind} ${bundle.name}: their names are not visible.`,
          ]
        : [],
    ),
  };
}

/** With several prefixes one of them may be there several times. */
function bundlesOf({ spec }: Container): readonly Bundle[] {
  const named = (spec.envFrom ?? []).flatMap(({ secretRef, configMapRef }): readonly Bundle[] => [
    ...(secretRef?.name ? [{ kind: 'Secret' as const, name: secretRef.name }] : []),
    ...(configMapRef?.name ? [{ kind: 'ConfigMap' as const, name: configMapRef.name }] : []),
  ]);
  return [...new Map(named.map((bundle) => [`${bundle.kind} ${bundle.name}`, bundle])).values()];
}

function violationOf(container: Container, { kind, name }: Bundle, provider: string): Violation {
  return {
    message: `${containerName(container)} has all variables of ${kind} ${name}, which is named like ${provider} credentials.`,
    path: [...container.path, 'envFrom'],
    part: container.name,
    key: `${kind} ${name}`,
    evidence: [{ text: `Only the name was seen: what ${kind} ${name} holds is not read.` }],
  };
}
