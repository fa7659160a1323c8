// What stands in a field, for the server to read piece by piece: a list that is pasted is longer than one message of the circuit may be.
export function of(field) {
  return new TextEncoder().encode(field.value);
}
