import { expect, it } from 'vitest';
import { compileExpressions } from '../../../src/cli/eval/compile-expressions.ts';
import { readFixture } from '../../../src/cli/eval/fixture-file.ts';
import { evaluate } from '../../../src/cli/eval/outcome.ts';
import { createLibrary } from '../../../src/cli/library.ts';

it.each([
  ['@(context.Backend?.Id ?? "none")', { string: 'none' }],
  ['@(context.GraphQL?.Arguments["a"] == null)', { string: 'True' }],
  ['@((string)context.GraphQL?.Parent?["x"] + context.Workspace?.Name)', { string: '' }],
  ['@(context.Deployment.SustainabilityInfo?.CurrentCarbonIntensity == CarbonIntensityCategory.High)', { string: 'False' }],
  ['@(context.Request.Foundry?.Deployment == null && context.Request.PrivateEndpointConnection?.Name == null)', { string: 'True' }],
  ['@(context.Backend.Type == BackendType.Pool)', { throws: 'System.NullReferenceException' }],
])('what only Azure knows is null: %s', async (expression, outcome) => {
  const [evaluable] = await compileExpressions([expression], createLibrary());
  expect(evaluate(evaluable ?? expect.fail(), () => readFixture(undefined).context(0))).toMatchObject(outcome);
});
