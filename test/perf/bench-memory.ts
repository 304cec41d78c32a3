/** Peak memory of a scan in a process of its own, its source a script: no API server beside it. */
import { repeat, script, took } from './program.ts';
import { type Figure, megabytes } from './report.ts';

interface Scan {
  readonly pods: number;
  readonly namespaces: number;
  readonly atMostMb: number;
}

const SCANS: readonly Scan[] = [
  { pods: 10_000, namespaces: 100, atMostMb: 350 },
  { pods: 50_000, namespaces: 500, atMostMb: 1000 },
];
const PODS_PER_DEPLOYMENT = 5;

export async function benchMemory(print: (figure: Figure) => void): Promise<void> {
  for (const { pods, namespaces, atMostMb } of SCANS) {
    const sizes = [namespaces, pods / PODS_PER_DEPLOYMENT, pods].map(String);
    const scan = await repeat(1, [...script('scan-scripted.ts'), ...sizes]);
    const what = `memory: ${pods} pods, ${pods / PODS_PER_DEPLOYMENT} Deployments, ${namespaces} namespaces`;
    print({ name: what, value: took(scan) });
    const goal = { is: scan.peakBytes / 1e6, atMost: atMostMb, unit: ' MB' };
    print({ name: 'memory: peak', value: megabytes(scan.peakBytes), goal });
  }
}
