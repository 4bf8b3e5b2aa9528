import type { Clock, Files, Json } from '#ports';
import type { World } from '#records/world.ts';
import type { ControlDeps } from '#steps/launch/control.ts';

/** What commands need of the world. */
export interface CliDeps {
  readonly world: World;
  readonly files: Files;
  /** The machine's own clock, by which invitations end. */
  readonly sessionClock: Clock;
  readonly control: ControlDeps;
  /** The base of every link. */
  readonly baseUrl: string;
  /** Mail leaves this place: a launch then wants a test link that was opened elsewhere. */
  readonly mailLeaves: boolean;
  /** Tells the waiting person how far long work has come. */
  readonly progress: (line: string) => void;
  readonly readLocal: (path: string) => Promise<{ readonly size: number; readonly content: AsyncIterable<Uint8Array> }>;
  readonly writeLocal: (path: string, content: Uint8Array | AsyncIterable<Uint8Array>) => Promise<void>;
}

export interface Option {
  readonly name: string;
  readonly help: string;
  /** What stands for its value in the help; without one it is a switch. */
  readonly value?: string;
  readonly required?: true;
  /** Every value that it takes; anything else is a mistake in the command. */
  readonly oneOf?: readonly string[];
  /** May be given several times. */
  readonly many?: true;
  /** Its value is a path, as seen from where the command was typed. */
  readonly path?: true;
}

export interface Asked {
  /** '' where the verb takes none or it was left out. */
  readonly argument: string;
  readonly one: (name: string) => string | undefined;
  readonly many: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
  /** Whose hand it is, for the journal. */
  readonly by: string;
  readonly commandId: string;
  readonly secret: string;
}

export interface Outcome {
  /** 0: done, and nothing is wrong. 1: refused, or something was found that needs a hand. */
  readonly status: 0 | 1;
  /** With --json this, and nothing else, is printed. */
  readonly json: Json;
  readonly lines: readonly string[];
}

/** A command of the operators, as data: the help, the parsing and the host all read this. */
export interface Verb<Deps = CliDeps> {
  readonly name: string;
  readonly summary: string;
  readonly argument?: { readonly name: string; readonly help: string; readonly required: boolean };
  /** The argument is a path, as seen from where the command was typed. */
  readonly path?: true;
  /** It wants a passphrase. */
  readonly secret?: true;
  readonly options: readonly Option[];
  /** What else its help tells, line by line. */
  readonly notes?: readonly string[];
  readonly run: (deps: Deps, asked: Asked) => Promise<Outcome>;
}
