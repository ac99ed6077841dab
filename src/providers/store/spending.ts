import type { SpendingRow, SpendingStore } from '../../chat/ports.ts';
import type { PersonHash } from './prints.ts';

/** Sums as both SQL dialects select them. */
export interface SpendingSums {
  name: string;
  checks: number;
  calls: number;
  input_tokens: number;
  output_tokens: number;
  money: number;
  currency: string;
}

/** The rows to which an entry is added. A chat is stored by its code; the number of checks is in a row without a provider. */
export function toSpendingRows(entry: Parameters<SpendingStore['add']>[0], toCode: PersonHash) {
  const { day, chat, currency = '', checks, spent } = entry;
  const { platform = '', chatId = '', isGroup = false } = chat ?? {};
  const common = { day, platform, chat: chat ? toCode(platform, chatId) : '', currency, isGroup: isGroup ? 1 : 0 };
  const nothing = { calls: 0, inputTokens: 0, outputTokens: 0, money: 0 };
  return [
    ...(checks > 0 ? [{ ...common, ...nothing, provider: '', checks }] : []),
    ...spent.map((one) => ({ ...common, ...one, checks: 0 })),
  ];
}

export function toSpendingRow(row: SpendingSums): SpendingRow {
  const { name, checks, calls, money, currency } = row;
  return { name, checks, calls, inputTokens: row.input_tokens, outputTokens: row.output_tokens, money, currency };
}
