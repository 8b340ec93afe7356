package longhand.backend.opencl;

import longhand.shape.Pool2dShape;

/** The sizes that all pooling kernels share, as fields: a kernel takes numbers and arrays, no records. */
abstract class Pool2dGeometry extends StrictKernel {
    int height;
    int width;
    int outHeight;
    int outWidth;
    int kernelHeight;
    int kernelWidth;
    int strideHeight;
    int strideWidth;
    int paddingHeight;
    int paddingWidth;
    int dilationHeight;
    int dilationWidth;
    int borderHeight; // padded rows that an average counts as elements
    int borderWidth;

    final void set(Pool2dShape s) {
        height = s.input().h();
        width = s.input().w();
        outHeight = s.output().h();
        outWidth = s.output().w();
        kernelHeight = s.window().kernel().h();
        kernelWidth = s.window().kernel().w();
        strideHeight = s.window().stride().h();
        strideWidth = s.window().stride().w();
        paddingHeight = s.window().padding().h();
        paddingWidth = s.window().padding().w();
        dilationHeight = s.window().dilation().h();
        dilationWidth = s.window().dilation().w();
        borderHeight = s.countIncludePad() ? paddingHeight : 0;
        borderWidth = s.countIncludePad() ? paddingWidth : 0;
    }
}
