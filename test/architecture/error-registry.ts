import ts from 'typescript';

import { Evaluation, fieldOf, textsOf } from './evaluate';
import type { Names } from './evaluate';
import { filesWrittenByHand, read } from './repository';

/** An error that the source can give, as it reads there; `…` stands for what is filled in. */
export interface ErrorSite {
  readonly code: string;
  readonly kinds: readonly string[];
  readonly en: readonly string[];
  readonly zh: readonly string[];
  /** Whether the offending field is named; null when the details are not to be read there. */
  readonly namesField: boolean | null;
  readonly place: string;
}

/** The code of an error that cannot be read from the source. */
export const UNREADABLE = '?';
const CONTEXTS_MAX = 60;
const CALLS_DEEP_MAX = 4;
const NO_NAMES: Names = new Map();

/** Every error of the product, read from its source: what it may be, and in which words. */
export function errorSites(): ErrorSite[] {
  return new Registry(sources()).sites();
}

function sources(): ts.SourceFile[] {
  return filesWrittenByHand()
    .filter((file) => /^(libs\/[a-z]+|apps\/(api|worker|cli))\/src\/.+\.ts$/.test(file))
    .filter((file) => !/\.spec\.ts$|\/testing\//.test(file))
    .map((file) => ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true));
}

class Registry {
  private readonly declared = new Map<string, ts.Node>();
  private readonly calls = new Map<string, ts.CallExpression[]>();
  private readonly seen = new Map<ts.FunctionLikeDeclaration, (readonly Names[] | undefined)[]>();
  private readonly evaluation = new Evaluation((name) => this.declared.get(name) ?? null);

  constructor(private readonly files: readonly ts.SourceFile[]) {
    for (const file of files) {
      this.declare(file);
      walk(file, (node) => {
        if (!ts.isCallExpression(node)) return;
        const name = calledName(node);
        if (name !== null) this.calls.set(name, [...(this.calls.get(name) ?? []), node]);
      });
    }
  }

  sites(): ErrorSite[] {
    return this.files.flatMap((file) => {
      const found: ErrorSite[] = [];
      walk(file, (node) => {
        if (ts.isNewExpression(node) && node.expression.getText() === 'DomainError') {
          found.push(...this.thrown(node));
        } else if (ts.isObjectLiteralExpression(node) && isProblem(node)) {
          found.push(...this.written(node));
        }
      });
      return found;
    });
  }

  /** Exported names only: what is not exported is found in its own file. */
  private declare(file: ts.SourceFile): void {
    for (const statement of file.statements) {
      if (!isExported(statement)) continue;
      if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) {
        this.declared.set(statement.name.text, statement);
      } else if (ts.isVariableStatement(statement)) {
        for (const { name, initializer } of statement.declarationList.declarations) {
          if (ts.isIdentifier(name) && initializer !== undefined) {
            this.declared.set(name.text, initializer);
          }
        }
      }
    }
  }

  private thrown(node: ts.NewExpression): ErrorSite[] {
    const [kind, code, text, details] = node.arguments ?? [];
    if (kind === undefined || code === undefined || text === undefined) return [];
    return this.contexts(node, 0).flatMap((names) => {
      const texts = this.evaluation.of(text, names);
      const given = details === undefined ? [] : this.evaluation.of(details, names);
      const fields = given.flatMap((one) => (one.kind === 'object' ? [...one.fields.keys()] : []));
      return this.sitesOf(node, {
        codes: textsOf(this.evaluation.of(code, names)),
        kinds: textsOf(this.evaluation.of(kind, names)),
        en: textsOf(fieldOf(texts, 'en')),
        zh: textsOf(fieldOf(texts, 'zh-CN')),
        namesField: namesField(details, fields),
      });
    });
  }

  /** A problem that is written down as data, such as those of the database's constraints. */
  private written(node: ts.ObjectLiteralExpression): ErrorSite[] {
    return this.contexts(node, 0).flatMap((names) => {
      const value = this.evaluation.of(node, names);
      const texts = fieldOf(value, 'texts');
      return this.sitesOf(node, {
        codes: textsOf(fieldOf(value, 'code')),
        kinds: textsOf(fieldOf(value, 'kind')),
        en: textsOf(fieldOf(texts, 'en')),
        zh: textsOf(fieldOf(texts, 'zh-CN')),
        namesField: null,
      });
    });
  }

  private sitesOf(
    node: ts.Node,
    { codes, ...words }: Omit<ErrorSite, 'code' | 'place'> & { readonly codes: readonly string[] },
  ): ErrorSite[] {
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    const place = `${file.fileName}:${String(line + 1)}`;
    // An error that is thrown again in other words has its code from where it was made.
    if (codes.length === 0 && saysAgain(node)) return [];
    const found = codes.length === 0 ? [UNREADABLE] : codes;
    return [...new Set(found)].map((code) => ({ code, place, ...words }));
  }

  /** What the names around an expression may stand for: once for each way to get there. */
  private contexts(node: ts.Node, deep: number): readonly Names[] {
    const fn = enclosingFunction(node);
    if (fn === null) return [NO_NAMES];
    const known = this.seen.get(fn)?.[deep];
    if (known !== undefined) return known;
    const found = this.contextsIn(fn, deep);
    const byDepth = this.seen.get(fn) ?? [];
    byDepth[deep] = found;
    this.seen.set(fn, byDepth);
    return found;
  }

  private contextsIn(fn: ts.FunctionLikeDeclaration, deep: number): readonly Names[] {
    const outer = this.contexts(fn, deep);
    const name = nameOf(fn);
    const calls = name === null || deep >= CALLS_DEEP_MAX ? [] : this.callsOf(fn, name);
    const inside = outer.flatMap((names) =>
      calls.length === 0 || fn.parameters.length === 0
        ? [names]
        : calls.flatMap((call) =>
            this.contexts(call, deep + 1).map((caller) =>
              this.evaluation.withArguments(fn, call.arguments, { outer: names, caller, depth: 0 }),
            ),
          ),
    );
    const { body } = fn;
    const within = inside.slice(0, CONTEXTS_MAX);
    return body === undefined ? within : within.map((one) => this.evaluation.locals(body, one));
  }

  /** In its own file when it is not exported; another class's method of the name does no harm. */
  private callsOf(fn: ts.FunctionLikeDeclaration, name: string): readonly ts.CallExpression[] {
    const all = this.calls.get(name) ?? [];
    const isOpen = ts.isFunctionDeclaration(fn) && isExported(fn);
    return isOpen ? all : all.filter((call) => call.getSourceFile() === fn.getSourceFile());
  }
}

/** `new DomainError(error.kind, error.code, …)`, or with both taken out of the error before. */
function saysAgain(node: ts.Node): boolean {
  const text = node.getText();
  return /\bkind(: \w+\.kind)?,\s*(code: )?(\w+\.)?code\b|\w+\.kind,\s*(code: )?\w+\.code/.test(
    text,
  );
}

function namesField(details: ts.Expression | undefined, fields: readonly string[]): boolean | null {
  if (details === undefined) return false;
  if (fields.includes('field')) return true;
  return fields.length === 0 || fields.includes('…') ? null : false;
}

function isProblem(node: ts.ObjectLiteralExpression): boolean {
  const names = node.properties.map(({ name }) => name?.getText());
  return ['kind', 'code', 'texts'].every((name) => names.includes(name));
}

function calledName({ expression }: ts.CallExpression): string | null {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : null;
}

function nameOf(fn: ts.FunctionLikeDeclaration): string | null {
  if (fn.name !== undefined && ts.isIdentifier(fn.name)) return fn.name.text;
  const { parent } = fn;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : null;
}

function enclosingFunction(node: ts.Node): ts.FunctionLikeDeclaration | null {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at) && 'body' in at) return at;
  }
  return null;
}

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => {
    walk(child, visit);
  });
}
