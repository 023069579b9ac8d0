/** Random views of images, for training without labels: torchvision's transforms on floats, the same bits on every machine. */
@org.jspecify.annotations.NullMarked
package dev.tombola.vision.view;
