// Selecting the k smallest of n numbers in O(n): what guided search fixes in a round.

/**
 * The k-th smallest of `values[0 .. count - 1]` (k from 1). Reorders `values`.
 * Hoare's selection around the middle value; equal values are no trouble.
 */
export function kthSmallest(values: Float64Array, count: number, k: number): number {
  let low = 0;
  let high = count - 1;
  const target = k - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left] < pivot) left++;
      while (values[right] > pivot) right--;
      if (left <= right) {
        const swap = values[left];
        values[left++] = values[right];
        values[right--] = swap;
      }
    }
    if (target <= right) high = right;
    else if (target >= left) low = left;
    else return values[target];
  }
  return values[target];
}
