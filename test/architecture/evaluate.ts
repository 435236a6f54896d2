import ts from 'typescript';

/** What an expression may be, as far as the text of the source alone says it. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, readonly Value[]> }
  | { readonly kind: 'function'; readonly node: ts.FunctionLikeDeclaration; readonly names: Names };

/** What the names in sight stand for. */
export type Names = ReadonlyMap<string, readonly Value[]>;

/** Stands for whatever is only known when the program runs. */
const ANYTHING = '…';
const DEPTH_MAX = 12;
/** `a ?? b`, `a || b`: the one or the other. */
const EITHER = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
]);
const STRING_METHODS = new Set(['trim', 'slice', 'trimEnd']);

/** Reads expressions without running them: every value that they may have. */
export class Evaluation {
  private readonly constants = new Map<ts.SourceFile, Map<string, ts.Node>>();

  /** `imported` finds what a name stands for that another file exports. */
  constructor(private readonly imported: (name: string) => ts.Node | null) {}

  of(node: ts.Node, names: Names, depth = 0): readonly Value[] {
    if (depth > DEPTH_MAX) return [];
    if (isWrapping(node)) return this.of(node.expression, names, depth);
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) {
      return [{ kind: 'text', text: node.text }];
    }
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
      return [{ kind: 'function', node, names }];
    }
    return this.made(node, names, depth) ?? this.looked(node, names, depth) ?? [];
  }

  /** What is put together of other expressions; null for anything else. */
  private made(node: ts.Node, names: Names, depth: number): readonly Value[] | null {
    if (ts.isTemplateExpression(node)) return this.template(node, names, depth);
    if (ts.isBinaryExpression(node)) return this.binary(node, names, depth);
    if (ts.isObjectLiteralExpression(node)) return [this.object(node, names, depth)];
    if (!ts.isConditionalExpression(node)) return null;
    return [node.whenTrue, node.whenFalse].flatMap((one) => this.of(one, names, depth + 1));
  }

  /** What has to be looked up elsewhere; null for anything else. */
  private looked(node: ts.Node, names: Names, depth: number): readonly Value[] | null {
    if (ts.isIdentifier(node)) return this.named(node, names, depth);
    if (ts.isCallExpression(node)) return this.call(node, names, depth);
    return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
      ? this.access(node, names, depth)
      : null;
  }

  /** What a function gives back, with what its parameters stand for. */
  returned(fn: ts.FunctionLikeDeclaration, names: Names, depth: number): readonly Value[] {
    const { body } = fn;
    if (body === undefined) return [];
    if (!ts.isBlock(body)) return this.of(body, names, depth + 1);
    const results: Value[] = [];
    const local = this.locals(body, names, depth);
    const look = (node: ts.Node): void => {
      if (ts.isReturnStatement(node) && node.expression !== undefined) {
        results.push(...this.of(node.expression, local, depth + 1));
      } else if (!ts.isFunctionLike(node)) ts.forEachChild(node, look);
    };
    ts.forEachChild(body, look);
    return results;
  }

  /** The names that a block makes, on top of those that it sees. */
  locals(block: ts.Node, names: Names, depth = 0): Names {
    const all = new Map(names);
    const look = (node: ts.Node): void => {
      if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
        this.bind(node.name, this.of(node.initializer, all, depth + 1), all);
      } else if (!ts.isFunctionLike(node)) ts.forEachChild(node, look);
    };
    ts.forEachChild(block, look);
    return all;
  }

  /** Gives a name, or the parts of a destructuring, what it stands for. */
  bind(name: ts.BindingName, values: readonly Value[], into: Map<string, readonly Value[]>): void {
    if (ts.isIdentifier(name)) {
      into.set(name.text, values);
      return;
    }
    for (const element of name.elements) {
      if (!ts.isBindingElement(element)) continue;
      const key = element.propertyName ?? element.name;
      const field = ts.isIdentifier(key) || ts.isStringLiteral(key) ? key.text : '';
      this.bind(element.name, fieldOf(values, field), into);
    }
  }

  private template(node: ts.TemplateExpression, names: Names, depth: number): readonly Value[] {
    let texts = [node.head.text];
    for (const { expression, literal } of node.templateSpans) {
      const parts = textsOf(this.of(expression, names, depth + 1));
      const said = parts.length === 0 ? [ANYTHING] : parts.slice(0, 4);
      texts = texts.flatMap((text) => said.map((part) => `${text}${part}${literal.text}`));
    }
    return texts.slice(0, 8).map((text) => ({ kind: 'text', text }));
  }

  private binary(node: ts.BinaryExpression, names: Names, depth: number): readonly Value[] {
    const left = this.of(node.left, names, depth + 1);
    const right = this.of(node.right, names, depth + 1);
    const operator = node.operatorToken.kind;
    if (operator === ts.SyntaxKind.PlusToken) {
      const text = [left, right].map((side) => textsOf(side)[0] ?? ANYTHING).join('');
      return [{ kind: 'text', text }];
    }
    return EITHER.has(operator) ? [...left, ...right] : [];
  }

  private object(node: ts.ObjectLiteralExpression, names: Names, depth: number): Value {
    const fields = new Map<string, readonly Value[]>();
    for (const property of node.properties) {
      if (ts.isSpreadAssignment(property)) {
        for (const value of this.of(property.expression, names, depth + 1)) {
          if (value.kind === 'object') for (const [key, of] of value.fields) fields.set(key, of);
        }
        // What is spread and unknown may hold anything.
        fields.set(ANYTHING, []);
      } else if (ts.isPropertyAssignment(property)) {
        fields.set(keyOf(property.name), this.of(property.initializer, names, depth + 1));
      } else if (ts.isShorthandPropertyAssignment(property)) {
        fields.set(property.name.text, this.of(property.name, names, depth + 1));
      }
    }
    return { kind: 'object', fields };
  }

  private named(node: ts.Identifier, names: Names, depth: number): readonly Value[] {
    const known = names.get(node.text);
    if (known !== undefined) return known;
    const own = this.constantsOf(node.getSourceFile()).get(node.text);
    const found = own ?? this.imported(node.text);
    if (found === null) return [];
    if (ts.isFunctionLike(found)) {
      return [{ kind: 'function', node: found as ts.FunctionLikeDeclaration, names: new Map() }];
    }
    return this.of(found, new Map(), depth + 1);
  }

  private access(
    node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    names: Names,
    depth: number,
  ): readonly Value[] {
    const values = this.of(node.expression, names, depth + 1);
    if (ts.isPropertyAccessExpression(node)) return fieldOf(values, node.name.text);
    const [key] = textsOf(this.of(node.argumentExpression, names, depth + 1));
    if (key !== undefined) return fieldOf(values, key);
    // A table that is looked up by what only the program knows: any of its rows.
    return values.flatMap((value) =>
      value.kind === 'object' ? [...value.fields.values()].flat() : [],
    );
  }

  private call(node: ts.CallExpression, names: Names, depth: number): readonly Value[] {
    const { expression } = node;
    // What is cut or trimmed is still what it says.
    if (ts.isPropertyAccessExpression(expression) && STRING_METHODS.has(expression.name.text)) {
      const said = textsOf(this.of(expression.expression, names, depth + 1));
      if (said.length > 0) return said.map((text) => ({ kind: 'text', text }));
    }
    return this.of(node.expression, names, depth + 1).flatMap((callee) => {
      if (callee.kind !== 'function') return [];
      const bound = this.withArguments(callee.node, node.arguments, {
        outer: callee.names,
        caller: names,
        depth,
      });
      return this.returned(callee.node, bound, depth + 1);
    });
  }

  /** The names that a function sees when it is called so. */
  withArguments(
    fn: ts.FunctionLikeDeclaration,
    given: readonly ts.Expression[],
    {
      outer,
      caller,
      depth,
    }: { readonly outer: Names; readonly caller: Names; readonly depth: number },
  ): Names {
    const bound = new Map(outer);
    fn.parameters.forEach(({ name, initializer }, index) => {
      const argument = given[index] ?? initializer;
      this.bind(name, argument === undefined ? [] : this.of(argument, caller, depth + 1), bound);
    });
    return bound;
  }

  private constantsOf(file: ts.SourceFile): Map<string, ts.Node> {
    const known = this.constants.get(file);
    if (known !== undefined) return known;
    const found = new Map<string, ts.Node>();
    for (const statement of file.statements) {
      if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) {
        found.set(statement.name.text, statement);
      }
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name) && initializer !== undefined) found.set(name.text, initializer);
      }
    }
    this.constants.set(file, found);
    return found;
  }
}

/** The texts among values. */
export function textsOf(values: readonly Value[]): string[] {
  return values.flatMap((value) => (value.kind === 'text' ? [value.text] : []));
}

/** What a field of values may be. */
export function fieldOf(values: readonly Value[], field: string): readonly Value[] {
  return values.flatMap((value) =>
    value.kind === 'object' ? (value.fields.get(field) ?? []) : [],
  );
}

function keyOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)
    ? name.text
    : ANYTHING;
}

type Wrapping =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.AwaitExpression;

/** What changes nothing about the value: brackets, types, waiting. */
function isWrapping(node: ts.Node): node is Wrapping {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAwaitExpression(node)
  );
}
