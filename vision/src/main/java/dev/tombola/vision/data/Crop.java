package dev.tombola.vision.data;

import dev.tombola.vision.image.ResizedCrop;

/** A random part of an encoded image; which one is known once its size is. */
record Crop(ResizedCrop how, long bits) {}
