import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { catalogueText } from '../../scripts/generate-message-catalogue.mjs';
import { messageCatalogue } from '../../src/diagnostics/catalogue.ts';

it('the catalogue of messages is current', () => {
  const file = fileURLToPath(new URL('../../src/diagnostics/catalogue.ts', import.meta.url));
  expect(readFileSync(file, 'utf8'), 'run node scripts/generate-message-catalogue.mjs').toBe(catalogueText());
});

it('knows messages by their code, with texts as they are filled', () => {
  expect(messageCatalogue.get('attribute/unknown')).toEqual({
    code: 'attribute/unknown',
    severity: 'error',
    text: '<{element}> has no attribute `{name}`',
  });
  expect(messageCatalogue.size).toBeGreaterThan(350);
});
