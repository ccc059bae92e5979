/** What stands between two commas: quoted where it would be read otherwise (RFC 4180). */
const field = (value: string | number) => {
  const written = String(value);
  return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
};

export const csvLine = (values: readonly (string | number)[]) => `${values.map(field).join()}\n`;
