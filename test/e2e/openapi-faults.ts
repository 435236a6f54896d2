import Ajv2020 from 'ajv/dist/2020';

type Node = Readonly<Record<string, unknown>>;

interface Operation {
  readonly name: string;
  readonly path: string;
  readonly operation: Node;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const PLACES = ['query', 'header', 'path', 'cookie'];

/** The rules of OpenAPI 3.1.1 that a document can break and still look right. */
const RULES: readonly ((document: Node) => string[])[] = [
  missingBasics,
  danglingReferences,
  repeatedOperationIds,
  undeclaredPathParameters,
  wrongParameters,
  wrongResponses,
  wrongBodies,
  unknownSecurity,
  wrongSchemas,
];

/** What makes a document no valid description by OpenAPI 3.1; nothing when it is one. */
export function openApiFaults(document: Node): string[] {
  return RULES.flatMap((rule) => rule(document));
}

/** Every operation of a document, as `POST /v1/claims/{id}/evidence`. */
export function operationsOf(document: Node): Operation[] {
  return Object.entries(asNode(document.paths)).flatMap(([path, item]) =>
    Object.entries(asNode(item))
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        path,
        operation: asNode(operation),
      })),
  );
}

function asNode(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function asList(value: unknown): Node[] {
  return Array.isArray(value) ? value.map(asNode) : [];
}

function missingBasics(document: Node): string[] {
  const info = asNode(document.info);
  const faults: string[] = [];
  if (!/^3\.1\.\d+$/.test(String(document.openapi))) faults.push('"openapi" is not 3.1');
  if (typeof info.title !== 'string') faults.push('info.title is missing');
  if (typeof info.version !== 'string') faults.push('info.version is missing');
  const wrong = Object.keys(asNode(document.paths)).filter((path) => !path.startsWith('/'));
  return [...faults, ...wrong.map((path) => `the path ${path} does not begin with a slash`)];
}

/** Each `$ref` must lead to something in the document. */
function danglingReferences(document: Node): string[] {
  return referencesIn(document).filter((reference) => !leadsSomewhere(document, reference));
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' ? [String(child)] : referencesIn(child),
  );
}

function leadsSomewhere(document: Node, reference: string): boolean {
  if (!reference.startsWith('#/')) return false;
  const found = reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((node, part) => asNode(node)[part], document);
  return found !== undefined;
}

function repeatedOperationIds(document: Node): string[] {
  const ids = operationsOf(document).map(({ operation }) => String(operation.operationId));
  return ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => `the operationId ${id} is used twice`);
}

function undeclaredPathParameters(document: Node): string[] {
  return operationsOf(document).flatMap(({ name, path, operation }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter).sort();
    const declared = asList(operation.parameters)
      .filter((parameter) => parameter.in === 'path' && parameter.required === true)
      .map((parameter) => parameter.name)
      .sort();
    const same = JSON.stringify(inPath) === JSON.stringify(declared);
    return same ? [] : [`${name} has other path parameters than it declares`];
  });
}

function wrongParameters(document: Node): string[] {
  return operationsOf(document).flatMap(({ name, operation }) =>
    asList(operation.parameters)
      .filter(
        (parameter) =>
          typeof parameter.name !== 'string' ||
          !PLACES.includes(String(parameter.in)) ||
          (parameter.schema === undefined) === (parameter.content === undefined),
      )
      .map((parameter) => `${name}: the parameter ${String(parameter.name)} is incomplete`),
  );
}

function wrongResponses(document: Node): string[] {
  return operationsOf(document).flatMap(({ name, operation }) => {
    const responses = Object.entries(asNode(operation.responses));
    const wrong = responses.filter(
      ([status, response]) =>
        !/^([1-5](\d\d|XX)|default)$/.test(status) ||
        typeof asNode(response).description !== 'string',
    );
    return [
      ...(responses.length === 0 ? [`${name} has no response`] : []),
      ...wrong.map(([status]) => `${name}: the response ${status} is incomplete`),
    ];
  });
}

function wrongBodies(document: Node): string[] {
  return operationsOf(document)
    .filter(({ operation }) => operation.requestBody !== undefined)
    .filter(({ operation }) => {
      const media = Object.entries(asNode(asNode(operation.requestBody).content));
      return (
        media.length === 0 ||
        media.some(([type, one]) => !type.includes('/') || asNode(one).schema === undefined)
      );
    })
    .map(({ name }) => `${name}: the body is incomplete`);
}

function unknownSecurity(document: Node): string[] {
  const known = Object.keys(asNode(asNode(document.components).securitySchemes));
  return operationsOf(document).flatMap(({ name, operation }) =>
    asList(operation.security)
      .flatMap((requirement) => Object.keys(requirement))
      .filter((scheme) => !known.includes(scheme))
      .map((scheme) => `${name} asks for the unknown security scheme ${scheme}`),
  );
}

/** Schemas of 3.1 are JSON Schema of 2020-12: its own meta-schema judges them. */
function wrongSchemas(document: Node): string[] {
  const ajv = new Ajv2020({ strict: false });
  const named = Object.entries(asNode(asNode(document.components).schemas));
  const inline = operationsOf(document).flatMap(({ name, operation }) => [
    ...asList(operation.parameters).map(({ schema }) => [name, schema] as const),
    ...Object.values(asNode(asNode(operation.requestBody).content)).map(
      (media) => [name, asNode(media).schema] as const,
    ),
  ]);
  return [...named, ...inline]
    .filter(([, schema]) => ajv.validateSchema(asNode(schema)) !== true)
    .map(([name]) => `${name}: a schema breaks JSON Schema: ${ajv.errorsText()}`);
}
