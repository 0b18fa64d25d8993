// A form out of the JSON Schema of a pipeline's options. What is left at its default is not sent.
import { el, words } from "./dom.js";

export function optionsForm(schema, prefix = "option") {
  const readers = [];
  const own = [], groups = [];
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const id = `${prefix}-${name}`.replace(/[^\w-]/g, "-");
    if (property.type === "object" && property.properties) {
      const group = optionsForm(property, id);
      if (!group.element.childElementCount) continue;
      groups.push(el("fieldset", el("legend", words(name)), property.description && el("small", property.description), group.element));
      readers.push(() => {
        const chosen = group.read();
        return Object.keys(chosen).length ? [name, chosen] : null;
      });
    } else {
      const field = fieldOf(id, name, property);
      own.push(field.element);
      readers.push(() => {
        const value = field.read();
        return value === undefined || JSON.stringify(value) === JSON.stringify(property.default) ? null : [name, value];
      });
    }
  }
  const element = el("div.fields", own.length && groups.length ? el("fieldset", el("legend", "The whole job"), own) : own, groups);
  return { element, read: () => Object.fromEntries(readers.map(read => read()).filter(Boolean)) };
}

function fieldOf(id, name, property) {
  const types = [property.type].flat();
  const hint = property.description && el("small", { id: `${id}-hint` }, property.description);
  const described = hint ? { "aria-describedby": `${id}-hint` } : {};
  const label = el("label", { for: id }, words(name));
  if (types.includes("boolean")) {
    const input = el("input", { id, type: "checkbox", checked: property.default === true, ...described });
    return { element: el("div.field.check", input, el("div", label, hint)), read: () => input.checked === (property.default === true) ? undefined : input.checked };
  }

  if (property.enum) {
    const input = el("select", { id, ...described }, property.enum.map(value =>
      el("option", { value: String(value), selected: value === property.default }, String(value))));
    return { element: el("div.field", label, input, hint), read: () => input.value };
  }

  if (types.includes("array") && !types.includes("string")) {
    const input = el("input", { id, type: "text", value: (property.default ?? []).join(", "), ...described });
    return {
      element: el("div.field", label, input, hint),
      read: () => {
        const items = input.value.split(",").map(item => item.trim()).filter(Boolean);
        return items.length || property.default ? items : undefined;
      },
    };
  }

  if (types.includes("number") || types.includes("integer")) {
    const input = el("input", {
      id, type: "number", value: property.default == null ? "" : String(property.default), min: property.minimum == null ? null : String(property.minimum),
      max: property.maximum == null ? null : String(property.maximum), step: types.includes("integer") ? "1" : "any", ...described,
    });
    return { element: el("div.field", label, input, hint), read: () => input.value === "" ? undefined : Number(input.value) };
  }

  const input = el("input", {
    id, type: name === "password" || name === "secret" ? "password" : "text", value: property.default ?? "", autocomplete: "off", ...described,
  });
  return { element: el("div.field", label, input, hint), read: () => input.value === "" ? undefined : input.value };
}
