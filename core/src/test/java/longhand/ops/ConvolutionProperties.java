package longhand.ops;

import static longhand.ops.Shapes.assertClose;
import static longhand.ops.Shapes.onEveryBackend;
import static longhand.ops.Shapes.uniform;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.notes.CourseNotes;
import longhand.ops.Shapes.ConvCase;
import longhand.shape.Window2d;
import longhand.tensor.Matrices;
import longhand.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/** Laws of convolution, for all shapes, strides, paddings, dilations and groups, on every backend. */
@Domain(DomainContext.Global.class)
@Domain(Shapes.class)
class ConvolutionProperties {

    private static Window2d window(ConvCase c) {
        return Window2d.of(c.kernelH(), c.kernelW()).stride(c.strideH(), c.strideW())
                .padding(c.paddingH(), c.paddingW())
                .dilation(c.dilationH(), c.dilationW());
    }

    private static Tensor conv(ConvCase c, Tensor x, Tensor w) {
        return Convolution.conv2d(x, w, Optional.empty(), window(c), c.groups());
    }

    @Property(tries = 600)
    @Covers("conv2d")
    void equalsTheLoopsOfTheNotes(@ForAll ConvCase c) {
        Tensor expected = notes(c, c.input(), c.weight());
        onEveryBackend(() -> assertClose(expected, conv(c, c.input(), c.weight())));
    }

    /** Padding, dilation, stride and groups by hand, around the notes' plain corr2dMultiInOut. */
    private static Tensor notes(ConvCase c, Tensor x, Tensor w) {
        Tensor padded = x.pad(c.paddingW(), c.paddingW(), c.paddingH(), c.paddingH());
        Tensor kernel = dilate(dilate(w, 2, c.dilationH()), 3, c.dilationW());
        List<Tensor> images = new ArrayList<>();
        for (int n = 0; n < c.batch(); n++) {
            List<Tensor> groups = new ArrayList<>();
            for (int g = 0; g < c.groups(); g++) {
                Tensor channels = padded.select(0, n).narrow(0, g * c.in(), c.in());
                groups.add(CourseNotes.corr2dMultiInOut(channels, kernel.narrow(0, g * c.out(), c.out())));
            }
            images.add(Joining.cat(0, groups));
        }
        return every(every(Joining.stack(0, images), 2, c.strideH()), 3, c.strideW());
    }

    /** Puts d − 1 zeros between neighbours along a dimension. */
    private static Tensor dilate(Tensor x, int dim, int d) {
        int n = x.size(dim);
        int[] places = new int[n];
        for (int i = 0; i < n; i++) {
            places[i] = i * d;
        }
        return Selection.indexAdd(x, dim, places, (n - 1) * d + 1);
    }

    /** Elements 0, s, 2s, … along a dimension. */
    private static Tensor every(Tensor x, int dim, int s) {
        int[] index = new int[Math.ceilDiv(x.size(dim), s)];
        for (int i = 0; i < index.length; i++) {
            index[i] = i * s;
        }
        return x.indexSelect(dim, index);
    }

    @Property(tries = 600)
    @Covers("conv2d")
    void equalsAMatrixProductOfUnfoldedWindowsByEjml(@ForAll ConvCase c) {
        Tensor x = c.input();
        Tensor w = c.weight();
        Tensor y = conv(c, x, w);
        for (int n = 0; n < c.batch(); n++) {
            for (int g = 0; g < c.groups(); g++) {
                FMatrixRMaj weights = Matrices.toEjml(w.narrow(0, g * c.out(), c.out()).reshape(c.out(), -1));
                FMatrixRMaj columns = Matrices.toEjml(unfold(c, x.select(0, n).narrow(0, g * c.in(), c.in()),
                        y.size(2), y.size(3)));
                FMatrixRMaj product = new FMatrixRMaj(1, 1);
                CommonOps_FDRM.mult(weights, columns, product);
                Tensor expected = Matrices.of(product).reshape(c.out(), y.size(2), y.size(3));
                int image = n;
                int group = g;
                onEveryBackend(() -> assertClose(expected,
                        conv(c, x, w).select(0, image).narrow(0, group * c.out(), c.out())));
            }
        }
    }

    /** im2col: a column per output position, a row per element of the window. */
    private static Tensor unfold(ConvCase c, Tensor x, int outH, int outW) {
        float[] columns = new float[c.in() * c.kernelH() * c.kernelW() * outH * outW];
        int at = 0;
        for (int row = 0; row < c.in() * c.kernelH() * c.kernelW(); row++) {
            int channel = row / (c.kernelH() * c.kernelW());
            int u = row / c.kernelW() % c.kernelH();
            int v = row % c.kernelW();
            for (int position = 0; position < outH * outW; position++) {
                int i = position / outW * c.strideH() + u * c.dilationH() - c.paddingH();
                int j = position % outW * c.strideW() + v * c.dilationW() - c.paddingW();
                boolean inside = i >= 0 && i < x.size(1) && j >= 0 && j < x.size(2);
                columns[at++] = inside ? x.get(channel, i, j) : 0;
            }
        }
        return Tensor.of(columns, c.in() * c.kernelH() * c.kernelW(), outH * outW);
    }

    @Property(tries = 40)
    @Covers({"conv2d", "linear", "permute"})
    void oneByOneConvolutionIsALinearLayerOnEveryPixel(@ForAll @IntRange(min = 1, max = 9) int in,
            @ForAll @IntRange(min = 1, max = 9) int out,
            @ForAll @IntRange(min = 1, max = 6) int h, @ForAll @IntRange(min = 1, max = 6) int w) {
        Tensor x = uniform(1, 2, in, h, w);
        Tensor weight = uniform(2, out, in);
        Tensor bias = uniform(3, out);
        onEveryBackend(() -> {
            Tensor pixels = Matmul.linear(x.permute(0, 2, 3, 1), weight, bias).permute(0, 3, 1, 2);
            assertClose(pixels, Convolution.conv2d(x, weight.reshape(out, in, 1, 1), bias, Window2d.square(1)));
        });
    }

    @Property(tries = 300)
    @Covers("conv2d")
    void isLinearInInputAndInWeight(@ForAll ConvCase c) {
        Tensor x = c.input();
        Tensor w = c.weight();
        Tensor x2 = uniform(8, x.shape().dims());
        Tensor w2 = uniform(9, w.shape().dims());
        onEveryBackend(() -> {
            assertClose(conv(c, x, w).mul(2).add(conv(c, x2, w)), conv(c, x.mul(2).add(x2), w));
            assertClose(conv(c, x, w).sub(conv(c, x, w2)), conv(c, x, w.sub(w2)));
        });
    }

    @Property(tries = 300)
    @Covers("conv2d")
    void gradientsAreTheAdjointsOfTheForwardMap(@ForAll ConvCase c) {
        onEveryBackend(() -> {
            Tensor x = c.input().requiresGrad(true);
            Tensor w = c.weight().requiresGrad(true);
            Tensor y = conv(c, x, w);
            Tensor g = uniform(5, y.shape().dims());
            double forward = y.detach().mul(g).sum().item();
            y.backward(g);
            assertEquals(forward, x.detach().mul(x.grad()).sum().item(), 1e-3 * Math.max(1, Math.abs(forward)));
            assertEquals(forward, w.detach().mul(w.grad()).sum().item(), 1e-3 * Math.max(1, Math.abs(forward)));
        });
    }

    @Property(tries = 300)
    @Covers("conv2d")
    void shiftingTheInputShiftsTheOutput(@ForAll @IntRange(min = 1, max = 4) int k,
            @ForAll @IntRange(min = 0, max = 3) int down,
            @ForAll @IntRange(min = 0, max = 3) int right) {
        Tensor x = uniform(1, 1, 2, 5, 6);
        Tensor w = uniform(2, 3, 2, k, k);
        Window2d full = Window2d.square(k).padding(k - 1);
        onEveryBackend(() -> assertClose(Convolution.conv2d(x, w, full).pad(right, 0, down, 0),
                Convolution.conv2d(x.pad(right, 0, down, 0), w, full)));
    }

    @Property(tries = 300)
    @Covers({"conv2d", "flip"})
    void trueConvolutionIsCorrelationWithTheKernelTurnedByHalfATurn(@ForAll @IntRange(min = 1, max = 4) int k) {
        Tensor x = uniform(1, 5, 6);
        Tensor kernel = uniform(2, k, k);
        Tensor turned = kernel.flip(0, 1);
        onEveryBackend(() -> {
            Tensor y = CourseNotes.corr2d(x, turned);
            for (int i = 0; i < y.size(0); i++) {
                for (int j = 0; j < y.size(1); j++) {
                    // the mathematician's definition: indices of kernel and image run against each other
                    double sum = 0;
                    for (int u = 0; u < k; u++) {
                        for (int v = 0; v < k; v++) {
                            sum += kernel.get(u, v) * x.get(i + k - 1 - u, j + k - 1 - v);
                        }
                    }
                    assertEquals(sum, y.get(i, j), 1e-5);
                }
            }
        });
    }

    @Property(tries = 300)
    @Covers("conv2dRelu")
    void reluFusedIntoTheConvolutionChangesNothing(@ForAll ConvCase c) {
        onEveryBackend(() -> {
            Tensor x = c.input().requiresGrad(true);
            Tensor fused = Convolution.conv2dRelu(x, c.weight(), Optional.empty(), window(c), c.groups());
            Tensor apart = conv(c, x, c.weight()).relu();
            assertClose(apart, fused);
            Tensor g = uniform(4, fused.shape().dims());
            fused.backward(g);
            Tensor gradient = x.grad();
            x.zeroGrad();
            apart.backward(g);
            assertClose(x.grad(), gradient);
        });
    }
}
