export { toClaimKey } from '../language/canonical-form.ts';
