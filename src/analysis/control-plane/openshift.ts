/** Objects by which operators of OpenShift set up its control plane: what is meant, and carried out after a while. */
import type { CustomObject } from '../../plugin-api/index.ts';
import type { Component } from './component.ts';

/** One named `cluster` each. */
export const OPENSHIFT = {
  apiServers: 'apiservers.config.openshift.io',
  authentications: 'authentications.config.openshift.io',
  oauths: 'oauths.config.openshift.io',
} as const;

/** `undefined`: it is not there. */
export function openshiftSpec(objects: readonly CustomObject[]): Readonly<Record<string, unknown>> | undefined {
  const object = objects.find(({ metadata }) => metadata.name === 'cluster');
  return object === undefined ? undefined : ((object.spec ?? {}) as Readonly<Record<string, unknown>>);
}

/** What shows the flags themselves was read, and is not there. */
export function isNowhere({ witnesses, hidden }: Component): boolean {
  return witnesses.length === 0 && hidden.length === 0;
}
