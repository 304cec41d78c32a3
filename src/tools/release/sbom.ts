/** The bill of materials, in CycloneDX 1.6: the program, the packages in its bundle, and Node. */
import { createHash } from 'node:crypto';
import type { Component } from './components.ts';
import { NODE_VERSION } from './platforms.ts';

export interface Described {
  /** With its `v`. */
  readonly version: string;
  readonly commit: string;
  readonly homepage: string;
  /** Seconds since 1970. */
  readonly time: number;
}

const PROGRAM = 'kubectl-harden';
const NODE = `pkg:generic/nodejs@${NODE_VERSION}`;

/** The same bytes for the same bundle. */
export function sbomText(described: Described, components: readonly Component[]): string {
  const { version, commit, homepage, time } = described;
  const program = `pkg:npm/${PROGRAM}@${version.slice(1)}`;
  const refs = new Map(components.map((component) => [component.folder, refOf(component)]));
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(`${version} ${commit}`)}`,
    version: 1,
    metadata: {
      timestamp: new Date(time * 1000).toISOString(),
      component: {
        type: 'application',
        'bom-ref': program,
        name: PROGRAM,
        version: version.slice(1),
        purl: program,
        licenses: [{ license: { id: 'Apache-2.0' } }],
        externalReferences: [{ type: 'vcs', url: homepage, comment: commit }],
      },
    },
    components: [...components.map(libraryOf), runtime()],
    dependencies: [
      { ref: program, dependsOn: [...new Set(refs.values()), NODE] },
      ...components.map((component) => ({
        ref: refOf(component),
        dependsOn: component.needs.map((folder) => refs.get(folder) ?? folder),
      })),
      { ref: NODE, dependsOn: [] },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function libraryOf(component: Component): object {
  const [algorithm, digest = ''] = component.integrity.split('-');
  const content = Buffer.from(digest, 'base64').toString('hex');
  return {
    type: 'library',
    'bom-ref': refOf(component),
    name: component.name,
    version: component.version,
    purl: purlOf(component),
    licenses: [
      / (AND|OR|WITH) /.test(component.licence)
        ? { expression: component.licence }
        : { license: { id: component.licence } },
    ],
    ...(algorithm === 'sha512' ? { hashes: [{ alg: 'SHA-512', content }] } : {}),
  };
}

function runtime(): object {
  return {
    type: 'platform',
    'bom-ref': NODE,
    name: 'Node.js',
    version: NODE_VERSION,
    purl: NODE,
    licenses: [{ license: { id: 'MIT' } }],
  };
}

function purlOf({ name, version }: Component): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** Two copies of one package in different folders are two components. */
function refOf(component: Component): string {
  return component.folder === `node_modules/${component.name}`
    ? purlOf(component)
    : `${purlOf(component)}#${component.folder}`;
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
