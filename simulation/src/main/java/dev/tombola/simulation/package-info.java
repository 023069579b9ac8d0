@org.jspecify.annotations.NullMarked
package dev.tombola.simulation;
