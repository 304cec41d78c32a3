/** What the real Pod Security admission says to a pod or a template, by server-side dry run. */
import { Agent, request } from 'undici';
import type { PodManifest } from './draft.ts';

export interface Answer {
  readonly allowed: boolean;
  /** Reasons that the server gives against it, without details; of the warning when it is allowed. */
  readonly reasons: readonly string[];
  /** Set when the object was not judged at all: the generator made something invalid. */
  readonly invalid?: string;
}
export interface Admission {
  pod(namespace: string, manifest: PodManifest): Promise<Answer>;
  template(namespace: string, manifest: PodManifest, kind: 'Deployment' | 'CronJob'): Promise<Answer>;
  close(): Promise<void>;
}

export function createAdmission(server: string, ca: string, token: string): Admission {
  const dispatcher = new Agent({ connect: { ca }, connections: 8 });
  async function post(path: string, body: unknown): Promise<Answer> {
    const {
      statusCode,
      headers,
      body: answer,
    } = await request(`${server}${path}?dryRun=All`, {
      dispatcher,
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (statusCode === 201) return { allowed: true, reasons: reasonsIn(warningOf(headers.warning)) };
    const message = (JSON.parse(text) as { readonly message: string }).message;
    if (statusCode === 403 && message.includes('violates PodSecurity'))
      return { allowed: false, reasons: reasonsIn(message) };
    return { allowed: false, reasons: [], invalid: `${statusCode} ${message}` };
  }
  return {
    pod(namespace, { annotations, spec }) {
      const metadata = { name: 'p', annotations };
      return post(`/api/v1/namespaces/${namespace}/pods`, { apiVersion: 'v1', kind: 'Pod', metadata, spec });
    },
    template(namespace, { annotations, spec }, kind) {
      const metadata = { name: 't' };
      const template = { metadata: { annotations, labels: { app: 't' } }, spec };
      if (kind === 'Deployment')
        return post(`/apis/apps/v1/namespaces/${namespace}/deployments`, {
          metadata,
          spec: { selector: { matchLabels: { app: 't' } }, template },
        });
      const job = { spec: { template: { ...template, spec: { ...spec, restartPolicy: 'Never' } } } };
      return post(`/apis/batch/v1/namespaces/${namespace}/cronjobs`, {
        metadata,
        spec: { schedule: '@daily', jobTemplate: job },
      });
    },
    close: () => dispatcher.destroy(),
  };
}

/** The text of the one of all warnings that is of Pod Security: `299 - "text with \\"quotes\\" escaped"`. */
function warningOf(header: string | string[] | undefined): string {
  const warnings = header === undefined ? [] : [header].flat();
  const own = warnings.find((warning) => warning.includes('would violate PodSecurity')) ?? '';
  return (/^299 - "(.*)"$/s.exec(own)?.[1] ?? '').replaceAll(/\\(.)/g, '$1');
}

/** `... violates PodSecurity "baseline:latest": hostPort (container "a" uses hostPort 80), privileged (...)` */
function reasonsIn(message: string): readonly string[] {
  const list = /violate[s]? PodSecurity "[^"]*": (.*)$/s.exec(message)?.[1] ?? '';
  let depth = 0;
  let outside = '';
  for (const character of list.replaceAll(/"[^"]*"/g, '')) {
    if (character === '(') depth++;
    if (depth === 0) outside += character;
    if (character === ')') depth--;
  }
  return outside
    .split(',')
    .map((reason) => reason.trim())
    .filter((reason) => reason !== '');
}
