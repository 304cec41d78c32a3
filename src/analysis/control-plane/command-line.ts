/** The command line of a component in the containers of a pod: behind wrappers, in scripts, or its flags alone. */
import { commandsOf } from '../../text/shell-words.ts';

interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/**
 * Words behind the name of the program. Where no container names it, those of the container with its image or, in a pod
 * that is labelled as the component, with its name or the first one. Empty: nothing here runs it.
 */
export function wordsOf(component: string, containers: readonly Container[], isLabelled: boolean): readonly string[] {
  const lines = containers.map((container) => [...(container.command ?? []), ...(container.args ?? [])]);
  for (const words of lines.flatMap(commandsOf)) {
    const at = words.findIndex((word) => lastPart(word) === component);
    if (at >= 0 && isProgram(words.slice(0, at))) return words.slice(at);
  }
  const byImage = containers.findIndex(({ image = '' }) => imageName(image) === component);
  if (byImage >= 0) return lines[byImage] ?? [];
  if (!isLabelled) return [];
  const byName = containers.findIndex(({ name }) => name === component);
  return lines[Math.max(0, byName)] ?? [];
}

/** A name behind a flag without a value may be that value: only programs that start others come before. */
function isProgram(before: readonly string[]): boolean {
  return before.every((word) => !word.startsWith('-') || word.includes('=') || SWITCHES.includes(word));
}

/** Of the runner that images of Kubernetes hold. */
const SWITCHES: readonly string[] = ['--also-stdout', '--redirect-stderr', '--'];

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `registry.k8s.io/kube-apiserver-amd64:v1.36.3` */
function imageName(image: string): string {
  return lastPart(image.split('@')[0] ?? '')
    .replace(/:.*$/, '')
    .replace(/-(amd64|arm64|s390x|ppc64le)$/, '');
}
