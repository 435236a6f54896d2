/** A class, or an abstract one that stands for what is given in its place. */
type Type<Instance = unknown> = abstract new (...given: never[]) => Instance;
type Concrete = new (...given: readonly unknown[]) => unknown;

/**
 * Puts classes together by the types that their constructors name, as Nest does it, so that they
 * may ask for more without a word here. A class that is neither given nor among those that are
 * played stands there empty: its methods run as long as they need nothing of what it was made of.
 */
export class Parts {
  private readonly made: Map<Type, unknown>;

  constructor(
    given: Iterable<readonly [Type, unknown]>,
    private readonly played: ReadonlySet<Type>,
  ) {
    this.made = new Map(given);
  }

  get<Instance>(type: Type<Instance>): Instance {
    const known = this.made.get(type);
    if (known !== undefined) return known as Instance;
    const made = this.played.has(type)
      ? new (type as unknown as Concrete)(...collaboratorsOf(type).map((one) => this.get(one)))
      : (Object.create(type.prototype as object) as unknown);
    this.made.set(type, made);
    return made as Instance;
  }
}

const collaborators = new Map<Type, readonly Type[]>();

function collaboratorsOf(type: Type): readonly Type[] {
  const known = collaborators.get(type);
  if (known !== undefined) return known;
  const found = (Reflect.getMetadata('design:paramtypes', type) ?? []) as readonly Type[];
  collaborators.set(type, found);
  return found;
}
