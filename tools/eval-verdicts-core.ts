import { newCheckId } from '../src/checks/check-service.ts';
import type { ResearchConfig } from '../src/config/research-config.ts';
import { createChecker } from '../src/core/checker.ts';
import { defined } from '../src/core/defined.ts';
import { createMatcher } from '../src/core/match/matcher.ts';
import { createMatchingModel } from '../src/core/match/model.ts';
import weights from '../src/core/match/weights.json' with { type: 'json' };
import type { Trace } from '../src/core/trace.ts';
import type { Check, Scope, VerdictLabel } from '../src/core/types.ts';
import { createDocumentFolder } from '../src/providers/search/document-folder.ts';
import { type EmbeddedStore, openStore } from '../src/providers/store/open-store.ts';
import { ClaimcheckError } from '../src/shared/errors.ts';
import { openResearch } from '../src/wiring/research.ts';
import { createAnswerFiles } from './answer-files.ts';
import type { EvalResult, GoldClaim, VerdictClass } from './eval-verdicts-data.ts';

const SCOPE: Scope = {
  ...{ platform: 'tools', chatId: 'eval', personId: '' },
  visibility: { kind: 'chat', platform: 'tools', chatId: 'eval' },
};

/** Source: docs/verdicts.md, "Next to other scales". */
const CLASS_OF: Readonly<Record<VerdictLabel, VerdictClass>> = {
  true: 'Supported',
  'mostly-true': 'Supported',
  'partially-true': 'Conflicting Evidence/Cherrypicking',
  misleading: 'Conflicting Evidence/Cherrypicking',
  false: 'Refuted',
  unverified: 'Not Enough Evidence',
  'not-checkable': 'Not Enough Evidence',
};

/** Asks the whole core about one claim at a time. */
export interface EvalCore {
  model: string;
  /** @returns undefined while readers have not answered all of its prompts */
  ask(claim: GoldClaim, signal: AbortSignal): Promise<EvalResult | undefined>;
  close(): Promise<void>;
}

/**
 * The bot's core, with the documents of `store` as its only pages and the reviews of `store` as its only prior checks.
 *
 * @throws ClaimcheckError `config-invalid` if no model is set
 */
export async function openEvalCore(
  { model: set, primarySources }: ResearchConfig,
  store: EmbeddedStore,
  answers: string | undefined,
): Promise<EvalCore> {
  const model = answers === undefined ? set : { apiKey: 'none', name: 'readers' };
  if (!model) {
    throw new ClaimcheckError(
      'config-invalid',
      'There is no model to judge with: set OPENAI_API_KEY, or OPENAI_BASE_URL for your own model server, and OPENAI_MODEL.',
    );
  }
  const now = () => new Date();
  const alone: ResearchConfig = {
    ...{ model, openAiWebSearch: false, vision: false, wikipedia: false, prices: {} },
    ...defined({ primarySources }),
  };
  const { research, close } = await openResearch({ config: alone, store, now, fetch });
  if (!research) throw new Error('A model is set, but there are no documents to research claims with.');
  const { reader: _web, ...rest } = research;
  const matcher = createMatcher({ priors: store.priors, model: createMatchingModel(weights) });
  const findTexts = store.db.prepare<{ text: string }>('SELECT text FROM documents WHERE url = :url');
  const isInDocument = (url: string, quote: string) =>
    findTexts.all({ url }).some(({ text }) => toSingleSpaced(text).includes(toSingleSpaced(quote)));

  return {
    model: model.name,
    async ask({ id, claim, date, label: gold }, signal) {
      const before = date?.slice(0, 10);
      const searchers = [createDocumentFolder({ documents: store.documents, ...(before ? { before } : {}) })];
      // A separate store per claim: the result of one claim must not answer the next.
      const own = openStore({ file: ':memory:' });
      const files = answers === undefined ? undefined : createAnswerFiles(answers);
      const { judge } = rest;
      const asked = judge && files ? { ...judge, model: files, examine: { ...judge.examine, model: files } } : judge;
      try {
        const checker = createChecker({
          checks: own.checks,
          confirmations: own.confirmations,
          priors: store.priors,
          matcher,
          surroundings: { now, newId: newCheckId },
          research: { ...rest, judge: asked, searchers, lookups: [], onlyBefore: true },
        });
        let trace: Trace | undefined;
        const onTrace = (told: Trace) => {
          trace = told;
        };
        const start = performance.now();
        const answers = await checker.check(claim, SCOPE, signal, {
          onTrace,
          ...defined({ saidAt: before }),
        });
        if (files && files.waiting() > 0) return undefined;
        const ms = Math.round(performance.now() - start);
        const { modelCalls = 0, inputTokens = 0, outputTokens = 0 } = trace?.spent ?? {};
        const cost = { calls: modelCalls, tokens: inputTokens + outputTokens, ms };
        return {
          id,
          gold,
          ...toOutcome(
            answers.map(({ check }) => check),
            isInDocument,
          ),
          ...cost,
          judgements: trace?.judgements ?? [],
          model: model.name,
        };
      } finally {
        own.close();
      }
    },
    close,
  };
}

function toOutcome(checks: readonly Check[], isInDocument: (url: string, quote: string) => boolean) {
  const labels = Array.from(new Set(checks.map(({ verdict }) => verdict.label)));
  const confidences = checks.map(({ verdict }) => verdict.confidence);
  const failures = checks.flatMap((check) => check.failures ?? []).map(({ name, why }) => `${name}: ${why}`);
  const reasons = checks.flatMap(({ verdict }) => verdict.reason ?? []);
  const leans = checks.flatMap(({ verdict }) => verdict.lean ?? []);
  const citations = checks.flatMap(({ verdict }) =>
    verdict.citations.flatMap(({ source: { url }, quote, quoteVerified }) =>
      quote === undefined || !quoteVerified ? [] : [{ url, quote, found: isInDocument(url, quote) }],
    ),
  );
  return {
    predicted: toClass(labels.map((label) => CLASS_OF[label])),
    label: labels.join('+'),
    confidence: (['low', 'medium'] as const).find((word) => confidences.includes(word)) ?? ('high' as const),
    ...(reasons.length > 0 ? { reason: Array.from(new Set(reasons)).join(', ') } : {}),
    leans,
    citations,
    ...(failures.length > 0 ? { failure: Array.from(new Set(failures)).join(', ') } : {}),
  };
}

/** The class of a text that was split into several claims: all of them have to hold; if one holds and another does not, it conflicts. */
function toClass(classes: readonly VerdictClass[]): VerdictClass {
  const [only] = classes;
  if (only !== undefined && classes.every((one) => one === only)) return only;
  const conflicting: VerdictClass = 'Conflicting Evidence/Cherrypicking';
  if (classes.includes(conflicting) || (classes.includes('Supported') && classes.includes('Refuted'))) {
    return conflicting;
  }
  return classes.includes('Refuted') ? 'Refuted' : 'Not Enough Evidence';
}

/** Only white space is normalised, and the core's own search is not used: it must not vouch for itself. */
function toSingleSpaced(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
