import ICAL from 'ical.js';

// ical.js counts 75 octets per folded piece without the space that begins each next line; RFC 5545 section
// 3.1 counts it.
ICAL.foldLength = 74;

// A property that ical.js has no definition of would be written raw, without escaping.
Object.assign(ICAL.design.icalendar.property, {
  name: { defaultType: 'text' },
  'x-wr-calname': { defaultType: 'text' },
  'x-published-ttl': { defaultType: 'duration' },
});

export type Component = InstanceType<typeof ICAL.Component>;

/** ical.js, set up for RFC 5545. Import it from here only: its settings are global to the process. */
export { ICAL };

/** Adds a property to a component. `type`: the value type where it isn't the property's default one. */
export function addProperty(
  component: Component,
  name: string,
  value: unknown,
  { parameters = {}, type }: { parameters?: Record<string, string>; type?: string } = {},
): void {
  const property = new ICAL.Property(name);
  if (type !== undefined) property.resetType(type);
  for (const [parameter, text] of Object.entries(parameters)) property.setParameter(parameter, text);
  property.setValue(value);
  component.addProperty(property);
}
