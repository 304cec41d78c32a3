/** `npm run reference [-- --out DIR]`: writes the reference cluster as manifests, and prints what a scan of it comes to. */
import { parseArgs } from 'node:util';
import { PLUGINS } from '../../plugins/index.ts';
import { isInProfile } from '../../src/catalog/profiles.ts';
import { figuresOf } from './figures.ts';
import { scanReference } from './scan.ts';
import { writeReference } from './write.ts';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
if (values.out !== undefined) process.stdout.write(`${writeReference(values.out).length} files in ${values.out}\n`);
const everything = PLUGINS.flatMap(({ checks }) => checks);
const walked = everything.filter((check) => isInProfile(check, 'essentials'));
const { namespaces, findings } = figuresOf(await scanReference({ checks: everything }));
const { decisions, bySeverity } = figuresOf(await scanReference({ checks: walked }));
const severities = Object.entries(bySeverity).map(([severity, count]) => `${count} ${severity}`);
process.stdout.write(`${namespaces} namespaces, ${findings} findings of all checks\n`);
process.stdout.write(`${decisions} decisions in the essentials: ${severities.join(', ')}\n`);
