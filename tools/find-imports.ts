import { parseAst } from 'vitest/node';

/** Everything that a module imports or re-exports, statically or at run time. @throws SyntaxError */
export function findImports(text: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isImport(node)) found.push(node.source.value);
    for (const part of Object.values(node)) visit(part);
  };
  visit(parseAst(text, { lang: 'ts', sourceType: 'module' }));
  return found;
}

/** Includes `import('…')` at run time and in types; a computed name cannot be followed. */
function isImport(node: object): node is { source: { value: string } } {
  if (!('type' in node && /^(Import|Export|TSImport)/.test(String(node.type)) && 'source' in node)) return false;
  const { source } = node;
  return typeof source === 'object' && source !== null && 'value' in source && typeof source.value === 'string';
}
