import { describe, expect, test } from 'vitest';
import { firstForm } from '../../../src/dev/consent/page-form.ts';

const at = new URL('http://127.0.0.1:4001/sign-in/abc?x=1');

const cases: readonly (readonly [string, string, string])[] = [
  ['hidden fields', '<form method="post"><input type="hidden" name="a" value="1"></form>', 'POST /sign-in/abc?x=1 a=1'],
  ['an action', "<form action='/next' method=post><input name=a value=1></form>", 'POST /next a=1'],
  ['no method', '<form action="/next"><input name="a" value="1"></form>', 'GET /next a=1'],
  [
    'the chosen radio',
    '<form><input type="radio" name="p" value="x"><input type=radio name=p value=y checked></form>',
    'GET /sign-in/abc?x=1 p=y',
  ],
  ['a box that is not ticked', '<form><input type="checkbox" name="p"></form>', 'GET /sign-in/abc?x=1 '],
  ['a box that is', '<form><input type="checkbox" name="p" checked></form>', 'GET /sign-in/abc?x=1 p=on'],
  [
    'the first of two buttons',
    '<form><button name="d" value="yes">A</button><button name="d" value="no">B</button></form>',
    'GET /sign-in/abc?x=1 d=yes',
  ],
  ['a nameless first button', '<form><button>A</button><button name="d" value="no">B</button></form>', 'GET /sign-in/abc?x=1 '],
  ['a button that sends nothing', '<form><button type="button" name="d" value="x"></button></form>', 'GET /sign-in/abc?x=1 '],
  ['entities', '<form><input name="a" value="&lt;&amp;&quot;&#39;&gt;"></form>', 'GET /sign-in/abc?x=1 a=%3C%26%22%27%3E'],
  ['a sign in a value', '<form><input name="a" value="1 > 0"></form>', 'GET /sign-in/abc?x=1 a=1+%3E+0'],
  ['two forms', '<form action="/a"></form><form action="/b"></form>', 'GET /a '],
];

describe('the first form of a page', () => {
  test.each(cases)('%s', (_what, page, expected) => {
    const form = firstForm(page, at);
    if (form === undefined) throw new Error('no form');
    expect(`${form.method} ${form.action.pathname}${form.action.search} ${form.fields}`).toBe(expected);
  });

  test.each(['', '<p>Done</p>', '<p>form</p>'])('there is none in %j', (page) => expect(firstForm(page, at)).toBeUndefined());
});
