/** Data sets: where they come from, and how they get into the bucket. */
@org.jspecify.annotations.NullMarked
package dev.tombola.cli.data;
