/** The price of a model or provider, in the operator's currency. */
export interface Price {
  inputPerMillion?: number | undefined;
  outputPerMillion?: number | undefined;
  perSearch?: number | undefined;
}

/** The means to research claims. */
export interface ResearchConfig {
  /** Absent: no model judges. */
  model?: {
    apiKey: string;
    baseUrl?: string;
    name: string;
    /** Verifies single quotes in the third call. Absent: `name` does. */
    checkName?: string;
  };
  openAiWebSearch: boolean;
  vision: boolean;
  braveKey?: string;
  tavilyKey?: string;
  searxngUrl?: string;
  wikipedia: boolean;
  googleFactCheckKey?: string;
  contact?: string;
  /** Absent: the default list. */
  primarySources?: readonly string[];
  prices: Readonly<Record<string, Price>>;
  /** The currency of the prices; ISO 4217. */
  currency?: string;
  moneyPerDay?: number;
  moneyPerChatPerDay?: number;
}

/** Whether evidence can be found for a claim that no prior check decides. */
export function canSearch(config: ResearchConfig, hasDocuments: boolean): boolean {
  const { braveKey, tavilyKey, searxngUrl, wikipedia, googleFactCheckKey, model } = config;
  const hasOpenAi = config.openAiWebSearch && model !== undefined && model.apiKey !== 'none';
  const keys = [braveKey, tavilyKey, searxngUrl, googleFactCheckKey];
  return wikipedia || hasDocuments || hasOpenAi || keys.some((key) => key !== undefined);
}

/** What a newcomer has to set before unchecked claims can be researched; undefined if nothing is missing. */
export function toResearchHint(config: ResearchConfig, hasDocuments: boolean): string | undefined {
  if (!canSearch(config, hasDocuments)) {
    return 'The bot cannot research claims that nobody has checked before: set OPENAI_API_KEY (or OPENAI_BASE_URL) and one of BRAVE_API_KEY, TAVILY_API_KEY, SEARXNG_URL or WIKIPEDIA_SEARCH=on in .env.';
  }
  if (config.model) return undefined;
  return 'The bot finds evidence, but has no model to judge it: set OPENAI_API_KEY, or OPENAI_BASE_URL for your own model server, in .env.';
}
