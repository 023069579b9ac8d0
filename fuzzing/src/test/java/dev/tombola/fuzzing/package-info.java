@org.jspecify.annotations.NullMarked
package dev.tombola.fuzzing;
