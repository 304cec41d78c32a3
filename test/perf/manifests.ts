/** A folder's worth of manifests as one text: applications in 50 namespaces, half of these with a default policy. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { dump } from 'js-yaml';
import { application, type Manifest } from './app.ts';
import { createRandom } from './random.ts';

const NAMESPACES = 50;
const SEED = 20_261_122;

export function* manifests(applications: number): Generator<Manifest> {
  const random = createRandom(SEED);
  for (let number = 0; number < NAMESPACES; number++) yield* namespaceObjects(number);
  for (let number = 0; number < applications; number++) {
    yield* application(number, namespaceName(number % NAMESPACES), random);
  }
}

export function namespaceName(number: number): string {
  return `bench-${String(number).padStart(3, '0')}`;
}

function* namespaceObjects(number: number): Generator<Manifest> {
  const name = namespaceName(number);
  yield { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  if (number % 2 === 1) return;
  yield {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny', namespace: name },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
}

/** Writes the set as one multi-document file; gives the number of documents and bytes. */
export async function writeManifests(
  file: string,
  applications: number,
): Promise<{ documents: number; bytes: number }> {
  const output = createWriteStream(file);
  let documents = 0;
  for (const manifest of manifests(applications)) {
    documents++;
    if (!output.write(`---\n${dump(manifest, { noRefs: true })}`)) await once(output, 'drain');
  }
  output.end();
  await once(output, 'close');
  return { documents, bytes: output.bytesWritten };
}
