@org.jspecify.annotations.NullMarked
package dev.tombola.devstack;
