/** What is measured of a network, by whichever engine runs it. */
@org.jspecify.annotations.NullMarked
package dev.tombola.vision.measure;
