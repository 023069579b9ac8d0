package dev.tombola.vision.network;

import static dev.tombola.vision.network.Parameter.Kind.CONVOLUTION_BIAS;
import static dev.tombola.vision.network.Parameter.Kind.CONVOLUTION_WEIGHT;
import static dev.tombola.vision.network.Parameter.Kind.LINEAR_BIAS;
import static dev.tombola.vision.network.Parameter.Kind.LINEAR_WEIGHT;
import static dev.tombola.vision.network.Parameter.Kind.NORM_BIAS;
import static dev.tombola.vision.network.Parameter.Kind.NORM_WEIGHT;
import static dev.tombola.vision.network.Parameter.Kind.RUNNING_MEAN;
import static dev.tombola.vision.network.Parameter.Kind.RUNNING_VAR;

import java.util.List;

/** One operation of a network. An emitter switches over these without a default, so none can forget one. */
public sealed interface Layer {
    /** The tensors that it owns, in the order of PyTorch's state dict. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** How many earlier nodes it reads. */
    default int arity() {
        return 1;
    }

    /** What it makes of its inputs; throws with the two shapes when they do not fit. */
    Shape shape(List<Shape> inputs);

    /** The images, float, normalised. */
    record Input(int channels) implements Layer {
        @Override
        public int arity() {
            return 0;
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            throw new IllegalStateException("the shape of the input is given, not inferred");
        }
    }

    /** With a bias where it says so; square kernel, zero padding on all four sides; {@code in} and {@code out} are channels. */
    record Convolution(String name, int in, int out, int kernel, int stride, int padding, int dilation, boolean biased)
            implements Layer {
        /** Without bias. */
        public Convolution(String name, int in, int out, int kernel, int stride, int padding, int dilation) {
            this(name, in, out, kernel, stride, padding, dilation, false);
        }

        @Override
        public List<Parameter> parameters() {
            var weight = new Parameter(weight(), CONVOLUTION_WEIGHT, List.of(out, in, kernel, kernel));
            return biased ? List.of(weight, new Parameter(bias(), CONVOLUTION_BIAS, List.of(out))) : List.of(weight);
        }

        public String bias() {
            return name + ".bias";
        }

        public String weight() {
            return name + ".weight";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            return takes(in, inputs.getFirst()).slid((kernel - 1) * dilation + 1, stride, padding, out);
        }
    }

    /** Its momentum is PyTorch's, the weight of the newest batch: DJL's is 1 - momentum. */
    record BatchNorm(String name, int channels, double eps, double momentum) implements Layer {
        /** With PyTorch's defaults. */
        BatchNorm(String name, int channels) {
            this(name, channels, 1e-5, 0.1);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(
                    new Parameter(name + ".weight", NORM_WEIGHT, List.of(channels)),
                    new Parameter(name + ".bias", NORM_BIAS, List.of(channels)),
                    new Parameter(name + ".running_mean", RUNNING_MEAN, List.of(channels)),
                    new Parameter(name + ".running_var", RUNNING_VAR, List.of(channels)));
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            return takes(channels, inputs.getFirst());
        }
    }

    record Relu() implements Layer {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.getFirst();
        }
    }

    /** The sum of two nodes of equal shape. */
    record Add() implements Layer {
        @Override
        public int arity() {
            return 2;
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            if (!inputs.getFirst().equals(inputs.getLast())) {
                throw new IllegalArgumentException(
                        "cannot add %s to %s".formatted(inputs.getLast(), inputs.getFirst()));
            }
            return inputs.getFirst();
        }
    }

    /** Padding never wins: it counts as minus infinity. */
    record MaxPool(int kernel, int stride, int padding) implements Layer {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.getFirst()
                    .slid(kernel, stride, padding, inputs.getFirst().channels());
        }
    }

    /** The mean over all pixels, as a vector (N x channels). */
    record GlobalAveragePool() implements Layer {
        @Override
        public Shape shape(List<Shape> inputs) {
            return new Shape(inputs.getFirst().channels(), 1, 1);
        }
    }

    /** Every second pixel, from the first on; new channels of zeros before and after, equally many. */
    record PaddedShortcut(int in, int out) implements Layer {
        public PaddedShortcut {
            if (out < in || (out - in) % 2 != 0) {
                throw new IllegalArgumentException(
                        "a shortcut cannot pad %d channels equally on both sides to %d".formatted(in, out));
            }
        }

        /** Channels of zeros on each side. */
        public int padding() {
            return (out - in) / 2;
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            return takes(in, inputs.getFirst()).slid(1, 2, 0, out);
        }
    }

    /** With bias, on a vector of {@code in} values. */
    record Linear(String name, int in, int out) implements Layer {
        @Override
        public List<Parameter> parameters() {
            return List.of(
                    new Parameter(weight(), LINEAR_WEIGHT, List.of(out, in)),
                    new Parameter(bias(), LINEAR_BIAS, List.of(out)));
        }

        public String weight() {
            return name + ".weight";
        }

        public String bias() {
            return name + ".bias";
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            if (!inputs.getFirst().equals(new Shape(in, 1, 1))) {
                throw new IllegalArgumentException(
                        "takes a vector of %d values but gets %s".formatted(in, inputs.getFirst()));
            }
            return new Shape(out, 1, 1);
        }
    }

    private static Shape takes(int channels, Shape given) {
        if (given.channels() != channels) {
            throw new IllegalArgumentException("takes %d channels but gets %s".formatted(channels, given));
        }
        return given;
    }
}
