@org.jspecify.annotations.NullMarked
package dev.tombola.cli.submit;
