@org.jspecify.annotations.NullMarked
package dev.tombola.store.bucket;
