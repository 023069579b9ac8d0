/**
 * Whether a search's books are in order, by the topics and the bucket alone. Nothing here uses what plans, expands or judges:
 * whoever checks a calculation must not do it with the same code.
 */
@org.jspecify.annotations.NullMarked
package dev.tombola.cli.audit;
