import { Json } from '../kubernetes/override';
import type { RenderedObject } from './rule';

/**
 * A place in a rendered object, whether something is there or not: `spec.replicas`. Readers of unknown JSON, so that a
 * rule neither trusts its shape nor breaks on it.
 */
export class Field {
  /** The whole object. */
  static of({ path, json }: RenderedObject): Field {
    return new Field(json, path);
  }

  private constructor(
    /** What is there. */
    readonly value: Json | undefined,
    /** Path of the construct that made the object. */
    readonly constructPath: string,
    private readonly parent?: Field,
    private readonly key: string | number = '',
  ) {}

  /** The place below, by names of fields. */
  at(...keys: readonly string[]): Field {
    return keys.reduce<Field>((field, key) => field.child(key), this);
  }

  private child(key: string): Field {
    const { value } = this;
    const below = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    return new Field(below, this.constructPath, this, key);
  }

  /** The places in a list; none if there is no list. */
  get list(): Field[] {
    const { value } = this;
    return Array.isArray(value) ? value.map((item, index) => new Field(item, this.constructPath, this, index)) : [];
  }

  /** The names of the fields below. */
  get keys(): string[] {
    return isObject(this.value) ? Object.keys(this.value) : [];
  }

  /** Whether something is there. */
  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The text that is there. */
  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  /** The number that is there. */
  get number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }

  /** The texts by name that are there, as in labels. */
  get texts(): Readonly<Record<string, string>> {
    const { value } = this;
    if (!isObject(value)) return {};
    return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => isText(entry[1])));
  }

  /** The whole object that this is a place in. */
  get root(): Field {
    return this.parent?.root ?? this;
  }

  /** As people write it, items by their names if they have some: `spec.template.spec.containers[nginx].image`. */
  get path(): string {
    if (!this.parent) return '';
    const above = this.parent.path;
    if (typeof this.key === 'number')
      return `${above}[${this.at('name').text ?? this.at('metadata', 'name').text ?? this.key}]`;
    if (!/^\w[\w-]*$/.test(this.key)) return `${above}[${this.key}]`;
    return above ? `${above}.${this.key}` : this.key;
  }
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}
