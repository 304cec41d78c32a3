/** Asks the policy package that Pod Security admission is made of, in the version of the control plane. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { type Programs, programs } from './build.ts';

/** Reasons against a pod under the policies of this minor and of those after it, until the next span. */
export interface Span {
  readonly since: number;
  readonly baseline: readonly string[];
  readonly restricted: readonly string[];
}
/** A check of the package; each revision names the checks that it stands in for. */
export interface PolicyCheck {
  readonly id: string;
  readonly level: 'baseline' | 'restricted';
  readonly revisions: readonly { readonly since: number; readonly overrides: readonly string[] }[];
}
export interface PolicyFacts {
  readonly checks: readonly PolicyCheck[];
  /** That the kubelet lets pods set unasked; of this machine's kernel, when that is old. */
  readonly safeSysctls: readonly string[];
}

/** By pod, in their order. */
export async function judgePods(pods: readonly object[]): Promise<readonly (readonly Span[])[]> {
  const answers = await ask('judge', pods.map((pod) => `${JSON.stringify(pod)}\n`).join(''));
  return answers
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

export async function policyFacts(): Promise<PolicyFacts> {
  return JSON.parse(await ask('describe', ''));
}

async function ask(what: string, input: string): Promise<string> {
  const [program, ...args] = called(await programs(() => {}));
  const child = spawn(program, [...args, what], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  child.stdin.end(input);
  const answer = await text(child.stdout);
  const code = await ended;
  if (code !== 0) throw new Error(`${program} pod-security ${what} ended with ${code}`);
  return answer;
}

function called(found: Programs): readonly [string, ...string[]] {
  const [program, ...args] = found['pod-security'] ?? [];
  if (program === undefined)
    throw new Error('the policy package is part of what is built: unset KUBEBUILDER_ASSETS for this test');
  return [program, ...args];
}
