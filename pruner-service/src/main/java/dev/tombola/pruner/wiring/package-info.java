@org.jspecify.annotations.NullMarked
package dev.tombola.pruner.wiring;
