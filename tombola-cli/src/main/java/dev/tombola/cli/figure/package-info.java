/** A search's answer as a picture. Only {@link dev.tombola.cli.figure.FigureCommand} is loaded when other commands run. */
@org.jspecify.annotations.NullMarked
package dev.tombola.cli.figure;
