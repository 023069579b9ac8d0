@org.jspecify.annotations.NullMarked
package dev.tombola.trainer.kafka;
