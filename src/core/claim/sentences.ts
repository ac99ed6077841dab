export { splitSentences } from '../language/sentences.ts';
