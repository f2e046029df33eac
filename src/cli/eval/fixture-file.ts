import type { Context } from '../../runtime/context/context.ts';
import { UsageError } from '../exit.ts';
import { readText } from '../project/read-source.ts';
import type { Fixture } from './fixture.ts';
import { fixtureContext } from './fixture-context.ts';
import { secretsOf } from './fixture-secrets.ts';

/** A fixture that was read. */
export interface FixtureFile {
  /** A fresh context, because bodies are used up. Throws {@link UsageError} when the file describes none. */
  context(now: number, onTrace?: (message: string) => void): Context;
  /** What of it nobody may keep. */
  readonly secrets: readonly string[];
}

/** Reads a fixture; without a file everything is left out. Throws {@link UsageError}. */
export function readFixture(file: { readonly path: string; readonly shown: string } | undefined): FixtureFile {
  const fixture = file === undefined ? {} : parse(readText(file.path, file.shown), file.shown);
  return {
    secrets: secretsOf(fixture),
    context(now, onTrace) {
      try {
        return fixtureContext(fixture, now, onTrace);
      } catch (error) {
        throw new UsageError(`${file?.shown ?? 'the fixture'} describes no context: ${text(error)}`);
      }
    },
  };
}

function parse(json: string, shown: string): Fixture {
  try {
    return JSON.parse(json) as Fixture;
  } catch (error) {
    throw new UsageError(`${shown} is no JSON: ${text(error)}`);
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));
