import { ApiObject } from 'cdk8s';

/** Plain JSON, as it goes to the API server. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** One Kubernetes object as plain JSON. */
export type JsonObject = { [key: string]: Json };

/**
 * Edits an object's final JSON, behind the generated bindings.
 *
 * The bindings silently drop fields that their Kubernetes version doesn't know, also from `addJsonPatch`;
 * what this function writes stays.
 */
export function override(object: ApiObject, edit: (json: JsonObject) => void): void {
  const toJson = object.toJson.bind(object);
  object.toJson = () => {
    const json = toJson() as JsonObject;
    edit(json);
    return json;
  };
}
