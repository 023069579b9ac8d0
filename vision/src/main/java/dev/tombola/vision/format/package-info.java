@org.jspecify.annotations.NullMarked
package dev.tombola.vision.format;
