@org.jspecify.annotations.NullMarked
package dev.tombola.pruning;
