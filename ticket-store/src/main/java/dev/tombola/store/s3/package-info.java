@org.jspecify.annotations.NullMarked
package dev.tombola.store.s3;
