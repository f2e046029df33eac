import { Context, Liquid, LiquidError, type Template } from 'liquidjs';
import { BudgetExceeded } from '../../../runtime/budget.ts';
import type { Exchange } from '../../../runtime/exchange.ts';
import { PolicyFailure } from '../../../runtime/failure.ts';
import { type BindingOptions, bodyBinding, contextBinding } from './bindings.ts';
import { filters, hostOf, hostRegister } from './filters.ts';
import { JsonArrayFor } from './json-array-for.ts';

/** Milliseconds, and items built, of one rendering. */
const renderLimit = 1_000;
const memoryLimit = 10_000_000;

/** Tags that read files. A template is all there is. */
const fileTags = ['include', 'render', 'layout', 'block'];

const engine = openEngine();

function openEngine(): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    jsTruthy: false,
    parseLimit: 1_000_000,
    templates: {},
    memoryLimit,
    renderLimit,
  });
  for (const name of Object.keys(liquid.filters)) if (name !== 'raw') delete liquid.filters[name];
  for (const name of fileTags) delete liquid.tags[name];
  for (const [name, filter] of filters)
    for (const written of new Set([name, rubyName(name)]))
      liquid.registerFilter(written, function (value: unknown, ...args: unknown[]) {
        return filter(hostOf(this.context), value, ...args);
      });
  liquid.registerTag('JSONArrayFor', JsonArrayFor);
  return liquid;
}

/** `AtLeast` as Liquid itself writes it: `at_least`. */
function rubyName(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
}

/** A filter that is not written as API Management has it, and where in the text. */
export interface MisspeltFilter {
  readonly written: string;
  readonly right: string;
  readonly start: number;
}

/** Filters under the names that Liquid itself has for them (reference: set-body, Liquid). They run here. */
export function misspeltFilters(source: string): readonly MisspeltFilter[] {
  const names = new Map([...filters.keys()].map((name) => [rubyName(name), name]));
  return [...source.matchAll(/\{\{.*?\}\}|\{%.*?%\}/gs)].flatMap((tag) =>
    [...tag[0].matchAll(/\|\s*([a-z][a-z_]*)/g)].flatMap(({ 1: written = '', index, 0: whole }) => {
      const right = names.get(written);
      return right === undefined ? [] : [{ written, right, start: tag.index + index + whole.length - written.length }];
    }),
  );
}

/** A Liquid template, ready to be filled in. */
export interface LiquidTemplate {
  render(x: Exchange, options: BindingOptions): string;
}

/** What is wrong with a template, and where in its text. */
export interface TemplateFault {
  readonly text: string;
  readonly start: number;
}

/** Reads a template. Throws what {@link faultOf} understands. Handlers call it once, when they are loaded. */
export function liquidTemplate(source: string): LiquidTemplate {
  const templates = engine.parse(escaped(source));
  return { render: (x, options) => rendered(templates, x, options) };
}

/** The fault of a template; undefined when there is none. */
export function faultOf(source: string): TemplateFault | undefined {
  try {
    engine.parse(escaped(source));
    return undefined;
  } catch (error) {
    if (!(error instanceof LiquidError)) throw error;
    const [first = 'it cannot be read'] = error.message.split(/, line:|, file:/);
    return { text: first, start: Math.min(error.token?.begin ?? 0, source.length) };
  }
}

function rendered(templates: Template[], x: Exchange, options: BindingOptions): string {
  const { host } = x.context;
  try {
    const scope: Record<string, unknown> = Object.create(null);
    for (const [name, value] of contextBinding(x)) scope[name] = value;
    scope['body'] = bodyBinding(x, options);
    const context = new Context(scope, engine.options, { sync: true, memoryLimit, renderLimit });
    context.setRegister(hostRegister, host);
    return host.budget.built(String(engine.renderSync(templates, context)));
  } catch (error) {
    const cause = error instanceof LiquidError && 'originalError' in error ? error.originalError : error;
    if (cause instanceof BudgetExceeded) throw cause;
    throw new PolicyFailure('set-body', null, 500, 'the Liquid template could not be filled in with this message', { cause });
  }
}

/** DotLiquid knows no escapes in quoted texts, and liquidjs does. */
const escaped = (source: string): string => source.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, (tag) => tag.replaceAll('\\', '\\\\'));
