/** Rights by use: what an audit log says of what is granted. Pure. */
export { type Askers, askedElsewhere, askersIn } from './askers.ts';
export { type Doubt, type LogSettings, logDoubts, logTitle, spanOf } from './doubts.ts';
export { type HeldUse, heldUse, usesBySubject } from './held-use.ts';
export { usersBehind } from './log-index.ts';
export { type NewlyDenied, newlyDenied, type RightsChange, usesThrough } from './newly-denied.ts';
export { hiddenPart } from './policy.ts';
export { placeOf, type Used, usesOf } from './questions.ts';
export { type Holding, type RoleUse, roleUse } from './role-use.ts';
export { type Trim, trimRules } from './trim.ts';
