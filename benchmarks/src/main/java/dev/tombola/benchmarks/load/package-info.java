@org.jspecify.annotations.NullMarked
package dev.tombola.benchmarks.load;
