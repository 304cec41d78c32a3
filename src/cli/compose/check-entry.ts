/** A check as `checks -o json` and `explain -o json` print it. */

import { areaOf } from '../../catalog/area.ts';
import type { Profile } from '../../catalog/names.ts';
import { profilesOf, whyOff } from '../../catalog/profiles.ts';
import { inputsOf, setFor, settingsOf, tablesOf } from '../../engine/index.ts';
import type {
  Check,
  CheckMeta,
  Disruption,
  Example,
  Question,
  RemediationKind,
  SettingValue,
} from '../../plugin-api/index.ts';
import type { Setup } from './setup.ts';

export interface CheckEntry {
  readonly id: string;
  readonly aliases: readonly string[];
  /** Of a check of the operator: the built-in one that it is made of. */
  readonly from: string | null;
  readonly item: string;
  readonly area: string;
  readonly title: string;
  readonly severity: CheckMeta['severity'];
  readonly mode: Check['mode'];
  readonly rationale: string;
  readonly guidance: string;
  readonly refs: CheckMeta['refs'];
  readonly profiles: readonly Profile[];
  /** Why it is asked only with the profile full, or by its name. */
  readonly offByDefault: string | null;
  readonly remediation: {
    readonly kind: RemediationKind;
    readonly title: string;
    readonly disruption: Disruption;
    /** What it can be told with `--set`. */
    readonly inputs: readonly {
      readonly name: string;
      readonly describe: string;
      /** It differs from one object to the next: `--set ID.NAME@NAMESPACE/KIND/NAME=VALUE`. */
      readonly perSubject: boolean;
    }[];
  } | null;
  /** What operators can set. */
  readonly settings: readonly {
    readonly name: string;
    readonly describe: string;
    readonly default: SettingValue;
    /** What counts now. */
    readonly value: SettingValue;
  }[];
  /** What it knows of third parties. */
  readonly tables: readonly {
    readonly id: string;
    readonly describe: string;
    readonly asOf: string;
    readonly source: string;
    readonly rows: number;
    /** Rows that the configuration file adds. */
    readonly added: readonly object[];
  }[];
  /** What a person is asked, where no evidence decides. */
  readonly question: Question | null;
  /** Complete files that meet the requirement. */
  readonly examples: readonly Example[];
}

export function describeCheck(check: Check, setup: Pick<Setup, 'registry' | 'settings' | 'tables'>): CheckEntry {
  const { id, aliases, item, title, severity, rationale, guidance, refs } = check.meta;
  return {
    id,
    aliases: aliases ?? [],
    from: setup.registry.originOf(check) ?? null,
    item,
    area: areaOf(id),
    title,
    severity,
    mode: check.mode,
    rationale,
    guidance,
    refs: refs.map(({ framework, control }) => ({ framework, control })),
    profiles: profilesOf(check),
    offByDefault: whyOff(check) ?? null,
    remediation: remediationOf(check),
    ...setBy(check, setup),
    question: questionOf(check),
    examples: (check.examples ?? []).map(({ name, title, text }) => ({ name, title, text })),
  };
}

function setBy(check: Check, setup: Pick<Setup, 'settings' | 'tables'>): Pick<CheckEntry, 'settings' | 'tables'> {
  const set = setFor(check, setup);
  return {
    settings: Object.entries(settingsOf(check)).map(([name, setting]) => ({
      name,
      describe: setting.describe,
      default: setting.default,
      value: set.settings[name] ?? setting.default,
    })),
    tables: tablesOf(check).map(({ id, describe, asOf, source, rows }) => ({
      id,
      describe,
      asOf,
      source,
      rows: rows.length,
      added: set.tables[id] ?? [],
    })),
  };
}

function questionOf(check: Check): Question | null {
  const asked = check.mode === 'manual' ? check : check.question;
  if (asked === undefined) return null;
  return { question: asked.question, evidence: [...asked.evidence], validDays: asked.validDays };
}

function remediationOf(check: Check): CheckEntry['remediation'] {
  if (check.mode === 'manual') return { kind: 'attest', title: check.question, disruption: 'none', inputs: [] };
  if (check.remediation === undefined) return null;
  const { kind, title, disruption } = check.remediation;
  const inputs = Object.entries(inputsOf(check)).map(([name, { describe, perSubject = false }]) => ({
    name,
    describe,
    perSubject,
  }));
  return { kind, title, disruption, inputs };
}
