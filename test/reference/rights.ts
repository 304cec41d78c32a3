/** Roles and bindings of the reference cluster, written as short as they are read. */
import { type Manifest, type Members, object } from './make.ts';

const GROUP = 'rbac.authorization.k8s.io';
const VERSION = `${GROUP}/v1`;

/** `get,list: pods,services` · `*: deployments.apps` · `get: /metrics`: verbs, then resources with their API group. */
export function rules(...lines: readonly string[]): readonly Members[] {
  return lines.map((line): Members => {
    const [verbs = '', what = ''] = line.split(': ');
    const all = what.split(',');
    if (what.startsWith('/')) return { verbs: verbs.split(','), nonResourceURLs: all };
    if (what === '*') return { verbs: verbs.split(','), apiGroups: ['*'], resources: ['*'] };
    const groups = [...new Set(all.map((each) => each.split('.').slice(1).join('.')))];
    return { verbs: verbs.split(','), apiGroups: groups, resources: all.map((each) => each.split('.')[0] ?? '') };
  });
}

export function role(at: string, name: string, ...lines: readonly string[]): Manifest {
  return object(VERSION, at === '' ? 'ClusterRole' : 'Role', at, name, { rules: rules(...lines) });
}

/** `ci/runner` is an account, `user:jane@example.com` a user, `group:sre` a group. */
function subject(text: string): Members {
  for (const kind of ['User', 'Group']) {
    const prefix = `${kind.toLowerCase()}:`;
    if (text.startsWith(prefix)) return { kind, name: text.slice(prefix.length), apiGroup: GROUP };
  }
  const [namespace = '', name = ''] = text.split('/');
  return { kind: 'ServiceAccount', namespace, name };
}

/** `to`: `Role reader`, or the name of a ClusterRole. */
export function binding(at: string, name: string, to: string, ...subjects: readonly string[]): Manifest {
  const kind = to.startsWith('Role ') ? 'Role' : 'ClusterRole';
  const roleRef = { apiGroup: GROUP, kind, name: to.replace(/^Role /, '') };
  return object(VERSION, at === '' ? 'ClusterRoleBinding' : 'RoleBinding', at, name, {
    roleRef,
    subjects: subjects.map(subject),
  });
}

/** What a chart brings for its account: a ClusterRole and its binding, both of one name. */
export function granted(name: string, to: string, ...lines: readonly string[]): readonly Manifest[] {
  return [role('', name, ...lines), binding('', name, name, to)];
}

/** The same in one namespace. */
export function grantedIn(at: string, name: string, to: string, ...lines: readonly string[]): readonly Manifest[] {
  return [role(at, name, ...lines), binding(at, name, `Role ${name}`, to)];
}
