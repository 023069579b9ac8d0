/** Files of weights, whoever saved them: what is in them, how they fit a network, and other forms of them. */
@org.jspecify.annotations.NullMarked
package dev.tombola.cli.weights;
