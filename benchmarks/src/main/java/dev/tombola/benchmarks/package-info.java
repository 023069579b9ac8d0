/** Measures; nothing here is asserted or part of the product. */
@org.jspecify.annotations.NullMarked
package dev.tombola.benchmarks;
