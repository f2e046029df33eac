/** A JSON value of Newtonsoft.Json.Linq: a tree whose parts know their parent. */
export abstract class JToken {
  parent: JContainer | null = null;
}

/** A token with children. */
export abstract class JContainer extends JToken {}

/** A JSON object: properties by name, in the order they came. */
export class JObject extends JContainer {}

/** A JSON array. */
export class JArray extends JContainer {}

/** A name with its value. */
export class JProperty extends JContainer {}

/** `new Date(…)` in JSON text. */
export class JConstructor extends JContainer {}

/** A JSON value without children. */
export class JValue extends JToken {}

/** JSON text that is written as it is. */
export class JRaw extends JValue {}
