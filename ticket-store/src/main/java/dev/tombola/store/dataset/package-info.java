/** Data sets in the bucket, where every trainer and evaluator finds them. */
@org.jspecify.annotations.NullMarked
package dev.tombola.store.dataset;
