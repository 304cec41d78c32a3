/** What admission makes of the pods that steps concern: each distinct pod is tried once. */
import { canonicalJson, shortHash } from '../../kube/canonical.ts';
import type { StepPreview, StepRehearsal } from '../../model/plan.ts';
import { type ClusterIdentity, TargetError } from '../../model/ports.ts';
import type { JsonObject, KubeObject } from '../../plugin-api/index.ts';
import type { Inquiry, PodSource } from '../context.ts';
import { inParallel } from '../preview/parallel.ts';
import { nameOf } from '../words.ts';
import { gateTo } from './admission.ts';
import { Changers } from './changers.ts';
import { podFrom, withoutName } from './pod.ts';
import { type Answer, describeAnswer, type Said } from './rating.ts';
import { type Labels, labelsAfter, type Subject, subjectOf } from './subject.ts';

interface Pod {
  readonly of: PodSource['ref'];
  readonly pod: JsonObject;
}

export class Rehearsing {
  readonly #inquiry: Inquiry;
  readonly #version: string;
  readonly #answers = new Map<string, Promise<Answer>>();
  readonly #changers: Changers;

  /** `version`: of the server. */
  constructor(inquiry: Inquiry, version: ClusterIdentity['version']) {
    this.#inquiry = inquiry;
    this.#version = version;
    this.#changers = new Changers(inquiry, version);
  }

  /** How many pods were tried. */
  get requests(): number {
    return this.#answers.size;
  }

  /** The steps with what came of trying; those that no admission changes anything of as they are. */
  async steps(previews: readonly StepPreview[]): Promise<readonly StepPreview[]> {
    const { target } = this.#inquiry.context;
    // Manifests and the sample have no admission; what cannot be listed is told by the target itself.
    if (target.type !== 'live' || target.rehearse === undefined) return previews;
    const rehearsed: StepPreview[] = [];
    for (const preview of previews) {
      const rehearsal = await this.#step(preview, previews);
      rehearsed.push(rehearsal === undefined ? preview : { ...preview, rehearsal });
    }
    return rehearsed;
  }

  /** Where the server would keep something in another way than asked, who may have a hand in it. */
  async withChangers(previews: readonly StepPreview[]): Promise<readonly StepPreview[]> {
    if (this.#inquiry.context.target.type !== 'live') return previews;
    return inParallel(previews, async (preview) => {
      if ((preview.dropped ?? []).length + preview.byOthers.length === 0) return preview;
      const changers = await this.#changers.namesFor(preview);
      return changers === undefined ? preview : { ...preview, changers, ...doubtsWith(preview, changers) };
    });
  }

  async #step(step: StepPreview, steps: readonly StepPreview[]): Promise<StepRehearsal | undefined> {
    const subject = subjectOf(step);
    if (subject === undefined) return undefined;
    const { namespace, isLevel } = subject;
    const before = await this.#changers.labelsOf(namespace);
    const after = labelsAfter(namespace, steps) ?? before;
    const listed = await this.#changers.listed();
    const gate = gateTo(namespace, { before, after }, listed, this.#inquiry.context.unlistedAdmission?.());
    if (!gate.isOpen) return undefined;
    if (this.#inquiry.context.mode === 'read-only')
      return { tried: [], refused: [], doubts: [`${UNTRIED} ${namespace} is not asked in read-only mode.`] };
    const tried = await this.#try(subject, after);
    return { ...tried, doubts: [...gate.doubts, ...(isLevel ? gate.unseen : []), ...tried.doubts] };
  }

  async #try(subject: Subject, labels: Labels): Promise<StepRehearsal> {
    const { namespace } = subject;
    const { pods, unread } = await this.#podsOf(subject);
    const distinct = Map.groupBy(pods, ({ pod }) => shortHash([namespace, canonicalJson(withoutName(pod))]));
    const said = await inParallel([...distinct], async ([key, alike]): Promise<Said & { of: PodSource['ref'] }> => {
      const [first] = alike;
      if (first === undefined) throw new RangeError('pods that are alike are at least one');
      const answer = await this.#answer(key, namespace, first.pod);
      const names = alike.map(({ of }) => nameOf(of));
      return { of: first.of, ...describeAnswer(answer, { names, namespace, labels, version: this.#version }) };
    });
    return {
      tried: said.map(({ of, answer }) => ({ of, answer })),
      refused: said.flatMap(({ answer, text }) => (answer === 'refused' && text !== undefined ? [text] : [])),
      doubts: [
        ...unread,
        ...said.flatMap(({ answer, text }) => (answer === 'none' && text !== undefined ? [text] : [])),
      ],
    };
  }

  #answer(key: string, namespace: string, pod: JsonObject): Promise<Answer> {
    const { context, signal } = this.#inquiry;
    signal.throwIfAborted();
    const found = this.#answers.get(key) ?? answerOf(() => context.target.rehearse?.(namespace, pod, signal));
    this.#answers.set(key, found);
    return found;
  }

  /** Each template is read anew: the model holds none that a pod could be made of. */
  async #podsOf({ namespace, made }: Subject): Promise<{ pods: readonly Pod[]; unread: readonly string[] }> {
    if (made !== undefined) return { pods: podsIn(made.object, made), unread: [] };
    const { context, signal } = this.#inquiry;
    const known = context.podSources?.(namespace);
    if (known === undefined) return { pods: [], unread: [`What makes pods in ${namespace} is not known.`] };
    const found = await inParallel(known.sources, async (source) => {
      signal.throwIfAborted();
      try {
        const object = await context.target.read(source.ref, signal);
        return { pods: object === undefined ? [] : podsIn(object, source), unread: [] };
      } catch (error) {
        if (!(error instanceof TargetError)) throw error;
        return { pods: [], unread: [`${nameOf(source.ref)} cannot be read to try its pod: ${error.reason}`] };
      }
    });
    return {
      pods: found.flatMap(({ pods }) => pods),
      unread: [...(known.unread === undefined ? [] : [known.unread]), ...found.flatMap(({ unread }) => unread)],
    };
  }
}

/** What is added needs no doubt of its own: where it opens findings, those are told. */
function doubtsWith({ ref, dropped = [], doubts = [] }: StepPreview, changers: readonly string[]) {
  if (dropped.length === 0 || changers.length === 0) return {};
  return { doubts: [...doubts, `What may change ${nameOf(ref)} on its way: ${changers.join(', ')}.`] };
}

const UNTRIED = 'What admission makes of the pods in';

function podsIn(object: KubeObject, source: PodSource): readonly Pod[] {
  const pod = podFrom(object, source);
  return pod === undefined ? [] : [{ of: source.ref, pod }];
}

async function answerOf(ask: () => Promise<KubeObject> | undefined): Promise<Answer> {
  try {
    const pod = await ask();
    return pod === undefined ? { error: 'nobody was asked' } : { pod };
  } catch (error) {
    if (error instanceof TargetError) return { error: error.reason };
    throw error;
  }
}
