package longhand.backend;

/**
 * How an array is walked along several dimensions: element (i, j, …) is at {@code start} + i·{@code strides[0]} +
 * j·{@code strides[1]} + …. Strides may be negative.
 */
public record Walk(int start, int[] strides) {}
