const RECORDED = /^[a-z_]+:[a-zA-Z_]\w*:[a-z0-9_]+$/;

/** Recorded series are called level:metric:operation, and are what they are called. */
export function names({ rules }) {
  return rules
    .filter(({ record }) => record)
    .flatMap(({ record, expr }) => {
      const found = [];
      const tell = (says) => found.push({ where: `rule ${record}`, says });
      if (!RECORDED.test(record)) tell("is not called level:metric:operation");
      if (/avg|mean/.test(record) && expr.includes("histogram_quantile"))
        tell("is called an average, and is a percentile");
      return found;
    });
}
