/**
 * Everything a check may use, in one import line: the contract, the helpers of this folder, and the engines. Built-in
 * checks and those of users see the same.
 */
export * as admission from '../analysis/admission/index.ts';
export * as controlPlane from '../analysis/control-plane/index.ts';
export * as installed from '../analysis/installed/index.ts';
export { compareVersions, isAtLeast, type Version, versionOf } from '../analysis/installed/versions.ts';
export * as network from '../analysis/network-policy/index.ts';
export * as platform from '../analysis/platform/index.ts';
export { unreadPodMakers } from '../analysis/pod-makers.ts';
export * as podSecurity from '../analysis/pod-security/index.ts';
export * as podTemplate from '../analysis/pod-template/index.ts';
export * as rbac from '../analysis/rbac/index.ts';
export * as use from '../analysis/use/index.ts';
export { type LabelSelector, matchesAmong, matchesLabels } from '../kube/label-selector.ts';
export { valueAt } from '../kube/path.ts';
export { objectName, refOf } from '../kube/refs.ts';
export { remembered } from '../kube/remembered.ts';
export * from '../plugin-api/index.ts';
export * as tables from '../tables/index.ts';
export { type LiteralShape, literalIn, literalUnder } from '../text/literal.ts';
export { fitsPattern } from '../text/pattern.ts';
export { commandsOf } from '../text/shell-words.ts';
export { clause, compareText, count, listed, nameSome, shown } from '../text/words.ts';
export { containerName, eachContainer, type Judged, mountsOf } from './containers.ts';
export { literalOf } from './literals.ts';
export { placeIn } from './objects.ts';
export { fails, inferred, notApplicable, pass, plan, unknown } from './outcomes.ts';
export { insideOnly } from './services.ts';
export { toolAtWork } from './tools.ts';
