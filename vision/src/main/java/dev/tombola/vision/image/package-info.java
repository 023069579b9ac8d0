/** Encoded images: decoded, cropped and resized as PyTorch's users have them. */
@org.jspecify.annotations.NullMarked
package dev.tombola.vision.image;
