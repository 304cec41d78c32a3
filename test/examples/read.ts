/** The examples of all checks, in pieces: files, and the documents in them. */
import { parseAllDocuments } from 'yaml';
import { PLUGINS } from '../../plugins/index.ts';
import type { Example } from '../../src/plugin-api/index.ts';

export interface ExampleFile extends Example {
  readonly check: string;
}
export interface ExampleDocument {
  /** `audit/enabled audit-policy.yaml 1`: for messages. */
  readonly at: string;
  readonly file: ExampleFile;
  readonly text: string;
  readonly value: unknown;
}
/** An object of the Kubernetes API, or configuration that is written like one. */
export interface ExampleObject extends ExampleDocument {
  readonly value: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata?: { readonly name?: string; readonly namespace?: string };
  };
}

export const EXAMPLES: readonly ExampleFile[] = PLUGINS.flatMap(({ checks }) =>
  checks.flatMap(({ meta, examples = [] }) => examples.map((example) => ({ ...example, check: meta.id }))),
);

/** Throws where a document is no YAML. Those of comments alone are left out. */
export const DOCUMENTS: readonly ExampleDocument[] = EXAMPLES.filter(({ name }) => /\.ya?ml$/.test(name)).flatMap(
  documentsOf,
);
export const OBJECTS = DOCUMENTS.filter(isObject);

function documentsOf(file: ExampleFile): readonly ExampleDocument[] {
  return file.text.split(/^---$/m).flatMap((text, index) => {
    const at = `${file.check} ${file.name} ${index + 1}`;
    // Kubernetes reads YAML 1.1, in which the key "on" of a workflow would be a boolean.
    const version = /^apiVersion:/m.test(text) ? '1.1' : '1.2';
    const [document, ...more] = parseAllDocuments(text, { version, strict: true });
    if (document === undefined || !('errors' in document) || more.length > 0)
      throw new Error(`${at}: not one document`);
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) throw new Error(`${at}: ${problem.message}`);
    const value: unknown = document.toJS();
    return value === null ? [] : [{ at, file, text, value }];
  });
}

function isObject(document: ExampleDocument): document is ExampleObject {
  const { value } = document;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { apiVersion, kind } = value as { readonly apiVersion?: unknown; readonly kind?: unknown };
  return typeof apiVersion === 'string' && typeof kind === 'string';
}

/** Groups of what components are started with; no API server serves them. */
const COMPONENT = /(^|\.)config\.k8s\.io$|^(audit|kubeadm)\.k8s\.io$/;

export function groupOf({ value }: ExampleObject): string {
  return value.apiVersion.includes('/') ? (value.apiVersion.split('/')[0] ?? '') : '';
}

export function isConfiguration(object: ExampleObject): boolean {
  return COMPONENT.test(groupOf(object)) || (groupOf(object) === '' && object.value.kind === 'Config');
}
