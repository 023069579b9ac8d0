@org.jspecify.annotations.NullMarked
package dev.tombola.evaluator;
