/** Workloads made of drawn templates, set going, and what became of their pods. */
import type { TestCluster } from '../../support/cluster.ts';
import type { Drawn } from './templates.ts';

interface Listed<T> {
  readonly items: readonly T[];
}
interface Owned {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
}
interface Event {
  readonly reason: string;
  readonly message: string;
  readonly involvedObject: { readonly kind: string; readonly name: string };
}

const MERGE = { 'content-type': 'application/merge-patch+json' };
const PLURALS = {
  Deployment: ['/apis/apps/v1', 'deployments'],
  StatefulSet: ['/apis/apps/v1', 'statefulsets'],
  ReplicaSet: ['/apis/apps/v1', 'replicasets'],
  CronJob: ['/apis/batch/v1', 'cronjobs'],
  Job: ['/apis/batch/v1', 'jobs'],
} as const;

export class Cast {
  readonly #the: TestCluster;
  readonly #namespace: string;
  readonly #drawn: readonly Drawn[];

  constructor(the: TestCluster, namespace: string, drawn: readonly Drawn[]) {
    this.#the = the;
    this.#namespace = namespace;
    this.#drawn = drawn;
  }

  /** `w12` */
  nameOf(drawn: Drawn): string {
    return `w${this.#drawn.indexOf(drawn)}`;
  }

  async create(): Promise<void> {
    await this.#each((drawn) => this.#send('POST', this.#path(drawn.kind), this.#object(drawn)));
  }

  /** Every workload makes a new pod: scaled from zero to one, or run. */
  async setGoing(): Promise<void> {
    await this.#each(async (drawn) => {
      const name = this.nameOf(drawn);
      const at = `${this.#path(drawn.kind)}/${name}`;
      if (drawn.kind === 'Job') return this.#rerun(drawn, at);
      if (drawn.kind === 'CronJob')
        return this.#send('POST', this.#path('Job'), { metadata: { name }, spec: { template: drawn.template } });
      if (!drawn.isIdle) await this.#send('PATCH', at, { spec: { replicas: 0 } }, MERGE);
      if (!drawn.isIdle)
        await this.#the.api.raw('DELETE', `${this.#core('pods')}?labelSelector=nth=${this.#nth(drawn)}`);
      return this.#send('PATCH', at, { spec: { replicas: 1 } }, MERGE);
    });
  }

  /** Names of those that got a pod, and why others got none. */
  async outcomes(since: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const byNth = new Map(this.#drawn.map((drawn) => [this.#nth(drawn), this.nameOf(drawn)]));
    const found = new Map<string, string>();
    for (const { metadata } of await this.pods()) {
      const name = byNth.get(metadata.labels?.nth ?? '');
      if (name !== undefined && !since.has(metadata.uid)) found.set(name, 'made');
    }
    const { items } = (await this.#the.api.json('GET', this.#core('events'))) as Listed<Event>;
    for (const { reason, message, involvedObject } of items)
      if (reason === 'FailedCreate') found.set(/^w\d+/.exec(involvedObject.name)?.[0] ?? '', message);
    return found;
  }

  async pods(): Promise<readonly (Owned & { readonly metadata: { readonly uid: string } })[]> {
    return ((await this.#the.api.json('GET', this.#core('pods'))) as Listed<Owned & { metadata: { uid: string } }>)
      .items;
  }

  /** A Job that was there is made again, as whoever made it would. */
  async #rerun(drawn: Drawn, at: string): Promise<void> {
    if (drawn.isIdle) return this.#send('PATCH', at, { spec: { suspend: false } }, MERGE);
    const name = `${this.nameOf(drawn)}-again`;
    return this.#send('POST', this.#path('Job'), { metadata: { name }, spec: { template: drawn.template } });
  }

  #object(drawn: Drawn): object {
    const { kind, isIdle, template } = drawn;
    const labels = { app: this.nameOf(drawn) };
    const metadata = { name: this.nameOf(drawn) };
    const selected = { ...template, metadata: { ...template.metadata, labels: { ...labels, nth: this.#nth(drawn) } } };
    if (kind === 'Job') return { metadata, spec: { suspend: isIdle, template } };
    if (kind === 'CronJob')
      return { metadata, spec: { schedule: '0 3 1 1 *', suspend: isIdle, jobTemplate: { spec: { template } } } };
    const spec = { replicas: isIdle ? 0 : 1, selector: { matchLabels: labels }, template: selected };
    return { metadata, spec: kind === 'StatefulSet' ? { ...spec, serviceName: 'none' } : spec };
  }

  #nth({ template }: Drawn): string {
    return (template.metadata as { labels: { nth: string } }).labels.nth;
  }

  #path(kind: Drawn['kind']): string {
    const [group, plural] = PLURALS[kind];
    return `${group}/namespaces/${this.#namespace}/${plural}`;
  }

  #core(plural: string): string {
    return `/api/v1/namespaces/${this.#namespace}/${plural}`;
  }

  async #each(work: (drawn: Drawn) => Promise<void>): Promise<void> {
    for (const drawn of this.#drawn) await work(drawn);
  }

  async #send(method: 'POST' | 'PATCH', path: string, body: object, headers = {}): Promise<void> {
    await this.#the.api.json(method, path, body, headers);
  }
}
