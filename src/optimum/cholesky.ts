// Cholesky factors of a small dense symmetric matrix, in place; only the lower triangle is read.

/** A = L L^T. A pivot that rounding made non-positive is replaced by a huge one, which keeps that unknown at zero. */
export function factorise(a: Float64Array, m: number): void {
  for (let i = 0; i < m; i++) {
    const scale = a[i * m + i];
    for (let k = 0; k <= i; k++) {
      let sum = a[i * m + k];
      for (let l = 0; l < k; l++) sum -= a[i * m + l] * a[k * m + l];
      if (k < i) a[i * m + k] = sum / a[k * m + k];
      else a[i * m + i] = sum > 1e-15 * scale ? Math.sqrt(sum) : 1e64 * Math.sqrt(Math.max(scale, 1e-290));
    }
  }
}

/** Solves L L^T x = b in place. */
export function solveFactorised(l: Float64Array, b: Float64Array, m: number): void {
  for (let i = 0; i < m; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= l[i * m + k] * b[k];
    b[i] = sum / l[i * m + i];
  }
  for (let i = m - 1; i >= 0; i--) {
    let sum = b[i];
    for (let k = i + 1; k < m; k++) sum -= l[k * m + i] * b[k];
    b[i] = sum / l[i * m + i];
  }
}
