import { createHash } from 'node:crypto';
import { defineFormat, type FormatOptions } from '../format.ts';
import { decisionSection, namespaceOf } from '../html/decisions.ts';
import { frameworkSection } from '../html/frameworks.ts';
import { html as markup } from '../html/markup.ts';
import { checklistSection, namespaceSection, overview } from '../html/overview.ts';
import { answerSection, checkSection, gapSection } from '../html/records.ts';
import { SCRIPT } from '../html/script.ts';
import { STYLE } from '../html/style.ts';
import type { Parts } from '../output.ts';

export const html = defineFormat({
  name: 'html',
  help: 'One page for an auditor that needs nothing else: filters, namespaces, frameworks, answers.',
  part: 'scan',
  print: pageOf,
});

/** Nothing is loaded, nothing is sent, and no script runs but the one of this page. */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const LINKS = [
  ['checklist', 'Checklist'],
  ['decisions', 'Decisions'],
  ['namespaces', 'Namespaces'],
  ['frameworks', 'Frameworks and guides'],
  ['gaps', 'What was not readable'],
  ['answers', 'Waivers and answers'],
  ['checks', 'Checks'],
] as const;

function* pageOf(scan: Parts['scan'], { version }: FormatOptions): Iterable<string> {
  yield `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${markup`Hardening of ${scan.snapshot.source.label}`.markup}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>Kubernetes hardening</h1>
${overview(scan).markup}<nav aria-label="Sections">${LINKS.map(([id, title]) => `<a href="#${id}">${title}</a>`).join('\n')}</nav></header>
<main>
`;
  yield checklistSection(scan).markup;
  yield decisionSection(scan).markup;
  yield namespaceSection(scan, namespaceOf).markup;
  yield frameworkSection(scan).markup;
  yield gapSection(scan).markup;
  yield answerSection(scan).markup;
  yield checkSection(scan).markup;
  yield `</main>
<footer><p>${markup`kubectl-harden ${version}`.markup}. The same state gives the same page.</p></footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
