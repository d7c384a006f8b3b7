/** The model as HiGHS takes it: candidates, helpers, and last the burden of the city that bears most. */
export function dataOf(highs, { columns, helpers, rows, burdens, banStarts }) {
  const worst = columns + helpers;
  const starts = Array.from(rows.starts);
  const indices = Array.from(rows.columns);
  const values = Array.from(rows.values);
  const lower = Array.from(rows.upper, (upper, row) => (rows.isExact[row] ? upper : -highs.infinity));
  const upper = Array.from(rows.upper);
  for (const burden of burdens) {
    burden.forEach((minutes, column) => {
      if (minutes === 0) return;
      indices.push(column);
      values.push(minutes);
    });
    indices.push(worst);
    values.push(-1);
    starts.push(indices.length);
    lower.push(-highs.infinity);
    upper.push(0);
  }
  const isBanned = (column) => column < columns && banStarts[column + 1] > banStarts[column];
  const { integer, continuous } = highs.constants.variableType;
  const all = Array.from({ length: worst + 1 }, (_, column) => column);
  return {
    numCols: worst + 1,
    numRows: lower.length,
    sense: highs.constants.objectiveSense.minimize,
    colCost: new Float64Array(worst + 1),
    colLower: new Float64Array(worst + 1),
    colUpper: all.map((column) => (column === worst ? highs.infinity : isBanned(column) ? 0 : 1)),
    rowLower: lower,
    rowUpper: upper,
    matrix: { format: 'csr', numRows: lower.length, numCols: worst + 1, starts, indices, values },
    integrality: all.map((column) => (column < columns || column === worst ? integer : continuous)),
  };
}
