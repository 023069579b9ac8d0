/** The search file: how a user writes a search, and how it becomes one that means the same everywhere. */
@org.jspecify.annotations.NullMarked
package dev.tombola.cli.search;
