/** What a filter finds a row by: titles, names, findings and facts. Made once for each row of a picture. */
import { type NamespaceRow, reachableText } from '../../model/namespaces/row.ts';
import type { ItemSummary } from '../../model/snapshot.ts';
import type { Decision } from '../types.ts';
import { twoDigits } from '../words.ts';
import { allEntries, type Entry } from './entries.ts';
import type { Searched } from './filter.ts';

type Facts = Searched['facts'][number];

const ofItem = new WeakMap<ItemSummary, Searched>();
const ofSubject = new WeakMap<object, Searched>();

/** An item is found by what is in it: its decisions and their findings, the names of its checks. */
export function searchedItem(item: ItemSummary): Searched {
  return known(ofItem, item, () => {
    const within = allEntries(item).map(searchedEntry);
    const checks = item.checks.flatMap(({ check }) => [check.meta.id, check.meta.title]);
    return {
      texts: [
        [twoDigits(item.number), item.title, item.id, item.status].join(' '),
        ...checks,
        ...within.flatMap(({ texts }) => texts),
      ],
      names: [item.title, ...within.flatMap(({ names }) => names)],
      facts: [{ item: item.id, status: item.status }, ...within.flatMap(({ facts }) => facts)],
    };
  });
}

export function searchedEntry(entry: Entry): Searched {
  switch (entry.kind) {
    case 'decision':
      return known(ofSubject, entry.row, () => {
        const { title, members } = entry.row;
        return joined(title, members, members.flatMap(decisionFacts));
      });
    case 'waived': {
      const { decision } = entry;
      return known(ofSubject, decision, () => {
        const { reason } = decision.waiver;
        const found = joined(
          decision.title,
          [decision],
          decisionFacts(decision).map((facts) => ({ ...facts, waived: 'true' })),
        );
        return { ...found, texts: [...found.texts, `waived ${reason}`] };
      });
    }
    case 'resolved': {
      const { title, members } = entry.row;
      const found = joined(title, members, members.flatMap(decisionFacts));
      return { ...found, texts: [...found.texts, entry.became] };
    }
    case 'question': {
      const { meta } = entry.summary.check;
      return {
        texts: [`${entry.id} ${meta.title}`],
        names: [meta.title, entry.id],
        facts: [{ kind: 'question', check: entry.id, severity: meta.severity, status: entry.summary.status }],
      };
    }
  }
}

export function searchedNamespace(row: NamespaceRow): Searched {
  return known(ofSubject, row, () => {
    const { title, names, owner = 'none', enforced = 'none', reachable, worst = 'none' } = row;
    const { ingress, egress } = row;
    return {
      texts: [[title, ...names, owner, enforced, reachableText(reachable), worst].join(' ')],
      names: [title, ...names],
      facts: (names.length === 0 ? [''] : names).map((name) => ({
        ...(name === '' ? {} : { namespace: name }),
        owner,
        enforced,
        ingress,
        egress,
        severity: worst,
        platform: String(row.isPlatform),
      })),
    };
  });
}

function joined(title: string, members: readonly Decision[], facts: readonly Facts[]): Searched {
  const names = members.map(({ subject }) => `${subject.namespace ?? ''}/${subject.name}`);
  const [lead] = members;
  const findings = members.flatMap((member) => member.findings.map(({ check, message }) => `${check} ${message}`));
  return {
    texts: [`${title} ${names.join(' ')} ${lead?.readiness} ${lead?.severity}`, ...findings],
    names: [title, ...names, ...new Set(members.flatMap((member) => member.findings.map(({ check }) => check)))],
    facts,
  };
}

/** Under the names that `-l` takes: one set for each check that has a finding there, so that `check=` and `severity=` agree. */
function decisionFacts(decision: Decision): readonly Facts[] {
  const { subject, readiness, disruption, item, owner, platform } = decision;
  const shared = {
    kind: subject.kind,
    name: subject.name,
    ...(subject.namespace === undefined ? {} : { namespace: subject.namespace }),
    readiness,
    disruption,
    item,
    ...(owner === null ? {} : { owner: owner.manager }),
    platform: String(platform),
  };
  return decision.findings.map(({ check, severity }) => ({ ...shared, check, severity }));
}

function known<K extends object>(of: WeakMap<K, Searched>, key: K, make: () => Searched): Searched {
  const before = of.get(key);
  if (before !== undefined) return before;
  const made = make();
  of.set(key, made);
  return made;
}
