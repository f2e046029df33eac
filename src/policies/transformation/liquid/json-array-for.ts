import {
  type Context,
  type Emitter,
  evalToken,
  type Liquid,
  type Parser,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
  type ValueToken,
} from 'liquidjs';

/**
 * `{% JSONArrayFor item in list %} … {% endJSONArrayFor %}`: the block once for each item, with commas between (reference: set-body,
 * graphql-resolvers).
 */
export class JsonArrayFor extends Tag {
  readonly #variable: string;
  readonly #list: ValueToken;
  readonly #templates: Template[] = [];

  constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, rest, liquid);
    const variable = this.tokenizer.readIdentifier().content;
    const word = this.tokenizer.readIdentifier().content;
    const list = this.tokenizer.readValue();
    if (variable === '' || word !== 'in' || list === undefined) throw new Error('JSONArrayFor is written `JSONArrayFor item in list`');
    this.#variable = variable;
    this.#list = list;
    const stream = parser
      .parseStream(rest)
      .on('tag:endJSONArrayFor', () => stream.stop())
      .on('template', (template: Template) => this.#templates.push(template))
      .on('end', () => {
        throw new Error('JSONArrayFor has no endJSONArrayFor');
      });
    stream.start();
  }

  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const value = yield evalToken(this.#list, context);
    const items = isIterable(value) ? [...value] : value === null || value === undefined || value === '' ? [] : [value];
    const scope: Record<string, unknown> = Object.create(null);
    context.push(scope);
    for (const [index, item] of items.entries()) {
      if (index > 0) emitter.write(',');
      scope[this.#variable] = item;
      yield this.liquid.renderer.renderTemplates(this.#templates, context, emitter);
    }
    context.pop();
  }
}

const isIterable = (value: unknown): value is Iterable<unknown> => typeof value === 'object' && value !== null && Symbol.iterator in value;
