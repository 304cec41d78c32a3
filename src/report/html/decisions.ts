/** Decisions with their findings, evidence and reasons, and the form that filters them. */
import { formatPath } from '../../kube/path.ts';
import { objectName } from '../../kube/refs.ts';
import { knownNamespace } from '../../kube/unplaced.ts';
import { type Baseline, isNewFinding } from '../../model/baseline.ts';
import { type Decision, READINESS_ORDER, readyPart } from '../../model/decision.ts';
import { type Finding, placeOfFinding, SEVERITIES, severityRank } from '../../model/finding.ts';
import { compareText, count } from '../../text/words.ts';
import { itemLabel } from '../decision-table.ts';
import type { Parts } from '../output.ts';
import { worstFirst } from '../results.ts';
import { badge, html, type Markup, section } from './markup.ts';

type Scan = Parts['scan'];

export function decisionSection(scan: Scan): Markup {
  const { decisions } = scan.selection;
  if (decisions.length === 0) return section('decisions', 'Decisions', html`<p>There is nothing to decide.</p>`);
  return section(
    'decisions',
    'Decisions',
    filters(scan),
    html`<p id="shown" class="soft" role="status">${count(decisions, 'decision covers', 'decisions cover')} ${count(scan.selection.findings, 'finding')}.</p>\n`,
    worstFirst(decisions).map((decision) => decisionOf(decision, scan.baseline)),
  );
}

/** Of a decision: the namespace of its subject, or the Namespace that it is about; '' for the cluster. */
export function namespaceOf({ subject }: Pick<Decision, 'subject'>): string {
  return subject.kind === 'Namespace' ? subject.name : knownNamespace(subject.namespace);
}

function filters({ selection: { decisions }, baseline }: Scan): Markup {
  const namespaces = [...new Set(decisions.map(namespaceOf))].toSorted(compareText);
  const readiness = READINESS_ORDER.filter((each) => decisions.some((decision) => decision.readiness === each));
  const hasPlatform = decisions.some(({ platform }) => platform);
  return html`<form class="filters">
<label>Search<input type="search" name="words" autocomplete="off"></label>
<label>Severity<select name="severity"><option value="">any</option>${SEVERITIES.slice(0, -1).map(
    (each, rank) => html`<option value="${rank}">${each}${rank === 0 ? '' : ' and above'}</option>`,
  )}</select></label>
<label>Namespace<select name="namespace"><option value="">any</option>${namespaces.map(
    (each) => html`<option value="${each === '' ? '(cluster)' : each}">${each === '' ? '(cluster)' : each}</option>`,
  )}</select></label>
<label>Readiness<select name="readiness"><option value="">any</option>${readiness.map(
    (each) => html`<option>${each}</option>`,
  )}</select></label>
${hasPlatform ? html`<label class="check"><input type="checkbox" name="platform" checked>platform too</label>` : undefined}
${baseline === undefined ? undefined : html`<label class="check"><input type="checkbox" name="fresh">only with new findings</label>`}
<button type="button" id="open-all">Open or close all</button>
<button type="reset">Clear</button>
</form>
`;
}

function decisionOf(decision: Decision, baseline: Baseline | undefined): Markup {
  const { id, severity, readiness, title, findings, platform, owner, item, variants, disruption } = decision;
  const namespace = namespaceOf(decision);
  const [first] = variants;
  const fresh = findings.filter((finding) => isNewFinding(finding, baseline)).length;
  const part = readyPart(decision);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Item', itemLabel(item)],
    ['Object', objectName(decision.subject)],
    [
      'Owner',
      owner === null
        ? undefined
        : [owner.label, ...(owner.source === undefined ? [] : [`change it in ${owner.source}`])].join('; '),
    ],
    [
      'Change',
      first === undefined ? 'none is offered' : `${count(first.changes, 'object')}, disruption: ${disruption}`,
    ],
    ['Ready', part],
    ['Reasons', first?.reasons.join(' ')],
    ['Caveats', first?.caveats.join(' ')],
    ['Refused', decision.refusal?.reason],
  ];
  return html`<details class="decision" id="d-${id}" data-severity="${severityRank(severity)}" data-namespace="${namespace === '' ? '(cluster)' : namespace}" data-readiness="${readiness}" data-findings="${findings.length}"${platform ? html` data-platform=""` : undefined}${fresh > 0 ? html` data-fresh=""` : undefined}>
<summary>${badge(severity)} ${badge(readiness)} ${platform ? html`${badge('platform')} ` : undefined}<span class="title">${title}</span> <span class="soft">${namespace === '' ? 'cluster' : namespace} · ${count(findings, 'finding')}${fresh === 0 ? '' : `, ${fresh} new`}</span></summary>
<div class="inside"><dl class="facts">${facts.map(([name, text]) => (text === undefined || text === '' ? undefined : html`<dt>${name}</dt><dd>${text}</dd>`))}</dl>
${findings.map((finding) => findingOf(finding, isNewFinding(finding, baseline) === true))}</div></details>
`;
}

function findingOf(finding: Finding, isNew: boolean): Markup {
  const { id, check, severity, severityReason, confidence, message, subject, path, evidence } = finding;
  const written = placeOfFinding(finding);
  const place = [objectName(subject), ...(path === undefined ? [] : [formatPath(path)])].join(' ');
  return html`<div class="finding"><p>${badge(severity)} ${isNew ? html`${badge('new')} ` : undefined}${message}</p>
<p class="soft"><code>${check}</code> · ${place}${written === '' ? undefined : html` · <code>${written}</code>`} · ${confidence}${severityReason === undefined ? undefined : ` · ${severityReason}`} · <code>${id}</code></p>
${evidence.map(({ text }) => html`<p>${text}</p>\n`)}</div>
`;
}
