/** Kills real processes while a search runs, and compares what comes of it with an undisturbed one. */
@org.jspecify.annotations.NullMarked
package dev.tombola.cli.chaos;
