/** `npm run reference [-- --out DIR]`: writes the reference cluster as manifests, and prints what a scan of it comes to. */
import { parseArgs } from 'node:util';
import { figuresOf } from './figures.ts';
import { scanReference } from './scan.ts';
import { writeReference } from './write.ts';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
if (values.out !== undefined) process.stdout.write(`${writeReference(values.out).length} files in ${values.out}\n`);
const { namespaces, findings, decisions, bySeverity } = figuresOf(await scanReference());
const severities = Object.entries(bySeverity).map(([severity, count]) => `${count} ${severity}`);
process.stdout.write(
  `${namespaces} namespaces, ${findings} findings, ${decisions} decisions: ${severities.join(', ')}\n`,
);
