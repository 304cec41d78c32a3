export * from './check.ts';
export type * from './evidence.ts';
export type * from './kube.ts';
export type * from './path.ts';
export type * from './plugin.ts';
export type * from './remediation.ts';
export type * from './subject.ts';
export type * from './view.ts';
